"""Manifests made from policies pass them; those near them reach every side; the smallest of them stay what they are."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from checker import api
from checker.authoring.asking import ask, verdict_of
from checker.authoring.changes import apply
from checker.authoring.conforming import conforming, skeleton
from checker.authoring.shrink import shrink
from checker.authoring.variations import variations
from checker.errors import InputError
from checker.model.policy import Policy
from tests.builders import LISTING, QUALITY, Json, catalogue, load_policy, policy
from tests.strategies import POLICIES

DAY = date(2026, 11, 23)


def shipped(name: str) -> list[Policy]:
    return api.load_policies([name], catalogue())


@pytest.mark.generated
@pytest.mark.parametrize("name", sorted(api.shipped_policies()))
@pytest.mark.parametrize("whole", [False, True])
def test_every_shipped_policy_has_a_manifest_that_passes(name: str, whole: bool) -> None:
    found = conforming(shipped(name), catalogue(), DAY, whole=whole)
    assert found is not None
    wanted = "not-applicable" if name == "eu-mdr-class-i" else "pass"
    assert verdict_of(found, shipped(name), catalogue(), DAY) == wanted
    outcomes = [row.outcome.value for row in ask(found, shipped(name), catalogue(), DAY).policies[0].requirements]
    assert not whole or set(outcomes) == {"pass"}
    assert found == conforming(shipped(name), catalogue(), DAY, whole=whole)


def test_no_more_is_held_than_is_needed() -> None:
    for name in ("food-safety-supplier", "us-medical-electrical", "watersense"):
        found = conforming(shipped(name), catalogue(), DAY)
        assert found is not None
        for index in range(len(found["certificates"])):
            less = apply(found, [{"remove": f"/certificates/{index}"}])
            assert verdict_of(less, shipped(name), catalogue(), DAY) != "pass"


@pytest.mark.parametrize("raw", POLICIES, ids=range(len(POLICIES)))
def test_policies_of_every_shape(raw: Json) -> None:
    found = conforming([load_policy(raw)], catalogue(), DAY)
    assert found is not None
    assert verdict_of(found, [load_policy(raw)], catalogue(), DAY) == "pass"


def test_what_nobody_can_meet_has_no_manifest() -> None:
    never = policy({**QUALITY, "edition": {"from": 2999}})
    assert conforming([load_policy(never)], catalogue(), DAY) is None


def test_policies_about_products_of_two_types_get_two_products() -> None:
    one = policy(LISTING, applies_to={"types": ["series"]})
    other = policy(LISTING, id="other", applies_to={"types": ["service"]})
    both = [load_policy(one), load_policy(other)]
    assert [each["id"] for each in skeleton(both, DAY)["products"]] == ["product-1", "product-2"]
    found = conforming(both, catalogue(), DAY)
    assert found is not None
    assert verdict_of(found, both, catalogue(), DAY) == "pass"


@pytest.mark.generated
def test_variations_reach_every_verdict_and_most_gates() -> None:
    policies = shipped("us-medical-electrical")
    base = conforming(policies, catalogue(), DAY)
    assert base is not None
    verdicts: Counter[str] = Counter()
    gates: set[str] = set()
    for changes in variations(base, policies, catalogue(), DAY):
        try:
            found = ask(apply(base, changes), policies, catalogue(), DAY)
        except InputError:
            continue
        verdicts[found.verdict] += 1
        rows = [each for row in found.policies[0].requirements for each in row.objects]
        gates |= {str(each.gate) for row in rows for each in row.findings if each.outcome == "fail"}
    assert set(verdicts) == {"pass", "fail", "undetermined", "not-applicable"}
    asked = "kind attestation standard edition subject body in-force change surveillance"
    assert set(asked.split()) <= gates


def test_variations_change_something_each_and_come_in_one_order() -> None:
    policies = shipped("us-workplace-electrical")
    base = conforming(policies, catalogue(), DAY)
    assert base is not None
    found = list(variations(base, policies, catalogue(), DAY))
    assert found == list(variations(base, policies, catalogue(), DAY))
    assert all(apply(base, changes) != base for changes in found)
    assert len({repr(changes) for changes in found}) == len(found) > 100


def test_pairs_can_be_made_together() -> None:
    policies = shipped("watersense")
    base = conforming(policies, catalogue(), DAY)
    assert base is not None
    singles = len(list(variations(base, policies, catalogue(), DAY)))
    pairs = list(variations(base, policies, catalogue(), DAY, pairs=True))[singles:]
    assert len(pairs) > singles
    for changes in pairs[::50]:
        assert apply(base, changes) != base


def test_the_smallest_manifest_that_passes_needs_all_it_has() -> None:
    policies = shipped("us-workplace-electrical")
    base = conforming(policies, catalogue(), DAY)
    assert base is not None

    def passes(values: Json) -> bool:
        return ask(values, policies, catalogue(), DAY).verdict == "pass"

    small = shrink(base, passes)
    assert passes(small)
    assert shrink(small, passes) == small
    assert "attestation" in small["certificates"][0]
    assert "accreditations" not in small["certificates"][0]
    assert len(repr(small)) < len(repr(base))
