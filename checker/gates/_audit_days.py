"""The days after something was due of a certification body: an audit, a recertification, a calendar year.

They are those of every event, whatever its day: which of them count on a day, the gate says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import MAXYEAR, date

from checker.model.calendar import add, next_day
from checker.model.history import NONCONFORMING, THREE_YEARS, in_force_from
from checker.model.manifest import Certificate, Event
from checker.model.policy import Period

_RENEWALS = ("recertification", "restoration")
_COUNTING = ("decision", "recertification", "surveillance")


def interval_days(certificate: Certificate, every: Period) -> Iterator[date]:
    """The day after each next surveillance is due, but where one that counts for every site came in time."""
    events = [event for event in certificate.events or () if event.type in _COUNTING]
    for event in events:
        due = add(event.date, every)
        if not any(event.date < other.date <= due and _counts(other) for other in events):
            yield next_day(due)


def _counts(event: Event) -> bool:
    """Whether an event counts for every object."""
    return event.result != NONCONFORMING and not event.sites and not event.models


def cycle_days(certificate: Certificate) -> Iterator[date]:
    """The day after each date by which ISO/IEC 17021-1, 9.1.3, wants an audit or a recertification."""
    events = certificate.events or ()
    initial = {min((event.date for event in events if event.type == "decision"), default=None)}
    initial.add(in_force_from(certificate))
    renewals = [event for event in events if event.type in _RENEWALS]
    renewed = {event.date for event in renewals}
    if renewed:
        renewed |= {event.date for event in events if event.type == "decision" and event.date >= min(renewed)}
    resumed = {next_day(event.previous_expiry) for event in renewals if event.previous_expiry}
    decisions = {day for day in initial if day} | renewed
    for day in sorted(day for day in initial if day):
        yield from (next_day(add(day, Period(months=months))) for months in (12, 24))
    lasts = {add(day, THREE_YEARS) for day in decisions | resumed}
    yield from (next_day(day) for day in lasts)
    if decisions:
        yield from _years(certificate, min(decisions).year + 1, max(lasts).year)


def _years(certificate: Certificate, first: int, last: int) -> Iterator[date]:
    """The day after each calendar year that wants a surveillance and has none that counts for every site."""
    events = certificate.events or ()
    done = {event.date.year for event in events if event.type == "surveillance" and _counts(event)}
    done |= {event.date.year for event in events if event.type == "recertification"}
    if certificate.expires:
        done.add(certificate.expires.year)
    yield from (date(year + 1, 1, 1) for year in range(first, last + 1) if year not in done and year < MAXYEAR)
