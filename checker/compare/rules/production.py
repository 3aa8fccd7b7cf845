"""The day that is judged: that of the assessment, or those of production. Neither implies the other."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(_one: Requirement, _other: Requirement, _ground: Ground) -> bool:
    return False


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    if new.on_production:
        return "certificates are judged on the day each lot was produced now, instead of the date of the assessment"
    return "certificates are judged on the date of the assessment now, instead of the day each lot was produced"


RULE = Rule("in_force", 190, "in_force", lambda rule: rule.on_production, _implies, _sentence)
