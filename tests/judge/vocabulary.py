"""The names, dates and words that generated manifests are made of; good and bad ones side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

PREPARED = date(2026, 11, 5)
AS_OF = ("2026-11-23", "2026-11-23", "2026-11-23", "2026-05-31", "2027-06-30", "2026-03-10")
SUPPLIER = "Northwind Power Systems GmbH"
NAMES = (
    "Northwind Power Systems GmbH",
    "NORTHWIND  power systems GmbH",
    "Northwind Power Systems",
    "Northwind Power Systems, Inc.",
    "Suzhou EMS Co Ltd",
    "Suzhou EMS",
    "Contoso Brands LLC",
)
LEIS = ("529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12")
MODELS = ("NP-500-A", "NP-500-B", "NP-700/X")
PATTERNS = ("NP-500-*", "NP-*", "NP*", "*", "NP-5*-A", "NP-500-C", "np-500-a", "NP-500-A")
ACTIVITIES = ("design", "manufacture", "distribution", "installation")
BODIES: tuple[dict[str, Any], ...] = (
    {"name": "UL LLC", "id": "ul"},
    {"name": "UL LLC"},
    {"id": "ul"},
    {"name": "CSA Group", "id": "ul"},
    {"name": "CSA Group"},
    {"name": "Acme Certification Ltd"},
    {"name": "Acme Certification Ltd", "id": "ul"},
    {"name": "SwRI", "id": "swri"},
    {"id": "swri"},
)
ACCREDITORS = ("ANAB", "DAkkS", "SCC", "A2LA", "IAS", "UKAS", "NVLAP", "Wonderland Accreditation")
SYSTEM_EVENTS = ("stage-1", "stage-2", "surveillance", "recertification", "scope-change", "organisation-change")
PRODUCT_EVENTS = ("type-test", "initial-inspection", "surveillance", "re-test", "re-evaluation")
ADVERSE = ("suspension", "restoration", "withdrawal", "scope-reduction", "suspension", "restoration")
