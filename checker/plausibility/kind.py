"""Is each certificate of the kind that its standard has?

**Asks** whether `kind` agrees with the catalogue, and whether what is said of a certificate belongs to its kind:
events, scope, attestation, and the standard to which its certification body is accredited.

**Why** a product certificate (ISO/IEC 17065) follows a named product, a management-system certificate (ISO/IEC
17021-1) an organisation; neither shows what the other shows. A title does not tell: FSSC 22000 is certified as a
management system, BRCGS Food Safety as a product. What belongs to the other kind is not read by any gate, so it is
lost.

**Passes** `kind: management-system` for ISO 9001, with stage 1, stage 2 and sites.

**Does not pass** `kind: product` for ISO 9001; models in the scope of an ISO 9001 certificate; a stage 2 of a
listing; a listing by a body that is accredited to ISO/IEC 17021-1 alone.

**To mend** correct `kind`; move what belongs to the other certificate there.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.manifest import Certificate
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT
from checker.plausibility.base import ERROR, WARNING, Code, Doubt, Rule, Subject

KIND = Code(
    "kind-against-standard",
    "a certificate is declared as another kind than its standard has",
    ERROR,
    "correct `kind`, or the designation of the standard",
)
EVENT = Code(
    "event-of-other-kind",
    "an event does not happen to certificates of this kind",
    WARNING,
    "correct the type of the event, or move it to the certificate to which it belongs",
)
SCOPE = Code(
    "scope-of-other-kind",
    "a scope names what certificates of this kind do not cover",
    WARNING,
    "take it out, or move it to the certificate to which it belongs",
)
ATTESTATION = Code(
    "attestation-of-system",
    "a management-system certificate is declared as something else than a certification",
    WARNING,
    "write `attestation: certification`, or leave it out; a declaration of one's own is no certificate",
)
ACCREDITATION = Code(
    "accreditation-of-other-kind",
    "the accreditation of a certification body is not for certificates of this kind",
    WARNING,
    "state the accreditation that the certificate shows",
)

_EVENTS = {
    MANAGEMENT_SYSTEM: frozenset({"type-test", "initial-inspection", "re-test", "re-evaluation"}),
    PRODUCT: frozenset({"stage-1", "stage-2", "recertification", "scope-change", "organisation-change", "transfer"}),
}
_SCOPES = {
    MANAGEMENT_SYSTEM: ("models", "factories", "lots", "listees", "revision"),
    PRODUCT: ("sites", "activities", "sectors"),
}
_NEEDED = {PRODUCT: "17065", MANAGEMENT_SYSTEM: "17021"}


def find(subject: Subject) -> Iterator[Doubt]:
    """What does not fit the kind of a certificate."""
    for entry in subject.manifest.certificates:
        standard = subject.designation(entry).standard
        if standard and standard.kind != entry.kind:
            message = (
                f"`{entry.id}` is declared as `{entry.kind}`, but {standard.id} certifies a {_words(standard.kind)}"
            )
            yield Doubt(KIND.name, message, f"{entry.pointer}/kind", f"write `kind: {standard.kind}`")
            continue
        if entry.kind == MANAGEMENT_SYSTEM and entry.attestation not in (None, "certification"):
            message = f"`{entry.id}` is a management-system certificate with `attestation: {entry.attestation}`"
            yield Doubt(ATTESTATION.name, message, f"{entry.pointer}/attestation")
        yield from _foreign(entry)
        yield from _accredited(entry)


def _foreign(entry: Certificate) -> Iterator[Doubt]:
    for event in entry.events or ():
        if event.type in _EVENTS[entry.kind]:
            message = f"`{entry.id}` is a {_words(entry.kind)} certificate and has a {event.type}"
            yield Doubt(EVENT.name, message, f"{event.pointer}/type")
    for key in _SCOPES[entry.kind] if entry.covers else ():
        if getattr(entry.covers, key):
            message = f"`{entry.id}` is a {_words(entry.kind)} certificate, and its scope names `{key}`"
            yield Doubt(SCOPE.name, message, f"{entry.pointer}/covers/{key}")


def _accredited(entry: Certificate) -> Iterator[Doubt]:
    """Only where no entry is of the right standard: a body may show more accreditations than the one that counts."""
    stated = [row for row in entry.accreditations or () if row.standard]
    if stated and not any(_NEEDED[entry.kind] in (row.standard or "") for row in stated):
        needed = "ISO/IEC 17065" if entry.kind == PRODUCT else "ISO/IEC 17021-1"
        message = (
            f"the body of `{entry.id}` is accredited to `{stated[0].standard}`;"
            f" certificates of a {_words(entry.kind)} take {needed}"
        )
        yield Doubt(ACCREDITATION.name, message, f"{stated[0].pointer}/standard")


def _words(kind: str) -> str:
    return kind.replace("-", " ")


RULE = Rule("kind", (KIND, EVENT, SCOPE, ATTESTATION, ACCREDITATION), find, __doc__ or "")
