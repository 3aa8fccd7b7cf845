"""The accepted types of scheme (ISO/IEC 17067). Not asked: any but 1a. `any`: also one that is not stated."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, lost_and_gained, moved
from checker.gates._product_subject import TYPE_ONLY
from checker.model.policy import Requirement

SCHEMES = ("1a", "1b", "2", "3", "4", "5", "6")
_UNSTATED = "not stated"


def _accepted(rule: Requirement) -> list[str]:
    types = rule.scheme_types
    if types is None:
        return [each for each in SCHEMES if each != TYPE_ONLY]
    return list(types) if types else [*SCHEMES, _UNSTATED]


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return set(_accepted(one)) <= set(_accepted(other))


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    gone, came = moved(_accepted(old), _accepted(new))
    told = lost_and_gained(
        gone, came, "the scheme type{s} {} {is} no longer accepted", "the scheme type{s} {} {is} now accepted"
    )
    told = told.replace(f"`{_UNSTATED}`", "one that is not stated")
    return told or "the same scheme types are accepted, written another way"


RULE = Rule("scheme", 70, "scheme/types", lambda rule: rule.scheme_types, _implies, _sentence)
