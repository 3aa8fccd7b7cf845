"""The days that are judged: those of production or that of the assessment, a shorter period or none."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import OTHER, WEAKER, Edit, out, put, turned
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    if rule["kind"] == PRODUCT and "in_force" in rule:
        yield _turned(rule)


def of_policy(values: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of the policy."""
    if "in_force" in values:
        yield _turned(values)
    if period := values.get("period"):
        first, last = period["from"], period["until"]
        yield Edit("period", "drop", WEAKER, out("/period"))
        if first != last:
            yield turned("period.until", last, first, WEAKER, put("/period/until", first))
            yield turned("period.from", first, last, WEAKER, put("/period/from", last))


def _turned(values: Json) -> Edit:
    old = values["in_force"]["on"]
    other = "assessment" if old == "production" else "production"
    return turned("in_force", old, other, OTHER, put("/in_force/on", other))
