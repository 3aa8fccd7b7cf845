"""How old a look-up of the status may be: half, twice, for ever."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, put_in, turned
from checker.authoring.trial.mutants._spans import scaled
from checker.catalogue import Catalogue

_DEFAULT, _NEVER = "365 days", "never"


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    stated = rule.get("status", {}).get("checked_within", _DEFAULT)
    if stated == _NEVER:
        yield _turned(rule, stated, _DEFAULT, STRICTER)
        return
    yield _turned(rule, stated, _NEVER, WEAKER)
    for direction, factor in ((STRICTER, 0.5), (WEAKER, 2)):
        if (other := scaled(stated, factor)) is not None:
            yield _turned(rule, stated, other, direction)


def _turned(rule: Json, old: str, new: str, direction: str) -> Edit:
    return turned("status.checked_within", old, new, direction, put_in(rule, "status", "checked_within", new))
