"""The activities that have to be in scope: more are stricter.

From none to some is neither: a suspension that names activities weighs on all that a site performs where none is asked,
and on the asked ones alone where some are.
"""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, moved, quoted
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    mine, theirs = set(one.covers.activities), set(other.covers.activities)
    return mine >= theirs and bool(mine) == bool(theirs)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    gone, came = moved(old.covers.activities, new.covers.activities)
    told = [f"{quoted(came)} now {'has' if len(came) == 1 else 'have'} to be in the certified scope"] if came else []
    told += [f"{quoted(gone)} need not be in the certified scope any more"] if gone else []
    if bool(old.covers.activities) != bool(new.covers.activities):
        whose = "those asked for" if new.covers.activities else "any that a site performs"
        told.append(f"a suspension of certain activities now weighs where it concerns {whose}")
    return "; ".join(told) or "the same activities stand in another order"


RULE = Rule("covers.activities", 120, "covers/activities", lambda rule: rule.covers.activities, _implies, _sentence)
