"""The codes that are accepted though they are undetermined: fewer are stricter."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, moved, quoted
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return set(one.accept_unknown) <= set(other.accept_unknown)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    gone, came = moved(old.accept_unknown, new.accept_unknown)
    told = [f"{quoted(gone)} block{'s' * (len(gone) == 1)} again where the answer is not known"] if gone else []
    told += [f"{quoted(came)} no longer block{'s' * (len(came) == 1)} where the answer is not known"] if came else []
    return "; ".join(told) or "the same codes are accepted as unknown, in another order"


RULE = Rule("accept_unknown", 180, "accept_unknown", lambda rule: rule.accept_unknown, _implies, _sentence)
