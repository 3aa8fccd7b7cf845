"""What once made the fast engine say something else than the plain one; each by its own small manifest."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from checker.readers.json_reader import read_json
from tests.builders import QMS, QUALITY, REMOVED, TODAY, Json, catalogue, changed, load_policy, manifest, policy
from tests.fast.agreement import Agreement, judge_of

SITES = f"{QMS}/covers/sites"
EVENTS = f"{QMS}/events/-"


def plain_manifest(changes: Json | None = None) -> Json:
    """The normative manifest as far as the fast engine judges it, with changes."""
    found = manifest()
    del found["products"][0]["lots"]
    return changed(found, changes or {})


def agreement(manifests: list[Json], policies: list[Json], day: str = TODAY, **given: Any) -> Agreement:
    """Both engines over some manifests, one after another under one judge."""
    judge = judge_of([load_policy(each) for each in policies], catalogue(), date.fromisoformat(day), **given)
    assert judge.fast.usable
    found = Agreement()
    for number, raw in enumerate(manifests):
        found.compare(judge, read_json(json.dumps(raw).encode(), f"{number}.json"))
    assert found.seen == len(manifests)
    return found


def test_a_decision_that_did_not_conform_contradicts_what_was_effective_before_it() -> None:
    raw = plain_manifest(
        {"/certificates/1/events": [{"type": "decision", "date": "2026-10-01", "result": "nonconforming"}]}
    )
    organisation = {**QUALITY, "covers": {"sites": "organisation"}}
    assert agreement([raw], [policy(organisation)]).differing == []


def test_a_look_up_between_issue_and_first_day_counts() -> None:
    organisation = policy({**QUALITY, "covers": {"sites": "organisation"}})
    between = {f"{QMS}/effective": TODAY}
    ends = {**between, f"{QMS}/events": [], f"{QMS}/expires": "2029-06-01"}
    rows: list[tuple[Json, int]] = [
        (between, 1),
        ({**ends, f"{QMS}/issued": "2026-05-23"}, 1),
        ({**ends, f"{QMS}/issued": "2026-05-22"}, 0),  # kept from the cycle before
        ({**between, f"{QMS}/issued": "2026-10-02", f"{QMS}/events": []}, 0),
        ({**between, f"{QMS}/issued": REMOVED}, 0),
    ]
    for changes, passing in rows:
        found = agreement([plain_manifest(changes)], [organisation])
        assert found.differing == []
        assert found.passing == passing


def test_of_the_wrong_kind_the_misdeclared_one_is_told() -> None:
    organisation = policy({**QUALITY, "covers": {"sites": "organisation"}})
    raw = plain_manifest({f"{QMS}/kind": "product", f"{QMS}/attestation": "certification"})
    found = agreement([raw], [organisation])
    assert found.differing == []
    assert found.fast == 1


def test_a_policy_that_does_not_count_yet_ends_what_passes() -> None:
    organisation = {**QUALITY, "covers": {"sites": "organisation"}}
    later = {
        **organisation,
        "audits": "required",
        "surveillance": {"every": "1 month"},
        "effective": {"from": "2027-01-01"},
    }
    found = agreement([plain_manifest()], [policy(organisation), policy(later, id="later")])
    assert found.differing == []


def test_what_was_looked_up_for_a_later_day_says_nothing_of_an_earlier_one() -> None:
    quality = {**QUALITY, "covers": {"sites": "organisation"}}
    artificial = {**quality, "id": "ai", "standards": ["ISO/IEC 42001"], "edition": {"from": 2020}}
    either = policy(quality, artificial, decision={"any": ["quality-system", "ai"]})
    base = plain_manifest()["certificates"][1]
    of_ai = {**base, "id": "ai-1", "number": "AI 1", "standard": "ISO/IEC 42001:2023", "expires": "2027-03-01"}
    of_ai["accreditations"] = [{**base["accreditations"][0], "scope": ["ISO/IEC 42001"]}]
    # An edition that does not exist yet, and does once the other certificate has expired.
    coming = {**of_ai, "id": "ai-2", "number": "AI 2", "standard": "ISO/IEC 42001:2027", "expires": "2029-03-01"}
    lost = {**coming, "status": {"value": "suspended", "checked": "2026-10-01"}}
    first = plain_manifest({"/certificates": [base, of_ai, lost]})
    second = plain_manifest({"/certificates": [coming]})
    found = agreement([first, second], [either])
    assert found.differing == []
    assert found.fast == 2


def test_two_recertifications_on_one_day() -> None:
    renewed = {"type": "recertification", "date": "2026-05-01"}
    rule = {**QUALITY, "covers": {"sites": "organisation"}, "surveillance": {"rule": "iso-17021"}, "audits": "required"}
    cases = [
        [renewed, {**renewed, "previous_expiry": "2027-05-09"}],
        [{**renewed, "previous_expiry": "2027-05-09"}, renewed],
        [{**renewed, "previous_expiry": "2027-05-09"}, {**renewed, "previous_expiry": "2026-06-01"}],
    ]
    manifests = [plain_manifest({f"{QMS}/events": events, f"{QMS}/expires": "2029-08-01"}) for events in cases]
    found = agreement(manifests, [policy(rule)])
    assert found.differing == []
    assert found.fast == len(cases)


def test_a_restoration_of_one_site_begins_a_cycle_there_alone() -> None:
    restored = {"type": "restoration", "date": "2026-10-01", "sites": ["oslo"], "previous_expiry": "2026-10-15"}
    raw = plain_manifest({"/products/0/produced_at": ["linz", "oslo"], SITES: ["linz", "oslo"], EVENTS: restored})
    assert agreement([raw], [policy({**QUALITY, "audits": "required"})]).differing == []


def test_a_previous_expiry_on_the_last_day_of_all() -> None:
    renewed = {"type": "recertification", "date": "2026-05-01", "previous_expiry": "9999-12-31"}
    rule = {**QUALITY, "covers": {"sites": "organisation"}, "surveillance": {"rule": "iso-17021"}, "audits": "required"}
    found = agreement([plain_manifest({EVENTS: renewed})], [policy(rule)])
    assert found.differing == []
    assert found.fast == 1


def test_a_programme_that_begins_later_accredits_nobody_before_that() -> None:
    quality = {**QUALITY, "covers": {"sites": "organisation"}}
    recognised = {**quality, "id": "environment", "standards": ["ISO 14001"], "body": {"mra": True}}
    either = policy(quality, recognised, decision={"any": ["quality-system", "environment"]})
    base = {
        **plain_manifest()["certificates"][1],
        "issued": "2021-05-10",
        "effective": "2021-05-10",
        "expires": "2024-05-09",
        "status": {"value": "active", "checked": "2023-04-01"},
        "events": [{"type": "decision", "date": "2021-05-10"}],
    }
    accredited = {**base["accreditations"][0], "scope": ["ISO 14001"]}
    one = {**base, "id": "e-1", "number": "E 1", "standard": "ISO 14001:2015", "expires": "2023-11-30"}
    one["accreditations"] = [accredited]
    # In the mutual recognition since 2023-11-15.
    other = {**one, "id": "e-2", "number": "E 2", "accreditations": [{**accredited, "body": "GAC"}]}
    other["expires"] = "2024-05-09"
    lost = {**other, "status": {"value": "suspended", "checked": "2023-04-01"}}
    changes = {"/prepared": "2023-05-01", "/products/0/design_changes": []}
    first = plain_manifest({**changes, "/certificates": [base, one, lost]})
    second = plain_manifest({**changes, "/certificates": [other]})
    found = agreement([first, second], [either], "2023-06-01")
    assert found.differing == []
    assert found.fast == 2
