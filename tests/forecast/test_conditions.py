"""Forecasts by several versions of a policy, by an order, and with waivers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import api
from checker.engine.ending import with_warnings
from checker.forecast import Forecast, Segment, forecast, with_holds
from checker.model.assessment import Holds
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from tests.builders import (
    LISTING,
    PRODUCT,
    QUALITY,
    UL,
    Json,
    catalogue,
    change,
    changed,
    document,
    load_policy,
    manifest,
    policy,
)
from tests.forecast.test_properties import END, RULES, START, at, check_tiles, levels, over_time, seldom, unrenewed
from tests.strategies import manifests
from tests.waivers.book import waivers

TURN = date(2027, 3, 1)


def versions(*rules: Json) -> list[Policy]:
    """Versions of one policy: the first until the day before `TURN`, the second from then on."""
    first, second = rules
    return [
        load_policy({**first, "version": "1", "effective": {"until": "2027-02-28"}}),
        load_policy({**second, "version": "2", "effective": {"from": "2027-03-01"}}),
    ]


def ahead(rules: list[Policy], changes: Json | None = None, **given_: Any) -> Forecast:
    found = api.load_manifest(document(changed(manifest(), changes or {})))
    return forecast(found, rules, catalogue(), START, END, **given_)


def told(segments: Any) -> list[tuple[str, str, tuple[str, ...]]]:
    """First day, verdict and waivers of each segment."""
    return [(str(each.start), each.verdict, each.state.waived) for each in segments]


# What the second version asks for as well, and nobody has.
ENVIRONMENT: Json = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}


def test_each_day_takes_the_version_in_effect() -> None:
    found = ahead(versions(policy(LISTING), policy(LISTING, ENVIRONMENT)))
    (course,) = found.policies
    assert course.versions == ((START, "1"), (TURN, "2"))
    assert told(course.segments)[:2] == [("2026-11-23", "pass", ()), ("2027-03-01", "fail", ())]
    listed, environment = course.requirements
    assert told(environment.segments)[:2] == [("2026-11-23", "not-applicable", ()), ("2027-03-01", "fail", ())]
    assert told(listed.segments)[0][:2] == ("2026-11-23", "pass")
    assert [each.target.id for each in listed.objects] == ["NP-500-A", "NP-500-B"]


def test_holds_ends_where_a_new_version_asks_for_more() -> None:
    rules = versions(policy(LISTING), policy(LISTING, ENVIRONMENT))
    found = api.assess(api.load_manifest(document(manifest())), rules, catalogue(), START)
    looked = with_holds(found, rules, catalogue(), START, END)
    assert looked.holds == Holds(date(2027, 2, 28), "fail", ("standard-not-accepted",))


def test_holds_goes_on_where_a_new_version_asks_for_the_same() -> None:
    rules = versions(policy(LISTING), policy(LISTING))
    found = api.assess(api.load_manifest(document(manifest())), rules, catalogue(), START)
    looked = with_holds(found, rules, catalogue(), START, END)
    same = load_policy(policy(LISTING))
    alone = with_holds(api.assess(found.manifest, [same], catalogue(), START), [same], catalogue(), START, END)
    assert looked.holds == alone.holds


STRICTER: Json = {**LISTING, "mark": {"types": ["classified"]}}
PLACES: Json = {"id": "systems", "kind": "management-system", "standards": ["ISO 9001"], "covers": {"sites": "all"}}
LEFT = Holds(date(2027, 2, 28), "not-applicable", ())


@pytest.mark.parametrize(
    ("second", "holds"),
    [
        (policy(PLACES), LEFT),
        (policy(PLACES, {**LISTING, "id": "other"}), LEFT),
        (policy(LISTING, applies_to={"categories": ["toys"]}), LEFT),
        (policy(STRICTER), Holds(date(2027, 2, 28), "fail", ("component-only",))),
    ],
    ids=["left out", "of another name", "not of this product", "stricter"],
)
def test_a_requirement_and_its_objects_hold_as_long_as_the_next_version_asks_for_them(
    second: Json, holds: Holds
) -> None:
    rules = versions(policy(LISTING), second)
    looked = with_holds(
        api.assess(api.load_manifest(document(manifest())), rules, catalogue(), START), rules, catalogue(), START, END
    )
    (row,) = looked.policies[0].requirements
    assert row.holds == holds
    assert {each.holds for each in row.objects} == {holds}
    # Nothing has to be done about what is not asked for any more.
    (warned,) = with_warnings(looked, END).policies[0].requirements
    told = {finding.message.rpartition("; ")[2] for each in warned.objects for finding in each.own_findings}
    assert told == ({"then it fails: component-only"} if holds.codes else set())


def test_an_object_that_the_next_version_leaves_out_does_not_end_the_requirement() -> None:
    raw = change(manifest(), "/certificates/1/covers/sites", ["linz", "oslo", "suzhou"])
    few = {**PLACES, "covers": {"sites": "producing", "holder": "supplier"}}
    rules = versions(policy({**PLACES, "covers": {"sites": "all", "holder": "supplier"}}), policy(few))
    looked = with_holds(
        api.assess(api.load_manifest(document(raw)), rules, catalogue(), START), rules, catalogue(), START, END
    )
    (row,) = looked.policies[0].requirements
    assert row.holds == looked.policies[0].holds
    assert row.holds is not None
    assert row.holds.until > LEFT.until
    assert [each.holds == LEFT for each in row.objects] == [False, True, True]


@pytest.mark.generated
@seldom
@given(manifests(), st.tuples(st.integers(0, len(RULES) - 1), st.integers(0, len(RULES) - 1)), st.data())
def test_versions_agree_with_a_check_of_any_day(raw: Json, numbers: tuple[int, int], data: st.DataObject) -> None:
    first, second = (RULES[number] for number in numbers)
    rules = [
        unrenewed(numbers[0])._replace(version="1"),
        unrenewed(numbers[1])._replace(version="2"),
    ]
    rules = [_window(rules[0], None, TURN - timedelta(days=1)), _window(rules[1], TURN, None)]
    assert first["id"] == second["id"]
    found = api.load_manifest(document(raw))
    course = forecast(found, rules, catalogue(), START, END)
    check_tiles(course.segments, START, END)
    for day in [TURN - timedelta(days=1), TURN, *data.draw(st.lists(st.dates(START, END), min_size=6, max_size=6))]:
        checked = api.assess(found, rules, catalogue(), day)
        assert at(course.segments, day).verdict == checked.verdict
        asked = {row.requirement.id: row.outcome for row in checked.policies[0].requirements}
        for row in course.policies[0].requirements:
            assert at(row.segments, day).verdict == asked.get(row.requirement.id, "not-applicable")
    looked = with_holds(api.assess(found, rules, catalogue(), START), rules, catalogue(), START, END)
    _same(looked.holds, course.segments)
    for one, over in zip(looked.policies[0].requirements, course.policies[0].requirements, strict=False):
        _same(one.holds, over.segments)
        for each, its in zip(one.objects, over.objects, strict=False):
            assert each.target == its.target
            _same(each.holds, its.segments)


def _same(holds: Holds | None, segments: tuple[Segment, ...]) -> None:
    """What holds ends where the forecast has the first segment that is no pass, and with what it has there."""
    if holds:
        after = next((each for each in segments if each.verdict != Outcome.PASS), None)
        assert holds.until == (after.start - timedelta(days=1) if after else END)
        assert holds.then == (after.verdict if after else None)


def _window(rules: Policy, start: date | None, until: date | None) -> Policy:
    """A version in effect within a window, its requirements too, as the decoder makes them."""
    effective = rules.effective._replace(start=start, until=until)
    rows = tuple(row._replace(effective=row.effective.within(effective)) for row in rules.requirements)
    return rules._replace(effective=effective, requirements=rows)


def test_waivers_lift_within_their_days_and_change_no_verdict() -> None:
    short = {f"{UL}/covers/models": ["NP-500-A"]}
    rules = [load_policy(policy(LISTING, QUALITY))]
    lifted = waivers({"approved": "2026-11-02", "expires": "2027-01-31"})
    found = ahead(rules, short, waivers=lifted)
    assert told(found.segments)[:2] == [("2026-11-23", "fail", ("W-1",)), ("2027-02-01", "fail", ())]
    listed = found.policies[0].requirements[0]
    assert told(listed.segments)[0] == ("2026-11-23", "fail", ("W-1",))
    assert [told(each.segments)[0][2] for each in listed.objects] == [(), ("W-1",)]
    without = ahead(rules, short)
    assert {each.verdict for each in without.segments} == {"fail"}
    assert {each.state.waived for each in without.segments} == {()}


def test_a_waiver_that_begins_later_is_a_turn() -> None:
    short = {f"{UL}/covers/models": ["NP-500-A"]}
    later = waivers({"approved": "2027-01-10", "expires": "2027-01-31"})
    found = ahead([load_policy(policy(LISTING))], short, waivers=later)
    assert [(start, lifted) for start, _, lifted in told(found.segments)] == [
        ("2026-11-23", ()),
        ("2027-01-10", ("W-1",)),
        ("2027-02-01", ()),
    ]


ORDER: Json = {"order": 1, "items": [{"product": "np-500", "models": ["NP-500-A"]}]}


def test_an_order_fixes_the_objects_of_a_forecast() -> None:
    found = ahead([load_policy(policy(LISTING))], order=api.load_order(document(ORDER)))
    (listed,) = found.policies[0].requirements
    assert [each.target.id for each in listed.objects] == ["NP-500-A"]


def test_a_period_stays_as_it_was_judged_unless_something_becomes_known() -> None:
    """Prepared after the first day of the forecast, the manifest tells of a withdrawal yet to come."""
    order = api.load_order(document({**ORDER, "dates": {"award": "2026-12-01", "delivery": "2027-02-01"}}))
    rules = [load_policy(policy(LISTING, period={"from": "award", "until": "delivery"}))]
    found = ahead(rules, order=order)
    assert told(found.segments) == [("2026-11-23", "pass", ())]
    raw = changed(manifest(), {f"{UL}/events/-": {"type": "withdrawal", "date": "2027-01-11"}})
    raw = {**raw, "prepared": "2027-01-12"}
    later = forecast(api.load_manifest(document(raw)), rules, catalogue(), START, END, order=order)
    assert told(later.segments) == [("2026-11-23", "pass", ()), ("2027-01-11", "fail", ())]
    judged = api.assess(api.load_manifest(document(raw)), rules, catalogue(), START, order=order)
    looked = with_holds(judged, rules, catalogue(), START, END, order=order)
    assert looked.holds == Holds(date(2027, 1, 10), "fail", ("withdrawn",))


def test_lots_made_in_the_past_hold_whatever_expires() -> None:
    rule = {**LISTING, "in_force": {"on": "production"}}
    ended = {f"{UL}/expires": "2026-12-31", f"{PRODUCT}/lots": [{"id": "L1", "produced": "2026-07-14"}]}
    assert told(ahead([load_policy(policy(rule))], ended).segments) == [("2026-11-23", "pass", ())]
    found = api.load_manifest(document(changed(manifest(), ended)))
    rules = [load_policy(policy(rule))]
    looked = with_holds(api.assess(found, rules, catalogue(), START), rules, catalogue(), START, END)
    assert looked.holds == Holds(END)
    assert dict(over_time(forecast(found, rules, catalogue(), START, END))).keys() == {
        name for name, *_ in levels(looked)
    }
