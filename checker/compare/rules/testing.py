"""Whether a type test with its report is asked for, and from an accredited laboratory: each more is stricter."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement

_NONE, _ANY, _ACCREDITED = range(3)
_WORDS = {
    _NONE: "no type test is asked for any more",
    _ANY: "a type test with its report is asked for, from any laboratory",
    _ACCREDITED: "a type test with its report from a laboratory accredited to ISO/IEC 17025 is asked for now",
}


def _level(rule: Requirement) -> int:
    if not rule.testing:
        return _NONE
    return _ACCREDITED if rule.accredited_laboratory else _ANY


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return _level(one) >= _level(other)


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    return _WORDS[_level(new)]


RULE = Rule("testing", 150, "testing", _level, _implies, _sentence)
