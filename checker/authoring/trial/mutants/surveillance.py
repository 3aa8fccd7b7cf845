"""Surveillance: none, another interval, the other rule, one where none is asked."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import OTHER, STRICTER, WEAKER, Edit, out, put, turned
from checker.authoring.trial.mutants._spans import scaled
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT

_RULE = {"rule": "iso-17021"}
_YEARLY = {"every": "12 months"}


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    stated, system = rule.get("surveillance"), rule["kind"] != PRODUCT
    if stated is None:
        yield Edit(
            "surveillance",
            f"add {'iso-17021' if system else '12 months'}",
            STRICTER,
            _put(_RULE if system else _YEARLY),
        )
        return
    yield Edit("surveillance", "drop", WEAKER, out("/surveillance"))
    if every := stated.get("every"):
        for direction, factor in ((STRICTER, 0.5), (WEAKER, 2)):
            if (span := scaled(every, factor)) is not None:
                yield turned("surveillance.every", every, span, direction, put("/surveillance/every", span))
    if system and len(stated) == 1:
        old, other = ("iso-17021", _YEARLY) if "rule" in stated else (stated["every"], _RULE)
        yield turned("surveillance", old, next(iter(other.values())), OTHER, _put(other))


def _put(rule: Json) -> tuple[Json, ...]:
    return put("/surveillance", rule)
