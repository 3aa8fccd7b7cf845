"""The accepted kinds of attestation: fewer are stricter."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, lost_and_gained, moved
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return set(one.attestation) <= set(other.attestation)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    gone, came = moved(old.attestation, new.attestation)
    told = lost_and_gained(
        gone, came, "{} {is} no longer accepted as an attestation", "{} {is} now accepted as an attestation"
    )
    return told or "the same kinds of attestation stand in another order"


RULE = Rule("attestation", 40, "attestation", lambda rule: rule.attestation, _implies, _sentence)
