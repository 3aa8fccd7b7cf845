"""Whether a waiver can lift the requirement: one that none can lift is stricter."""

from __future__ import annotations

from checker.compare.rules.base import WAIVERS, Ground, Rule
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return other.waivable or not one.waivable


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    return "a waiver can lift it now" if new.waivable else "no waiver can lift it any more"


RULE = Rule("waivable", 230, "waivable", lambda rule: rule.waivable, _implies, _sentence, about=WAIVERS)
