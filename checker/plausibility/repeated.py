"""Is one certificate entered twice, and does it then say the same?

**Asks** whether two entries with the same body, number and standard agree in kind, holder and dates, and whether one
is the other over again. Two terms that follow each other are two issues of one certificate, and in order.

**Why** entries with the same body, number and standard are one certificate (one certificate, one truth). Where they
differ one of them is wrong, and neither counts.

**Passes** one entry for each certificate; ISO 9001 and ISO 14001 under one number.

**Does not pass** the same certificate twice with two days of expiry, or for two holders.

**To mend** keep one entry; correct the number of the other where it is another certificate.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine.identity import Identities
from checker.model.history import in_force_from
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.parties import same_party
from checker.plausibility.base import ERROR, NOTE, Code, Doubt, Rule, Subject

DIFFERS = Code(
    "certificate-told-twice",
    "two entries are one certificate and contradict each other",
    ERROR,
    "keep the entry that the certificate bears out; correct the number of one that is another certificate",
)
AGAIN = Code(
    "certificate-repeated",
    "two entries are one certificate",
    NOTE,
    "put what both say into one entry",
)

_FACTS = ("issued", "effective", "expires")


def find(subject: Subject) -> Iterator[Doubt]:
    """Entries that repeat an earlier one."""
    identities = Identities(subject.manifest, subject.catalogue, subject.manifest.prepared)
    for entry in subject.manifest.certificates:
        earlier = [each for each in identities.siblings(entry) if each.position < entry.position]
        for other in earlier:
            if _successive(entry, other):
                continue
            message = f"`{entry.id}` and `{other.id}` are one certificate by body, number and standard"
            if key := _differing(entry, other):
                yield Doubt(DIFFERS.name, f"{message}, and differ in `{key}`", f"{entry.pointer}/{key}")
            else:
                yield Doubt(AGAIN.name, message, f"{entry.pointer}/number")
            break


def _differing(one: Certificate, other: Certificate) -> str:
    """The first fact that both state and in which they differ."""
    for key in _FACTS:
        mine, theirs = getattr(one, key), getattr(other, key)
        if mine is not None and theirs is not None and mine != theirs:
            return key
    held = one.holder and other.holder and same_party(one.holder, other.holder) is Outcome.FAIL
    return "holder" if held else ""


def _successive(one: Certificate, other: Certificate) -> bool:
    first, second = sorted((one, other), key=lambda each: (in_force_from(each) is not None, in_force_from(each)))
    begins = in_force_from(second)
    return bool(first.expires and begins and first.expires < begins)


RULE = Rule("repeated", (DIFFERS, AGAIN), find, __doc__ or "")
