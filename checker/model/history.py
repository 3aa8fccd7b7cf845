"""What a certificate's dated events say on a day. Facts dated after the day do not exist yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.model.backing import Backing
from checker.model.calendar import add, next_day
from checker.model.manifest import Certificate, Event, Manifest, Product
from checker.model.policy import Period
from checker.records import NamedTuple

CONFORMING = "conforming"
NONCONFORMING = "nonconforming"
THREE_YEARS = Period(months=36)
DECIDED_WITHIN = Period(months=6)
"""How long after a renewal the decision on it may be taken: as long as it can be caught up (9.6.3.2.5)."""


def events_until(certificate: Certificate, day: date, *types: str) -> list[Event]:
    """The events dated on or before a day, oldest first; of the given types only, where any are given."""
    known = [event for event in certificate.events or () if event.date <= day and (not types or event.type in types)]
    return sorted(known, key=lambda event: event.date)


def known_on(manifest: Manifest, day: date) -> Manifest:
    """The manifest without the facts dated after a day, as if it had been prepared then; terms stay as stated.

    A status that was looked up later is not known yet, whatever it says, nor is a snapshot that was taken later.
    """
    later = any(each.day and each.day > day for entry in manifest.certificates for each in entry.backing.traces)
    if manifest.prepared <= day and not later:
        return manifest
    certificates = tuple(_certificate_on(each, day) for each in manifest.certificates)
    products = None
    if manifest.products is not None:
        products = tuple(
            row._replace(design_changes=tuple(each for each in row.design_changes if each.date <= day))
            for row in manifest.products
        )
    return manifest._replace(certificates=certificates, products=products)


def _certificate_on(certificate: Certificate, day: date) -> Certificate:
    status, events, stated = certificate.status, certificate.events, certificate.accreditations
    seen = tuple(each for each in certificate.backing.traces if each.day is None or each.day <= day)
    if status and status.checked and status.checked > day:
        status = None
    if events is not None:
        events = tuple(each for each in events if each.date <= day)
    if stated is not None:
        stated = tuple(
            each._replace(withdrawn=None) if each.withdrawn and each.withdrawn > day else each for each in stated
        )
    return certificate._replace(status=status, events=events, accreditations=stated, backing=Backing(seen))


def last_date(certificate: Certificate, day: date, *types: str) -> date | None:
    """The date of the newest event of the given types, on or before a day, that was not nonconforming."""
    found = [event for event in events_until(certificate, day, *types) if event.result != NONCONFORMING]
    return found[-1].date if found else None


def granted(certificate: Certificate, day: date) -> date | None:
    """The newest day on which the certificate in hand was granted: decision, recertification or issue."""
    dates = [last_date(certificate, day, "decision", "recertification"), certificate.issued]
    stated = [when for when in dates if when is not None]
    return max(stated) if stated else certificate.effective


def decided(certificate: Certificate, day: date) -> date | None:
    """The day of the newest recorded decision or recertification; None where none is recorded."""
    return last_date(certificate, day, "decision", "recertification")


def decided_by(certificate: Certificate, day: date) -> date | None:
    """The day of the decision, or where it is not recorded the earliest day it can have been: issued or effective.

    The earliest, because a re-issue is dated later, and leaving the decision out must not help.
    """
    stated = [when for when in (certificate.issued, certificate.effective) if when is not None]
    return decided(certificate, day) or min(stated, default=None)


def in_force_from(certificate: Certificate) -> date | None:
    """The first day in force: `effective`, else `issued`; None where neither is stated."""
    return certificate.effective or certificate.issued


def gaps(certificate: Certificate) -> list[tuple[date, date]]:
    """Spans of uncovered days after a previous expiry, as first and last day (ISO/IEC 17021-1, 9.6.3.2.5).

    `previous_expiry` is a term, so events dated later count too. The new effective date is never before the event that
    restored or renewed the certificate.
    """
    renewals = sorted(
        (event for event in certificate.events or () if event.previous_expiry and _renews(event)),
        key=lambda event: event.date,
    )
    found = []
    for event in renewals:
        resumed = event.date
        if event is renewals[-1] and certificate.effective:
            resumed = max(resumed, certificate.effective)
        first = next_day(event.previous_expiry or event.date)
        if first < resumed:
            found.append((first, date.fromordinal(resumed.toordinal() - 1)))
    return found


class Suspension(NamedTuple):
    """Days of a suspension, inclusive; `last` None: it still holds. `partial`: not the whole certificate."""

    start: date
    last: date | None
    partial: bool


def suspensions(certificate: Certificate, day: date) -> list[Suspension]:
    """The suspensions recorded up to a day, each until the day before the restoration or withdrawal that ended it.

    A restoration that names sites, models or activities ends only what names no others.
    """
    found: list[Suspension] = []
    events = events_until(certificate, day, "suspension", "restoration", "withdrawal")
    for number, event in enumerate(events):
        if event.type == "suspension":
            end = next((after.date for after in events[number + 1 :] if _ends(after, event)), None)
            last = None if end is None else max(event.date, date.fromordinal(end.toordinal() - 1))
            found.append(Suspension(event.date, last, bool(_named(event))))
    return found


def _ends(after: Event, suspension: Event) -> bool:
    if after.type == "suspension":
        return False
    return not _named(after) or (bool(_named(suspension)) and _named(suspension) <= _named(after))


def _named(event: Event) -> set[str]:
    return {*(event.sites or ()), *(event.models or ()), *(event.activities or ())}


class Cycle(NamedTuple):
    """The certification cycle that holds on a day (ISO/IEC 17021-1, 9.1.3).

    `start` is the first day of the cycle, `decision` the day it was decided; `initial` that of a first certification.
    """

    start: date
    decision: date
    initial: bool

    @property
    def last(self) -> date:
        """The last day that three years from the start allow."""
        return add(self.start, THREE_YEARS)


def cycle(certificate: Certificate, day: date, site: str | None = None) -> Cycle | None:
    """The cycle on a day, or None where no date tells when it began; events bound to other sites do not count.

    Recertified by the previous expiry: it starts the day after. Else with the decision, else when effective. A decision
    that comes later than the one on the renewal (extension of scope, re-issue) begins no cycle.
    """
    decisions = events_until(certificate, day, "decision")
    here = [event for event in events_until(certificate, day) if site is None or not event.sites or site in event.sites]
    renewals = [event for event in here if _renews(event)]
    if not renewals:
        return _first_cycle(certificate, decisions)
    renewed = renewals[-1]
    latest, previous = add(renewed.date, DECIDED_WITHIN), renewed.previous_expiry
    decision = min([day.date for day in decisions if renewed.date <= day.date <= latest], default=renewed.date)
    if previous and renewed.date <= previous:
        return Cycle(next_day(previous), decision if decision <= previous else renewed.date, initial=False)
    return Cycle(decision, decision, initial=False)


def _renews(event: Event) -> bool:
    """Whether an event begins a cycle; a restoration does after an expiry, else it lifts a suspension."""
    if event.result == NONCONFORMING:
        return False
    lapsed = event.previous_expiry is not None and event.previous_expiry < event.date
    return event.type == "recertification" or (event.type == "restoration" and lapsed)


def _first_cycle(certificate: Certificate, decisions: list[Event]) -> Cycle | None:
    if decisions:
        # A later decision (extension of scope, re-issue) is no recertification, so it begins no cycle.
        decision = decisions[0].date
        return Cycle(decision, decision, initial=True)
    start = in_force_from(certificate)
    return None if start is None else Cycle(start, start, initial=True)


def facts(manifest: Manifest, products: Sequence[Product]) -> Iterator[date]:
    """The day of every dated fact in a manifest; the products are those that are judged."""
    for product in products:
        yield from (change.date for change in product.design_changes)
        yield from (lot.produced for lot in product.lots or () if lot.produced)
    for entry in manifest.certificates:
        yield from (event.date for event in entry.events or ())
        yield from (each.withdrawn for each in entry.accreditations or () if each.withdrawn)
        if entry.status and entry.status.checked:
            yield entry.status.checked
        yield from (each.day for each in entry.backing.traces if each.day)
