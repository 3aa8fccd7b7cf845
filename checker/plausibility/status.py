"""Does the status agree with the dates and the events?

**Asks** whether `status.value` is one that the certificate can have had on the day `checked`, by its own events and
term, whether that day lies in its life, and whether an `active` says when it was looked up.

**Why** IAF MD 28 and the directories of ISO/IEC 17065, 7.8: a register shows one status, with the events behind it. A
status that contradicts them is from another day, or of another certificate. An `active` without a day counts for
nothing.

**Passes** `active`, checked on 2026-10-01, of a certificate in force on that day.

**Does not pass** `active`, checked after the withdrawal, or after a suspension that was not lifted; `active` checked
after `expires`; `expired` before that day.

**To mend** look the certificate up again, and state what the register says with the day; add the event that is
missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.model.history import suspensions
from checker.model.manifest import Certificate, Status
from checker.plausibility._events import is_whole
from checker.plausibility.base import ERROR, NOTE, WARNING, Code, Doubt, Rule, Subject

WITHDRAWN = Code(
    "active-though-withdrawn",
    "a certificate is stated as active after its withdrawal",
    ERROR,
    "look the certificate up again, and correct the status or the event",
)
SUSPENDED = Code(
    "active-though-suspended",
    "a certificate is stated as active during a suspension",
    WARNING,
    "add the `restoration` that ended the suspension, or correct the status",
)
TERM = Code(
    "status-against-term",
    "the status does not fit the days on which the certificate begins and expires",
    WARNING,
    "look the certificate up again, and correct the status, the day or the dates",
)
UNDATED = Code(
    "status-undated",
    "a certificate is stated as active, and no day says when that was looked up",
    NOTE,
    "add `checked`, the day on which the register said so",
)
UNRECORDED = Code(
    "status-without-event",
    "a certificate is stated as suspended or withdrawn, and no event says since when",
    NOTE,
    "add the `suspension` or `withdrawal` with its date",
)

_EVENTS = {"suspended": "suspension", "withdrawn": "withdrawal", "cancelled": "withdrawal"}


def find(subject: Subject) -> Iterator[Doubt]:
    """Statuses that the rest of the certificate contradicts."""
    for entry in subject.manifest.certificates:
        status = entry.status
        if status is None:
            continue
        if status.value == "active":
            yield from _active(entry, status, subject.manifest.prepared)
        elif (wanted := _EVENTS.get(status.value)) and not any(each.type == wanted for each in entry.events or ()):
            message = f"`{entry.id}` is {status.value}, and no {wanted} is stated"
            yield Doubt(UNRECORDED.name, message, f"{status.pointer}/value")
        elif status.value == "expired" and status.checked and entry.expires and status.checked <= entry.expires:
            message = f"`{entry.id}` is stated as expired on {status.checked}, but expires on {entry.expires}"
            yield Doubt(TERM.name, message, f"{status.pointer}/value")


def _active(entry: Certificate, status: Status, prepared: date) -> Iterator[Doubt]:
    place = f"{status.pointer}/checked"
    if status.checked is None:
        yield Doubt(UNDATED.name, f"when `{entry.id}` was seen as active is not stated", status.pointer)
    day = status.checked or prepared
    withdrawals = [each for each in entry.events or () if each.type == "withdrawal" and each.date < day]
    whole = [each.date for each in withdrawals if is_whole(each)]
    open_ = [each for each in suspensions(entry, day) if each.last is None and not each.partial and each.start < day]
    if whole:
        message = f"`{entry.id}` is stated as active on {day}, but was withdrawn on {min(whole)}"
        yield Doubt(WITHDRAWN.name, message, f"{status.pointer}/value")
    elif open_:
        message = f"`{entry.id}` is stated as active on {day}, but was suspended on {open_[0].start} and not restored"
        yield Doubt(SUSPENDED.name, message, f"{status.pointer}/value")
    if status.checked and entry.expires and status.checked > entry.expires:
        message = f"`{entry.id}` is stated as active on {status.checked}, after it expired on {entry.expires}"
        yield Doubt(TERM.name, message, place)
    begins = [each for each in (entry.issued, entry.effective) if each]
    if status.checked and begins and status.checked < min(begins):
        message = f"`{entry.id}` is stated as active on {status.checked}, before it began on {min(begins)}"
        yield Doubt(TERM.name, message, place)


RULE = Rule("status", (WITHDRAWN, SUSPENDED, TERM, UNDATED, UNRECORDED), find, __doc__ or "")
