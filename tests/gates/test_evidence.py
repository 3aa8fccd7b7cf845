"""Gate evidence: the test or the audits behind the certificate are recorded, where the policy asks for them."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, QMS, QUALITY, REMOVED, UL, Case, Json, answer, case, changed, manifest

TESTING: Json = {**LISTING, "testing": {}}
LABORATORY: Json = {**LISTING, "testing": {"accredited_laboratory": True}}
TEST, LAB = f"{UL}/events/0", f"{UL}/events/0/laboratory"
REPORT, NOT = "test-report-missing", "laboratory-not-accredited"


@pytest.mark.parametrize(
    "row",
    [
        case("a type test with its report", "pass"),
        case("a re-test with its report", "pass", changes={f"{TEST}/type": "re-test"}),
        case("no report", "undetermined", REPORT, changes={f"{TEST}/report": REMOVED}),
        case("no test", "undetermined", REPORT, changes={TEST: REMOVED}),
        case("no events", "undetermined", REPORT, changes={f"{UL}/events": [], "/products/0/design_changes": []}),
        case("the laboratory is not asked", "pass", changes={LAB: REMOVED}),
    ],
)
def test_testing(row: Case) -> None:
    row.check(TESTING)


@pytest.mark.parametrize(
    "row",
    [
        case("accredited to ISO/IEC 17025", "pass"),
        case("no report", "undetermined", REPORT, changes={f"{TEST}/report": REMOVED}),
        case("no laboratory", "undetermined", NOT, changes={LAB: REMOVED}),
        case("no accreditation", "undetermined", NOT, changes={f"{LAB}/accreditation": REMOVED}),
        case("no accreditor", "undetermined", NOT, changes={f"{LAB}/accreditation/body": REMOVED}),
        case("an accreditor nobody knows", "undetermined", NOT, changes={f"{LAB}/accreditation/body": "Acme"}),
        case("to no standard", "undetermined", NOT, changes={f"{LAB}/accreditation/standard": REMOVED}),
        case("a certifier's", "fail", NOT, changes={f"{LAB}/accreditation/standard": "ISO/IEC 17065"}),
        case("an inspector's", "fail", NOT, changes={f"{LAB}/accreditation/standard": "ISO/IEC 17020:2012"}),
    ],
)
def test_accredited_laboratory(row: Case) -> None:
    row.check(LABORATORY)


def test_one_test_in_an_accredited_laboratory_is_enough() -> None:
    other = {"type": "re-test", "date": "2024-06-01", "report": "TR-2", "laboratory": {"name": "House laboratory"}}
    assert answer(changed(manifest(), {f"{UL}/events/-": other}), LABORATORY).outcome == "pass"


def test_a_test_of_later_does_not_exist_yet() -> None:
    rule = {**TESTING, "status": {"checked_within": "never"}}
    assert answer(manifest(), rule, "2023-11-19").gate("evidence") == "undetermined"
    assert answer(manifest(), rule, "2023-11-20").gate("evidence") == "pass"


AUDITS: Json = {**QUALITY, "audits": "required"}
RECERTIFIED = {"type": "recertification", "date": "2024-04-01", "previous_expiry": "2024-05-09"}
RECORD = "audit-record-missing"


@pytest.mark.parametrize(
    "row",
    [
        case("stage 1 and stage 2 of this cycle", "pass"),
        case("stage 1 alone", "undetermined", RECORD, changes={f"{QMS}/events/1": REMOVED}),
        case("stage 2 alone", "undetermined", RECORD, changes={f"{QMS}/events/0": REMOVED}),
        case("no events", "undetermined", RECORD, changes={f"{QMS}/events": REMOVED}),
        case("a recertification", "pass", changes={f"{QMS}/events": [RECERTIFIED]}),
        case(
            "stages of a cycle long ago",
            "undetermined",
            RECORD,
            changes={f"{QMS}/events/0/date": "2021-03-01", f"{QMS}/events/1/date": "2021-04-11"},
        ),
    ],
)
def test_audits(row: Case) -> None:
    row.check(AUDITS)


@pytest.mark.parametrize(("stage", "outcome"), [("2023-05-10", "pass"), ("2023-05-09", "undetermined")])
def test_a_stage_counts_for_the_cycle_that_begins_within_a_year_of_it(stage: str, outcome: str) -> None:
    given = changed(manifest(), {f"{QMS}/events/0/date": stage, f"{QMS}/events/1/date": stage})
    assert answer(given, AUDITS).gate("evidence") == outcome


def test_neither_is_asked_unless_the_policy_says_so() -> None:
    for rule, events in ((LISTING, f"{UL}/events"), (QUALITY, f"{QMS}/events")):
        found = answer(changed(manifest(), {events: [], "/products/0/design_changes": []}), rule)
        assert (found.outcome, found.gate("evidence")) == ("pass", "not-asked")


def test_an_audit_bound_to_another_site_is_no_audit_of_this_one() -> None:
    audit = {"type": "recertification", "date": "2024-04-01", "sites": ["oslo"]}
    raw = changed(manifest(), {f"{QMS}/events/0": REMOVED, f"{QMS}/events/-": audit})
    rule = {"id": "quality", "kind": "management-system", "standards": ["ISO 9001"], "audits": "required"}
    assert answer(raw, rule).gate("evidence") == "undetermined"
    assert answer(changed(raw, {f"{QMS}/events/4/sites": ["linz"]}), rule).gate("evidence") == "pass"
