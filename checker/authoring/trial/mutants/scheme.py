"""Scheme types (ISO/IEC 17067): drop each, add that which certifies a type alone, any."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, put, put_in, turned, with_each, without_each
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT

_SURVEILLED = ["3", "4", "5"]


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    if rule["kind"] != PRODUCT:
        return
    types = rule.get("scheme", {}).get("types")
    if types == "any":
        told = ", ".join(_SURVEILLED)
        yield turned("scheme.types", "any", told, STRICTER, put("/scheme/types", _SURVEILLED))
        return
    yield turned(
        "scheme.types", ", ".join(types or ("default",)), "any", WEAKER, put_in(rule, "scheme", "types", "any")
    )
    if types:
        yield from without_each("scheme.types", types, "/scheme/types")
        yield from with_each("scheme.types", types, ["1a"], "/scheme/types")
