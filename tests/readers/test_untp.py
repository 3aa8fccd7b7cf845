"""UNTP credentials as manifests: every version and envelope, nothing invented, the adverse never lost."""

from __future__ import annotations

import base64
import json
import os
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from checker.errors import InputError
from checker.readers import Source, read
from tests.readers.importing import Json, imported, refused

CORPUS = Path(os.environ.get("CERTGATE_SHARED", Path(__file__).parents[3] / "shared")) / "corpora" / "untp"
SAMPLES = sorted(CORPUS.glob("dcc-*.json"))

ASSESSMENT: Json = {
    "assessmentDate": "2025-01-10",
    "assessedFacility": [{"facility": {"id": "https://x.example/f1", "name": "Mill", "registeredId": "f1"}}],
    "conformance": True,
}
PRODUCT: Json = {"product": {"id": "https://x.example/p1", "name": "Cell", "registeredId": "0952", "batchNumber": "B7"}}


def credential(*assessments: Json, **subject: Any) -> Json:
    """A credential of version 0.7 in its smallest form."""
    stated = {
        "id": "https://body.example/attestations/1",
        "name": "Certificate",
        "assessorLevel": "3rdParty",
        "attestationType": "certification",
        "issuedToParty": {"name": "Fjord Mining AS", "registeredId": "998"},
        "referenceProfile": {"name": "Fair Mining 3.0"},
        "conformityAssessment": list(assessments) or [ASSESSMENT],
        **subject,
    }
    return {
        "type": ["DigitalConformityCredential", "VerifiableCredential"],
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "issuer": {"id": "did:web:body.example", "name": "Body AS"},
        "validFrom": "2025-01-15T00:00:00Z",
        "validUntil": "2028-01-14T00:00:00Z",
        "credentialSubject": {key: value for key, value in stated.items() if value is not None},
    }


def written(values: Json) -> bytes:
    return json.dumps(values).encode()


def certificate(values: Json, kind: str | None = None) -> Json:
    (manifest,) = imported("untp", written(values), kind=kind)
    (found,) = manifest["certificates"]
    assert isinstance(found, dict)
    return {**found, "why": manifest["x-untp-inferred"].get("/certificates/0/kind")}


@pytest.mark.skipif(not SAMPLES, reason="the UNTP corpus is not beside the checkout (see CERTGATE_SHARED)")
def test_every_sample_of_the_specification_is_imported() -> None:
    kinds = {path.name: imported("untp", path.read_bytes())[0]["certificates"][0]["kind"] for path in SAMPLES}
    assert kinds == {
        "dcc-0.5.0.json": "product",
        "dcc-0.6.0.json": "product",
        "dcc-0.7.0-battery.json": "management-system",
        "dcc-0.7.0.json": "management-system",
    }


def test_a_credential_says_all_this() -> None:
    (values,) = imported("untp", written(credential()))
    assert values["prepared"] == "2025-01-15"
    assert values["supplier"] == {
        "name": "Fjord Mining AS",
        "x-untp-registered-id": "998",
        "sites": [{"id": "f1", "name": "Mill", "x-untp-id": "https://x.example/f1"}],
    }
    (found,) = values["certificates"]
    assert found["number"] == "https://body.example/attestations/1"
    assert found["standard"] == "Fair Mining 3.0"
    assert found["body"] == {"name": "Body AS", "x-untp-id": "did:web:body.example"}
    assert (found["effective"], found["expires"]) == ("2025-01-15", "2028-01-14")
    assert found["covers"] == {"sites": ["f1"]}
    assert not {"status", "events", "evidence", "issued", "attestation"} & found.keys()
    fields = values["x-imported"]["fields"]
    assert fields["/certificates/0/standard"] == "/credentialSubject/referenceProfile/name"
    assert values["x-imported"]["unmapped"]["/credentialSubject/conformityAssessment/0/assessmentDate"] == "2025-01-10"


@pytest.mark.parametrize(
    ("changes", "kind", "why"),
    [
        ({"referenceProfile": {"name": "ISO 9001:2015"}}, "management-system", "the catalogue says"),
        ({"referenceProfile": {"name": "UL 62368-1:2019"}}, "product", "the catalogue says"),
        ({}, "management-system", "a facility and no product"),
    ],
)
def test_the_kind_is_inferred_and_said(changes: Json, kind: str, why: str) -> None:
    found = certificate(credential(**changes))
    assert found["kind"] == kind
    assert why in found["why"]


def test_a_product_decides_where_the_catalogue_does_not() -> None:
    found = certificate(credential({**ASSESSMENT, "assessedProduct": [PRODUCT]}))
    assert (found["kind"], found["attestation"]) == ("product", "certification")
    assert found["covers"] == {"models": ["0952"], "lots": ["B7"], "factories": ["f1"]}
    assert "a product" in found["why"]


def test_nothing_assessed_needs_the_kind_from_outside() -> None:
    values = credential({"conformance": True})
    (line,) = refused("untp", written(values))
    assert "nothing tells whether" in line
    assert "--kind" in line
    assert certificate(values, kind="product")["why"] == "kind stated on import (--kind); the source does not say"


def test_each_standard_is_a_certificate() -> None:
    one, two = ({**ASSESSMENT, "referenceStandard": [{"name": name}]} for name in ("ISO 9001:2015", "ISO 14001:2015"))
    (values,) = imported("untp", written(credential(one, two)))
    assert [row["id"] for row in values["certificates"]] == ["iso-9001-2015", "iso-14001-2015"]


def test_conformance_false_is_adverse() -> None:
    found = certificate(credential(ASSESSMENT, {**ASSESSMENT, "conformance": False}))
    assert found["status"]["value"] == "inactive"


def test_conformance_absent_leaves_it_open_since_when_anything_holds() -> None:
    absent = {key: value for key, value in ASSESSMENT.items() if key != "conformance"}
    found = certificate(credential(ASSESSMENT, absent))
    assert found["x-untp-conformance"] == "not stated"
    assert "effective" not in found
    assert "status" not in found


def token(values: Json) -> bytes:
    parts = (json.dumps({"alg": "EdDSA"}).encode(), json.dumps(values).encode(), b"signature")
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)


def test_every_envelope_says_the_same() -> None:
    def facts(data: bytes) -> Json:
        (values,) = imported("untp", data)
        return {key: value for key, value in values.items() if key != "x-imported"}

    enveloped = {
        "type": "EnvelopedVerifiableCredential",
        "id": "data:application/vc+jwt," + token(credential()).decode(),
    }
    plain = facts(written(credential()))
    proven = facts(written({**credential(), "proof": {"type": "DataIntegrityProof"}}))
    assert plain == proven == facts(token(credential()) + b"\n") == facts(written(enveloped))
    assert plain == facts(token({"iss": "did:web:body.example", "vc": credential()}))


def change(**changes: Any) -> bytes:
    return written({**credential(), **changes})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{}", "this is no untp record"),
        (change(type=["VerifiableCredential"]), "no DigitalConformityCredential"),
        (change(credentialSubject=[]), "about one attestation"),
        (change(validFrom=None), "from when it speaks"),
        (change(validFrom="soon"), "is no date"),
        (written(credential(issuedToParty=None)), "to whom it was issued"),
        (written(credential(conformityAssessment=None)), "assesses nothing"),
        (written(credential({**ASSESSMENT, "conformance": "false"})), "`conformance` is true or false"),
        (written(credential(assessorLevel="Self")), "certifies no management system"),
        (written(credential(attestationType="verification")), "certifies no management system"),
        (written(credential({"assessedProduct": [PRODUCT]}, attestationType="calibration")), "has no counterpart"),
        (written(credential({"assessedProduct": [{"product": {}}]})), "neither number nor name"),
        (written({"type": "EnvelopedVerifiableCredential", "id": "data:text/plain,x"}), "holds no signed text"),
        (b"e30.e.x", "no base64url"),
        (b'{"type": 1, "type": 2}', "twice"),
    ],
)
def test_a_fault_is_named_with_its_place(data: bytes, says: str) -> None:
    (line,) = refused("untp", data, file="c.json")
    assert line.startswith("c.json")
    assert says in line


def test_the_word_of_the_holder_is_a_declaration() -> None:
    found = certificate(credential({**ASSESSMENT, "assessedProduct": [PRODUCT]}, assessorLevel="1stParty"))
    assert found["attestation"] == "declaration"


def test_a_lei_is_one_where_its_register_says_so() -> None:
    party = {"name": "A", "registeredId": "529900T8BM49AURSDO55", "idScheme": {"name": "GLEIF"}}
    (values,) = imported("untp", written(credential(issuedToParty=party)))
    assert values["supplier"]["identifiers"] == {"lei": "529900T8BM49AURSDO55"}


def test_a_credential_that_lies_among_manifests_is_none() -> None:
    (found,) = read(Source.from_stdin(written(deepcopy(credential())), "c.json"))
    assert isinstance(found, InputError)
    assert "certgate import untp" in str(found)
