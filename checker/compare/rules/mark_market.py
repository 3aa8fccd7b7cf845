"""The market that the mark has to name; one for the Union is for each market of its area."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule
from checker.model.markets import taken_in
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    if other.mark.market is None:
        return True
    return one.mark.market is not None and taken_in(other.mark.market, (one.mark.market,))


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    before, after = old.mark.market, new.mark.market
    if after is None:
        return f"the mark need not name the market `{before}` any more"
    told = f"the mark has to name the market `{after}`"
    return f"{told} now" if before is None else f"{told} instead of `{before}`"


RULE = Rule("mark.market", 60, "mark/market", lambda rule: rule.mark.market, _implies, _sentence)
