"""Do the events of a certificate tell a life that can have been?

**Asks** whether audits come in their order and none before the certificate was granted, whether a restoration follows
a suspension, and whether anything is said to have happened to a certificate that was withdrawn or had expired.

**Why** ISO/IEC 17021-1:2015, 9.3 to 9.6: stage 1, stage 2, decision, surveillance, recertification; a suspension is
lifted by a restoration, and a withdrawn certificate is over. What stands out of order was dated wrongly, or belongs
to another certificate.

**Passes** stage 1 in March, stage 2 in April, decision in May, surveillance a year later.

**Does not pass** stage 2 before stage 1; a surveillance before the decision; a restoration without a suspension; a
surveillance after the withdrawal.

**To mend** correct the dates, and add the event that is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checker.model.manifest import Certificate, Event
from checker.plausibility._events import is_whole
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

ORDER = Code(
    "audits-out-of-order",
    "audits or decisions are dated in an order in which they do not happen",
    WARNING,
    "correct the dates of the events",
)
EARLY = Code(
    "event-before-certificate",
    "something happened to a certificate before there was one",
    WARNING,
    "correct the date, or add the earlier decision to which the event belongs",
)
LATE = Code(
    "event-after-end",
    "something happened to a certificate that had expired or was withdrawn",
    WARNING,
    "correct the date, `expires` or the withdrawal; a new certificate is an entry of its own",
)
UNSUSPENDED = Code(
    "restoration-without-suspension",
    "a certificate was restored that had not been suspended",
    WARNING,
    "add the `suspension`; after an expiry state the `previous_expiry` that the restoration follows",
)

_STEPS = ("stage-1", "stage-2", "decision")
_ONGOING = frozenset({"surveillance", "suspension", "restoration", "withdrawal", "scope-reduction", "re-evaluation"})
_EVALUATIONS = frozenset({"stage-1", "stage-2", "initial-inspection", "type-test"})
_GRANTS = _EVALUATIONS | {"decision", "recertification", "transfer"}
_AUDITS = frozenset({"surveillance", "scope-change", "re-evaluation"})


def find(subject: Subject) -> Iterator[Doubt]:
    """Events that are out of order, one kind of disorder after the other."""
    for entry in subject.manifest.certificates:
        events = sorted(entry.events or (), key=lambda event: event.date)
        yield from _out_of_order(entry, events)
        yield from _early(entry, events)
        yield from _late(entry, events)
        yield from _unsuspended(entry, events)


def _out_of_order(entry: Certificate, events: list[Event]) -> Iterator[Doubt]:
    firsts = [first for step in _STEPS if (first := next((each for each in events if each.type == step), None))]
    for one, other in pairwise(firsts):
        if other.date < one.date:
            message = f"`{entry.id}` has its first {other.type} on {other.date}, before its {one.type} of {one.date}"
            yield Doubt(ORDER.name, message, f"{other.pointer}/date")


def _early(entry: Certificate, events: list[Event]) -> Iterator[Doubt]:
    """Whatever is older than anything by which the certificate, or one before it, can have been granted."""
    grants = [event.date for event in events if event.type in _GRANTS]
    grants += [event.previous_expiry for event in events if event.previous_expiry]
    begins = min([*grants, *(day for day in (entry.issued, entry.effective) if day)], default=None)
    for event in events:
        if begins and event.type in _ONGOING and event.date < begins and not event.previous_expiry:
            message = f"`{entry.id}` has a {event.type} on {event.date}, and nothing granted it before {begins}"
            yield Doubt(EARLY.name, message, f"{event.pointer}/date")


def _late(entry: Certificate, events: list[Event]) -> Iterator[Doubt]:
    whole = [each for each in events if each.type == "withdrawal" and is_whole(each)]
    first = whole[0] if whole else None  # they are sorted
    for event in events:
        after = first if first and first.date < event.date else None
        if after and event.type != "withdrawal":
            message = f"`{entry.id}` has a {event.type} on {event.date}, after its withdrawal of {after.date}"
            yield Doubt(LATE.name, message, f"{event.pointer}/date")
        elif entry.expires and event.type in _AUDITS and event.date > entry.expires:
            message = f"`{entry.id}` has a {event.type} on {event.date}, after it expired on {entry.expires}"
            yield Doubt(LATE.name, message, f"{event.pointer}/date")


def _unsuspended(entry: Certificate, events: list[Event]) -> Iterator[Doubt]:
    suspended = next((event.date for event in events if event.type == "suspension"), date.max)
    for event in events:
        if event.type == "restoration" and suspended > event.date and not event.previous_expiry:
            message = f"`{entry.id}` was restored on {event.date}, but no suspension before that is stated"
            yield Doubt(UNSUSPENDED.name, message, event.pointer)


RULE = Rule("events", (ORDER, EARLY, LATE, UNSUSPENDED), find, __doc__ or "")
