"""Whether each model is judged at each producing site.

Neither implies the other: with `factory` each site has to be named, but a suspension of one site, or a restoration that
names sites, weighs on that site alone; without it, on the model wherever it is made.
"""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.policy import Requirement


def _implies(_one: Requirement, _other: Requirement, _ground: Ground) -> bool:
    return False


def _sentence(_old: Requirement, new: Requirement, _ground: Ground) -> str:
    if new.covers.factory:
        return (
            "each model is judged at each producing site now, which the certificate has to name; what was suspended"
            " or restored for some sites weighs on these alone"
        )
    return (
        "the certificate need not name the producing sites any more; what was suspended or restored for some sites"
        " weighs on a model wherever it is made"
    )


RULE = Rule("covers.factory", 90, "covers/factory", lambda rule: rule.covers.factory, _implies, _sentence)
