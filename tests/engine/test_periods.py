"""Through a contract period every day has to hold; a lot is judged on the day of its production."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    UL,
    Answer,
    Json,
    answer,
    answers,
    assess,
    changed,
    manifest,
    policy,
    verdict,
)
from tests.strategies import POLICIES, manifests

PERIOD = {"from": "award", "until": "delivery"}


def through(rule: Json, given: Json, award: str, delivery: str, as_of: str = "2026-11-23") -> Answer:
    """What a requirement comes to through a period."""
    order = {"order": 1, "items": [{"product": "np-500"}], "dates": {"award": award, "delivery": delivery}}
    return answers(given, policy(rule, period=PERIOD), as_of, order)[rule["id"]]


def successor(start: str, end: str = "2030-05-09", **keys: Any) -> Json:
    """A quality certificate that follows the normative one, which expires on 2027-05-09."""
    base = manifest()["certificates"][1]
    return {**base, "id": "next", "number": "2", "issued": start, "effective": start, "expires": end, **keys}


def succeeded(start: str) -> Json:
    """The normative manifest with such a successor."""
    return changed(manifest(), {"/certificates/-": successor(start)})


@pytest.mark.parametrize(
    ("delivery", "outcome", "findings"),
    [
        ("2027-05-09", "pass", set()),
        ("2027-05-10", "fail", {"fail lapse-gap"}),
        ("2026-12-01", "pass", set()),
    ],
)
def test_the_certificate_has_to_hold_through_the_last_day(delivery: str, outcome: str, findings: set[str]) -> None:
    found = through(QUALITY, manifest(), "2026-12-01", delivery)
    assert (found.outcome, {each for each in found.findings if not each.startswith("note")}) == (outcome, findings)


@pytest.mark.parametrize(("start", "outcome"), [("2027-05-10", "pass"), ("2027-05-01", "pass"), ("2027-05-11", "fail")])
def test_certificates_may_follow_each_other_without_a_gap(start: str, outcome: str) -> None:
    found = through(QUALITY, succeeded(start), "2026-12-01", "2027-12-31")
    assert found.outcome == outcome
    if outcome == "pass":
        assert found.findings == {"note successive-certificates"}
        assert "`qms` from 2026-12-01, `next` from 2027-05-10" in found.messages[0]
    else:
        assert "fail lapse-gap" in found.findings
        assert "from 2027-05-10 to 2027-05-10" not in found.messages[0]
        assert "no certificate is in force for site `linz` on 2027-05-10, in the period" in found.messages[0]


def test_a_gap_names_its_first_and_last_day() -> None:
    found = through(QUALITY, succeeded("2027-08-01"), "2026-12-01", "2027-12-31")
    assert "from 2027-05-10 to 2027-07-31, in the period 2026-12-01 to 2027-12-31" in found.messages[0]
    assert {each for each in found.findings if not each.startswith("note")} == {"fail lapse-gap"}


def test_a_fault_of_every_day_keeps_its_code() -> None:
    moved = changed(manifest(), {f"{QMS}/covers/sites": ["oslo"]})
    found = through(QUALITY, moved, "2026-12-01", "2027-01-31")
    assert (found.outcome, found.findings) == ("fail", {"fail site-not-covered"})
    assert found.messages[0].startswith("as of 2026-12-01, in the period 2026-12-01 to 2027-01-31: `qms` covers")


def test_a_suspension_that_is_not_lifted_fails_through_the_period() -> None:
    suspended = changed(manifest(), {f"{QMS}/events/-": {"type": "suspension", "date": "2026-11-01"}})
    suspended = changed(suspended, {f"{QMS}/status": {"value": "suspended", "checked": "2026-11-04"}})
    assert through(QUALITY, suspended, "2026-12-01", "2027-01-31").findings == {"fail suspended"}


def test_a_look_up_counts_through_the_period_as_on_the_day_of_the_assessment() -> None:
    """Nobody can look up the status of a day to come: it is taken to be renewed, and a stale one stays stale."""
    monthly = {**QUALITY, "status": {"checked_within": "90 days"}}
    assert through(monthly, manifest(), "2026-12-01", "2027-05-09").outcome == "pass"
    late = changed(manifest(), {f"{QMS}/status/checked": "2026-08-24"})
    assert through(monthly, late, "2026-12-01", "2027-05-09").findings == {"undetermined status-stale"}


@pytest.mark.parametrize("within", ["never", "365 days"])
def test_the_look_up_of_a_successor_is_taken_to_be_renewed_when_it_comes_into_force(within: str) -> None:
    rule = {**QUALITY, "status": {"checked_within": within}}
    assert through(rule, succeeded("2027-05-10"), "2026-12-01", "2027-12-31").outcome == "pass"


def test_a_period_that_began_before_the_look_up() -> None:
    assert through(QUALITY, manifest(), "2026-09-01", "2027-05-09").outcome == "pass"
    withdrawn = changed(manifest(), {f"{QMS}/status": {"value": "withdrawn", "checked": "2026-10-01"}})
    assert through(QUALITY, withdrawn, "2026-09-01", "2026-09-30").outcome == "undetermined"
    assert through(QUALITY, withdrawn, "2026-09-01", "2026-11-30").outcome == "fail"


def test_facts_dated_after_the_assessment_are_not_known_in_the_period() -> None:
    """Prepared later than the day of the assessment, the manifest records a withdrawal that nobody knew of then."""
    given_ = changed(manifest(), {f"{QMS}/events/-": {"type": "withdrawal", "date": "2026-10-20"}})
    given_ = changed(given_, {f"{QMS}/status": {"value": "active", "checked": "2026-09-01"}})
    assert through(QUALITY, given_, "2026-10-01", "2026-12-31", as_of="2026-10-01").outcome == "pass"
    assert through(QUALITY, given_, "2026-10-01", "2026-12-31", as_of="2026-10-20").outcome == "fail"


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (None, "no order states these days"),
        ({"dates": {"award": "2026-12-01"}}, "the order states no `delivery`"),
        ({}, "the order states no `award` or `delivery`"),
        ({"dates": {"award": "2026-12-01", "delivry": "2027-01-01"}}, "did you mean `delivry`?"),
        ({"dates": {"award": "2026-12-01", "end": "2026-11-01"}}, "puts the end, 2026-11-01, before the start"),
    ],
)
def test_a_period_whose_days_are_unknown_is_undetermined(order: Json | None, message: str) -> None:
    period = {"from": "award", "until": "end"} if order and "end" in order.get("dates", {}) else PERIOD
    full = {"order": 1, "items": [{"product": "np-500"}], **order} if order is not None else None
    found = answers(manifest(), policy(QUALITY, period=period), order=full)["quality-system"]
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined period-unknown"})
    assert message in found.messages[0]


NEVER_STALE = [
    {**each, "requirements": [{**row, "status": {"checked_within": "never"}} for row in each["requirements"]]}
    for each in POLICIES
]


@pytest.mark.generated
@settings(max_examples=120, deadline=None, derandomize=True)
@given(manifests(), st.sampled_from(NEVER_STALE), st.integers(0, 900), st.integers(0, 400), st.data())
def test_a_period_passes_only_if_every_day_does(
    raw: Json, rules: Json, start: int, length: int, data: st.DataObject
) -> None:
    award = date(2026, 11, 5) + timedelta(days=start)
    delivery = award + timedelta(days=length)
    items = [{"product": row["id"]} for row in raw.get("products", ())]
    if not items:
        return
    order = {"order": 1, "items": items, "dates": {"award": str(award), "delivery": str(delivery)}}
    found = assess(raw, {**rules, "period": PERIOD}, "2026-11-05", order)
    days = [award, delivery, *(award + timedelta(days=data.draw(st.integers(0, length))) for _ in range(6))]
    for row in found.policies[0].requirements:
        for each in row.objects if row.outcome == "pass" else ():
            assert each.outcome == "pass"
    if found.verdict == "pass":
        # As of a later day more requirements may count; these were judged as of 2026-11-05.
        counting = {row.requirement.id for row in found.policies[0].requirements if row.counts}
        less = {**rules, "requirements": [row for row in rules["requirements"] if row["id"] in counting]}
        if len(counting) == len(rules["requirements"]):
            assert {verdict(raw, less, str(day)) for day in days} == {"pass"}


LOT: Json = {**LISTING, "in_force": {"on": "production"}}
EXPIRED = {f"{UL}/expires": "2026-10-31", f"{UL}/status": {"value": "active", "checked": "2026-10-01"}}


@pytest.mark.parametrize(
    ("produced", "outcome", "findings"),
    [
        ("2026-07-14", "pass", set()),
        ("2026-10-31", "pass", set()),
        ("2026-11-01", "fail", {"fail expired"}),
        ("2024-01-14", "fail", {"fail not-yet-effective"}),
    ],
)
def test_a_lot_is_judged_by_the_day_of_its_production(produced: str, outcome: str, findings: set[str]) -> None:
    expired = changed(manifest(), {**EXPIRED, f"{PRODUCT}/lots": [{"id": "L1", "produced": produced}]})
    assert answer(expired, LISTING).outcome == "fail"
    found = answer(expired, LOT)
    assert (found.outcome, found.findings >= findings) == (outcome, True)
    assert found.outcome == "pass" or f"as of {produced}, the day of production: " in found.messages[0]


def test_each_lot_of_a_batch_by_its_own_day() -> None:
    lots = [{"id": "L1", "produced": "2026-10-31"}, {"id": "L2", "produced": "2026-11-01"}]
    batch = changed(
        manifest(),
        {**EXPIRED, f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": lots, f"{UL}/covers/lots": ["L1", "L2"]},
    )
    found = answer(batch, LOT)
    assert [(each.target.id, each.outcome) for each in found.objects] == [("L1", "pass"), ("L2", "fail")]


@pytest.mark.parametrize("lots", [REMOVED, [], [{"id": "L1"}], [{"id": "L1", "produced": "2026-07-14"}, {"id": "L2"}]])
def test_without_the_day_of_production_it_is_undetermined(lots: Any) -> None:
    found = answer(changed(manifest(), {f"{PRODUCT}/lots": lots}), LOT)
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined production-day-missing"})


def test_the_policy_asks_it_of_every_product_requirement_and_a_requirement_may_differ() -> None:
    expired = changed(manifest(), {**EXPIRED})
    whole = policy(LISTING, QUALITY, in_force={"on": "production"})
    assert verdict(expired, whole) == "pass"
    apart = policy({**LISTING, "in_force": {"on": "assessment"}}, QUALITY, in_force={"on": "production"})
    assert verdict(expired, apart) == "fail"


def test_an_adverse_status_found_after_the_production_leaves_it_open() -> None:
    found = answer(changed(manifest(), {f"{UL}/status": {"value": "withdrawn", "checked": "2026-10-01"}}), LOT)
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined status-stale"})


def test_a_withdrawal_after_the_production_does_not_reach_back() -> None:
    withdrawn = changed(manifest(), {f"{UL}/events/-": {"type": "withdrawal", "date": "2026-08-01"}})
    assert answer(withdrawn, LISTING).outcome == "fail"
    assert answer(withdrawn, LOT).outcome == "pass"


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("2026-11-23", "fail"),
        ("2026-12-15", "fail"),
        ("2026-12-31", "fail"),  # the last day of the period
        ("2027-01-01", "not-applicable"),
    ],
)
def test_what_comes_into_effect_within_the_period_counts(start: str, found: str) -> None:
    rules = policy({**QUALITY, "effective": {"from": start}}, period=PERIOD)
    order = {"order": 1, "items": [{"product": "np-500"}], "dates": {"award": "2026-12-01", "delivery": "2026-12-31"}}
    expired = changed(manifest(), {f"{QMS}/expires": "2026-11-30"})
    assert assess(expired, rules, order=order).verdict == found


@pytest.mark.parametrize(("markets", "outcome"), [(["US"], "pass"), (["EU"], "fail")])
def test_what_the_order_fixes_counts_on_every_day_of_the_period(markets: list[str], outcome: str) -> None:
    """A listing to an edition that the European Union takes no more; the manifest says that it sells in the US."""
    legacy = {
        f"{UL}/standard": "UL 60950-1:2007",
        **{f"{UL}/{key}": "2015-06-01" for key in ("issued", "effective")},
        f"{UL}/events": [{"type": "decision", "date": "2015-06-01"}],
        f"{PRODUCT}/design_changes": [],
        f"{PRODUCT}/markets": ["US"],
    }
    items = [{"product": "np-500", "markets": markets}]
    order = {"order": 1, "items": items, "dates": {"award": "2026-12-01", "delivery": "2026-12-31"}}
    rule = {**LISTING, "standards": ["UL 60950-1"]}
    found = answers(changed(manifest(), legacy), policy(rule, period=PERIOD), order=order)["listed-product"]
    assert found.outcome == outcome, found.messages


def test_the_day_of_production_that_the_order_states_counts() -> None:
    expired = changed(manifest(), EXPIRED)
    lots = [{"id": "L2026-07", "produced": "2026-11-02"}]
    order = {"order": 1, "items": [{"product": "np-500", "lots": lots}]}
    assert answer(expired, LOT, order=order).outcome == "fail"
