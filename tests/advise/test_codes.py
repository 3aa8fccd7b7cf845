"""Each code with what mends it: the kind of action, who acts, and that the plan, followed, passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from checker import api
from checker.advise.repairs import MENDABLE
from checker.engine.waiver_codes import LEDGER_CODES
from checker.gates import gates
from tests.advise.cases import actors, advised, cleared, types
from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, SITES, UL, Json, change, changed, manifest, policy

SUPPLIER, BODY, BUYER, LABORATORY = "supplier", "certification body", "buyer", "laboratory"
BY_BODY = {SUPPLIER, BODY}
TESTED = {SUPPLIER, BODY, LABORATORY}
NEW_PRODUCT = ["new-product-certificate"]
NEW_SYSTEM = ["new-system-certificate"]
ACCREDITED: Json = {"body": {}}
ANAB: Json = {
    "body": "ANAB",
    "standard": "ISO/IEC 17065",
    "scope": ["UL 62368-1"],
    "from": "2020-01-01",
    "until": "2028-06-30",
}
TEST_OF_2023: Json = {"type": "type-test", "date": "2023-11-20", "report": "TR-1"}
DECIDED: Json = {"type": "decision", "date": "2024-05-10"}
MADE_UP: Json = {"type": "surveillance", "date": "2025-04-15"}


class Row(NamedTuple):
    """Changes that raise a code, and the plan that clears it."""

    code: str
    types: list[str]
    actors: set[str]
    changes: Mapping[str, Any]
    rule: Mapping[str, Any] = {}
    as_of: str = "2026-11-23"


PRODUCT_ROWS = [
    Row("management-system-for-product", NEW_PRODUCT, TESTED, {UL: REMOVED}),
    Row("no-certificate", NEW_PRODUCT, TESTED, {"/certificates": []}),
    Row("evidence-not-attached", ["attach-evidence"], BY_BODY, {}, {"assurance": "documented"}),
    Row("not-confirmed", ["attach-evidence"], BY_BODY, {}, {"assurance": "confirmed"}),
    Row("kind-misdeclared", ["correct"], {SUPPLIER}, {f"{UL}/kind": "management-system"}),
    Row("standard-unknown", ["correct"], {SUPPLIER}, {f"{UL}/standard": "UL 62368-l:2019"}),
    Row("standard-unknown", NEW_PRODUCT, TESTED, {f"{UL}/standard": "ACME 1"}),
    Row("not-certification", NEW_PRODUCT, TESTED, {f"{UL}/attestation": "declaration"}),
    Row("standard-not-accepted", NEW_PRODUCT, TESTED, {f"{UL}/standard": "UL 60950-1:2007"}),
    Row("edition-missing", ["complete-field"], {SUPPLIER}, {f"{UL}/standard": "UL 62368-1"}),
    Row("edition-not-accepted", ["transition"], TESTED, {f"{UL}/edition": "2014"}),
    Row("edition-not-accepted", ["transition"], TESTED, {}, {"edition": ["2014"]}),
    Row("holder-missing", ["complete-field"], {SUPPLIER}, {f"{UL}/holder": REMOVED}),
    Row("holder-mismatch", ["complete-field"], {SUPPLIER}, {f"{UL}/holder": {"name": "Northwind Power Systems"}}),
    Row("holder-mismatch", ["scope-extension"], TESTED, {f"{UL}/holder": {"name": "Somebody Else Ltd"}}),
    Row("model-not-covered", ["scope-extension"], TESTED, {f"{UL}/covers/models": ["NP-500-A"]}),
    Row(
        "model-not-covered",
        ["scope-extension"],
        TESTED,
        {f"{UL}/covers/models": ["NP-500-*"]},
        {"covers": {"patterns": False}},
    ),
    Row("model-not-covered", ["complete-field"], {SUPPLIER}, {f"{UL}/covers/models": REMOVED}),
    Row(
        "model-not-covered",
        NEW_PRODUCT,
        TESTED,
        {f"{UL}/events/-": {"type": "scope-reduction", "date": "2026-01-02", "models": ["NP-500-A"]}},
    ),
    Row("type-only", ["complete-field"], {SUPPLIER}, {f"{UL}/scheme": REMOVED}),
    Row("type-only", NEW_PRODUCT, TESTED, {f"{UL}/scheme/type": "1a"}),
    Row("lot-not-covered", ["complete-field"], {SUPPLIER}, {f"{PRODUCT}/type": "batch"}),
    Row("lot-not-covered", ["scope-extension"], TESTED, {f"{PRODUCT}/type": "batch", f"{UL}/covers/lots": ["L1"]}),
    Row("lot-not-covered", ["scope-extension"], TESTED, {f"{UL}/scheme/type": "1b", f"{UL}/covers/lots": ["L1"]}),
    Row("component-only", ["complete-field"], {SUPPLIER}, {f"{UL}/mark": REMOVED}),
    Row("component-only", NEW_PRODUCT, TESTED, {f"{UL}/mark/type": "recognized-component"}),
    Row("component-only", NEW_PRODUCT, TESTED, {f"{UL}/mark/name": "UL Recognized"}),
    Row("market-not-covered", ["scope-extension"], TESTED, {f"{UL}/mark/markets": ["CA"]}, {"mark": {"market": "US"}}),
    Row(
        "market-not-covered",
        ["complete-field"],
        {SUPPLIER},
        {f"{UL}/mark/markets": REMOVED},
        {"mark": {"market": "US"}},
    ),
    Row(
        "factory-not-covered",
        ["scope-extension"],
        TESTED,
        {f"{UL}/covers/factories": ["oslo"]},
        {"covers": {"factory": True}},
    ),
    Row(
        "factory-not-covered",
        ["complete-field"],
        {SUPPLIER},
        {f"{UL}/covers/factories": REMOVED},
        {"covers": {"factory": True}},
    ),
    Row(
        "factory-not-covered",
        NEW_PRODUCT,
        TESTED,
        {f"{UL}/events/-": {"type": "scope-reduction", "date": "2026-01-02", "sites": ["linz"]}},
    ),
    Row("body-not-accredited", ["complete-field"], {SUPPLIER}, {f"{UL}/accreditations": REMOVED}, ACCREDITED),
    Row("body-not-accredited", ["complete-field"], {SUPPLIER}, {f"{UL}/body": REMOVED}, ACCREDITED),
    Row("body-not-accredited", NEW_PRODUCT, TESTED, {f"{UL}/accreditations": []}, ACCREDITED),
    Row(
        "accreditation-wrong-standard",
        ["attach-evidence"],
        BY_BODY,
        {f"{UL}/accreditations/0/standard": "ISO/IEC 17025"},
        ACCREDITED,
    ),
    Row(
        "accreditation-wrong-standard",
        ["complete-field"],
        {SUPPLIER},
        {f"{UL}/accreditations/0/standard": REMOVED},
        ACCREDITED,
    ),
    Row(
        "accreditation-out-of-scope",
        ["attach-evidence"],
        BY_BODY,
        {f"{UL}/accreditations/0/scope": ["UL 508A"]},
        ACCREDITED,
    ),
    Row(
        "accreditation-body-not-accepted",
        ["attach-evidence"],
        BY_BODY,
        {f"{UL}/accreditations/0/body": "Acme Accreditors"},
        ACCREDITED,
    ),
    Row("accreditation-body-not-accepted", NEW_PRODUCT, TESTED, {}, {"body": {"by": ["DAkkS"]}}),
    Row(
        "accreditation-not-in-force",
        ["complete-field"],
        {SUPPLIER},
        {f"{UL}/accreditations/0/until": "2026-01-01"},
        ACCREDITED,
    ),
    Row("accreditation-not-in-force", NEW_PRODUCT, TESTED, {f"{UL}/accreditations/0/from": "2024-02-01"}, ACCREDITED),
    Row(
        "accreditation-not-in-force",
        NEW_PRODUCT,
        TESTED,
        {f"{UL}/accreditations/0/withdrawn": "2026-01-01"},
        ACCREDITED,
    ),
    Row("body-not-recognised", ["complete-field"], {SUPPLIER}, {f"{UL}/body": REMOVED}),
    Row("body-not-recognised", NEW_PRODUCT, TESTED, {f"{UL}/body": {"name": "Acme Test House"}}),
    Row("recognition-out-of-scope", NEW_PRODUCT, TESTED, {f"{UL}/body": {"id": "solarptl"}}),
    Row("body-identity-conflict", NEW_PRODUCT, TESTED, {f"{UL}/body/id": "its"}),
    Row("not-yet-effective", NEW_PRODUCT, TESTED, {f"{UL}/effective": "2026-12-01"}),
    Row("not-yet-effective", ["complete-field"], {SUPPLIER}, {f"{UL}/effective": REMOVED, f"{UL}/issued": REMOVED}),
    Row("expired", ["renewal"], BY_BODY, {f"{UL}/expires": "2026-11-22"}),
    Row("expiry-missing", ["complete-field"], {SUPPLIER}, {f"{UL}/expires": REMOVED}),
    Row("suspended", ["restoration"], BY_BODY, {f"{UL}/status/value": "suspended"}),
    Row("suspended", ["restoration"], BY_BODY, {f"{UL}/events/-": {"type": "suspension", "date": "2026-10-20"}}),
    Row("withdrawn", NEW_PRODUCT, TESTED, {f"{UL}/status/value": "cancelled"}),
    Row("withdrawn", NEW_PRODUCT, TESTED, {f"{UL}/events/-": {"type": "withdrawal", "date": "2026-10-20"}}),
    Row("status-missing", ["look-up-status"], {BUYER}, {f"{UL}/status": REMOVED}),
    Row("status-stale", ["look-up-status"], {BUYER}, {f"{UL}/status/checked": "2025-01-01"}),
    Row(
        "status-conflict",
        ["record-event"],
        {SUPPLIER},
        {f"{UL}/events/-": {"type": "suspension", "date": "2026-09-01"}},
    ),
    Row(
        "design-change-not-evaluated",
        ["re-evaluation"],
        TESTED,
        {f"{UL}/covers/revision": "C", f"{UL}/events/4": REMOVED},
    ),
    Row(
        "design-change-not-evaluated",
        ["record-event"],
        {SUPPLIER},
        {f"{PRODUCT}/design_changes/0/date": "2023-01-01", f"{UL}/covers/revision": REMOVED, f"{UL}/events/4": REMOVED},
    ),
    Row("test-report-missing", ["record-event"], {SUPPLIER}, {f"{UL}/events/0": REMOVED}, {"testing": {}}),
    Row(
        "laboratory-not-accredited",
        ["complete-field"],
        {SUPPLIER},
        {f"{UL}/events/0": TEST_OF_2023},
        {"testing": {"accredited_laboratory": True}},
    ),
    Row(
        "laboratory-not-accredited",
        ["re-test"],
        TESTED,
        {f"{UL}/events/0/laboratory/accreditation/standard": "ISO/IEC 17020"},
        {"testing": {"accredited_laboratory": True}},
    ),
    Row(
        "audit-record-missing",
        ["record-event"],
        {SUPPLIER},
        {f"{UL}/events": REMOVED, f"{PRODUCT}/design_changes": []},
        {"surveillance": {"every": "12 months"}},
    ),
    Row(
        "surveillance-overdue",
        ["surveillance"],
        BY_BODY,
        {f"{UL}/events/3": REMOVED},
        {"surveillance": {"every": "12 months"}},
    ),
]
SYSTEM_ROWS = [
    Row("product-for-management-system", NEW_SYSTEM, BY_BODY, {QMS: REMOVED}),
    Row("edition-superseded", ["transition"], BY_BODY, {f"{QMS}/standard": "ISO 9001:2008"}),
    Row("holder-mismatch", NEW_SYSTEM, BY_BODY, {f"{QMS}/holder": {"name": "Somebody Else Ltd"}}),
    Row("holder-missing", ["complete-field"], {SUPPLIER}, {f"{QMS}/holder": REMOVED}),
    Row(
        "holder-missing", ["complete-field"], {SUPPLIER}, {f"{QMS}/holder": REMOVED}, {"covers": {"holder": "supplier"}}
    ),
    Row("site-not-covered", ["scope-extension"], BY_BODY, {f"{QMS}/covers/sites": ["oslo"]}),
    Row("site-not-covered", ["complete-field"], {SUPPLIER}, {f"{QMS}/covers/sites": REMOVED}),
    Row(
        "site-not-covered",
        NEW_SYSTEM,
        BY_BODY,
        {f"{QMS}/events/-": {"type": "scope-reduction", "date": "2026-01-02", "sites": ["linz"]}},
        {"covers": {"sites": "organisation"}},
    ),
    Row(
        "activity-not-covered",
        ["scope-extension"],
        BY_BODY,
        {f"{QMS}/covers/activities": ["manufacture"]},
        {"covers": {"activities": ["design"]}},
    ),
    Row(
        "activity-not-covered",
        ["scope-extension"],
        BY_BODY,
        {f"{QMS}/covers/exclusions": ["8.3 design"]},
        {"covers": {"activities": ["design"]}},
    ),
    Row(
        "activity-not-covered",
        ["scope-extension"],
        BY_BODY,
        {f"{QMS}/covers/sites": [{"id": "linz", "activities": ["manufacture"]}]},
        {"covers": {"activities": ["design"]}},
    ),
    Row(
        "activity-not-covered",
        ["scope-extension"],
        BY_BODY,
        {f"{QMS}/covers/activities": ["manufacture"]},
        {"covers": {"sites": "organisation", "activities": ["design"]}},
    ),
    Row(
        "activity-not-covered",
        ["complete-field"],
        {SUPPLIER},
        {f"{QMS}/covers/activities": REMOVED},
        {"covers": {"activities": ["design"]}},
    ),
    Row(
        "activity-not-covered",
        ["scope-extension"],
        BY_BODY,
        {f"{SITES}/0/activities": ["manufacture"], f"{QMS}/covers/activities": ["manufacture"]},
        {"covers": {"activities": ["design"]}},
    ),
    Row("expired", ["renewal"], BY_BODY, {f"{QMS}/expires": "2026-11-22"}),
    Row("expired", NEW_SYSTEM, BY_BODY, {f"{QMS}/expires": "2026-05-22"}),
    Row("expiry-missing", ["complete-field"], {SUPPLIER}, {f"{QMS}/expires": None}),
    Row(
        "lapse-gap",
        NEW_SYSTEM,
        BY_BODY,
        {
            "/prepared": "2027-01-01",
            f"{QMS}/events/-": {"type": "recertification", "date": "2026-12-01", "previous_expiry": "2026-11-01"},
        },
    ),
    Row("certificate-contradicted", NEW_SYSTEM, BY_BODY, {f"{QMS}/effective": "2024-05-01"}),
    Row(
        "organisation-change-not-assessed",
        ["surveillance"],
        BY_BODY,
        {f"{QMS}/events/-": {"type": "organisation-change", "date": "2026-06-01"}},
    ),
    Row("audit-record-missing", ["record-event"], {SUPPLIER}, {f"{QMS}/events/0": REMOVED}, {"audits": "required"}),
    Row(
        "audit-record-missing",
        ["record-event"],
        {SUPPLIER},
        {f"{QMS}/events": REMOVED},
        {"surveillance": {"rule": "iso-17021"}},
    ),
    Row(
        "audit-record-missing",
        ["record-event"],
        {SUPPLIER},
        {f"{QMS}/events/-": {"type": "decision", "date": "2026-09-01"}, f"{QMS}/expires": "2029-05-09"},
        {"surveillance": {"rule": "iso-17021"}},
    ),
    Row(
        "surveillance-overdue",
        ["surveillance"],
        BY_BODY,
        {f"{QMS}/events": [DECIDED]},
        {"surveillance": {"rule": "iso-17021"}},
    ),
    Row(
        "recertification-overdue",
        ["renewal"],
        BY_BODY,
        {f"{QMS}/events": [{"type": "decision", "date": "2023-05-10"}]},
        {"surveillance": {"rule": "iso-17021"}},
    ),
    Row(
        "cycle-too-long",
        ["renewal"],
        BY_BODY,
        {f"{QMS}/expires": "2028-05-10"},
        {"surveillance": {"rule": "iso-17021"}},
    ),
]


def label(row: Row) -> str:
    return f"{row.code} by {row.types[0]}"


@pytest.mark.parametrize("row", PRODUCT_ROWS, ids=label)
def test_what_mends_a_product_certificate(row: Row) -> None:
    _holds(row, LISTING)


@pytest.mark.parametrize("row", SYSTEM_ROWS, ids=label)
def test_what_mends_a_management_system_certificate(row: Row) -> None:
    _holds(row, QUALITY)


def _holds(row: Row, rule: Json) -> None:
    found = advised(changed(manifest(), row.changes), policy({**rule, **row.rule}), as_of=row.as_of)
    assert (types(found), actors(found)) == (row.types, row.actors)
    assert row.code in cleared(found)


# What only a look behind the manifest shows, and nobody but who knows which side is right can correct; and what objects
# lack.
SEEN = {code.name for gate in gates() if gate.id == "assurance" for code in gate.codes}
SEEN -= {"evidence-not-attached", "not-confirmed"}
STATED_FIRST = {
    "no-object",
    "site-missing",
    "applicability-unknown",
    "not-declared",
    "period-unknown",
    "production-day-missing",
}
NO_FINDING_AGAINST = {"edition-ending", "series-pattern", "lots-only", "successive-certificates"} | {
    "two-live-bodies",
    "transfer-not-eligible",
    "ends-soon",
}
ABOUT_WAIVERS = {code.name for code in LEDGER_CODES}


def test_every_code_is_in_the_tables() -> None:
    told = {row.code for row in (*PRODUCT_ROWS, *SYSTEM_ROWS)}
    assert set(api.codes()) - SEEN - STATED_FIRST - NO_FINDING_AGAINST - ABOUT_WAIVERS == told
    assert told >= MENDABLE


def test_an_entry_of_the_wrong_kind_is_corrected_and_completed() -> None:
    raw = changed(manifest(), {f"{UL}/kind": "management-system", f"{UL}/attestation": REMOVED})
    assert types(advised(raw, policy(LISTING))) == ["complete-field", "correct"]


def test_an_adverse_status_of_later_days_is_not_looked_over() -> None:
    raw = changed(manifest(), {f"{UL}/status": {"value": "withdrawn", "checked": "2026-10-01"}})
    assert types(advised(raw, policy(LISTING), as_of="2026-09-01")) == NEW_PRODUCT


def test_no_restoration_is_advised_for_a_certificate_that_another_entry_shows_withdrawn() -> None:
    source = manifest()
    source["certificates"].append({**source["certificates"][0], "id": "twin", "status": {"value": "withdrawn"}})
    raw = changed(source, {f"{UL}/events/-": {"type": "suspension", "date": "2026-10-20"}})
    assert types(advised(raw, policy(LISTING))) == NEW_PRODUCT


@pytest.mark.parametrize(
    ("levels", "types_"), [(("documented", "confirmed"), {"credential"}), (("documented", "declared"), {"certificate"})]
)
def test_a_new_certificate_has_behind_it_the_most_that_any_requirement_asks(
    levels: tuple[str, str], types_: set[str]
) -> None:
    rules = [policy({**QUALITY, "assurance": each}, id=f"asks-{each}") for each in levels]
    found = advised(change(manifest(), "/certificates", []), *rules)
    assert found.after is not None
    assert {row.type for entry in found.after.certificates for row in entry.evidence or ()} == types_


def test_a_service_is_covered_by_its_own_name() -> None:
    changes = {f"{PRODUCT}/type": "service", f"{PRODUCT}/models": REMOVED, f"{UL}/covers/models": ["NP-100"]}
    found = advised(changed(manifest(), changes), policy(LISTING))
    assert types(found) == ["scope-extension"]
    assert found.plan is not None
    assert found.plan.actions[0].names == ("np-500",)


def test_a_scheme_for_lots_needs_the_lots_of_the_product() -> None:
    changes = {f"{UL}/scheme/type": "1b", f"{PRODUCT}/lots": []}
    assert types(advised(changed(manifest(), changes), policy(LISTING))) == NEW_PRODUCT
