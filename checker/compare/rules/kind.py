"""The kind of certificate: one never stands in for the other, so a change of it changes everything."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(_one: Requirement, _other: Requirement, _ground: Ground) -> bool:
    return False


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"a {new.kind} certificate is asked for instead of a {old.kind} certificate"


RULE = Rule("kind", 10, "kind", lambda rule: rule.kind, _implies, _sentence)
