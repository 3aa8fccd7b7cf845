"""The accepted types of mark. Not asked: any but a component mark. `any`: also a mark of which no type is stated."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, lost_and_gained, moved
from checker.gates._product_subject import COMPONENT
from checker.model.policy import Requirement

MARKS = ("listed", "classified", COMPONENT)
_UNSTATED = "of no stated type"


def _accepted(rule: Requirement) -> list[str]:
    types = rule.mark.types
    if types is None:
        return [each for each in MARKS if each != COMPONENT]
    return list(types) if types else [*MARKS, _UNSTATED]


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return set(_accepted(one)) <= set(_accepted(other))


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    gone, came = moved(_accepted(old), _accepted(new))
    told = lost_and_gained(gone, came, "marks that are {} are no longer accepted", "marks that are {} are now accepted")
    return told.replace(f"`{_UNSTATED}`", _UNSTATED) or "the same types of mark are accepted, written another way"


RULE = Rule("mark.types", 50, "mark", lambda rule: rule.mark.types, _implies, _sentence)
