"""Arithmetic on calendar days. A period's last day is inclusive; month ends clamp."""

from __future__ import annotations

from datetime import date, timedelta

from checker.model.policy import Period


def add(day: date, period: Period) -> date:
    """The day a period later; 31 January + 1 month is the last day of February.

    Beyond the year 9999 the last representable day stands for "never".
    """
    month = day.month - 1 + period.months
    year = day.year + month // 12
    if year > date.max.year:
        return date.max
    moved = date(year, month % 12 + 1, min(day.day, _last(year, month % 12 + 1)))
    return moved if (date.max - moved).days < period.days else moved + timedelta(days=period.days)


def _last(year: int, month: int) -> int:
    """The last day of a month, as `calendar.monthrange` says it, which would bring `locale` to every start."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def next_day(day: date) -> date:
    """The day after."""
    return day if day == date.max else day + timedelta(days=1)


def previous_day(day: date) -> date:
    """The day before."""
    return day if day == date.min else day - timedelta(days=1)
