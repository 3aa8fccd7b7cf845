"""The days by which something is due of a certification body: an audit, a recertification, a calendar year.

They are those of every event, whatever its day: which of them count on a day, the gate says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from checker.model.calendar import add, next_day
from checker.model.history import NONCONFORMING, THREE_YEARS, in_force_from
from checker.model.manifest import Certificate, Event
from checker.model.policy import Period, SurveillanceRule

_RENEWALS = ("recertification", "restoration")
_COUNTING = ("decision", "recertification", "surveillance")
_FIRST = Period(months=12)
_SECOND = Period(months=24)


def everywhere(event: Event) -> bool:
    """Whether an event counts for every object."""
    return event.result != NONCONFORMING and not event.sites and not event.models


def surveillance_due(
    certificate: Certificate, rule: SurveillanceRule | None, counts: Callable[[Event], bool] = everywhere
) -> Iterator[date]:
    """The last day of each audit that no recorded one has met, of those that count."""
    if rule and rule.every:
        yield from _intervals(certificate, rule.every, counts)
    if rule and rule.iso_17021:
        yield from _first(certificate, counts)
        yield from _years(certificate, counts)


def audit_turns(certificate: Certificate, rule: SurveillanceRule | None) -> Iterator[date]:
    """The days on which an audit or a recertification is overdue, or the reading of clause 9.1.3.2 changes."""
    yield from map(next_day, surveillance_due(certificate, rule))
    if rule and rule.iso_17021:
        yield from map(next_day, _lasts(certificate))
        yield from (next_day(add(day, _SECOND)) for day in _initial(certificate))


def _intervals(certificate: Certificate, every: Period, counts: Callable[[Event], bool]) -> Iterator[date]:
    events = [event for event in certificate.events or () if event.type in _COUNTING]
    for event in events:
        # Of an audit that does not count everywhere some object's next one is reckoned.
        if counts is not everywhere and event.type == "surveillance" and not counts(event):
            continue
        due = add(event.date, every)
        if not any(event.date < other.date <= due and counts(other) for other in events):
            yield due


def _first(certificate: Certificate, counts: Callable[[Event], bool]) -> Iterator[date]:
    """Twelve months after an initial decision, but where an audit that counts came in time."""
    for day in _initial(certificate):
        due = add(day, _FIRST)
        if not any(day <= audit.date <= due and counts(audit) for audit in _audits(certificate)):
            yield due


def _audits(certificate: Certificate) -> list[Event]:
    return [event for event in certificate.events or () if event.type == "surveillance"]


def _initial(certificate: Certificate) -> set[date]:
    """The days on which a first certification may have been decided."""
    decided = min((event.date for event in certificate.events or () if event.type == "decision"), default=None)
    return {day for day in (decided, in_force_from(certificate)) if day}


def _decisions(certificate: Certificate) -> set[date]:
    """The days on which a cycle may have been decided: those of a renewal, and of a decision after one."""
    events = certificate.events or ()
    renewed = {event.date for event in events if event.type in _RENEWALS}
    after = {event.date for event in events if event.type == "decision" and renewed and event.date >= min(renewed)}
    return _initial(certificate) | renewed | after


def _lasts(certificate: Certificate) -> set[date]:
    """The last days of every cycle that there may be: some begin on the day after a previous expiry."""
    events = certificate.events or ()
    resumed = {next_day(event.previous_expiry) for event in events if event.previous_expiry and event.type in _RENEWALS}
    return {add(day, THREE_YEARS) for day in _decisions(certificate) | resumed}


def _years(certificate: Certificate, counts: Callable[[Event], bool]) -> Iterator[date]:
    """The end of each calendar year that wants a surveillance and has none that counts."""
    decisions = _decisions(certificate)
    if not decisions:
        return
    done = {event.date.year for event in _audits(certificate) if counts(event)}
    renewals = (event for event in certificate.events or () if event.type == "recertification")
    done |= {event.date.year for event in renewals if counts(event)}
    if certificate.expires:
        done.add(certificate.expires.year)
    last = max(_lasts(certificate)).year
    yield from (date(year, 12, 31) for year in range(min(decisions).year + 1, last + 1) if year not in done)
