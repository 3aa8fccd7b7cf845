"""Waivers for the normative manifest, and what comes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker import api
from checker.document import Document
from checker.engine.ledger import Ledger, did
from checker.engine.waiving import Book, waive
from checker.model.assessment import Assessment, RequirementAssessment
from checker.model.policy import Period
from checker.model.waivers import Waivers
from tests.builders import (
    LISTING,
    QUALITY,
    TODAY,
    UL,
    assess,
    catalogue,
    changed,
    document,
    load_policy,
    manifest,
    only,
)
from tests.builders import policy as policy_of

Json = dict[str, Any]

AS_OF = date.fromisoformat(TODAY)
RULES = policy_of(LISTING, QUALITY)
# Of the two models one is not on the listing.
SHORT = changed(manifest(), {f"{UL}/covers/models": ["NP-500-A"]})

W_1: Json = {
    "id": "W-1",
    "policy": "test-policy",
    "requirement": "listed-product",
    "codes": ["model-not-covered"],
    "supplier": {"name": "Northwind Power Systems GmbH"},
    "reason": "Field evaluation booked.",
    "approved_by": "Head of procurement",
    "approved": "2026-11-02",
    "expires": "2027-01-31",
}


def stated(*items: Json) -> Json:
    """A waivers file; each item is W-1 but for the keys given, and without those that are None."""
    merged = ({**W_1, **item} for item in items)
    return {
        "waivers": 1,
        "items": [{key: value for key, value in each.items() if value is not None} for each in merged],
    }


def waivers(*items: Json, rules: Json = RULES, longest: Period | None = None) -> Waivers:
    """Waivers as loaded; raises InputError."""
    return loaded(document(stated(*items), "w.json"), rules=rules, longest=longest)


def loaded(*documents: Document, rules: Json = RULES, longest: Period | None = None) -> Waivers:
    """The waivers of documents; raises InputError."""
    return api.load_waivers(documents, [load_policy(rules)], catalogue(), longest)


def judged(book: Waivers, raw: Json = SHORT, rules: Json = RULES, as_of: str = TODAY) -> Assessment:
    """The assessment of a manifest by one policy after waivers."""
    return waive(assess(raw, rules, as_of), book, date.fromisoformat(as_of))


def row(found: Assessment, requirement: str = "listed-product") -> RequirementAssessment:
    """A requirement of the one policy."""
    return next(each for each in only(found).requirements if each.requirement.id == requirement)


def ledger(book: Waivers, *manifests: Json, rules: Json = RULES, as_of: str = TODAY) -> list[str]:
    """The ledger of a run over manifests: code and waiver of each entry."""
    return [f"{each.code} {each.waiver}" for each in full_ledger(book, *manifests, rules=rules, as_of=as_of).entries()]


def full_ledger(book: Waivers, *manifests: Json, rules: Json = RULES, as_of: str = TODAY) -> Ledger:
    """The ledger of a run over manifests."""
    day = date.fromisoformat(as_of)
    found = Ledger(book, day, [rules["id"]])
    for each in manifests:
        found.add(did(Book(book, day).judge(assess(each, rules, as_of))))
    return found
