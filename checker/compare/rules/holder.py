"""Who has to hold the certificate: the operator of the site, or the supplier. Neither implies the other."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement

_WORDS = {"operator": "the operator of the site", "supplier": "the supplier"}


def _implies(_one: Requirement, _other: Requirement, _ground: Ground) -> bool:
    return False


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"the holder has to be {_WORDS[new.covers.holder]} now, instead of {_WORDS[old.covers.holder]}"


RULE = Rule("covers.holder", 130, "covers/holder", lambda rule: rule.covers.holder, _implies, _sentence)
