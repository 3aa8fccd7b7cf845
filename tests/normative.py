"""The parts of the normative example of the manifest format (design, section 4), as values."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_DIGEST_A = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_DIGEST_B = "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"

SUPPLIER: Json = {
    "name": "Northwind Power Systems GmbH",
    "identifiers": {
        "lei": "529900T8BM49AURSDO55",
        "duns": "315678912",
        "vat": "ATU12345678",
        "registration": "FN 123456a",
    },
    "sites": [
        {
            "id": "linz",
            "name": "Linz plant",
            "address": "Industriezeile 47, 4020 Linz",
            "country": "AT",
            "activities": ["design", "manufacture"],
        },
        {
            "id": "oslo",
            "name": "Oslo depot",
            "address": "Havnegata 1, 0150 Oslo",
            "country": "NO",
            "activities": ["distribution"],
        },
        {
            "id": "suzhou",
            "name": "Contract plant",
            "country": "CN",
            "operator": {"name": "Suzhou EMS Co Ltd"},
            "activities": ["manufacture"],
        },
    ],
}
PRODUCT: Json = {
    "id": "np-500",
    "name": "500 W rack power supply",
    "type": "series",
    "brand_owner": {"name": "Northwind Power Systems GmbH"},
    "models": ["NP-500-A", "NP-500-B"],
    "categories": ["electrical-equipment", "ict-equipment"],
    "markets": ["US", "EU"],
    "produced_at": ["linz"],
    "lots": [{"id": "L2026-07", "produced": "2026-07-14"}],
    "design_changes": [{"date": "2025-03-02", "revision": "D", "significant": True, "summary": "new transformer"}],
}
LISTED: Json = {
    "id": "ul-np-500",
    "kind": "product",
    "number": "E123456-20240115",
    "standard": "UL 62368-1:2019",
    "attestation": "certification",
    "mark": {"name": "cULus Listed", "type": "listed", "markets": ["US", "CA"]},
    "scheme": {"name": "NRTL listing", "type": "5"},
    "body": {"name": "UL LLC", "id": "ul", "site": "Northbrook"},
    "accreditations": [
        {
            "body": "ANAB",
            "standard": "ISO/IEC 17065",
            "number": "0522",
            "scope": ["UL 62368-1"],
            "from": "2020-01-01",
            "until": "2028-06-30",
        }
    ],
    "holder": {"name": "Northwind Power Systems GmbH", "lei": "529900T8BM49AURSDO55"},
    "covers": {
        "models": ["NP-500-A", "NP-500-B"],
        "factories": ["linz"],
        "revision": "D",
        "lots": [],
        "listees": [],
        "conditions": [],
    },
    "issued": "2024-01-15",
    "effective": "2024-01-15",
    "expires": None,
    "status": {"value": "active", "checked": "2026-10-01", "source": "UL Product iQ"},
    "events": [
        {
            "type": "type-test",
            "date": "2023-11-20",
            "laboratory": {
                "name": "UL Northbrook",
                "accreditation": {"body": "A2LA", "standard": "ISO/IEC 17025", "number": "0751.01"},
            },
            "report": "TR-9911",
        },
        {"type": "initial-inspection", "date": "2023-12-05", "site": "linz"},
        {"type": "decision", "date": "2024-01-15"},
        {"type": "surveillance", "date": "2026-02-11", "site": "linz", "result": "conforming"},
        {"type": "re-evaluation", "date": "2025-04-20", "revision": "D"},
    ],
    "evidence": [
        {"type": "certificate", "file": "evidence/ul-np-500.pdf", "sha256": _DIGEST_A},
        {"type": "test-report", "file": "evidence/TR-9911.pdf", "sha256": _DIGEST_B},
    ],
}
QUALITY_SYSTEM: Json = {
    "id": "qms",
    "kind": "management-system",
    "number": "12 100 54321 TMS",
    "standard": "ISO 9001:2015",
    "body": {"name": "TÜV SÜD Management Service GmbH"},
    "accreditations": [
        {
            "body": "DAkkS",
            "standard": "ISO/IEC 17021-1",
            "number": "D-ZM-14143-01-00",
            "scope": ["ISO 9001"],
            "from": "2019-06-01",
            "until": "2029-05-31",
        }
    ],
    "holder": {"name": "Northwind Power Systems GmbH"},
    "covers": {
        "sites": ["linz"],
        "activities": ["design", "manufacture"],
        "scope": "Design and manufacture of power supplies",
        "exclusions": [],
        "sectors": ["IAF 19"],
    },
    "issued": "2024-05-10",
    "effective": "2024-05-10",
    "expires": "2027-05-09",
    "status": {"value": "active", "checked": "2026-10-01", "source": "IAF CertSearch"},
    "events": [
        {"type": "stage-1", "date": "2024-03-01"},
        {"type": "stage-2", "date": "2024-04-11"},
        {"type": "decision", "date": "2024-05-10"},
        {"type": "surveillance", "date": "2025-04-15"},
        {"type": "surveillance", "date": "2026-04-20"},
    ],
}
