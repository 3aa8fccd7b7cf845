"""What mends the standing of a certificate in time: its days, its status, its surveillance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.advise.actions import Action
from checker.advise.case import Fault
from checker.advise.changes import ACTIVE, Change, Happen, LookUp, Put
from checker.model.calendar import add, previous_day
from checker.model.history import THREE_YEARS, cycle
from checker.model.manifest import Event
from checker.model.policy import PRODUCT, Period

# ISO/IEC 17021-1, 9.6.3.2.5: an expired certification may be restored within six months.
_RESTORABLE = Period(months=6)
_YEAR = Period(months=12)


def term_end(kind: str, day: date) -> date:
    """The last day of a term that begins on a day: three years for a management system, a year for a product."""
    return max(day, previous_day(add(day, _YEAR if kind == PRODUCT else THREE_YEARS)))


def looked_up(fault: Fault, *lifted: str) -> Change:
    """The status, looked up once the body has acted."""
    return LookUp(fault.case.day, lifted)


def start(fault: Fault) -> Iterator[Action]:
    """A first day that is not stated; one that is still to come needs no action but time."""
    entry, day = fault.certificate, fault.case.day
    if fault.certain:
        return
    decisions = [event.date for event in entry.events or () if event.type == "decision" and event.date <= day]
    checked = entry.status.checked if entry.status else None
    value = min(decisions) if decisions else min(checked or day, day)
    lead = "state `effective` of {id} as printed"
    yield fault.action("complete-field", lead, Put((("effective", value),)), detail="effective")


def expiry(fault: Fault) -> Iterator[Action]:
    """The last day as printed."""
    entry, day = fault.certificate, fault.case.day
    now = cycle(entry, day, fault.target.site)
    value = max(day, now.last) if now and fault.rule.kind != PRODUCT else term_end(PRODUCT, day)
    put = Put((("expires", value), ("expires_stated", True)))
    tail = f"; it has to be {day} or later"
    yield fault.action("complete-field", "state `expires` of {id} as printed", put, detail="expires", tail=tail)


def renewal(fault: Fault) -> Iterator[Action]:
    """The certificate is renewed, as long as the body may do that without a new certification."""
    entry, day, kind = fault.certificate, fault.case.day, fault.rule.kind
    expires = entry.expires
    put = Put((("issued", day), ("expires", term_end(kind, day)), ("expires_stated", True)))
    changes: tuple[Change, ...] = (put, looked_up(fault, "expired"))
    if kind == PRODUCT:
        renewed = (Put((("effective", day),)), Happen(Event("decision", day, "")))
        yield fault.action("renewal", "have {id} renewed", *changes, *renewed)
    elif expires is None or day <= add(expires, _RESTORABLE):
        over = expires if expires and expires < day else None
        event = Happen(Event("recertification", day, "", previous_expiry=over))
        yield fault.action("renewal", "have the organisation recertified for {id}", *changes, event)


def restoration(fault: Fault) -> Iterator[Action]:
    """The body restores what it suspended."""
    event = Happen(Event("restoration", fault.case.day, ""))
    lead = "have the suspension of {id} resolved, and the certificate restored by its body"
    yield fault.action("restoration", lead, event, looked_up(fault, "suspended"))


def status(fault: Fault) -> Iterator[Action]:
    """The status, looked up on the day."""
    held = fault.certificate.status
    if held is None or held.value == ACTIVE:
        yield fault.action("look-up-status", "look {id} up in the body's register", looked_up(fault))


def conflict(fault: Fault) -> Iterator[Action]:
    """The restoration that a status looked up after a suspension speaks of."""
    held = fault.certificate.status
    if held and held.checked and held.value == ACTIVE:
        event = Happen(Event("restoration", min(held.checked, fault.case.day), ""))
        lead = "record the `restoration` of {id}, which its status speaks of"
        yield fault.action("record-event", lead, event, detail="restoration")


def surveillance(fault: Fault) -> Iterator[Action]:
    """A surveillance that is made up, at all sites."""
    event = Happen(Event("surveillance", fault.case.day, "", result="conforming"))
    yield fault.action("surveillance", "have the surveillance of {id} made up, and record it", event)
