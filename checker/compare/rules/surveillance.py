"""Surveillance: none asked, at an interval, by ISO/IEC 17021-1, or both. A shorter interval is stricter.

An interval and a calendar of audits are not comparable. Where a missing record is accepted as unknown, one rule of the
two ends the look at the other, so nothing is claimed then.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from checker.compare.rules.base import Ground, Rule
from checker.gates.evidence import AUDIT_RECORD_MISSING
from checker.model.calendar import add
from checker.model.policy import Period, Requirement, SurveillanceRule

# The calendar repeats after 400 years (146097 days).
_START, _CYCLE = date(2000, 1, 1).toordinal(), 146097


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
    days = map(date.fromordinal, range(_START, _START + _CYCLE))
    return all(add(day, one) <= add(day, other) for day in days)


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
    return " and ".join(told + (["by the calendar of ISO/IEC 17021-1, 9.1.3,"] if rule.iso_17021 else [])).rstrip(",")


RULE = Rule(
    "surveillance",
    140,
    "surveillance",
    lambda rule: rule.surveillance,
    _implies,
    _sentence,
    touchy=frozenset({AUDIT_RECORD_MISSING.name}),
)
