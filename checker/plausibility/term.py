"""Does a management-system certificate run longer than its cycle?

**Asks** whether the time from the beginning of the cycle, as the events tell it, or else from the issue, until
`expires` is one that a certification cycle allows.

**Why** ISO/IEC 17021-1:2015, 9.1.3.2 and 9.6.3.2.4: a cycle is three years. A recertification in good time may add
some months, because the new term runs from the old one. A certificate of four years is misprinted, misread or forged.
Certificates of notified bodies run five years and are left out.

**Passes** issued on 2024-05-10, expires on 2027-05-09; recertified on 2026-01-15 and expiring on 2029-03-09.

**Does not pass** issued on 2024-05-10, expires on 2028-05-09.

**To mend** correct the dates; where the term runs on from an earlier one, add the `recertification` with its
`previous_expiry`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.model.calendar import add
from checker.model.history import cycle
from checker.model.manifest import Certificate
from checker.model.policy import MANAGEMENT_SYSTEM, Period
from checker.plausibility.base import WARNING, Code, Doubt, Rule, Subject

TOO_LONG = Code(
    "term-too-long",
    "a management-system certificate runs longer than a cycle of three years",
    WARNING,
    "correct `issued` or `expires`; add the `recertification` with its `previous_expiry` where the term runs on",
)

_LONGEST = Period(months=36 + 6)  # a cycle, and half a year for a recertification that came early


def find(subject: Subject) -> Iterator[Doubt]:
    """Terms longer than a cycle."""
    for entry in subject.manifest.certificates:
        standard = subject.designation(entry).standard
        if entry.kind != MANAGEMENT_SYSTEM or not entry.expires or standard is None or not _has_cycle(standard.id):
            continue
        start = _begins(subject, entry)
        if start and entry.expires > add(start, _LONGEST):
            message = f"`{entry.id}` runs from {start} until {entry.expires}, longer than a cycle of three years"
            yield Doubt(TOO_LONG.name, message, f"{entry.pointer}/expires")


def _begins(subject: Subject, entry: Certificate) -> date | None:
    """When the current cycle began: by the events, but no earlier than the certificate in hand was issued."""
    found = cycle(entry, subject.manifest.prepared)
    recorded = found.start if found else None
    stated = [day for day in (recorded, entry.issued, entry.effective) if day]
    return max(stated, default=None)


def _has_cycle(standard: str) -> bool:
    """Whether a standard is certified in cycles of ISO/IEC 17021-1: annexes and modules of Union law are not."""
    return not standard.startswith(("MDR_", "IVDR_", "MDD_", "AIMDD_", "Module", "Machinery"))


RULE = Rule("term", (TOO_LONG,), find, __doc__ or "")
