"""The accepted standards: fewer are stricter. Two names of one standard are the same."""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, lost_and_gained, moved, quoted
from checker.model.policy import Requirement


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    return {ref.id for ref in one.standards} <= {ref.id for ref in other.standards}


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    before = {ref.id: ref.text for ref in old.standards}
    after = {ref.id: ref.text for ref in new.standards}
    gone, came = moved(before, after)
    if gone or came:
        return lost_and_gained(
            [before[each] for each in gone],
            [after[each] for each in came],
            "{} {is} no longer accepted",
            "{} {is} now accepted",
        )
    texts = [ref.text for ref in new.standards if before[ref.id] != ref.text]
    if not texts:
        return "the same standards stand in another order"
    return f"{quoted(texts)} now names what {quoted(before[ref.id] for ref in new.standards if ref.text in texts)} did"


RULE = Rule("standards", 20, "standards", lambda rule: tuple(ref.text for ref in rule.standards), _implies, _sentence)
