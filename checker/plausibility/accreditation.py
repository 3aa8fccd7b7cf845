"""Can the accreditations be as stated?

**Asks** whether each accreditation ends after it begins, and whether the catalogue knows the accreditation body.

**Why** an accreditation is looked at on the day of the decision and on that of the assessment; dates in the wrong
order make it one of no day at all. A body that nobody knows may be misspelt, or be no accreditation body.

**Passes** `{body: ANAB, from: 2020-01-01, until: 2028-06-30}`.

**Does not pass** `from: 2028-06-30, until: 2020-01-01`; `body: ANABB`.

**To mend** copy the dates from the schedule of accreditation; write the accreditation body by its short name.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import did_you_mean
from checker.model.manifest import Accreditation
from checker.plausibility.base import ERROR, WARNING, Code, Doubt, Rule, Subject

REVERSED = Code(
    "accreditation-reversed",
    "an accreditation ends before it begins",
    ERROR,
    "copy the dates from the schedule of accreditation",
)
UNKNOWN = Code(
    "accreditation-body-unknown",
    "the catalogue does not know the accreditation body",
    WARNING,
    "write the accreditation body by its short name, such as `UKAS`; one that is missing can be added to the catalogue",
)


def find(subject: Subject) -> Iterator[Doubt]:
    """Accreditations of certification bodies and laboratories that can not be as stated."""
    for owner, row in _stated(subject):
        for key, end in (("until", row.until), ("withdrawn", row.withdrawn)):
            if row.start and end and end < row.start:
                message = f"an accreditation of {owner} begins on {row.start}, after its `{key}`, {end}"
                yield Doubt(REVERSED.name, message, f"{row.pointer}/{key}")
        if row.body and subject.catalogue.accreditation_body(row.body) is None:
            message = f"`{row.body}`, by which {owner} is accredited, is no accreditation body of the catalogue"
            hint = did_you_mean(row.body, [each.id for each in subject.catalogue.accreditation_bodies()])
            yield Doubt(UNKNOWN.name, message, f"{row.pointer}/body", f"{hint} {UNKNOWN.mend}" if hint else "")


def _stated(subject: Subject) -> Iterator[tuple[str, Accreditation]]:
    for entry in subject.manifest.certificates:
        for row in entry.accreditations or ():
            yield f"the body of `{entry.id}`", row
        for event in entry.events or ():
            if event.laboratory and event.laboratory.accreditation:
                yield f"the laboratory of `{entry.id}`", event.laboratory.accreditation


RULE = Rule("accreditation", (REVERSED, UNKNOWN), find, __doc__ or "")
