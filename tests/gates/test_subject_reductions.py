"""Gate subject: what a reduction of the scope takes out, and what it leaves in."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, UL, Json, answer, changed, manifest

FACTORY: Json = {**LISTING, "covers": {"factory": True}}
REDUCED: Json = {"type": "scope-reduction", "date": "2026-01-02"}


@pytest.mark.parametrize(
    ("event", "changes", "rule", "findings"),
    [
        ({"sites": ["linz"]}, {}, LISTING, {"fail factory-not-covered"}),
        ({"sites": ["suzhou"]}, {}, LISTING, set()),
        ({"sites": ["suzhou"]}, {f"{PRODUCT}/produced_at": REMOVED}, LISTING, {"fail factory-not-covered"}),
        ({"sites": ["oslo", "linz"]}, {}, FACTORY, {"fail factory-not-covered"}),
        ({"sites": ["suzhou"]}, {}, FACTORY, set()),
        ({"models": ["NP-500-A"]}, {}, LISTING, {"fail model-not-covered"}),
        ({"models": ["NP-500-*"]}, {}, LISTING, {"fail model-not-covered"}),
        ({"models": ["NP-900"]}, {}, LISTING, set()),
        ({"models": ["NP-900"], "sites": ["linz"]}, {}, LISTING, set()),
        ({"models": ["NP-500-A"], "sites": ["suzhou"]}, {}, LISTING, {"fail model-not-covered"}),
        ({"date": "2026-11-23", "sites": ["linz"]}, {}, LISTING, {"fail factory-not-covered"}),
        ({"date": "2026-11-24", "sites": ["linz"]}, {}, LISTING, set()),
        # One that names nothing leaves nothing.
        ({}, {}, LISTING, {"fail withdrawn", "warning status-conflict"}),
        ({"models": ["np-500-a"]}, {}, LISTING, {"fail model-not-covered"}),
        ({"models": ["np*"]}, {}, LISTING, {"fail model-not-covered"}),
        ({"sites": ["LINZ"]}, {}, LISTING, {"fail factory-not-covered"}),
    ],
)
def test_what_a_reduction_takes_out_of_a_listing(event: Json, changes: Json, rule: Json, findings: set[str]) -> None:
    raw = changed(manifest(), {"/prepared": "2026-12-01", f"{UL}/events/-": {**REDUCED, **event}, **changes})
    found = answer(raw, rule)
    assert found.findings == findings


@pytest.mark.parametrize(
    ("event", "rule", "outcome"),
    [
        ({"sites": ["linz"]}, QUALITY, "fail"),
        ({"sites": ["oslo"]}, QUALITY, "pass"),
        ({"activities": ["design"]}, {**QUALITY, "covers": {"activities": ["design"]}}, "fail"),
        ({"activities": ["design"]}, {**QUALITY, "covers": {"activities": ["manufacture"]}}, "pass"),
        ({"activities": ["design"]}, QUALITY, "pass"),
        ({"sites": ["oslo"], "activities": ["design"]}, {**QUALITY, "covers": {"activities": ["design"]}}, "pass"),
        ({"sites": ["linz"], "activities": ["design"]}, {**QUALITY, "covers": {"activities": ["design"]}}, "fail"),
        ({"date": "2026-11-23", "sites": ["linz"]}, QUALITY, "fail"),
        ({"date": "2026-11-24", "sites": ["linz"]}, QUALITY, "pass"),
        ({"sites": ["Linz"]}, QUALITY, "fail"),
    ],
)
def test_what_a_reduction_takes_out_of_a_system(event: Json, rule: Json, outcome: str) -> None:
    raw = changed(manifest(), {"/prepared": "2026-12-01", f"{QMS}/events/-": {**REDUCED, **event}})
    assert answer(raw, rule).gate("subject") == outcome


def test_a_reduction_counts_in_whichever_entry_of_the_certificate_it_is_recorded() -> None:
    source = manifest()
    for event in ({**REDUCED, "sites": ["linz"]}, {**REDUCED, "models": ["NP-500-A", "NP-500-B"]}):
        twin = {**source["certificates"][0], "id": "twin", "events": [*source["certificates"][0]["events"], event]}
        assert answer(changed(source, {"/certificates/-": twin}), LISTING).outcome == "fail"
