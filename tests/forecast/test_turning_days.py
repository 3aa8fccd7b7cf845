"""Between two turning days nothing changes; look-ups of a status are judged on the day that is known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker import api
from checker.engine import turning_days
from checker.model.assessment import Assessment
from checker.model.calendar import previous_day
from tests.builders import QMS, QUALITY, Json, catalogue, changed, document, load_policy, manifest, policy
from tests.depth import cases
from tests.strategies import POLICIES, manifests, policies

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

START, END = date(2023, 6, 1), date(2031, 6, 1)
often = settings(max_examples=cases(150), deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def seen(found: Assessment) -> Any:
    """What a reader of a forecast is told: verdicts, and of each object the certificate and the findings."""
    return found.verdict, [
        (
            each.verdict,
            [
                (
                    row.outcome,
                    row.counts,
                    [
                        (
                            one.outcome,
                            one.chosen and one.chosen.certificate.id,
                            [(f.code, f.severity, f.outcome) for f in one.findings],
                        )
                        for one in row.objects
                    ],
                )
                for row in each.requirements
            ],
        )
        for each in found.policies
    ]


@often
@given(
    manifests(),
    policies(),
    st.dates(START, END),
    st.lists(st.dates(START, END), min_size=8, max_size=8),
    st.booleans(),
)
@example(manifest(), POLICIES[8], START, [], False)
def test_nothing_changes_between_turning_days(
    raw: Json, rules: Json, start: date, days: list[date], ahead: bool
) -> None:
    found, loaded = api.load_manifest(document(raw)), [load_policy(rules)]
    known = start if ahead else None
    turns = turning_days(found, loaded, catalogue(), start, END, known=known)
    assert turns == sorted(set(turns))
    assert all(start < day <= END for day in turns)
    lasts = [previous_day(day) for day in (*turns, END)]
    for day in {*days, *lasts}:
        before = max((each for each in [start, *turns] if each <= day), default=day)
        if before < day:
            one, other = (api.assess(found, loaded, catalogue(), each, known=known) for each in (before, day))
            assert seen(one) == seen(other), (before, day)


def turns_of(changes: Json, rule: Json, start: str = "2026-11-23", **keys: Any) -> list[str]:
    found = api.load_manifest(document(changed(manifest(), changes)))
    rules = [load_policy(policy({**QUALITY, **rule}))]
    return [str(day) for day in turning_days(found, rules, catalogue(), date.fromisoformat(start), END, **keys)]


def test_the_days_of_the_normative_quality_system() -> None:
    """Expiry and status; accreditation; the transition of ISO 9001:2015; nothing of the listing, which is no system."""
    found = turns_of({}, {"surveillance": {"rule": "iso-17021"}})
    assert found == ["2027-05-10", "2027-05-11", "2027-10-02", "2029-06-01", "2029-10-01"]


def test_a_look_ahead_has_no_day_on_which_a_status_gets_stale() -> None:
    ahead = turns_of({}, {}, known=date(2026, 11, 23))
    assert "2027-10-02" not in ahead
    assert "2027-10-02" not in turns_of({}, {"status": {"checked_within": "never"}})


def test_every_kind_of_day_is_told() -> None:
    changes = {
        f"{QMS}/effective": "2026-12-01",
        f"{QMS}/events": [
            {"type": "decision", "date": "2024-05-10"},
            {"type": "surveillance", "date": "2025-06-10"},
            {"type": "recertification", "date": "2026-10-20", "previous_expiry": "2026-11-25"},
        ],
        f"{QMS}/expires": "2029-11-25",
    }
    rule = {
        "surveillance": {"rule": "iso-17021", "every": "12 months"},
        "effective": {"from": "2026-12-24", "until": "2030-12-31"},
        "edition": {"from": 2012},
    }
    found = turns_of(changes, rule)
    told = {
        "2026-11-26": "the gap after the previous expiry begins",
        "2026-12-01": "effective",
        "2026-12-24": "the requirement begins to count",
        "2027-10-21": "surveillance due a year after the recertification",
        "2028-01-01": "the first year without surveillance is over",
        "2029-01-01": "the second year without surveillance is over",
        "2029-11-26": "expired; the cycle is over",
        "2031-01-01": "the requirement no longer counts",
    }
    assert set(told) <= set(found)


def standing(status: Json, as_of: str, known: str | None, within: str = "365 days", **changes: Any) -> set[str]:
    """The codes of the in-force gate of the quality system, as `outcome code`."""
    raw = changed(manifest(), {f"{QMS}/{key}": value for key, value in {**changes, "status": status}.items()})
    rules = [load_policy(policy({**QUALITY, "status": {"checked_within": within}}))]
    judged = date.fromisoformat(known) if known else None
    found = api.assess(api.load_manifest(document(raw)), rules, catalogue(), date.fromisoformat(as_of), known=judged)
    chosen = found.policies[0].requirements[0].objects[0].chosen
    assert chosen
    gate = next(gate for gate in chosen.gates if gate.gate == "in-force")
    return {f"{each.outcome} {each.code}" for each in gate.findings}


ACTIVE = {"value": "active", "checked": "2026-10-01"}
STALE = {"undetermined status-stale"}
SUSPENDED = {"fail suspended", "pass status-conflict"}


@pytest.mark.parametrize(
    ("status", "as_of", "known", "within", "expected"),
    [
        # Looking ahead: fresh on the day it is known stays fresh, stale stays stale.
        (ACTIVE, "2027-05-09", "2026-11-23", "90 days", set()),
        (ACTIVE, "2027-05-09", "2027-01-01", "90 days", STALE),
        (ACTIVE, "2027-05-09", "2027-01-01", "never", set()),
        # Looking back: what was looked up since shows that an active certificate was active.
        (ACTIVE, "2026-09-01", "2026-11-23", "90 days", set()),
        (ACTIVE, "2026-09-01", "2026-11-23", "30 days", STALE),
        (ACTIVE, "2026-09-01", None, "90 days", STALE),
        (ACTIVE, "2026-09-01", "2026-09-30", "never", STALE),
        # An adverse status that was looked up since does not tell about the day.
        ({"value": "suspended", "checked": "2026-10-01"}, "2026-09-01", "2026-11-23", "90 days", STALE),
        ({"value": "suspended", "checked": "2026-10-01"}, "2026-10-01", "2026-11-23", "90 days", SUSPENDED),
    ],
)
def test_a_look_up_is_judged_on_the_day_that_is_known(
    status: Json, as_of: str, known: str | None, within: str, expected: set[str]
) -> None:
    assert standing(status, as_of, known, within) == expected


def test_a_look_up_before_the_first_day_is_renewed_in_a_look_ahead_unless_nobody_looks_again() -> None:
    ahead = {"effective": "2026-12-01", "issued": "2026-11-01"}
    assert standing(ACTIVE, "2027-01-01", "2026-11-23", **ahead) == set()
    assert standing(ACTIVE, "2027-01-01", "2026-12-01", **ahead) == STALE
    assert standing(ACTIVE, "2027-01-01", "2026-11-23", "never", **ahead) == STALE
    assert standing(ACTIVE, "2027-01-01", None, "never", **ahead) == STALE


def test_a_later_look_up_does_not_lift_a_suspension_of_the_past() -> None:
    events = [{"type": "suspension", "date": "2026-08-01"}, {"type": "restoration", "date": "2026-09-15"}]
    assert standing(ACTIVE, "2026-09-01", "2026-11-23", events=events) == {"fail suspended"}
    assert standing(ACTIVE, "2026-09-15", "2026-11-23", events=events) == set()


def test_an_adverse_status_of_the_same_certificate_that_came_later_leaves_the_past_open() -> None:
    twin = {**manifest()["certificates"][1], "id": "twin", "status": {"value": "withdrawn", "checked": "2026-10-20"}}
    raw = changed(manifest(), {"/certificates/-": twin})
    found = {
        as_of: api.assess(
            api.load_manifest(document(raw)),
            [load_policy(policy(QUALITY))],
            catalogue(),
            date.fromisoformat(as_of),
            known=date(2026, 11, 23),
        ).verdict
        for as_of in ("2026-09-01", "2026-10-20")
    }
    assert found == {"2026-09-01": "undetermined", "2026-10-20": "fail"}
