"""schema.org and GS1 JSON-LD as manifests, in the ways in which people write it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.readers.importing import Json, imported, refused

DAY = "2026-11-01"
GS1: Json = {
    "@type": "gs1:CertificationDetails",
    "gs1:certificationAgency": [{"@value": "UL LLC", "@language": "en"}],
    "gs1:certificationStandard": "UL 62368-1:2019",
    "gs1:certificationIdentification": "E1",
    "gs1:certificationStartDate": "2024-01-15",
    "gs1:certificationEndDate": "2029-01-14",
    "gs1:initialCertificationDate": "2010-01-01",
}
SCHEMA: Json = {
    "@type": "Certification",
    "name": "UL 62368-1:2019",
    "issuedBy": {"@type": "Organization", "name": "UL LLC"},
    "certificationIdentification": "E1",
    "validFrom": "2024-01-15",
    "expires": "2029-01-14T00:00:00Z",
}
FACTS = {"kind": "product", "standard": "UL 62368-1:2019", "number": "E1", "body": {"name": "UL LLC"}}


def product(*rows: Json, prefix: str = "", **changes: Any) -> Json:
    key = f"{prefix}certification" if prefix else "hasCertification"
    made = {f"{prefix}manufacturer": {"name": "Northwind"}, f"{prefix}gtin": "09521234000013", key: list(rows)}
    return {"@context": "https://schema.org", "@type": f"{prefix}Product", **made, **changes}


def read(values: Any, day: str | None = DAY, kind: str | None = None) -> list[Json]:
    return imported("gs1-jsonld", json.dumps(values).encode(), day, kind, file="p.jsonld")


@pytest.mark.parametrize(
    "values",
    [
        product(GS1, prefix="gs1:"),
        product(SCHEMA),
        product(SCHEMA, prefix="https://schema.org/"),
        product({f"https://ref.gs1.org/voc/{key[4:]}": value for key, value in GS1.items() if key[0] != "@"}),
        {"@graph": [product(SCHEMA), {"@type": "WebPage", "name": "x"}]},
        [product(SCHEMA)],
    ],
)
def test_every_way_of_writing_says_the_same(values: Any) -> None:
    (found,) = read(values)
    (certificate,) = found["certificates"]
    assert certificate.items() >= FACTS.items()
    assert (certificate["effective"], certificate["expires"]) == ("2024-01-15", "2029-01-14")
    assert certificate["covers"] == {"models": ["09521234000013"]}
    assert "issued" not in certificate
    assert found["supplier"] == {"name": "Northwind"}


@pytest.mark.parametrize(
    ("status", "value"),
    [
        ("https://schema.org/CertificationInactive", "inactive"),
        ({"@id": "schema:CertificationActive"}, "active"),
        ("gs1:CertificationStatus-INACTIVE", "inactive"),
        ("ACTIVE", "active"),
    ],
)
def test_the_status_is_stated_without_a_day(status: Any, value: str) -> None:
    (found,) = read(product({**SCHEMA, "certificationStatus": status}))
    assert found["certificates"][0]["status"] == {"value": value}


def test_an_organisation_holds_its_certificates() -> None:
    values = {"@type": "Organization", "legalName": "Northwind", "vatID": "AT1", "hasCertification": SCHEMA}
    (found,) = read({**values, "hasCertification": {**SCHEMA, "name": "Own System 1"}})
    (certificate,) = found["certificates"]
    assert certificate["kind"] == "management-system"
    assert certificate["holder"] == {"name": "Northwind", "identifiers": {"vat": "AT1"}}
    assert "an organisation" in found["x-gs1-inferred"]["/certificates/0/kind"]
    assert "products" not in found


def test_the_kind_that_is_stated_on_import_is_said() -> None:
    (found,) = read(product({**SCHEMA, "name": "Own 1"}), kind="management-system")
    assert "--kind" in found["x-gs1-inferred"]["/certificates/0/kind"]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"@type": "WebPage"}, "this is no gs1-jsonld record"),
        ("text", "this is no gs1-jsonld record"),
        (product(SCHEMA, manufacturer=None), "who answers for it"),
        (product(SCHEMA, gtin=None), "neither number nor name"),
        (product(SCHEMA, gtin=9521234000013), "a text is expected here"),
        (product({**SCHEMA, "name": None}), "names no standard"),
        (product({**SCHEMA, "validFrom": "soon"}), "is no date"),
        (product({**SCHEMA, "validFrom": ["2024-01-01", "2025-01-01"]}), "`validFrom` is `2024-01-01` and"),
        (product({**SCHEMA, "certificationStatus": "fine"}), "is no status of a certification"),
        ({**product(), "hasCertification": ["ISO 9001"]}, "described here, not named"),
    ],
)
def test_a_fault_is_named_with_its_place(values: Any, says: str) -> None:
    (line,) = refused("gs1-jsonld", json.dumps(values).encode(), DAY, file="p.jsonld")
    assert line.startswith("p.jsonld:1:")
    assert says in line


def test_the_day_comes_from_the_record_or_from_outside() -> None:
    assert read(product(SCHEMA, dateModified="2026-02-03"), None)[0]["prepared"] == "2026-02-03"
    assert "--prepared" in refused("gs1-jsonld", json.dumps(product(SCHEMA)).encode())[0]
