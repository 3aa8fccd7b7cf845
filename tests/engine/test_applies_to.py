"""Whether a policy applies has three values, and not knowing never helps."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    LISTING,
    PRODUCT,
    QUALITY,
    REMOVED,
    UL,
    Json,
    answers,
    assess,
    changed,
    manifest,
    only,
    policy,
    verdict,
)

US_ELECTRICAL = {"categories": ["electrical-equipment"], "markets": ["US"]}
EXPIRED = {f"{UL}/expires": "2026-11-22"}


def outcome(changes: Json, applies_to: Json, *rules: Json) -> str:
    """The verdict of a policy with this `applies_to` on the changed manifest."""
    return verdict(changed(manifest(), changes), policy(*(rules or (LISTING,)), applies_to=applies_to))


@pytest.mark.parametrize(
    ("changes", "applies_to", "wanted"),
    [
        ({}, {}, "pass"),
        ({}, US_ELECTRICAL, "pass"),
        ({}, {"markets": ["CA", "EU"]}, "pass"),
        ({}, {"markets": ["us"]}, "pass"),
        ({}, {"categories": ["toys"]}, "not-applicable"),
        ({f"{PRODUCT}/categories": ["Ict_Equipment"]}, {"categories": ["ict-equipment"]}, "pass"),
        ({f"{PRODUCT}/categories": ["ICT  equipment"]}, {"categories": ["ict_equipment"]}, "pass"),
        ({f"{PRODUCT}/categories": ["ictequipment"]}, {"categories": ["ict-equipment"]}, "not-applicable"),
        ({}, {"markets": ["BR"]}, "not-applicable"),
        ({}, {"categories": ["electrical-equipment"], "markets": ["BR"]}, "not-applicable"),
        ({}, {"types": ["batch"]}, "not-applicable"),
        ({}, {"types": ["series"]}, "pass"),
        ({f"{PRODUCT}/type": REMOVED}, {"types": ["series"]}, "pass"),
        (EXPIRED, US_ELECTRICAL, "fail"),
        (EXPIRED, {"markets": ["BR"]}, "not-applicable"),
    ],
)
def test_stated_keys_decide(changes: Json, applies_to: Json, wanted: str) -> None:
    assert outcome(changes, applies_to) == wanted


@pytest.mark.parametrize("key", ["categories", "markets"])
def test_where_a_key_is_not_stated_a_pass_stands_and_anything_else_is_open(key: str) -> None:
    gone = {f"{PRODUCT}/{key}": REMOVED}
    assert outcome(gone, US_ELECTRICAL) == "pass"
    worse: list[Json] = [EXPIRED, {f"{UL}/status": REMOVED}, {"/certificates": []}]
    for changes in worse:
        rules = policy(LISTING, applies_to=US_ELECTRICAL)
        found = answers(changed(manifest(), {**changes, **gone}), rules)["listed-product"]
        assert found.outcome == "undetermined"
        assert "undetermined applicability-unknown" in found.findings


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({f"{PRODUCT}/categories": ["toys"], f"{PRODUCT}/markets": REMOVED}, "not-applicable"),
        ({f"{PRODUCT}/categories": REMOVED, f"{PRODUCT}/markets": REMOVED}, "undetermined"),
        ({f"{PRODUCT}/categories": REMOVED}, "undetermined"),
    ],
)
def test_one_stated_key_without_a_match_is_enough_to_be_out(changes: Json, wanted: str) -> None:
    assert outcome({**EXPIRED, **changes}, US_ELECTRICAL) == wanted


def test_no_policy_applies_to_what_a_product_is_not_but_each_product_is_judged() -> None:
    toy = {"id": "toy", "models": ["T-1"], "categories": ["toys"], "markets": ["US"]}
    lamp = {"id": "lamp", "models": ["L-1"], "categories": ["electrical-equipment"], "markets": ["US"]}
    assert outcome({"/products/-": toy}, US_ELECTRICAL) == "pass"
    assert outcome({"/products/-": lamp}, US_ELECTRICAL) == "fail"
    assert outcome({"/products/-": {**lamp, "markets": ["EU"]}}, US_ELECTRICAL) == "pass"


def test_not_applicable_lists_no_requirement() -> None:
    found = assess(manifest(), policy(LISTING, applies_to={"markets": ["BR"]}))
    assert (found.verdict, only(found).requirements) == ("not-applicable", ())


def test_a_manifest_without_products_is_judged_by_any_policy() -> None:
    for products in (REMOVED, []):
        assert outcome({"/products": products}, US_ELECTRICAL) == "undetermined"
        assert outcome({"/products": products}, {}) == "undetermined"


def test_of_a_management_system_too() -> None:
    gone: dict[str, Any] = {f"{PRODUCT}/markets": REMOVED}
    assert outcome(gone, US_ELECTRICAL, QUALITY) == "pass"
    assert outcome({**gone, "/certificates": []}, US_ELECTRICAL, QUALITY) == "undetermined"
    assert outcome({"/certificates": []}, US_ELECTRICAL, QUALITY) == "fail"
    assert outcome({"/certificates": []}, {"markets": ["BR"]}, QUALITY) == "not-applicable"


@pytest.mark.parametrize("sites", ["organisation", "all", "producing"])
def test_whatever_the_object_is_it_is_open_whether_the_policy_is_for_it(sites: str) -> None:
    gone: dict[str, Any] = {f"{PRODUCT}/markets": REMOVED, "/certificates": []}
    rule = {**QUALITY, "covers": {"sites": sites}}
    assert outcome(gone, US_ELECTRICAL, rule) == "undetermined"
    assert outcome({"/certificates": []}, US_ELECTRICAL, rule) == "fail"


def test_a_product_left_out_is_told_with_every_word_of_both_sides() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/categories": ["toys", "games"], f"{PRODUCT}/id": "np-1"})
    found = only(assess(raw, policy(LISTING, applies_to={"categories": ["medical", "ict-equipment"]})))
    reason = "the policy is for the categories `medical` or `ict-equipment`, the product states `toys` and `games`"
    assert found.left_out == (("np-1", reason),)


@pytest.mark.parametrize("rule", [LISTING, {**LISTING, "covers": {"factory": True}}])
def test_without_an_object_it_is_told_that_the_policy_may_not_be_for_the_product(rule: Json) -> None:
    gone = {f"{PRODUCT}/{key}": REMOVED for key in ("markets", "models", "produced_at")}
    (row,) = only(assess(changed(manifest(), gone), policy(rule, applies_to=US_ELECTRICAL))).requirements
    (one,) = row.objects
    assert not one.target.known
    assert [each.code for each in one.own_findings] == ["applicability-unknown", "no-object"]


@pytest.mark.parametrize("sites", ["all", "producing"])
def test_without_sites_it_is_told_that_the_policy_may_not_be_for_the_products(sites: str) -> None:
    gone = {f"{PRODUCT}/markets": REMOVED, f"{PRODUCT}/produced_at": REMOVED, "/supplier/sites": []}
    rules = policy({**QUALITY, "covers": {"sites": sites}}, applies_to=US_ELECTRICAL)
    (row,) = only(assess(changed(manifest(), gone), rules)).requirements
    assert [each.code for each in row.objects[0].own_findings] == ["applicability-unknown", "site-missing"]
