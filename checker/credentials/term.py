"""From when until when something signed holds, as calendar days."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from checker.credentials.faults import unreadable
from checker.model.calendar import previous_day
from checker.records import NamedTuple

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T(?:([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d{1,9})?)(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII
)
_LAST_SECOND = ("23", "59", "59")
_FURTHEST = 253_402_300_799  # seconds: the end of the year 9999


class Term(NamedTuple):
    """From `start` to `until`, both inclusive; None: no bound."""

    start: date | None = None
    until: date | None = None

    def within(self, start: date | None, until: date | None) -> Term:
        """The days that lie in this term and in another one."""
        starts = [day for day in (self.start, start) if day]
        ends = [day for day in (self.until, until) if day]
        return Term(max(starts, default=None), min(ends, default=None))


def first_day(value: object, key: str) -> date | None:
    """The day of a moment from which something holds, as written, whatever its time zone."""
    return _parsed(value, key)[0] if value is not None else None


def last_day(value: object, key: str) -> date | None:
    """The last day that is over before a moment: of a day that it cuts short, only the one before counts.

    A bare day, and one of which the last second is named, is whole.
    """
    if value is None:
        return None
    day, time = _parsed(value, key)
    return day if time is None or time == _LAST_SECOND else previous_day(day)


def seconds_first(value: object, key: str) -> date | None:
    """As `first_day`, of seconds since 1970 (NumericDate, RFC 7519)."""
    return _moment(value, key).date() if value is not None else None


def seconds_last(value: object, key: str) -> date | None:
    """As `last_day`, of seconds since 1970 (NumericDate, RFC 7519)."""
    if value is None:
        return None
    moment = _moment(value, key)
    whole = (moment.hour, moment.minute, moment.second) == (23, 59, 59)
    return moment.date() if whole else previous_day(moment.date())


def day_of(value: object) -> date | None:
    """The day that a moment is written with; None for anything else."""
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def ends(value: object) -> tuple[date, ...]:
    """The days that people may print for the end at a moment: its own, and the one before if that is all it leaves."""
    day = day_of(value)
    whole = last_day(value, "") if day else None
    return tuple(each for each in (day, whole) if each)


def _parsed(value: object, key: str) -> tuple[date, tuple[str, ...] | None]:
    found = _MOMENT.fullmatch(value) if isinstance(value, str) else None
    day = day_of(value)
    if found is None or day is None:
        raise unreadable(f"has a `{key}` that is no date and time")
    return day, found.groups()[1:] if found[2] else None


def _moment(value: object, key: str) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _FURTHEST:
        raise unreadable(f"has a `{key}` that is no number of seconds since 1970")
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value))
