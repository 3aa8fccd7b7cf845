"""How requirements combine: Kleene logic, decision trees, advisory requirements, effective windows, accept_unknown."""

from __future__ import annotations

from itertools import product

import pytest

from checker.model.decision import evaluate, read, wanting, written
from checker.model.outcome import Outcome, all_of, any_of, at_least
from checker.model.policy import All, AtLeast, Decision
from checker.model.policy import Any as AnyOf
from tests.builders import (
    LISTING,
    QUALITY,
    UL,
    Json,
    answers,
    assess,
    change,
    changed,
    load_policy,
    manifest,
    only,
    policy,
    verdict,
)

P, F, U = Outcome.PASS, Outcome.FAIL, Outcome.UNDETERMINED
POSSIBLE = {P: (True,), F: (False,), U: (True, False)}


def brute(outcomes: tuple[Outcome, ...], needed: int) -> Outcome:
    """What every way to settle the unknown agrees on: at least `needed` true."""
    settled = {sum(world) >= needed for world in product(*(POSSIBLE[each] for each in outcomes))}
    return U if len(settled) == 2 else P if settled.pop() else F


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_kleene_logic_agrees_with_every_way_to_settle_the_unknown(size: int) -> None:
    for outcomes in product(Outcome, repeat=size):
        assert all_of(outcomes) is brute(outcomes, size)
        assert any_of(outcomes) is brute(outcomes, 1)
        for n in range(1, size + 1):
            assert at_least(n, outcomes) is brute(outcomes, n)


def test_all_of_nothing_is_no_pass() -> None:
    assert all_of([]) is not P
    assert any_of([]) is not P
    assert at_least(1, []) is not P


@pytest.mark.parametrize("outcomes", list(product(Outcome, repeat=3)))
def test_nested_decisions(outcomes: tuple[Outcome, ...]) -> None:
    a, b, c = outcomes
    given = dict(zip("abc", outcomes, strict=True))
    tree: Decision = All(("a", AnyOf(("b", "c"))))
    assert evaluate(tree, given.get) is all_of([a, any_of([b, c])])
    assert evaluate(AtLeast(2, ("a", "b", "c")), given.get) is brute(outcomes, 2)
    assert evaluate(AnyOf((All(("a", "b")), "c")), given.get) is any_of([all_of([a, b]), c])


@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_does_not_count_neither_satisfies_nor_breaks(outcome: Outcome) -> None:
    """`b` is advisory or not yet in effect."""
    for tree in (All(("a", "b")), AnyOf(("a", "b")), AtLeast(1, ("a", "b")), All(("a", AnyOf(("b",))))):
        assert evaluate(tree, {"a": outcome}.get) is outcome
    assert evaluate(AtLeast(2, ("a", "b")), {"a": P}.get) is F
    assert evaluate(All(("b",)), lambda _name: None) is None


ENVIRONMENT: Json = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}
EXPIRED = {f"{UL}/expires": "2026-11-22"}
LOST = {f"{UL}/status": {"value": "active"}}


@pytest.mark.parametrize(
    ("decision", "listed", "wanted"),
    [
        ({"all": ["listed-product", "quality-system"]}, {}, "pass"),
        ({"all": ["listed-product", "quality-system"]}, EXPIRED, "fail"),
        ({"all": ["listed-product", "quality-system"]}, LOST, "undetermined"),
        ({"any": ["listed-product", "quality-system"]}, EXPIRED, "pass"),
        ({"at_least": {"n": 1, "of": ["listed-product", "quality-system"]}}, EXPIRED, "pass"),
        ({"at_least": {"n": 2, "of": ["listed-product", "quality-system"]}}, LOST, "undetermined"),
    ],
)
def test_decisions_of_a_policy(decision: Json, listed: Json, wanted: str) -> None:
    evidence = "both" if "all" in decision or decision.get("at_least", {}).get("n") == 2 else "either"
    rules = policy(LISTING, QUALITY, decision=decision, evidence=evidence)
    assert verdict(changed(manifest(), listed), rules) == wanted


def test_without_a_decision_every_mandatory_requirement_is_asked() -> None:
    assert verdict(manifest(), policy(LISTING, QUALITY)) == "pass"
    assert verdict(manifest(), policy(LISTING, QUALITY, ENVIRONMENT)) == "fail"
    assert verdict(manifest(), policy(LISTING, QUALITY, {**ENVIRONMENT, "enforcement": "advisory"})) == "pass"


def test_one_certificate_never_serves_both_halves() -> None:
    rules = policy(LISTING, QUALITY)
    for index, failed in ((0, "listed-product"), (1, "quality-system")):
        given = manifest()
        del given["certificates"][index]
        found = answers(given, rules)
        assert [name for name, row in found.items() if row.outcome != "pass"] == [failed]
        assert verdict(given, rules) == "fail"


def test_an_advisory_requirement_is_assessed_and_listed_but_never_counts() -> None:
    advisory = {**ENVIRONMENT, "enforcement": "advisory"}
    rules = policy(LISTING, advisory, evidence="product")
    found = answers(manifest(), rules)
    assert (found["listed-product"].outcome, found["environment"].outcome) == ("pass", "fail")
    assert verdict(manifest(), rules) == "pass"


def test_a_passing_advisory_requirement_does_not_satisfy_any() -> None:
    advisory = {**QUALITY, "enforcement": "advisory"}
    rules = policy(LISTING, advisory, evidence="product", decision={"any": ["listed-product", "quality-system"]})
    assert verdict(changed(manifest(), EXPIRED), rules) == "fail"


@pytest.mark.parametrize(
    ("window", "as_of", "wanted"),
    [
        ({"from": "2026-11-24"}, "2026-11-23", "pass"),
        ({"from": "2026-11-23"}, "2026-11-23", "fail"),
        ({"from": "2026-07-01", "until": "2026-11-23"}, "2026-11-23", "fail"),
        ({"until": "2026-11-22"}, "2026-11-23", "pass"),
        ({}, "2026-11-23", "fail"),
    ],
)
def test_a_requirement_counts_within_its_effective_window(window: Json, as_of: str, wanted: str) -> None:
    rules = policy(LISTING, {**ENVIRONMENT, "effective": window}, evidence="both")
    assert verdict(manifest(), rules, as_of) == wanted


@pytest.mark.parametrize("rule", [{"enforcement": "advisory"}, {"effective": {"from": "2027-01-01"}}])
def test_a_policy_with_nothing_mandatory_in_effect_is_not_applicable(rule: Json) -> None:
    rules = policy({**LISTING, **rule}, evidence="product")
    for given in (manifest(), changed(manifest(), EXPIRED)):
        assert verdict(given, rules) == "not-applicable"
        assert answers(given, rules)["listed-product"].outcome in ("pass", "fail")


def test_accept_unknown_lets_an_undetermined_code_stand_and_says_so() -> None:
    stale = change(manifest(), f"{UL}/status/checked", "2025-01-01")
    rule = {**LISTING, "accept_unknown": ["status-stale"]}
    found = answers(stale, policy(rule))["listed-product"]
    assert (found.outcome, found.findings) == ("pass", {"note status-stale"})
    assert all(finding.accepted for each in found.objects for finding in each.findings)


def test_accept_unknown_lifts_no_other_code() -> None:
    stale = change(manifest(), f"{UL}/status/checked", "2025-01-01")
    rule = {**LISTING, "accept_unknown": ["holder-missing"]}
    assert answers(stale, policy(rule))["listed-product"].outcome == "undetermined"
    both = changed(stale, {f"{UL}/holder": {}})
    assert answers(both, policy(rule))["listed-product"].findings == {
        "undetermined status-stale",
        "note holder-missing",
    }


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("holder-mismatch", {f"{UL}/holder": {"name": "Somebody Else Ltd"}}),
        ("model-not-covered", {f"{UL}/covers/models": []}),
        ("component-only", {f"{UL}/mark/type": "recognized-component"}),
        ("not-yet-effective", {f"{UL}/effective": "2026-12-01", f"{UL}/issued": "2026-12-01"}),
    ],
)
def test_accept_unknown_never_lifts_a_fail(code: str, changes: Json) -> None:
    rule = {**LISTING, "accept_unknown": [code]}
    found = answers(changed(manifest(), changes), policy(rule))["listed-product"]
    assert (found.outcome, f"fail {code}" in found.findings) == ("fail", True)


@pytest.mark.parametrize(
    ("decision", "given", "wanted"),
    [
        (All(("a", AnyOf(("b", "c")))), {"a": F, "b": P, "c": F}, {"a"}),
        (All(("a", AnyOf(("b", "c")))), {"a": F, "b": U, "c": F}, {"a", "b", "c"}),
        (AtLeast(2, ("a", "b", "c")), {"a": P, "b": F, "c": U}, {"b", "c"}),
        (AnyOf((All(("a", "b")), "c")), {"a": P, "b": F, "c": F}, {"b", "c"}),
        (All(("a", "b")), {"a": P}, set()),
    ],
)
def test_what_stands_in_the_way_lies_outside_the_parts_that_pass(
    decision: Decision, given: dict[str, Outcome], wanted: set[str]
) -> None:
    assert wanting(decision, given.get) == wanted


def test_a_branch_that_is_not_needed_does_not_block_although_the_policy_fails_elsewhere() -> None:
    """`ohs` fails; `quality-system` satisfies the `any`, so `environment`, which fails too, blocks nothing."""
    ohs = {**ENVIRONMENT, "id": "ohs", "standards": ["ISO 45001"]}
    decision = {"all": ["ohs", {"any": ["environment", "quality-system"]}]}
    found = only(assess(manifest(), policy(QUALITY, ENVIRONMENT, ohs, decision=decision)))
    assert found.verdict == "fail"
    in_the_way = [row.requirement.id for row in found.requirements if row.needed and row.outcome != "pass"]
    assert in_the_way == ["ohs"]


@pytest.mark.parametrize(
    "tree", ["a", All(("a", AnyOf(("b", "c")))), AtLeast(2, ("a", All(("b",)), "c")), All(()), AnyOf(("a",))]
)
def test_a_decision_reads_back_as_it_was_written(tree: Decision) -> None:
    assert read(written(tree)) == tree


def test_all_and_any_of_the_same_are_two_decisions() -> None:
    parts = ("a", "b")
    assert All(parts) != AnyOf(parts)
    assert not All(parts) == AnyOf(parts)  # noqa: SIM201 - the other operator
    assert len({All(parts), AnyOf(parts), All(parts)}) == 2
    assert AtLeast(1, parts) == AtLeast(1, parts) != AtLeast(2, parts)
    one = policy(LISTING, QUALITY, evidence="either", decision={"any": ["listed-product", "quality-system"]})
    other = {**one, "evidence": "both", "decision": {"all": ["listed-product", "quality-system"]}}
    assert load_policy(one).decision != load_policy(other).decision
