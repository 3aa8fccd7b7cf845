"""The three outcomes and the strong three-valued logic (Kleene) that combines them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Outcome(StrEnum):
    """What an assessment shows: contradiction is `fail`, absence is `undetermined`, and neither passes."""

    PASS = "pass"  # noqa: S105 - an outcome, not a secret
    FAIL = "fail"
    UNDETERMINED = "undetermined"

    @property
    def rank(self) -> int:
        """Order of preference: pass > undetermined > fail."""
        return _RANK[self]


# A member costs five times as much to look up on its class.
PASS, FAIL, UNDETERMINED = Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED

_RANK = {Outcome.FAIL: 0, Outcome.UNDETERMINED: 1, Outcome.PASS: 2}
_BY_RANK = (Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS)


def all_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene conjunction; `all` of nothing is undetermined, never a pass."""
    ranks = [outcome.rank for outcome in outcomes]
    return _BY_RANK[min(ranks)] if ranks else Outcome.UNDETERMINED


def any_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Kleene disjunction; `any` of nothing fails."""
    return _BY_RANK[max((outcome.rank for outcome in outcomes), default=0)]


def at_least(n: int, outcomes: Iterable[Outcome]) -> Outcome:
    """Pass when n pass; fail when fewer than n could still pass; undetermined otherwise."""
    listed = list(outcomes)
    passed = listed.count(Outcome.PASS)
    if passed >= n:
        return Outcome.PASS
    return Outcome.FAIL if passed + listed.count(Outcome.UNDETERMINED) < n else Outcome.UNDETERMINED
