"""Whether the audits of the cycle have to be recorded: asked for is stricter."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return one.audits or not other.audits


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    if new.audits:
        return "stage 1 and stage 2, or the recertification, of the cycle have to be recorded now"
    return "the audits of the cycle need not be recorded any more"


RULE = Rule("audits", 160, "audits", lambda rule: rule.audits, _implies, _sentence)
