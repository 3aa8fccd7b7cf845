"""Whether a printed series pattern covers a model: exact names are stricter."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return other.covers.patterns or not one.covers.patterns


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    if new.covers.patterns:
        return "a printed series pattern such as `NP-500-*` now covers a model"
    return "each model has to be named exactly; a printed series pattern no longer covers it"


RULE = Rule("covers.patterns", 100, "covers/patterns", lambda rule: rule.covers.patterns, _implies, _sentence)
