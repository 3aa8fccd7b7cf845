"""Writes the credentials of the fixtures, and the manifests beside them.

usage: python -m tests.credentials.fixtures

The keys are for tests only: they are made of numbers that stand in `tests/signing/pairs.py`, so anybody can sign with
them. Bodies of these names publish other keys, or none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from checker.signing.keys import ED25519
from tests.credentials import issuing
from tests.credentials.issuing import STRANGER, Json, entry, status_list, subject
from tests.signing.pairs import pair

ROOT = Path(__file__).parents[2] / "fixtures"
POLICY = "quality-system-confirmed"
BODY = "BSI Group America Inc."
KEY = pair(ED25519, 21)
DID = "did:web:body.example"
PURPOSES = {"revocation": "https://body.example/status/1", "suspension": "https://body.example/status/2"}
SCHEMA = "# yaml-language-server: $schema=../../../../schemas/{}.schema.json\n"


class Case(NamedTuple):
    """A fixture: the credential in its file, the verdict, the codes, and what it shows."""

    side: str
    name: str
    suffix: str
    data: bytes
    codes: tuple[str, ...]
    note: str
    verdict: str = "undetermined"


def claims(**changes: object) -> Json:
    """The credential on the certificate of the fixtures."""
    found = issuing.claims(DID, validFrom="2025-03-04", validUntil="2028-03-03", **changes)
    found["issuer"]["name"] = BODY
    return subject(
        found,
        id="https://body.example/attestations/MD%20778915",
        issuedToParty={"type": ["Party"], "name": "Korsnes Infusion Works Inc."},
        referenceProfile={"type": ["ConformityProfile"], "name": "ISO 13485:2016"},
    )


def status(index: int, *purposes: str) -> list[Json]:
    """The entries of a credential in the lists of the body."""
    return [entry(index, purpose, PURPOSES[purpose]) for purpose in purposes or PURPOSES]


def cases() -> Iterator[Case]:
    """Every fixture with a credential."""
    good, bad = "conforming", "nonconforming"
    both = claims(credentialStatus=status(3))
    yield Case(
        good, "credential-as-text", "jwt", issuing.jwt(both, KEY), (), "signed by the body, in neither list", "pass"
    )
    yield Case(
        good,
        "credential-with-a-proof",
        "jsonld",
        issuing.integrity(claims(), KEY),
        (),
        "the same as JSON with its proof; it names no status list, so there is none to look into",
        "pass",
    )
    changed = issuing.integrity(claims(), KEY).replace(b"ISO 13485:2016", b"ISO 13485:2003")
    yield Case(
        bad,
        "credential-changed",
        "jsonld",
        changed,
        ("signature-not-verified",),
        "the edition was changed after the body had signed; a credential that was changed speaks against the supplier",
        "fail",
    )
    for index, purpose, word in ((7, "revocation", "revoked"), (8, "suspension", "suspended")):
        yield Case(
            bad,
            f"credential-{word}",
            "jwt",
            issuing.jwt(claims(credentialStatus=status(index, purpose)), KEY),
            (f"credential-{word}",),
            f"the list of 2026-11-02 says that it was {word}, whatever the manifest says of the status",
            "fail",
        )
    yield Case(
        bad,
        "credential-of-a-sister-company",
        "jwt",
        issuing.jwt(subject(claims(), issuedToParty={"name": "Korsnes Surgical Works Inc."}), KEY),
        ("evidence-disagrees",),
        "the body signed it for another holder under this number",
        "fail",
    )
    yield Case(
        bad,
        "credential-of-another-number",
        "jwt",
        issuing.jwt(subject(claims(), id="https://body.example/attestations/MD%20778951"), KEY),
        ("not-confirmed",),
        "the credential is in order and about another certificate, so it confirms nothing of this one",
    )
    odd = {
        "expired": (claims(expirationDate="2026-11-22"), {}, KEY, "it ended the day before; the certificate runs on"),
        "not-effective": (
            claims(issuanceDate="2026-11-24"),
            {},
            KEY,
            "it begins the day after; what is dated later does not exist yet",
        ),
        "audience": (
            {**claims(), "aud": "https://another-buyer.example"},
            {},
            KEY,
            "it was issued for another buyer, and may say what was agreed with them",
        ),
        "status-unknown": (
            claims(credentialStatus=entry(3, url="https://body.example/status/3")),
            {},
            KEY,
            "nobody gave the list that would say whether it was revoked",
        ),
        "unreadable": (claims(), {"crit": ["x"]}, KEY, "it demands an extension that is not known here"),
    }
    for name, (values, head, key, note) in odd.items():
        yield Case(bad, f"credential-{name}", "jwt", issuing.jwt(values, key, **head), (f"credential-{name}",), note)
    own = {**claims(), "issuer": issuing.did_key(STRANGER)}
    yield Case(
        bad,
        "credential-key-not-trusted",
        "jwt",
        issuing.jwt(own, STRANGER),
        ("credential-key-not-trusted",),
        "it verifies, with a key that anybody could have made: a signature alone shows nothing",
    )
    plain = issuing.plain(issuer=DID)
    proof = json.loads(issuing.integrity(plain, KEY, issuing.RDFC))["proof"]
    yield Case(
        bad,
        "credential-context-unknown",
        "jsonld",
        json.dumps({**claims(), "proof": proof}, indent=1).encode(),
        ("credential-context-unknown",),
        "its signature is over RDF, and the UNTP context that makes RDF of it is not at hand",
    )


def manifest(case: Case) -> str:
    """The manifest of a fixture."""
    file = f"evidence/{case.name}.{case.suffix}"
    return f"""{SCHEMA.format("manifest")}manifest: 1
prepared: 2026-11-05
supplier:
  name: Korsnes Infusion Works Inc.
  identifiers: {{duns: "061240085"}}
  sites:
    - {{id: plymouth, name: Plymouth plant, country: US, activities: [design, manufacture]}}
products:
  - id: hip-2
    name: Infusion pump
    models: [HIP-2-S, HIP-2-D]
    categories: [medical-device]
    markets: [US]
    produced_at: [plymouth]
certificates:
  - id: qms
    kind: management-system
    number: MD 778915
    standard: ISO 13485:2016
    body: {{name: {BODY}}}
    accreditations:
      - {{body: ANAB, standard: ISO/IEC 17021-1, scope: [ISO 13485], from: 2018-03-01, until: 2029-02-28}}
    holder: {{name: Korsnes Infusion Works Inc.}}
    covers:
      sites: [plymouth]
      activities: [design, manufacture]
      scope: Design and manufacture of infusion pumps and their sets
    issued: 2025-03-04
    effective: 2025-03-04
    expires: 2028-03-03
    status: {{value: active, checked: 2026-10-20, source: IAF CertSearch}}
    events:
      - {{type: stage-1, date: 2024-12-03}}
      - {{type: stage-2, date: 2025-01-28}}
      - {{type: decision, date: 2025-03-04}}
      - {{type: surveillance, date: 2026-02-17}}
    evidence:
      - {{type: credential, file: {file}, sha256: "{sha256(case.data).hexdigest()}"}}
"""


def expected(case: Case) -> str:
    """What a fixture comes to."""
    # The registers of the fixtures do not know the certificate either; where that is all there is, they say so too.
    codes = ", ".join(sorted({*case.codes, *(["not-confirmed"] if case.verdict == "undetermined" else [])}))
    return (
        f"{SCHEMA.format('expected')}as_of: 2026-11-23\nverdict: {case.verdict}\ncodes: [{codes}]\n"
        f"exit_code: {int(case.verdict != 'pass')}\nrequirements: {{quality-system: {case.verdict}}}\n"
        f'note: "{case.note}"\n'
    )


def files() -> dict[Path, bytes]:
    """Every file with its bytes."""
    found: dict[Path, bytes] = {}
    for case in cases():
        folder = ROOT / "manifests" / POLICY / case.side
        found[folder / "evidence" / f"{case.name}.{case.suffix}"] = case.data
        found[folder / f"{case.name}.yaml"] = manifest(case).encode()
        found[folder / f"{case.name}.expected.yaml"] = expected(case).encode()
    trust = ROOT / "trust"
    found[trust / "body.did.json"] = issuing.did_document(DID, KEY)
    for (purpose, url), index in zip(PURPOSES.items(), (7, 8), strict=True):
        values = status_list(index, purpose=purpose, issuer=DID, day="2026-11-02")
        found[trust / f"{purpose}.jwt"] = issuing.jwt({**values, "id": url}, KEY)
    return found


if __name__ == "__main__":
    for path, data in files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
