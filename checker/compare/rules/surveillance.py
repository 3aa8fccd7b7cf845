"""Surveillance: none asked, at an interval, by ISO/IEC 17021-1, or both. A shorter interval is stricter.

An interval and a calendar of audits are not comparable. Where a missing record is accepted as unknown, one rule of the
two ends the look at the other, so nothing is claimed then.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

from checker.compare.rules.base import Ground, Rule
from checker.gates.evidence import AUDIT_RECORD_MISSING
from checker.model.calendar import add
from checker.model.policy import Period, Requirement, SurveillanceRule


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    mine, theirs = one.surveillance, other.surveillance
    if theirs is None:
        return True
    if mine is None or (theirs.iso_17021 and not mine.iso_17021):
        return False
    return theirs.every is None or (mine.every is not None and never_longer(mine.every, theirs.every))


@cache
def never_longer(one: Period, other: Period) -> bool:
    """Whether one span ends no later than another, whatever day both begin on."""
    if not one.days and not other.days:
        return one.months <= other.months
    if not one.months and not other.months:
        return one.days <= other.days
    return all(add(day, one) <= add(day, other) for day in _days())


@cache
def _days() -> list[date]:
    """The days on which a span can begin, one of each sort.

    The calendar repeats after 400 years. Up to the 28th no day is clamped, so one day of a month stands for all.
    """
    return [
        date(year, month, day)
        for year in range(2000, 2400)
        for month in range(1, 13)
        for day in (1, *range(29, monthrange(year, month)[1] + 1))
    ]


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    before, after = old.surveillance, new.surveillance
    if after is None:
        return "no record of surveillance is asked for any more"
    if before is None:
        return f"surveillance has to be recorded {_words(after)} now"
    if before.every and after.every and before.iso_17021 == after.iso_17021:
        return f"a surveillance may be {after.every} old at most instead of {before.every}"
    return f"surveillance has to be recorded {_words(after)} instead of {_words(before)}"


def _words(rule: SurveillanceRule) -> str:
    told = [f"every {rule.every}"] if rule.every else []
    return " and ".join(told + (["by the calendar of ISO/IEC 17021-1"] if rule.iso_17021 else []))


RULE = Rule(
    "surveillance",
    140,
    "surveillance",
    lambda rule: rule.surveillance,
    _implies,
    _sentence,
    touchy=frozenset({AUDIT_RECORD_MISSING.name}),
)
