"""The days that a picture over time spans, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.records import NamedTuple

Json = dict[str, Any]

WIDTH = 760
LEFT, RIGHT = 8, 752
# Days beyond this many years from the day of assessment stand at the edge: a term until 9999 would flatten the rest.
_REACH = 12
_YEAR = 365.25


class Axis(NamedTuple):
    """The days that a picture spans, first and last inclusive, as ordinals."""

    first: int
    last: int

    def x(self, day: int) -> float:
        """Where a day stands; one outside stands at the edge."""
        inside = min(max(day, self.first), self.last)
        return round(LEFT + (RIGHT - LEFT) * (inside - self.first) / (self.last - self.first), 1)


def axis_of(certificates: list[Json], today: int, end: int) -> Axis:
    """Whole years that hold the day of assessment, the last of the pass, and every stated day near; three at least."""
    low, high = today - int(_REACH * _YEAR), today + int(_REACH * _YEAR)
    days = [min(max(day, low), high) for each in certificates for day in days_of(each)]
    first, last = _year(min([*days, today - 1])), _year(max([*days, min(end, high), today + 1]))
    if last - first < 2:
        first, last = first - 1, last + 1
    first, last = max(first, date.min.year), min(last, date.max.year)
    return Axis(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())


def days_of(certificate: Json) -> Iterator[int]:
    """Every day that a certificate states."""
    found = [certificate[key] for key in ("issued", "effective", "expires")]
    found += [each["date"] for each in certificate["events"]]
    found += [each[key] for each in certificate["suspensions"] for key in ("from", "until")]
    found += [certificate["status"] and certificate["status"]["checked"]]
    yield from (day for day in map(ordinal, found) if day is not None)


def ordinal(day: str | None) -> int | None:
    """A day as a number; None for what is none."""
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def _year(day: int) -> int:
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).year


def ticks_of(axis: Axis) -> Iterator[tuple[float, int]]:
    """Where each year starts; every second or fifth of many."""
    first, last = _year(axis.first), _year(axis.last)
    step = next(step for step in (1, 2, 5) if (last - first) / step <= 14 or step == 5)
    for year in range(first, last + 1):
        if year % step == 0:
            yield axis.x(date(year, 1, 1).toordinal()), year
