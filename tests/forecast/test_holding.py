"""How long a pass lasts where something else takes over, begins to count, or ceases to."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker import api
from checker.forecast import with_holds
from checker.model.assessment import Assessment, Holds
from checker.model.policy import Policy
from tests.builders import LISTING, QUALITY, REMOVED, Json, catalogue, changed, document, load_policy, manifest, policy

START, END = date(2026, 11, 23), date(2029, 11, 23)
EXPIRED = Holds(date(2027, 5, 9), "fail", ("expired",))


def rules(name: str, *requirements: Json, **keys: Any) -> Policy:
    return load_policy({**policy(*requirements, **keys), "id": name})


def looked(*policies: Policy, changes: Json | None = None) -> Assessment:
    found = api.load_manifest(document(changed(manifest(), changes or {})))
    return with_holds(api.assess(found, policies, catalogue(), START), policies, catalogue(), START, END)


def test_a_certificate_that_takes_over_in_time_carries_the_pass_on() -> None:
    follower = {
        **manifest()["certificates"][1],
        "id": "next",
        "number": "another",
        "issued": "2026-11-01",
        "effective": "2027-04-01",
        "expires": "2028-03-31",
        "events": [],
    }
    found = looked(rules("p", QUALITY), changes={"/certificates/-": follower})
    assert found.holds == Holds(date(2028, 3, 31), "fail", ("expired",))
    late = looked(rules("p", QUALITY), changes={"/certificates/-": {**follower, "effective": "2027-05-11"}})
    assert late.holds == EXPIRED


def test_a_decision_lasts_as_long_as_one_of_its_branches() -> None:
    names = ["listed-product", "quality-system"]
    found = looked(rules("p", LISTING, QUALITY, evidence="either", decision={"any": names}))
    assert found.holds == found.policies[0].holds == Holds(END)
    assert [row.holds for row in found.policies[0].requirements] == [Holds(END), EXPIRED]


def test_a_branch_that_does_not_pass_today_may_carry_the_decision_later() -> None:
    names = ["listed-product", "quality-system"]
    either = rules("p", LISTING, QUALITY, evidence="either", decision={"any": names})
    begins = {"/certificates/0/effective": "2027-01-01", "/certificates/0/issued": "2027-01-01"}
    events = {"/certificates/0/events": [], "/certificates/0/status": {"value": "active", "checked": "2026-10-01"}}
    assert looked(either, changes={**begins, **events}).holds == Holds(END)


def test_a_requirement_that_begins_to_count_ends_the_pass_where_it_does_not_pass() -> None:
    later = {**QUALITY, "id": "environment", "standards": ["ISO 14001"], "effective": {"from": "2027-02-01"}}
    ends = Holds(date(2027, 1, 31), "fail", ("standard-not-accepted",))
    assert looked(rules("p", QUALITY, later)).holds == ends
    assert looked(rules("p", QUALITY), rules("q", later)).holds == ends


def test_a_policy_that_begins_to_apply_and_passes_carries_the_pass_on() -> None:
    later = {**QUALITY, "effective": {"from": "2027-02-01"}}
    assert looked(rules("p", LISTING), rules("q", later)).holds == EXPIRED


def test_a_policy_that_asks_nothing_any_more_does_not_apply() -> None:
    ending = rules("p", {**QUALITY, "effective": {"until": "2027-01-31"}})
    alone = looked(ending)
    assert alone.holds == alone.policies[0].holds == Holds(date(2027, 1, 31), "not-applicable")
    beside = looked(ending, rules("q", LISTING))
    assert [each.holds for each in beside.policies] == [Holds(date(2027, 1, 31), "not-applicable"), Holds(END)]
    assert beside.holds == Holds(END)


def test_what_is_open_whether_it_applies_is_undetermined_after_the_pass() -> None:
    unknown = rules("p", QUALITY, applies_to={"categories": ["ict-equipment"]})
    assert looked(unknown).holds == EXPIRED
    found = looked(unknown, changes={"/products/0/categories": REMOVED})
    assert found.holds == Holds(date(2027, 5, 9), "undetermined", ("expired", "applicability-unknown"))


def test_what_does_not_pass_holds_nothing() -> None:
    found = looked(rules("p", {**QUALITY, "standards": ["ISO 14001"]}))
    assert (found.holds, found.policies[0].holds, found.policies[0].requirements[0].holds) == (None, None, None)
