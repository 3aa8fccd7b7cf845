"""When something that passes does not pass any more, and how the report states that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from checker.fast.fragments import holds
from checker.fast.terms import after
from checker.model.calendar import previous_day
from checker.model.outcome import FAIL, Outcome, all_of
from checker.records import NamedTuple


class Stop(NamedTuple):
    """The first day on which something does not pass any more ("" for none), what it is then, and by which codes."""

    day: str = ""
    verdict: Outcome = FAIL
    codes: frozenset[tuple[int, str]] = frozenset()  # with the rank of the outcome, by which they are sorted

    def drawn(self, end: str) -> str:
        """As the report states it; `end` is the last day that is looked at."""
        return _drawn(self, end)


@lru_cache(2048)
def _drawn(stop: Stop, end: str) -> str:
    if not stop.day:
        return holds(end, None, ())
    return holds(_before(stop.day), stop.verdict.value, _leading(stop.codes))


NEVER = Stop()


@lru_cache(4096)
def ending(until: str, code: str, verdict: Outcome, worst: Outcome) -> Stop:
    """The stop of an object whose certificate satisfies it through a day, after which it comes to a verdict."""
    return Stop(after(until), worst, frozenset({(verdict.rank, code)}))


def earliest(stops: Iterable[Stop | None]) -> Stop:
    """When the first of several things stops that have to pass together."""
    found = [each for each in stops if each and each.day]
    if not found:
        return NEVER
    if len(found) == 1:
        return found[0]
    day = min(each.day for each in found)
    first = [each for each in found if each.day == day]
    if len(first) == 1:
        return first[0]
    return Stop(day, all_of(each.verdict for each in first), together(first))


def together(stops: Iterable[Stop]) -> frozenset[tuple[int, str]]:
    """The codes of several stops."""
    return frozenset().union(*(each.codes for each in stops))


def _leading(codes: frozenset[tuple[int, str]]) -> tuple[str, ...]:
    """Each code once: a fail before the undetermined, then by name; as `checker.forecast.reasons.leading`."""
    ranks: dict[str, int] = {}
    for rank, code in sorted(codes):
        ranks.setdefault(code, rank)
    return tuple(ranks)


@lru_cache(4096)
def _before(day: str) -> str:
    return previous_day(date.fromisoformat(day)).isoformat()
