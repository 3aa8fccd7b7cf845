"""Which sites are judged. None implies another.

Every site takes in the producing ones, but asks nothing where no product says where it is made; the organisation is
judged by its holder alone, which a site need not have.
"""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement

_WORDS = {
    "producing": "each site that makes the products",
    "all": "every site of the supplier",
    "organisation": "the organisation as a whole, whatever its sites,",
}


def _implies(_one: Requirement, _other: Requirement, _ground: Ground) -> bool:
    return False


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"{_WORDS[new.covers.sites]} is judged now, instead of {_WORDS[old.covers.sites].rstrip(',')}"


RULE = Rule("covers.sites", 110, "covers/sites", lambda rule: rule.covers.sites, _implies, _sentence)
