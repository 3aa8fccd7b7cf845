"""Whole policies: decisions, scope, days, requirements that came, went or were renamed, and mere words."""

from __future__ import annotations

from typing import Any

import pytest

from checker.compare import Comparison, compare
from checker.compare.decisions import TooManyError, in_words, smallest
from checker.model.decision import evaluate
from checker.model.outcome import Outcome
from checker.model.policy import All, AtLeast, Decision
from checker.model.policy import Any as AnyOf
from tests.builders import LISTING, QUALITY, Json, catalogue, load_policy, policy

ENVIRONMENT: Json = {"id": "environment", "kind": "management-system", "standards": ["ISO 14001"]}
SAFETY: Json = {"id": "safety", "kind": "management-system", "standards": ["ISO 45001"]}
ANY_SYSTEM: Json = {"any": ["quality-system", "environment"]}


def compared(old: Json, new: Json) -> Comparison:
    return compare(load_policy(old), load_policy(new), catalogue())


def told(found: Comparison) -> list[tuple[str, str, str]]:
    return [(part.requirement, part.rule, part.relation) for part in found.parts]


REVERSED = {"stricter": "looser", "looser": "stricter"}


def both_ways(old: Json, new: Json, relation: str) -> Comparison:
    """The comparison, after its reverse was seen to say the reverse."""
    assert compared(new, old).relation == REVERSED.get(relation, relation)
    found = compared(old, new)
    assert found.relation == relation
    return found


def test_a_policy_is_equivalent_to_itself() -> None:
    assert compared(policy(LISTING, QUALITY), policy(LISTING, QUALITY)) == Comparison("equivalent")


def test_a_requirement_more_is_stricter_and_one_less_looser() -> None:
    found = both_ways(policy(LISTING), policy(LISTING, QUALITY), "stricter")
    assert told(found) == [("quality-system", "requirement", "stricter")]
    assert found.parts[0].sentence == "it is new: a management-system certificate to `ISO 9001`"
    assert found.remarks == ("`evidence` is `both` instead of `product`, as follows from the requirements",)


def test_another_branch_of_any_is_looser() -> None:
    found = both_ways(policy(QUALITY), policy(QUALITY, ENVIRONMENT, decision=ANY_SYSTEM), "looser")
    assert told(found) == [("environment", "requirement", "looser")]


def test_any_instead_of_all_is_looser() -> None:
    found = both_ways(policy(QUALITY, ENVIRONMENT), policy(QUALITY, ENVIRONMENT, decision=ANY_SYSTEM), "looser")
    assert [part.sentence for part in found.parts] == [
        "any of `quality-system` or `environment` has to pass instead of all of `quality-system` and `environment`"
    ]


def test_the_same_decision_in_other_words_is_equivalent() -> None:
    three = (QUALITY, ENVIRONMENT, SAFETY)
    ids = [row["id"] for row in three]
    two = {"at_least": {"n": 2, "of": ids}}
    spelled = {"any": [{"all": list(pair)} for pair in ((ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2]))]}
    found = both_ways(policy(*three, decision=two), policy(*three, decision=spelled), "equivalent")
    assert told(found) == [("", "decision", "equal")]


def test_a_requirement_under_another_name_is_the_same() -> None:
    found = both_ways(policy(QUALITY), policy({**QUALITY, "id": "qms"}), "equivalent")
    assert (
        found.parts[0].sentence == "it was called `quality-system`; waivers that name `quality-system` do not lift it"
    )


def test_one_requirement_that_implies_another_stands_for_it() -> None:
    """The old two ask no more than the new one alone."""
    loose = {**QUALITY, "id": "loose", "standards": ["ISO 9001", "ISO 14001"]}
    assert both_ways(policy(QUALITY, loose), policy(QUALITY), "equivalent").parts[0].relation == "looser"


@pytest.mark.parametrize(
    ("old", "new", "relation"),
    [
        ({"markets": ["US"]}, {"markets": ["US", "EU"]}, "stricter"),
        ({"categories": ["a b"]}, {"categories": ["A-B", "c"]}, "stricter"),
        ({"categories": ["a b"]}, {"categories": ["A_B"]}, "equivalent"),
        ({"types": ["series"]}, None, "stricter"),
        ({"categories": ["a"], "types": ["series"]}, {"types": ["series"]}, "stricter"),
        ({"categories": ["a"]}, {"categories": ["b"]}, "unknown"),
        ({"categories": ["a"]}, {"markets": ["US"]}, "unknown"),
        # A product for the Union is for each of its markets.
        ({"markets": ["DE"]}, {"markets": ["EU"]}, "stricter"),
    ],
)
@pytest.mark.parametrize("rule", [QUALITY, LISTING], ids=lambda rule: str(rule["kind"]))
def test_a_policy_that_applies_to_more_is_stricter(old: Any, new: Any, relation: str, rule: Json) -> None:
    scopes = [{"applies_to": each} if each else {} for each in (old, new)]
    found = both_ways(policy(rule, **scopes[0]), policy(rule, **scopes[1]), relation)
    assert all(part.rule == "applies_to" for part in found.parts)


def test_more_markets_that_can_hide_an_edition_accepted_as_unknown_are_not_claimed() -> None:
    rule = {**LISTING, "standards": ["UL 60950-1"], "accept_unknown": ["edition-superseded"]}
    wider = [policy(rule, applies_to={"markets": markets}) for markets in (["US"], ["US", "EU"])]
    assert compared(*wider).relation == "unknown"


def test_a_requirement_that_counts_later_is_looser_but_as_a_branch() -> None:
    later = {**ENVIRONMENT, "effective": {"from": "2027-01-01"}}
    found = both_ways(policy(QUALITY, ENVIRONMENT), policy(QUALITY, later), "looser")
    assert told(found) == [("environment", "effective", "looser")]
    always, then = (policy(QUALITY, row, decision=ANY_SYSTEM) for row in (ENVIRONMENT, later))
    # Until it counts, it satisfies no branch.
    assert told(both_ways(always, then, "stricter")) == [("environment", "effective", "stricter")]


def test_days_that_lie_apart_are_not_compared_as_an_order() -> None:
    early, late = ({**QUALITY, "effective": window} for window in ({"until": "2026-12-31"}, {"from": "2027-01-01"}))
    assert both_ways(policy(early), policy(late), "unknown").parts[0].relation == "incomparable"


def test_a_policy_in_effect_on_fewer_days_is_looser_and_told_once() -> None:
    found = both_ways(
        policy(QUALITY, ENVIRONMENT), policy(QUALITY, ENVIRONMENT, effective={"from": "2027-01-01"}), "looser"
    )
    assert [part.sentence for part in found.parts] == ["it is in effect from 2027-01-01 on instead of on every day"]


def test_what_is_advisory_has_no_weight() -> None:
    warns = {**ENVIRONMENT, "enforcement": "advisory"}
    found = both_ways(policy(QUALITY, warns), policy(QUALITY, {**warns, "edition": "any"}), "equivalent")
    assert told(found) == [("environment", "edition", "equal")]
    assert found.parts[0].sentence.endswith("(it only warns)")
    added = both_ways(policy(QUALITY), policy(QUALITY, warns), "equivalent")
    assert added.parts[0].sentence == "it is new: a management-system certificate to `ISO 14001`; it only warns"


def test_anything_is_at_least_as_strict_as_a_policy_that_only_warns() -> None:
    warns = policy({**ENVIRONMENT, "enforcement": "advisory"}, applies_to={"categories": ["a"]})
    both_ways(warns, policy(LISTING, period={"from": "award", "until": "delivery"}), "stricter")


def test_becoming_mandatory_is_stricter() -> None:
    warns = {**ENVIRONMENT, "enforcement": "advisory"}
    found = both_ways(policy(QUALITY, warns), policy(QUALITY, ENVIRONMENT), "stricter")
    assert told(found) == [("environment", "enforcement", "stricter")]


def test_a_period_is_not_comparable_to_a_day() -> None:
    span = {"from": "award", "until": "delivery"}
    assert both_ways(policy(QUALITY), policy(QUALITY, period=span), "unknown").parts[0].relation == "incomparable"
    inner = policy({**QUALITY, "status": {"checked_within": "30 days"}}, period=span)
    assert both_ways(policy(QUALITY, period=span), inner, "stricter").relation == "stricter"


def test_in_a_period_what_begins_on_another_day_is_not_compared() -> None:
    span = {"from": "award", "until": "delivery"}
    later = {**QUALITY, "effective": {"from": "2027-01-01"}}
    assert both_ways(policy(QUALITY, period=span), policy(later, period=span), "unknown")


def test_a_waiver_that_can_lift_more_is_looser_whatever_else_is_stricter() -> None:
    hard = {**QUALITY, "waivable": False}
    assert both_ways(policy(hard), policy(QUALITY), "looser").parts[0].rule == "waivable"
    assert compared(policy(hard), policy({**QUALITY, "status": {"checked_within": "30 days"}})).relation == "unknown"
    assert compared(policy(hard), policy({**QUALITY, "id": "qms"})).relation == "looser"


def test_what_only_people_read_is_told_apart() -> None:
    old = policy({**QUALITY, "citation": "a"}, ENVIRONMENT, citations=["x"])
    new = policy(ENVIRONMENT, {**QUALITY, "remedy": "ask"}, title="New", version="2", id="other")
    found = compared(old, new)
    assert (found.relation, found.parts) == ("equivalent", ())
    assert found.remarks == (
        "the policy was called `test-policy`; waivers and tests that name it do not know `other`",
        "the title now: New (was: Test policy)",
        "the version now: 2 (was: 1)",
        "the citations are gone: x",
        "the citation of `quality-system` is gone: a",
        "the remedy of `quality-system` now: ask",
        "the requirements stand in another order",
    )


DECISIONS: list[Decision] = [
    "a",
    All(("a", "b")),
    AnyOf(("a", All(("b", "c")))),
    AtLeast(2, ("a", "b", AnyOf(("c", "d")))),
    All((AnyOf(("a", "b")), AnyOf(("a", "c")))),
    AtLeast(2, (AnyOf(("a", "b")), AnyOf(("a", "c")), "d")),
]


@pytest.mark.parametrize("decision", DECISIONS, ids=in_words)
@pytest.mark.parametrize("counting", ["abcd", "abc", "bd", "a", ""])
def test_the_smallest_sets_are_those_with_which_a_decision_passes(decision: Decision, counting: str) -> None:
    """Against every assignment: it passes where one of the sets passes, whatever the rest comes to."""
    found = smallest(decision, frozenset(counting))
    for number in range(3**4):
        outcomes = {name: list(Outcome)[number // 3**place % 3] for place, name in enumerate("abcd")}
        got = evaluate(decision, {name: outcomes[name] for name in counting}.get)
        if got is None:
            assert found is None
        else:
            passing = {name for name in counting if outcomes[name] is Outcome.PASS}
            assert found is not None
            assert (got is Outcome.PASS) == any(each <= passing for each in found)


def test_a_decision_of_too_many_sets_is_left_undecided() -> None:
    names = [f"r{number}" for number in range(24)]
    rows = [{**QUALITY, "id": name} for name in names]
    old = policy(*rows, decision={"at_least": {"n": 12, "of": names}})
    with pytest.raises(TooManyError):
        smallest(load_policy(old).decision, frozenset(names))
    found = compared(old, policy(*rows, decision={"at_least": {"n": 11, "of": names}}))
    assert (found.relation, found.parts[0].relation) == ("unknown", "unknown")
