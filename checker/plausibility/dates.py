"""Do the dates of a certificate follow each other?

**Asks** whether a certificate expires after it was issued and became effective, whether it was issued by the day on
which the manifest was prepared, whether a first issue follows its decision, and whether each year is one that a
certificate of today can carry.

**Why** ISO/IEC 17021-1:2015, 8.2.2: a certificate is effective no earlier than it was decided, and expires at the end
of its cycle. Two dates that are swapped, or a year with a wrong digit, make a certificate expired or not yet
effective.

**Passes** issued and effective on 2024-05-10, decided that day, expires 2027-05-09.

**Does not pass** issued on 2027-05-09 and expiring on 2024-05-10; issued after `prepared`; `expires: 2207-05-09`.

**To mend** copy the dates from the certificate again; write them year-month-day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.model.calendar import add
from checker.model.manifest import Certificate
from checker.model.policy import MANAGEMENT_SYSTEM, Period
from checker.plausibility.base import ERROR, WARNING, Code, Doubt, Rule, Subject

REVERSED = Code(
    "dates-reversed",
    "a certificate expires before it begins",
    ERROR,
    "copy `issued`, `effective` and `expires` from the certificate again",
)
TO_COME = Code(
    "issued-later",
    "a certificate was issued after the manifest was prepared",
    ERROR,
    "leave a certificate out until it is issued, or correct `issued` or `prepared`",
)
UNDECIDED = Code(
    "issued-undecided",
    "a certificate was issued before it was decided upon",
    WARNING,
    "correct `issued` or the date of the decision; add the earlier decision where there was one",
)
LONG_BEFORE = Code(
    "effective-long-before-issue",
    "a certificate became effective years before it was issued",
    WARNING,
    "state as `effective` the first day of the current cycle, as printed; not that of the first certification",
)
UNLIKELY = Code(
    "year-unlikely",
    "a date has a year that no certificate of today carries",
    WARNING,
    "correct the year",
)

_EARLIEST = date(1960, 1, 1)
_LONGEST = Period(months=12 * 60)
_CYCLE = Period(months=36)


def find(subject: Subject) -> Iterator[Doubt]:
    """Dates of certificates that do not follow each other."""
    prepared = subject.manifest.prepared
    for entry in subject.manifest.certificates:
        begins = [(key, day) for key in ("issued", "effective") if (day := getattr(entry, key))]
        for key, day in begins:
            if entry.expires and entry.expires < day:
                word = "was issued" if key == "issued" else "became effective"
                message = f"`{entry.id}` {word} on {day} and expires before that, on {entry.expires}"
                yield Doubt(REVERSED.name, message, f"{entry.pointer}/expires")
                break
        if entry.issued and entry.issued > prepared:
            message = f"`{entry.id}` was issued on {entry.issued}, after the manifest was prepared on {prepared}"
            yield Doubt(TO_COME.name, message, f"{entry.pointer}/issued")
        yield from _undecided(entry)
        yield from _long_before(entry)
        for key in ("issued", "effective", "expires"):
            day = getattr(entry, key)
            if day and not _EARLIEST <= day <= add(prepared, _LONGEST):
                yield Doubt(UNLIKELY.name, f"`{key}` of `{entry.id}` is {day}", f"{entry.pointer}/{key}")


def _undecided(entry: Certificate) -> Iterator[Doubt]:
    events = entry.events or ()
    decisions = [event for event in events if event.type in ("decision", "recertification", "transfer", "restoration")]
    if entry.issued and decisions and all(event.date > entry.issued for event in decisions):
        first = min(decisions, key=lambda event: event.date)
        message = f"`{entry.id}` was issued on {entry.issued}, before its first {first.type}, of {first.date}"
        yield Doubt(UNDECIDED.name, message, f"{first.pointer}/date")


def _long_before(entry: Certificate) -> Iterator[Doubt]:
    """A management system is certified for three years, so its certificate in hand is not effective since longer."""
    if entry.kind != MANAGEMENT_SYSTEM or not entry.issued or not entry.effective:
        return
    if add(entry.effective, _CYCLE) < entry.issued:
        message = f"`{entry.id}` is effective since {entry.effective}, years before it was issued on {entry.issued}"
        yield Doubt(LONG_BEFORE.name, message, f"{entry.pointer}/effective")


RULE = Rule("dates", (REVERSED, TO_COME, UNDECIDED, LONG_BEFORE, UNLIKELY), find, __doc__ or "")
