"""How well a claim has to be founded: one level up or down."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, put, turned
from checker.catalogue import Catalogue
from checker.model.backing import DECLARED, LEVELS


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement that asks for more than the supplier's word; few that do not have tests of more."""
    level = rule.get("assurance", DECLARED)
    if level == DECLARED:
        return
    place = LEVELS.index(level)
    for step, direction in ((-1, WEAKER), (1, STRICTER)):
        if place + step < len(LEVELS):
            other = LEVELS[place + step]
            yield turned("assurance", level, other, direction, put("/assurance", other))
