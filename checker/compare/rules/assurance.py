"""How well a claim has to be founded: what satisfies a level satisfies those below, and what is adverse counts more."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.backing import LEVELS
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return LEVELS.index(one.assurance) >= LEVELS.index(other.assurance)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"evidence has to be {new.assurance} instead of {old.assurance}"


RULE = Rule("assurance", 200, "assurance", lambda rule: rule.assurance, _implies, _sentence, exact=False)
