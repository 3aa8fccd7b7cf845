"""How well a claim has to be founded; this version decides on declared evidence, and other policies do not load."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement

_LEVELS = ("declared", "documented", "confirmed")


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return _LEVELS.index(one.assurance) >= _LEVELS.index(other.assurance)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"evidence has to be {new.assurance} instead of {old.assurance}"


RULE = Rule("assurance", 200, "assurance", lambda rule: rule.assurance, _implies, _sentence, exact=False)
