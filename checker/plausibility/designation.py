"""Does the catalogue know the standard and its edition?

**Asks** whether the designation is one that the catalogue knows, with an edition that exists, that was published when
the certificate was issued, and that had not ended on the day the manifest was prepared.

**Why** a standard that nobody knows can not be matched to what a policy asks, and stays undetermined. An edition
without a year does too. The certificate of an edition that ended has ended with it (IAF Resolution 2017-13).

**Passes** `ISO 9001:2015`, `DIN EN ISO 9001:2015-11`, `UL 62368-1:2019`.

**Does not pass** `ISO 90001:2015`; `ISO 9001:2014`, which there is not; `ISO 9001:2008`, which ended in 2018.

**To mend** copy the designation as printed on the certificate, with its year or revision. For a standard that is
missing from the catalogue ask the buyer, who can add it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.history import granted
from checker.model.manifest import Certificate
from checker.model.reference import Edition, Standard
from checker.plausibility.base import NOTE, WARNING, Code, Doubt, Rule, Subject
from checker.words import PLACEHOLDER

UNKNOWN = Code(
    "designation-unknown",
    "the catalogue does not know the standard",
    WARNING,
    "write designation and edition alone, as in `ISO 9001:2015`, no title or further date; a standard that is missing "
    "can be added to the catalogue",
)
NO_EDITION = Code(
    "edition-unknown",
    "the standard has no such edition",
    WARNING,
    "copy the year or revision as printed on the certificate",
)
UNSTATED = Code(
    "edition-unstated",
    "the designation names no edition",
    NOTE,
    "write the designation with its year or revision, as printed on the certificate",
)
TOO_NEW = Code(
    "edition-after-issue",
    "a certificate was issued before its edition was published",
    WARNING,
    "correct the edition or `issued`; a later issue of the certificate has a later date",
)
ENDED = Code(
    "edition-ended",
    "the edition had ended when the manifest was prepared",
    NOTE,
    "ask the certification body for the certificate to the current edition",
)


def find(subject: Subject) -> Iterator[Doubt]:
    """Designations that the catalogue does not know, or that name an edition which can not count."""
    for entry in subject.manifest.certificates:
        found = subject.designation(entry)
        place = f"{entry.pointer}/standard"
        if found.standard is None:
            if entry.standard != PLACEHOLDER:
                message = f"the catalogue does not know the standard `{entry.standard}` of `{entry.id}`"
                hint = subject.catalogue.suggest(entry.standard)
                yield Doubt(UNKNOWN.name, message, place, f"{hint} {UNKNOWN.mend}" if hint else "")
        elif found.edition is None:
            if found.standard.editions:
                known = _listed(found.standard)
                message = f"`{entry.standard}` of `{entry.id}` names no edition; there are {known}"
                yield Doubt(UNSTATED.name, message, place)
        else:
            yield from _edition(subject, entry, found.standard, found.edition)


def _edition(subject: Subject, entry: Certificate, standard: Standard, label: str) -> Iterator[Doubt]:
    place = f"{entry.pointer}/{'edition' if entry.edition else 'standard'}"
    row = standard.edition(label)
    if row is None:
        if standard.editions_complete:
            message = f"`{label}` of `{entry.id}` is no edition of {standard.id}; there are {_listed(standard)}"
            yield Doubt(NO_EDITION.name, message, place)
        return
    given = granted(entry, subject.manifest.prepared)
    if row.published and given and given < row.published:
        message = f"`{entry.id}` was granted on {given}, before {standard.id}:{label} was published on {row.published}"
        yield Doubt(TOO_NEW.name, message, place)
    yield from _ended(subject, entry, standard, row, place)


def _ended(subject: Subject, entry: Certificate, standard: Standard, row: Edition, place: str) -> Iterator[Doubt]:
    """Only where it ended in every market: which one counts, a policy says."""
    ends = [each.end for each in row.transitions]
    if ends and all(end and end < subject.manifest.prepared for end in ends):
        last = max(end for end in ends if end)
        message = f"{standard.id}:{row.label} of `{entry.id}` ended on {last}; there are {_listed(standard)}"
        yield Doubt(ENDED.name, message, place)


def _listed(standard: Standard) -> str:
    return ", ".join(f"`{each.label}`" for each in standard.editions)


RULE = Rule("designation", (UNKNOWN, NO_EDITION, UNSTATED, TOO_NEW, ENDED), find, __doc__ or "")
