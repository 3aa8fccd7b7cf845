"""Worked dates of ISO/IEC 17021-1 and of the calendar, as forecasts: on which day what ends, and by which code."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from checker import api
from checker.forecast import RequirementForecast, forecast
from tests.builders import QMS, QUALITY, Json, catalogue, changed, document, load_policy, manifest, policy

DECISION = {"type": "decision", "date": "2023-03-10"}
FIRST = {"type": "surveillance", "date": "2024-02-01"}
SECOND = {"type": "surveillance", "date": "2025-12-15"}
CYCLE: Json = {"issued": "2023-03-10", "effective": "2023-03-10", "expires": "2026-03-09"}
RENEWED = {"type": "recertification", "date": "2026-01-15", "previous_expiry": "2026-03-09"}
RESTORED = {"type": "restoration", "date": "2026-07-01", "previous_expiry": "2026-03-09"}
LATER = {"type": "surveillance", "date": "2026-10-10"}


@dataclass(frozen=True)
class Course:
    """A certificate, a rule, and what its forecast says: on which days what begins, by which codes."""

    start: str
    expected: list[str]
    certificate: Json = field(default_factory=dict)
    rule: Json = field(default_factory=dict)


def ahead(certificate: Json, rule: Json, start: str, until: str = "2031-12-31") -> RequirementForecast:
    changes: dict[str, Any] = {f"{QMS}/{key}": value for key, value in certificate.items()}
    changes[f"{QMS}/accreditations/0/until"] = "2035-12-31"
    changes.setdefault(f"{QMS}/status", {"value": "active", "checked": min(start, "2026-11-01")})
    found = api.load_manifest(document(changed(manifest(), changes)))
    rules = [load_policy(policy({**QUALITY, "status": {"checked_within": "never"}, **rule}))]
    days = (date.fromisoformat(each) for each in (start, until))
    return forecast(found, rules, catalogue(), *days).policies[0].requirements[0]


def told(found: RequirementForecast) -> list[str]:
    """The days on which a verdict begins, each with its verdict and codes; one of the same verdict is left out."""
    lines: list[str] = []
    last = ""
    for each in found.segments:
        if each.verdict != last:
            lines.append(f"{each.start} {each.verdict} {' '.join(each.state.codes)}".strip())
        last = each.verdict
    return lines


ISO: Json = {"surveillance": {"rule": "iso-17021"}}
CASES = {
    "audits 22 months apart meet the calendar-year rule, until the expiry": Course(
        "2023-04-01",
        ["2023-04-01 pass", "2026-03-10 fail expired"],
        {**CYCLE, "events": [DECISION, FIRST, SECOND]},
        ISO,
    ),
    "the first audit is due 12 months after the decision, that day included": Course(
        "2023-04-01", ["2023-04-01 pass", "2024-03-11 fail surveillance-overdue"], {**CYCLE, "events": [DECISION]}, ISO
    ),
    "a calendar year without audit is missed from 1 January after it": Course(
        "2024-04-01",
        ["2024-04-01 pass", "2026-01-01 fail surveillance-overdue"],
        {**CYCLE, "events": [DECISION, FIRST]},
        ISO,
    ),
    "a late audit cures from its day": Course(
        "2024-03-01",
        [
            "2024-03-01 pass",
            "2024-03-11 fail surveillance-overdue",
            "2024-05-02 pass",
            "2026-01-01 fail surveillance-overdue",
        ],
        {**CYCLE, "events": [DECISION, {"type": "surveillance", "date": "2024-05-02"}]},
        ISO,
    ),
    "an early recertification makes a certificate of 38 months, which is no cycle too long": Course(
        "2026-03-01",
        ["2026-03-01 pass", "2028-01-01 fail surveillance-overdue"],
        {**CYCLE, "expires": "2029-03-09", "events": [DECISION, FIRST, SECOND, RENEWED, LATER]},
        ISO,
    ),
    "without a rule on surveillance it lasts until its expiry": Course(
        "2026-03-01",
        ["2026-03-01 pass", "2029-03-10 fail expired"],
        {**CYCLE, "expires": "2029-03-09", "events": [DECISION, FIRST, SECOND, RENEWED, LATER]},
    ),
    "the days between a previous expiry and a restoration stay uncovered": Course(
        "2026-02-01",
        ["2026-02-01 pass", "2026-03-10 fail lapse-gap", "2026-07-01 pass", "2029-03-10 fail expired"],
        {**CYCLE, "expires": "2029-03-09", "events": [DECISION, FIRST, SECOND, RESTORED]},
    ),
    "ISO 9001:2015 ends with its transition, before the certificate does": Course(
        "2026-11-23", ["2026-11-23 pass", "2029-10-01 fail edition-superseded"], {"expires": "2030-05-09"}
    ),
    "the day of expiry is in time": Course("2026-11-23", ["2026-11-23 pass", "2027-05-10 fail expired"]),
    "a year from a leap day ends on 28 February": Course(
        "2024-03-01",
        ["2024-03-01 pass", "2025-03-01 fail surveillance-overdue"],
        {
            "issued": "2024-02-29",
            "effective": "2024-02-29",
            "expires": "2027-02-28",
            "events": [{"type": "decision", "date": "2024-02-29"}],
        },
        {"surveillance": {"every": "12 months"}},
    ),
    "a month from the 31st ends on the last of the next": Course(
        "2026-02-01",
        ["2026-02-01 pass", "2026-03-01 fail surveillance-overdue"],
        {**CYCLE, "events": [DECISION, {"type": "surveillance", "date": "2026-01-31"}]},
        {"surveillance": {"every": "1 months"}},
    ),
    "a suspension begins and ends on its days": Course(
        "2026-06-01",
        ["2026-06-01 pass", "2026-09-01 fail suspended", "2026-10-20 pass", "2027-05-10 fail expired"],
        {
            "events": [
                {"type": "decision", "date": "2024-05-10"},
                {"type": "suspension", "date": "2026-09-01"},
                {"type": "restoration", "date": "2026-10-20"},
            ],
            "status": {"value": "active", "checked": "2024-06-01"},
        },
    ),
    "a withdrawn accreditation counts from its day": Course(
        "2026-06-01",
        ["2026-06-01 pass", "2026-09-01 fail accreditation-not-in-force"],
        {"accreditations/0/withdrawn": "2026-09-01"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_course_of_a_certificate(name: str) -> None:
    case = CASES[name]
    assert told(ahead(case.certificate, case.rule, case.start))[: len(case.expected)] == case.expected
    for day, verdict in ((line.split()[0], line.split()[1]) for line in case.expected[1:]):
        found = ahead(case.certificate, case.rule, day, day)
        assert found.segments[0].verdict == verdict


def test_a_look_up_that_is_fresh_today_is_taken_to_be_renewed_and_a_stale_one_is_not() -> None:
    within = {"status": {"checked_within": "90 days"}}
    fresh = ahead({"status": {"value": "active", "checked": "2026-10-01"}}, within, "2026-11-23")
    assert told(fresh) == ["2026-11-23 pass", "2027-05-10 fail expired"]
    stale = ahead({"status": {"value": "active", "checked": "2026-08-01"}}, within, "2026-11-23")
    assert told(stale) == ["2026-11-23 undetermined status-stale", "2027-05-10 fail expired status-stale"]


def test_another_certificate_takes_over_without_a_break() -> None:
    raw = manifest()
    follower = {
        **raw["certificates"][1],
        "id": "next",
        "number": "another",
        "effective": "2027-04-01",
        "issued": "2026-11-01",
        "expires": "2030-03-31",
        "events": [],
    }
    found = api.load_manifest(document(changed(raw, {"/certificates/-": follower})))
    rules = [load_policy(policy(QUALITY))]
    told_ahead = forecast(found, rules, catalogue(), date(2026, 11, 23), date(2028, 11, 23))
    row = told_ahead.policies[0].requirements[0]
    assert [(str(each.start), each.verdict, each.state.certificates) for each in row.segments] == [
        ("2026-11-23", "pass", ("qms",)),
        ("2027-05-10", "pass", ("next",)),
    ]


def test_the_reason_is_of_the_certificate_that_satisfied_it_last() -> None:
    """A second certificate, to another site, has come nearer when the first expires; it is not what changed."""
    raw = manifest()
    other = {
        **raw["certificates"][1],
        "id": "other",
        "number": "x",
        "covers": {"sites": ["oslo"]},
        "expires": "2029-05-09",
    }
    found = api.load_manifest(document(changed(raw, {"/certificates/-": other})))
    ahead_of = forecast(found, [load_policy(policy(QUALITY))], catalogue(), date(2026, 11, 23), date(2027, 11, 23))
    assert ahead_of.segments[1].state.reason == "`qms` expired on 2027-05-09, before 2027-05-10"
