"""What a UNTP Digital Conformity Credential (0.5, 0.6, 0.7) says of a certificate.

The vocabulary has no key for the number of a certificate: it is the identifier of the attestation, or the last part of
that, when it is a URL. Names are compared as the catalogue and the manifest write them; nothing is inferred from prose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from checker.credentials.secured import Json, listed
from checker.model.manifest import Party
from checker.records import NamedTuple

CREDENTIAL, ATTESTATION = "DigitalConformityCredential", "ConformityAttestation"
"""The types of such a credential and of what it is about."""

# `attestationType` of UNTP (ISO/IEC 17000, clauses 7.3 to 7.10) -> `attestation` of a manifest.
_ATTESTATIONS = {
    "certification": "certification",
    "declaration": "declaration",
    "selfDeclaration": "declaration",
    "testing": "test-report",
    "inspection": "inspection",
}


class Said(NamedTuple):
    """What a conformity credential says; empty where it does not.

    `numbers` are how the certificate may be known, `named` those that are stated as such and not read out of a URL.
    `attestation` is that of a manifest, or the word of the credential. `refused`: it says that something does not
    conform; `conforms`: it says of everything that it does.
    """

    numbers: tuple[str, ...]
    named: tuple[str, ...]
    standards: tuple[str, ...]
    holder: Party | None
    attestation: str
    products: frozenset[str]
    refused: bool
    conforms: bool


def conformity(claims: Json) -> Said | None:
    """What a credential says of the conformity of something; None for a credential about anything else."""
    subject = claims["credentialSubject"]
    if CREDENTIAL not in listed(claims.get("type")) and ATTESTATION not in listed(subject.get("type")):
        return None
    assessments = [each for key in ("assessment", "conformityAssessment") for each in _objects(subject.get(key))]
    named = tuple(text for key in ("registeredId", "certificateNumber") for text in _texts(subject.get(key)))
    kinds = [str(each) for each in listed(subject.get("attestationType"))]
    return Said(
        numbers=tuple(dict.fromkeys((*named, *_from_urls(subject.get("id"))))),
        named=named,
        standards=tuple(dict.fromkeys(_standards(subject, assessments))),
        holder=_party(subject.get("issuedToParty")),
        attestation=" and ".join(_ATTESTATIONS.get(each, each) for each in kinds),
        products=frozenset(_products(assessments)),
        refused=any(each.get("conformance") is False for each in assessments),
        conforms=bool(assessments) and all(each.get("conformance") is True for each in assessments),
    )


def _from_urls(value: object) -> Iterator[str]:
    """An identifier, and the last part of its path."""
    for text in _texts(value):
        yield text
        yield unquote(text.rstrip("/").rpartition("/")[2])


def _standards(subject: Json, assessments: list[Json]) -> Iterator[str]:
    """The names of schemes and standards: 0.5 and 0.6 `scope` and `referenceStandard`, 0.7 profile and scheme."""
    for row in (subject, *assessments):
        for key in ("scope", "referenceProfile", "referenceScheme", "referenceStandard"):
            for each in _objects(row.get(key)):
                yield from _texts(each.get("name"))


def _products(assessments: list[Json]) -> Iterator[str]:
    for row in assessments:
        for each in _objects(row.get("assessedProduct")):
            # 0.7 puts the product into an object of its own, beside whether the body verified its identity.
            inner = each.get("product")
            product = inner if isinstance(inner, dict) else each
            for key in ("name", "modelNumber", "registeredId"):
                yield from _texts(product.get(key))


def _party(value: object) -> Party | None:
    rows = list(_objects(value))
    name = rows[0].get("name") if len(rows) == 1 else None
    return Party(name) if isinstance(name, str) and name.strip() else None


def _objects(value: Any) -> Iterator[Json]:
    return (each for each in listed(value) if isinstance(each, dict))


def _texts(value: Any) -> Iterator[str]:
    return (each for each in listed(value) if isinstance(each, str) and each.strip())
