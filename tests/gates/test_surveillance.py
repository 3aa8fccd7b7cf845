"""Gate surveillance: at an interval, or by ISO/IEC 17021-1; due days are inclusive and month ends clamp.

The dates of the tests named `worked` are those of the domain notes: a certificate decided on 2023-03-10.
"""

from __future__ import annotations

import pytest

from tests.builders import LISTING, QMS, QUALITY, REMOVED, SITES, UL, Json, answer, change, changed, manifest

OVERDUE, STRICT = "fail surveillance-overdue", "warning surveillance-overdue"
NEVER = {"checked_within": "never"}
ISO: Json = {**QUALITY, "surveillance": {"rule": "iso-17021"}, "status": NEVER}
YEARLY: Json = {**QUALITY, "surveillance": {"every": "12 months"}, "status": NEVER}


def system(expires: str | None, *events: tuple[str, str], effective: str = "2023-03-10", **renewal: str) -> Json:
    """The quality system of the worked dates; `previous_expiry` goes to the recertification or restoration."""
    found: list[Json] = []
    for kind, day in events:
        more = renewal if kind in ("recertification", "restoration") else {}
        found.append({"type": kind, "date": day, **more})
    return changed(
        manifest(),
        {
            "/prepared": "2035-01-01",
            f"{QMS}/issued": effective,
            f"{QMS}/effective": effective,
            f"{QMS}/expires": expires,
            f"{QMS}/events": found,
            f"{QMS}/status/checked": max((day for _, day in events), default="2023-03-10"),
            f"{QMS}/accreditations/0/until": "2035-12-31",
        },
    )


DECIDED = ("decision", "2023-03-10")
SA1, SA2 = ("surveillance", "2024-02-01"), ("surveillance", "2025-12-15")
TERM = "2026-03-09"


def gate(given: Json, rule: Json, as_of: str) -> tuple[str, set[str]]:
    """Outcome of the gate, and the findings about surveillance and cycle."""
    found = answer(given, rule, as_of)
    mine = {
        finding
        for finding in found.findings
        if any(word in finding for word in ("surveillance", "cycle", "recert", "audit"))
    }
    return found.gate("surveillance"), mine


@pytest.mark.parametrize(
    ("events", "as_of", "outcome", "findings"),
    [
        ((DECIDED,), "2024-03-10", "pass", set()),
        ((DECIDED,), "2024-03-11", "fail", {OVERDUE}),
        ((DECIDED, ("surveillance", "2024-03-10")), "2024-03-11", "pass", set()),
        ((DECIDED, ("surveillance", "2024-03-11")), "2024-03-11", "pass", {STRICT}),
        ((DECIDED, SA1), "2025-12-31", "pass", {STRICT}),
        ((DECIDED, SA1), "2026-01-01", "fail", {OVERDUE}),
        ((DECIDED, SA1, SA2), "2026-01-01", "pass", {STRICT}),
        ((DECIDED, SA1, SA2), "2026-03-09", "pass", {STRICT}),
        ((DECIDED, SA1, ("surveillance", "2025-03-10")), "2026-03-09", "pass", set()),
        ((DECIDED, SA1, ("surveillance", "2025-02-01")), "2026-03-09", "pass", set()),
        ((DECIDED, SA1, ("surveillance", "2026-01-20")), "2026-02-01", "pass", {STRICT}),
        # That an earlier audit was late, and is warned of, does not make up for a later year.
        ((DECIDED, ("surveillance", "2024-05-02")), "2025-12-31", "pass", {STRICT}),
        ((DECIDED, ("surveillance", "2024-05-02")), "2026-01-01", "fail", {STRICT, OVERDUE}),
    ],
)
def test_worked_first_surveillance_and_calendar_years(
    events: tuple[tuple[str, str], ...], as_of: str, outcome: str, findings: set[str]
) -> None:
    assert gate(system(TERM, *events), ISO, as_of) == (outcome, findings)


def test_worked_the_strict_reading_warns_and_naming_an_interval_makes_it_hard() -> None:
    given = system(TERM, DECIDED, SA1, SA2)
    assert gate(given, ISO, "2025-12-20") == ("pass", {STRICT})
    assert gate(given, YEARLY, "2025-02-01") == ("pass", set())
    assert gate(given, YEARLY, "2025-02-02") == ("fail", {OVERDUE})
    assert gate(given, YEARLY, "2025-12-14") == ("fail", {OVERDUE})
    assert gate(given, YEARLY, "2025-12-15") == ("pass", set())
    both = {**ISO, "surveillance": {"rule": "iso-17021", "every": "12 months"}}
    assert gate(given, both, "2025-06-01")[0] == "fail"


def test_worked_the_certificate_ends_with_its_third_year() -> None:
    given = system(TERM, DECIDED, SA1, SA2)
    assert answer(given, ISO, "2026-03-09").outcome == "pass"
    assert "fail expired" in answer(given, ISO, "2026-03-10").findings


@pytest.mark.parametrize(
    ("expires", "outcome"),
    [("2026-03-09", "pass"), ("2026-03-10", "pass"), ("2026-03-11", "fail"), ("2027-03-09", "fail")],
)
def test_a_cycle_lasts_three_years_at_most(expires: str, outcome: str) -> None:
    found = gate(system(expires, DECIDED), ISO, "2023-06-01")
    assert found == (outcome, set() if outcome == "pass" else {"fail cycle-too-long"})


def early() -> Json:
    """Recertified on 2026-01-15, before the expiry of 2026-03-09, from the old expiry on: 38 months."""
    renewed = ("recertification", "2026-01-15")
    return system("2029-03-09", DECIDED, SA1, SA2, renewed, effective="2026-01-15", previous_expiry=TERM)


def test_worked_early_recertification_may_span_38_months() -> None:
    for as_of in ("2026-01-15", "2026-03-10", "2026-12-31"):
        assert answer(early(), ISO, as_of).outcome == "pass", as_of
    assert gate(early(), ISO, "2028-01-01") == ("fail", {OVERDUE})  # nothing in 2027
    assert gate(change(early(), f"{QMS}/expires", "2029-03-11"), ISO, "2026-06-01") == ("fail", {"fail cycle-too-long"})


@pytest.mark.parametrize(("audited", "outcome"), [("2023-03-10", "pass"), ("2023-03-09", "fail")])
def test_a_surveillance_on_the_day_of_the_decision_is_of_the_cycle(audited: str, outcome: str) -> None:
    assert gate(system(TERM, DECIDED, ("surveillance", audited)), ISO, "2024-03-11")[0] == outcome


def test_worked_without_the_previous_expiry_38_months_are_too_long() -> None:
    given = system("2029-03-09", DECIDED, ("recertification", "2026-01-15"), effective="2026-01-15")
    assert gate(given, ISO, "2026-06-01") == ("fail", {"fail cycle-too-long"})


def restored() -> Json:
    """Expired on 2026-03-09, restored on 2026-07-01 with its expiry on the prior cycle."""
    resumed = ("restoration", "2026-07-01")
    given = system("2029-03-09", DECIDED, SA1, SA2, resumed, effective="2023-03-10", previous_expiry=TERM)
    return change(given, f"{QMS}/status/checked", "2026-01-31")


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2026-03-09", "pass"), ("2026-03-10", "fail"), ("2026-06-30", "fail"), ("2026-07-01", "pass")],
)
def test_worked_the_days_before_a_restoration_stay_uncovered(as_of: str, outcome: str) -> None:
    found = answer(restored(), {**QUALITY, "status": NEVER}, as_of)
    assert found.gate("in-force") == outcome
    assert ("fail lapse-gap" in found.findings) == (outcome == "fail")


def test_worked_a_gap_before_a_new_effective_day_too() -> None:
    given = system(
        "2029-03-09", DECIDED, ("recertification", "2026-07-01"), effective="2026-07-01", previous_expiry=TERM
    )
    found = answer(given, {**QUALITY, "status": NEVER}, "2026-05-01")
    assert found.gate("in-force") == "fail"


@pytest.mark.parametrize(
    ("expires", "as_of", "outcome", "codes"),
    [
        ("2029-09-30", "2029-09-30", "pass", set()),
        ("2029-09-30", "2029-10-01", "fail", {"fail expired", "fail edition-superseded"}),
        ("2030-05-31", "2029-09-30", "pass", {"warning edition-ending"}),
        ("2030-05-31", "2029-10-01", "fail", {"fail edition-superseded"}),
    ],
)
def test_worked_a_certificate_to_iso_9001_2015_ends_with_the_transition(
    expires: str, as_of: str, outcome: str, codes: set[str]
) -> None:
    given = system(expires, ("decision", "2027-06-01"), effective="2027-06-01")
    found = answer(given, {**QUALITY, "status": NEVER}, as_of)
    assert (found.outcome, found.findings) == (outcome, codes)


@pytest.mark.parametrize(
    ("decision", "every", "due", "after"),
    [
        ("2024-01-31", "1 month", "2024-02-29", "2024-03-01"),
        ("2023-01-31", "1 month", "2023-02-28", "2023-03-01"),
        ("2024-01-31", "3 months", "2024-04-30", "2024-05-01"),
        ("2024-02-29", "12 months", "2025-02-28", "2025-03-01"),
        ("2024-02-29", "48 months", "2028-02-29", "2028-03-01"),
        ("2024-02-28", "1 year", "2025-02-28", "2025-03-01"),
        ("2024-02-28", "90 days", "2024-05-28", "2024-05-29"),
        ("2024-01-15", "2 weeks", "2024-01-29", "2024-01-30"),
    ],
)
def test_an_interval_ends_on_its_due_day_and_month_ends_clamp(decision: str, every: str, due: str, after: str) -> None:
    given = system("2035-01-01", ("decision", decision), effective=decision)
    rule = {**YEARLY, "surveillance": {"every": every}}
    assert gate(given, rule, due) == ("pass", set())
    assert gate(given, rule, after) == ("fail", {OVERDUE})


def test_an_interval_counts_from_the_later_of_decision_and_surveillance() -> None:
    given = system("2035-01-01", DECIDED, ("surveillance", "2023-09-01"), ("decision", "2024-03-01"))
    assert gate(given, YEARLY, "2025-03-01") == ("pass", set())
    assert gate(given, YEARLY, "2025-03-02") == ("fail", {OVERDUE})


@pytest.mark.parametrize("rule", [ISO, YEARLY])
def test_no_events_at_all_leave_it_open(rule: Json) -> None:
    for events in ([], REMOVED):
        given = changed(system(TERM), {f"{QMS}/events": events})
        assert gate(given, rule, "2024-06-01") == ("undetermined", {"undetermined audit-record-missing"})


def test_events_of_later_do_not_exist_yet() -> None:
    given = system(TERM, DECIDED, SA1)
    assert gate(given, YEARLY, "2024-01-31") == ("pass", set())
    late = system(TERM, DECIDED, ("surveillance", "2024-06-01"))
    assert gate(late, YEARLY, "2024-05-31") == ("fail", {OVERDUE})
    assert gate(late, YEARLY, "2024-06-01") == ("pass", set())


def test_a_surveillance_in_vain_does_not_count() -> None:
    given = system(TERM, DECIDED, SA1)
    assert gate(given, YEARLY, "2024-06-01")[0] == "pass"
    assert gate(change(given, f"{QMS}/events/1/result", "nonconforming"), YEARLY, "2024-06-01") == ("fail", {OVERDUE})
    assert gate(change(given, f"{QMS}/events/1/result", "nonconforming"), ISO, "2024-06-01") == ("fail", {OVERDUE})


@pytest.mark.parametrize("key", ["site", "sites"])
def test_events_bound_to_a_site_count_for_that_site(key: str) -> None:
    def at(site: str) -> Json:
        return change(system(TERM, DECIDED, SA1), f"{QMS}/events/1/{key}", [site] if key == "sites" else site)

    assert gate(at("linz"), ISO, "2024-06-01")[0] == "pass"
    assert gate(at("oslo"), ISO, "2024-06-01") == ("fail", {OVERDUE})


@pytest.mark.parametrize("key", ["site", "sites"])
def test_a_product_is_watched_at_its_factory(key: str) -> None:
    rule = {**LISTING, "covers": {"factory": True}, "surveillance": {"every": "12 months"}}
    event: Json = {"type": "surveillance", "date": "2026-02-11", key: ["oslo"] if key == "sites" else "oslo"}
    assert answer(manifest(), rule).outcome == "pass"
    assert answer(change(manifest(), f"{UL}/events/3", event), rule).findings == {OVERDUE}


def test_surveillance_is_not_asked_unless_the_policy_says_so() -> None:
    found = answer(system(TERM, DECIDED), {**QUALITY, "status": NEVER}, "2026-03-01")
    assert (found.outcome, found.gate("surveillance")) == ("pass", "not-asked")


def test_a_cycle_that_is_over_without_recertification() -> None:
    given = system("2030-01-01", DECIDED, SA1, SA2)
    assert gate(given, ISO, "2026-03-10")[1] == {"fail cycle-too-long"}
    assert gate(given, ISO, "2026-03-11")[1] == {"fail cycle-too-long", "fail recertification-overdue"}


def test_the_year_of_recertification_and_of_expiry_are_exempt() -> None:
    renewed = system(
        "2027-03-09", ("decision", "2024-03-10"), ("surveillance", "2025-03-01"), ("surveillance", "2026-02-01")
    )
    assert gate(renewed, ISO, "2027-03-09") == ("pass", set())


def test_sites_that_are_not_named_in_an_event_all_count() -> None:
    given = change(system(TERM, DECIDED, SA1), f"{SITES}/0/name", "Plant 1")
    assert gate(given, ISO, "2024-06-01") == ("pass", set())
