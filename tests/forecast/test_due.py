"""What falls due: each kind of day, in time and by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.forecast import falling_due
from tests.builders import LISTING, QMS, QUALITY, UL, Json, catalogue, changed, document, load_policy, manifest, policy


def due(rule: Json, changes: Json | None = None, start: str = "2026-11-23", until: str = "2029-11-23") -> set[str]:
    found = api.load_manifest(document(changed(manifest(), changes or {})))
    days = (date.fromisoformat(each) for each in (start, until))
    rows = falling_due(found, [load_policy(policy(rule))], catalogue(), *days)
    assert list(rows) == sorted(rows)
    return {f"{each.day} {each.type} {each.about}" for each in rows}


def test_the_days_of_a_quality_system() -> None:
    rule = {
        **QUALITY,
        "surveillance": {"rule": "iso-17021"},
        "status": {"checked_within": "90 days"},
        "effective": {"from": "2026-12-24", "until": "2029-01-31"},
    }
    events = manifest()["certificates"][1]["events"][:4]
    changes: dict[str, Any] = {f"{QMS}/expires": "2027-05-09", f"{QMS}/events": events}
    assert due(rule, changes) == {
        "2026-12-30 status-look-up qms",
        "2026-12-31 surveillance qms",
        "2026-12-24 requirement-begins test-policy/quality-system",
        "2027-05-09 expiry qms",
        "2027-05-09 recertification qms",
        "2028-06-30 accreditation-end ul-np-500",
        "2029-01-31 requirement-ends test-policy/quality-system",
        "2029-05-31 accreditation-end qms",
        "2029-09-30 edition-end qms",
    }


def test_an_advisory_requirement_begins_without_a_day_to_remember() -> None:
    rules = policy({**QUALITY, "id": "own", "enforcement": "advisory", "effective": {"from": "2027-01-01"}}, QUALITY)
    found = falling_due(
        api.load_manifest(document(manifest())), [load_policy(rules)], catalogue(), date(2026, 11, 23), date(2029, 1, 1)
    )
    assert "requirement-begins" not in {each.type for each in found}


def test_surveillance_is_due_where_it_was_not_done() -> None:
    """That of a listing counts for the factory it was at; one of a system that expires before is not due any more."""
    rule = {**LISTING, "covers": {"factory": True}, "surveillance": {"every": "12 months"}}
    both = {"/products/0/produced_at": ["linz", "suzhou"]}
    found = api.load_manifest(document(changed(manifest(), both)))
    rows = falling_due(found, [load_policy(policy(rule))], catalogue(), date(2024, 6, 1), date(2029, 1, 1))
    told = [f"{each.day} {each.message}" for each in rows if each.type == "surveillance"]
    assert told == [
        "2025-01-15 surveillance of `ul-np-500` at `linz` is due by this day",
        "2025-01-15 surveillance of `ul-np-500` at `suzhou` is due by this day",
        "2027-02-11 surveillance of `ul-np-500` at `linz` is due by this day",
    ]
    yearly = {**QUALITY, "surveillance": {"every": "12 months"}}
    assert any("surveillance" in each for each in due(yearly))
    assert not any("surveillance" in each for each in due(yearly, {f"{QMS}/expires": "2027-04-19"}))


@pytest.mark.parametrize(("audited", "wanting"), [("2025-05-10", False), ("2025-05-11", True), ("2024-05-09", True)])
def test_a_first_surveillance_on_its_last_day_is_in_time(audited: str, wanting: bool) -> None:
    events = [*manifest()["certificates"][1]["events"][:3], {"type": "surveillance", "date": audited}]
    rule = {**QUALITY, "surveillance": {"rule": "iso-17021"}}
    found = due(rule, {f"{QMS}/events": events}, start="2024-05-11", until="2025-12-30")
    assert ("2025-05-10 surveillance qms" in found) == wanting, found


def test_a_suspension_has_a_limit_of_six_months_unless_it_was_lifted() -> None:
    suspended = {f"{UL}/events/-": {"type": "suspension", "date": "2026-08-31"}}
    assert "2027-02-28 suspension-limit ul-np-500" in due(LISTING, suspended)
    lifted = changed(manifest(), suspended)
    lifted["certificates"][0]["events"].append({"type": "restoration", "date": "2026-10-01"})
    loaded = api.load_manifest(document(lifted))
    rows = falling_due(loaded, [load_policy(policy(LISTING))], catalogue(), date(2026, 11, 23), date(2029, 11, 23))
    assert "suspension-limit" not in {each.type for each in rows}


def test_an_edition_that_ends_in_a_market_names_it() -> None:
    rule = {**LISTING, "standards": ["UL 60950-1"]}
    changes = {f"{UL}/standard": "UL 60950-1:2007"}
    found = api.load_manifest(document(changed(manifest(), changes)))
    rows = falling_due(found, [load_policy(policy(rule))], catalogue(), date(2020, 1, 1), date(2021, 1, 1))
    assert [each.message for each in rows if each.type == "edition-end"] == [
        "the edition of `ul-np-500` ends in market `EU`: this is its last day"
    ]
