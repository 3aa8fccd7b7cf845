"""Whether a failure blocks at all: mandatory is stricter than advisory, for a requirement that stands alone."""

from __future__ import annotations

from checker.compare.rules.base import COUNTING, Ground, Rule
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return one.mandatory or not other.mandatory


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    return "it is mandatory now, and blocks" if new.mandatory else "it is advisory now, and only warns"


RULE = Rule("enforcement", 220, "enforcement", lambda rule: rule.mandatory, _implies, _sentence, about=COUNTING)
