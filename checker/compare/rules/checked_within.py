"""How old the last look-up of the status may be: fewer days are stricter, `never` stale is the loosest."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    mine, theirs = one.checked_within, other.checked_within
    return theirs is None or (mine is not None and mine <= theirs)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    before, after = old.checked_within, new.checked_within
    if after is None:
        return f"the last look-up of the status may be of any age now, instead of {before} days old"
    limit = f"the last look-up of the status may be {after} days old at most"
    return f"{limit}, instead of any age" if before is None else f"{limit} instead of {before}"


RULE = Rule("checked_within", 170, "status/checked_within", lambda rule: rule.checked_within, _implies, _sentence)
