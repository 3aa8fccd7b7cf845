"""Whether a conformity credential and a certificate of the manifest say the same."""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.credentials.conformity import Said
from checker.credentials.secured import Json
from checker.credentials.term import day_of, ends
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.parties import fold, same_party
from checker.records import NamedTuple
from checker.words import shorten


class Compared(NamedTuple):
    """The facts on which both agree, what the credential says against the manifest, and what it would have to show.

    A credential confirms a certificate if it shows its number, its standard with the edition, and its holder: one that
    leaves out the standard would confirm any standard that is claimed under the number.
    """

    facts: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


_SHOWN = {"number": "number", "standard": "standard with its edition", "holder": "holder"}


def compared(certificate: Certificate, said: Said, claims: Json, catalogue: Catalogue) -> Compared:
    """What a credential shows of a certificate; nothing at all unless it names its number."""
    number = certificate.number
    if not number or not any(fold(number) == fold(each) for each in said.numbers):
        other = said.named if number else ()
        apart = tuple(f"is of `{shorten(each)}`, not of `{shorten(number or '')}`" for each in other[:1])
        return Compared((), apart, ("number",))
    rows = [
        _holder(certificate, said),
        _standard(certificate, said, catalogue),
        _attestation(certificate, said),
    ]
    against = [why for _, why in rows if why]
    if said.refused:
        against.append("says that something of it does not conform")
    facts = ["number", *(fact for fact, _ in rows if fact), *_terms(certificate, claims), *_models(certificate, said)]
    lacking = tuple(words for fact, words in _SHOWN.items() if fact not in facts)
    if not said.conforms:
        lacking = (*lacking, "conformity")
    if said.products and "models" not in facts and certificate.covers and certificate.covers.models:
        # One that names products is about these: models that the manifest adds to them are not certified.
        missing = [each for each in certificate.covers.models if each not in said.products]
        lacking = (*lacking, f"model `{shorten(missing[0])}`")
    return Compared(tuple(facts), tuple(against), lacking)


def _holder(certificate: Certificate, said: Said) -> tuple[str, str]:
    if certificate.holder is None or said.holder is None:
        return "", ""
    outcome = same_party(said.holder, certificate.holder)
    if outcome is Outcome.PASS:
        return "holder", ""
    names = f"`{shorten(said.holder.name or '')}`, not `{shorten(certificate.holder.name or '')}`"
    return "", f"names the holder {names}" if outcome is Outcome.FAIL else ""


def _standard(certificate: Certificate, said: Said, catalogue: Catalogue) -> tuple[str, str]:
    """The standard by the catalogue, edition and all; a text that it does not know has to be the same text."""
    own = catalogue.resolve(certificate.standard, certificate.edition)
    # An edition that the manifest states beside the name is not shown by the name alone.
    stated = certificate.edition
    alone = stated is not None and stated not in certificate.standard
    if not alone and any(fold(each) == fold(certificate.standard) for each in said.standards):
        return "standard", ""
    others = []
    for each in said.standards:
        found = catalogue.resolve(each)
        if own.standard is None or found.standard is None:
            continue
        if found.standard.id == own.standard.id and found.edition in {own.edition, None}:
            return "standard" if found.edition == own.edition else "", ""
        others.append(each)
    if not others:
        return "", ""
    return "", f"is to `{shorten(others[0])}`, not to `{shorten(certificate.standard)}`"


def _attestation(certificate: Certificate, said: Said) -> tuple[str, str]:
    """A certificate is one by certification; a manifest that states no attestation says so of a management system."""
    own = certificate.attestation or "certification"
    if said.attestation in {"", own}:
        return "", ""
    return "", f"is of the type `{shorten(said.attestation)}`, not `{own}`"


def _terms(certificate: Certificate, claims: Json) -> Iterator[str]:
    """The days that both print. A credential may be issued anew more often than a certificate: no contradiction."""
    start = day_of(claims.get("validFrom"))
    for fact, day in (("issued", certificate.issued), ("effective", certificate.effective)):
        if day is not None and day == start:
            yield fact
    if certificate.expires is not None and certificate.expires in ends(claims.get("validUntil")):
        yield "expires"


def _models(certificate: Certificate, said: Said) -> tuple[str, ...]:
    models = certificate.covers.models if certificate.covers else None
    return ("models",) if models and all(each in said.products for each in models) else ()
