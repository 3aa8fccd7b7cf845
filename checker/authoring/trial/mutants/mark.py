"""Marks: drop or add a type, any type, no market or another."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import (
    OTHER,
    STRICTER,
    WEAKER,
    Edit,
    out_of,
    put,
    put_in,
    turned,
    with_each,
    without_each,
)
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT

_TYPES = ("listed", "classified", "recognized-component")


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    if rule["kind"] != PRODUCT:
        return
    types, market = rule.get("mark", {}).get("types"), rule.get("mark", {}).get("market")
    if types == "any":
        yield turned("mark.types", "any", "listed", STRICTER, put("/mark/types", ["listed"]))
    else:
        yield turned(
            "mark.types", ", ".join(types or ("default",)), "any", WEAKER, put_in(rule, "mark", "types", "any")
        )
    if isinstance(types, list):
        yield from without_each("mark.types", types, "/mark/types")
        yield from with_each("mark.types", types, _TYPES, "/mark/types")
    if market:
        other = "EU" if market != "EU" else "US"
        yield Edit("mark.market", f"drop {market}", WEAKER, out_of(rule, "mark", "market"))
        yield turned("mark.market", market, other, OTHER, put("/mark/market", other))
