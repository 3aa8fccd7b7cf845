"""What a plan is: the cheapest, each action once whatever it serves, with its alternatives; or why there is none."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from checker.advise import Advice
from checker.advise.kinds import KINDS, WEIGHTS
from checker.schema import load_schema
from tests.advise.cases import advised, cleared, types
from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, SITES, UL, Json, change, changed, manifest, policy

ROOT = Path(__file__).parents[2]
EITHER = {"evidence": "either", "decision": {"any": ["listed-product", "quality-system"]}}


def requirement(rule: Json, name: str, **keys: object) -> Json:
    return {**rule, "id": name, **keys}


def says(found: Advice) -> list[str]:
    return [each.says for each in found.plan.actions] if found.plan else []


def test_what_passes_needs_nothing() -> None:
    found = advised(manifest(), policy(LISTING))
    assert (found.outcome, found.verdict, found.plan) == ("nothing-to-do", "pass", None)


def test_what_applies_to_nothing_needs_nothing() -> None:
    found = advised(manifest(), policy(LISTING, applies_to={"categories": ["toys"]}))
    assert (found.outcome, found.verdict) == ("nothing-to-do", "not-applicable")


def test_an_advisory_requirement_asks_for_no_action() -> None:
    raw = changed(manifest(), {QMS: REMOVED})
    assert advised(raw, policy(LISTING, {**QUALITY, "enforcement": "advisory"})).outcome == "nothing-to-do"


def test_one_new_certificate_serves_two_requirements_and_counts_once() -> None:
    both = policy(LISTING, requirement(LISTING, "listed-again", mark={"types": ["listed"], "market": "US"}))
    found = advised(changed(manifest(), {UL: REMOVED}), both)
    assert types(found) == ["new-product-certificate"]
    assert found.plan is not None
    assert {row.requirement for row in found.plan.actions[0].serves} == {"listed-product", "listed-again"}
    assert found.plan.weight == WEIGHTS["new-product-certificate"]


def test_one_action_serves_two_policies_and_counts_once() -> None:
    other = policy(requirement(LISTING, "other"), id="other-policy")
    for changes, kind in ({UL: REMOVED}, "new-product-certificate"), ({f"{UL}/status": REMOVED}, "look-up-status"):
        found = advised(changed(manifest(), changes), policy(LISTING), other)
        assert types(found) == [kind]
        assert found.plan is not None
        assert {row.policy for row in found.plan.actions[0].serves} == {"test-policy", "other-policy"}


def test_a_certificate_to_a_shared_standard_is_preferred_to_two() -> None:
    first = requirement(LISTING, "first", standards=["UL 508A", "UL 62368-1"])
    second = requirement(LISTING, "second", standards=["UL 61010-1", "UL 62368-1"])
    found = advised(changed(manifest(), {UL: REMOVED}), policy(first, second))
    assert types(found) == ["new-product-certificate"]
    assert "UL 62368-1" in says(found)[0]


def test_requirements_that_no_certificate_could_meet_together_take_one_each() -> None:
    marks = [requirement(LISTING, name, mark={"types": [name]}) for name in ("listed", "classified")]
    found = advised(changed(manifest(), {UL: REMOVED}), policy(*marks))
    assert types(found) == ["new-product-certificate"] * 2


def test_every_model_of_one_product_is_one_extension() -> None:
    found = advised(change(manifest(), f"{UL}/covers/models", ["NP-100"]), policy(LISTING))
    assert types(found) == ["scope-extension"]
    assert says(found) == ["have the scope of `ul-np-500` extended to `NP-500-A` and `NP-500-B`"]


def test_any_takes_the_cheapest_branch_and_names_the_others() -> None:
    raw = changed(manifest(), {f"{UL}/expires": "2026-11-22", f"{QMS}/status": REMOVED})
    found = advised(raw, policy(LISTING, QUALITY, **EITHER))
    assert types(found) == ["look-up-status"]
    assert [[each.type for each in other.others] for other in found.alternatives] == [
        ["renewal"],
        ["new-product-certificate"],
        ["new-system-certificate"],
    ]
    assert [other.instead_of for other in found.alternatives] == [(1,), (1,), (1,)]
    assert [other.plan.weight for other in found.alternatives] == [10, 20, 30]


def test_at_least_takes_the_cheapest_branches() -> None:
    others = {"environment": "ISO 14001", "safety": "ISO 45001"}
    rules = [QUALITY, *(requirement(QUALITY, name, standards=[standard]) for name, standard in others.items())]
    two = {"decision": {"at_least": {"n": 2, "of": ["quality-system", "environment", "safety"]}}}
    raw = changed(manifest(), {f"{QMS}/status": REMOVED})
    found = advised(raw, policy(*rules, **two))
    assert types(found) == ["look-up-status", "new-system-certificate"]
    assert "ISO 14001" in says(found)[1]
    assert "ISO 45001" in found.alternatives[0].others[0].says


def test_weights_of_ones_own_turn_the_branch() -> None:
    raw = changed(manifest(), {f"{UL}/expires": "2026-11-22", f"{QMS}/status": REMOVED})
    rules = policy(LISTING, QUALITY, **EITHER)
    assert types(advised(raw, rules, weights={"look-up-status": 50})) == ["renewal"]
    assert types(advised(raw, rules, weights={"look-up-status": 50, "renewal": 60})) == ["new-product-certificate"]


def test_of_plans_that_weigh_the_same_the_one_with_fewer_actions_is_taken() -> None:
    changes = {f"{UL}/status": REMOVED, f"{UL}/holder": REMOVED, f"{UL}/scheme": REMOVED}
    free = dict.fromkeys(WEIGHTS, 0)
    assert types(advised(changed(manifest(), changes), policy(LISTING), weights=free)) == ["new-product-certificate"]


def test_a_finding_that_comes_to_light_later_is_mended_too() -> None:
    raw = changed(
        manifest(), {f"{QMS}/kind": "product", f"{QMS}/attestation": "certification", f"{QMS}/status": REMOVED}
    )
    found = advised(raw, policy({**QUALITY, "covers": {"sites": "organisation"}}))
    assert types(found) == ["look-up-status", "correct"]


def test_entries_of_one_certificate_are_mended_together() -> None:
    source = manifest()
    twin = {**source["certificates"][0], "id": "twin"}
    source["certificates"].append(twin)
    raw = changed(source, {f"{UL}/expires": "2026-11-22", "/certificates/2/expires": "2026-11-22"})
    found = advised(raw, policy(LISTING))
    assert types(found) == ["renewal"]
    assert found.plan is not None
    assert found.plan.actions[0].certificates == ("ul-np-500", "twin")


def test_contradictions_are_told_beside_the_plan() -> None:
    found = advised(change(manifest(), f"{UL}/body/id", "its"), policy(LISTING))
    assert types(found) == ["new-product-certificate"]
    assert found.remarks[0].startswith("the body of `ul-np-500` has the id `its` and the name `UL LLC`")
    assert "state the body as printed" in found.remarks[0]


NO_MODELS: dict[str, object] = {f"{PRODUCT}/models": []}
NO_LOTS: dict[str, object] = {f"{PRODUCT}/lots": []}
NO_PLACE: dict[str, object] = {f"{PRODUCT}/produced_at": []}
STATED_FIRST: list[tuple[dict[str, object], Json, str, str]] = [
    (NO_MODELS, LISTING, "no-object", "state the `models` of the product; it is about `np-500`"),
    (
        {**NO_LOTS, f"{PRODUCT}/type": "batch"},
        LISTING,
        "no-object",
        "state the `lots` of the product; it is about `np-500`",
    ),
    (
        {"/products": []},
        LISTING,
        "no-object",
        "state the products, with `models`, `categories`, `markets` and `produced_at`",
    ),
    (
        {**NO_MODELS, f"{PRODUCT}/type": "batch"},
        LISTING,
        "model-not-covered",
        "state the `models` of the product; it is about `np-500`",
    ),
    (
        NO_LOTS,
        {**LISTING, "scheme": {"types": ["1b"]}},
        "lot-not-covered",
        "state the `lots` of the product; it is about `np-500`",
    ),
    (
        NO_PLACE,
        QUALITY,
        "site-missing",
        "state `produced_at` of the product, and its sites under `supplier.sites`; it is about `np-500`",
    ),
    (
        {SITES: [], **NO_PLACE},
        {**QUALITY, "covers": {"sites": "all"}},
        "site-missing",
        "state the sites under `supplier.sites`",
    ),
]


@pytest.mark.parametrize(("changes", "rule", "code", "wanted"), STATED_FIRST, ids=lambda each: str(each)[:40])
def test_what_is_not_stated_has_to_be_stated_first(
    changes: dict[str, object], rule: Json, code: str, wanted: str
) -> None:
    found = advised(changed(manifest(), changes), policy(rule))
    assert (found.outcome, says(found), cleared(found)) == ("open", [wanted], {code})
    assert found.plan is not None
    assert found.plan.weight == 1
    assert found.obstacles


def test_the_other_branch_needs_no_statement() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/models": [], f"{QMS}/status": REMOVED})
    found = advised(raw, policy(LISTING, QUALITY, **EITHER))
    assert (found.outcome, types(found)) == ("plan", ["look-up-status"])


def test_where_the_policy_may_not_apply_that_is_said() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/categories": REMOVED, f"{UL}/status": REMOVED})
    found = advised(raw, policy(LISTING, applies_to={"categories": ["ict-equipment"], "markets": ["US"]}))
    assert types(found) == ["look-up-status"]
    remark = (
        "`test-policy` is for categories `ict-equipment` and markets `US`: state categories and markets of"
        " `np-500`; where they are others, it does not apply, and its part of the plan is not needed"
    )
    assert found.remarks == (remark,)


def test_without_any_action_that_helps_the_obstacle_is_told() -> None:
    # For which acts a notified body is designated the catalogue does not know.
    rule = {**LISTING, "body": {"recognised_by": "eu-notified-bodies"}}
    found = advised(changed(manifest(), {f"{UL}/body": {"id": "2797"}}), policy(rule))
    assert (found.outcome, found.plan) == ("none", None)
    assert {each.finding.code for each in found.obstacles} == {"recognition-out-of-scope"}


def test_what_time_alone_mends_is_said_with_the_day() -> None:
    raw = changed(manifest(), {f"{UL}/effective": "2026-12-01"})
    assert advised(raw, policy(LISTING)).wait == (date(2026, 12, 1), False)
    # Looked up before it was issued, it has to be looked up again.
    raw = change(raw, f"{UL}/issued", "2026-11-05")
    assert advised(raw, policy(LISTING)).wait == (date(2026, 12, 1), True)
    raw = changed(raw, {"/prepared": "2026-12-01", f"{UL}/status/checked": "2026-12-01"})
    assert advised(raw, policy(LISTING)).wait == (date(2026, 12, 1), False)
    assert advised(change(raw, f"{UL}/covers/models", []), policy(LISTING)).wait is None


def test_nothing_is_newly_granted_to_what_another_standard_replaced() -> None:
    rule = {**LISTING, "standards": ["UL 60950-1", "UL 62368-1"], "edition": "any"}
    found = advised(changed(manifest(), {UL: REMOVED}), policy(rule))
    assert "UL 62368-1" in says(found)[0]


def test_nothing_is_newly_granted_under_a_requirement_that_ends() -> None:
    legacy = requirement(LISTING, "legacy", effective={"until": "2027-12-31"}, standards=["UL 508A"])
    rules = policy(legacy, LISTING, decision={"any": ["legacy", "listed-product"]})
    found = advised(changed(manifest(), {UL: REMOVED}), rules)
    assert "UL 62368-1" in says(found)[0]
    assert found.alternatives == ()
    alone = advised(changed(manifest(), {UL: REMOVED}), policy(legacy))
    assert types(alone) == ["new-product-certificate"]


def test_many_candidates_are_followed_only_as_far_as_the_best() -> None:
    source = manifest()
    for number in range(40):
        other = {**source["certificates"][0], "id": f"other-{number}", "number": f"N-{number}"}
        other["covers"] = {"models": [f"M-{number}"], "factories": ["linz"]}
        other["status"] = {"value": "active", "checked": "2024-01-20"}
        source["certificates"].append(other)
    raw = changed(source, {f"{UL}/status": REMOVED})
    found = advised(raw, policy(LISTING))
    assert types(found) == ["look-up-status"]
    assert not found.exact


@pytest.mark.generated
def test_too_many_actions_are_thinned_and_the_plan_says_so() -> None:
    source = manifest()
    source["certificates"] = source["certificates"][1:]
    source["products"] = [
        {**source["products"][0], "id": f"p-{number}", "models": [f"M-{number}"]} for number in range(61)
    ]
    found = advised(source, policy(LISTING))
    assert types(found) == ["new-product-certificate"] * 61
    assert not found.exact
    assert found.alternatives == ()


def test_every_kind_of_action_says_who_acts_and_what_it_takes() -> None:
    for kind in KINDS.values():
        for way in (kind.product, kind.system):
            assert way.actors
            assert way.steps
    assert list(WEIGHTS.values()) == sorted(WEIGHTS.values())


def test_the_documents_and_schemas_have_every_kind_with_its_weight() -> None:
    readme = (ROOT / "checker" / "advise" / "README.md").read_text(encoding="utf-8")
    assert {
        name: int(weight) for name, weight in re.findall(r"^\| `([\w-]+)` \| (\d+) \|", readme, re.MULTILINE)
    } == WEIGHTS
    weights, advice, report = (load_schema(name) for name in ("weights", "advice", "report"))
    assert list(weights["properties"]["actions"]["properties"]) == list(WEIGHTS)
    assert list(advice["properties"]["weights"]["properties"]) == list(WEIGHTS)
    for schema in (advice, report):
        assert schema["$defs"]["plan_action"]["properties"]["type"]["enum"] == list(WEIGHTS)


def test_a_report_and_advice_describe_one_plan() -> None:
    advice, report = (load_schema(name)["$defs"] for name in ("advice", "report"))
    for name in ("plan_action", "plan_clears", "plan_object", "plan_alternative", "plan_obstacle", "passes_from"):
        assert advice[name] == report[name]
    assert advice["plan"]["properties"] == report["plan"]["properties"]
