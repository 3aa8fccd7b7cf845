"""The search by itself: exact on any question whose answer more actions only help, greedy beyond its bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain, combinations
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.advise import advice, parts
from checker.advise.actions import Action, Serves
from checker.advise.hitting import Chosen, cheapest
from checker.advise.plan import Advice
from checker.advise.search import ExhaustedError, Search
from checker.engine.assess import assess
from checker.model.assessment import Target
from tests.advise.cases import advised, types
from tests.builders import LISTING, QMS, QUALITY, REMOVED, UL, Json, changed, manifest, policy

COUNT = 6
NUMBERS = st.integers(0, COUNT - 1)
WAYS = st.lists(st.frozensets(NUMBERS, min_size=1, max_size=4), max_size=4)
WEIGHTS = st.lists(st.integers(0, 3), min_size=COUNT, max_size=COUNT)


def subsets() -> list[Chosen]:
    every = range(COUNT)
    return [frozenset(each) for each in chain.from_iterable(combinations(every, size) for size in range(COUNT + 1))]


def any_of(ways: list[Chosen]) -> Callable[[Chosen], bool]:
    """Passes where one of the ways is gone whole."""
    return lambda chosen: any(way <= chosen for way in ways)


def cost(chosen: Chosen, weights: list[int]) -> tuple[int, int, tuple[int, ...]]:
    return sum(weights[each] for each in chosen), len(chosen), tuple(sorted(chosen))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WAYS, WEIGHTS)
def test_plans_come_in_the_order_of_their_cost(ways: list[Chosen], weights: list[int]) -> None:
    search = Search(weights, any_of(ways), 10_000)
    found = []
    while (plan := search.next()) is not None:
        found.append(plan)
    minimal = [way for way in set(ways) if not any(other < way for other in ways)]
    assert found == sorted(minimal, key=lambda way: cost(way, weights))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WAYS, WEIGHTS, WAYS)
def test_the_cheapest_choice_is_that_of_brute_force(
    cores: list[Chosen], weights: list[int], barred: list[Chosen]
) -> None:
    fitting = [
        each for each in subsets() if all(each & core for core in cores) and not any(way <= each for way in barred)
    ]
    wanted = min(fitting, key=lambda each: cost(each, weights), default=None)
    assert cheapest(cores, weights, barred) == wanted


@settings(max_examples=200, deadline=None, derandomize=True)
@given(WAYS.filter(bool), WEIGHTS)
def test_a_greedy_plan_passes_and_nothing_in_it_can_be_spared(ways: list[Chosen], weights: list[int]) -> None:
    passes = any_of(ways)
    plan = Search(weights, passes, 0).greedy()
    assert passes(plan)
    assert not any(passes(plan - {each}) for each in plan)


def test_the_engine_is_asked_no_more_often_than_is_allowed() -> None:
    asked: list[Chosen] = []

    def passes(chosen: Chosen) -> bool:
        asked.append(chosen)
        return len(chosen) > 3

    search = Search([1] * COUNT, passes, 5)
    with pytest.raises(ExhaustedError):
        search.next()
    assert len(asked) == 5


@pytest.mark.parametrize(("most", "largest", "size"), [(100, COUNT, 2), (100, 1, 2), (3, COUNT, 2)])
def test_a_part_has_a_plan_exact_or_greedy(most: int, largest: int, size: int) -> None:
    plan = Search([1] * COUNT, any_of([frozenset({1, 4})]), most).plan(largest)
    assert plan is not None
    assert len(plan) == size


def test_what_nothing_helps_has_no_plan() -> None:
    assert Search([1] * COUNT, any_of([]), 100).plan(COUNT) is None
    assert Search([1] * COUNT, any_of([]), 100).next() is None


FAULTS = {f"{UL}/status": REMOVED, f"{UL}/holder": REMOVED, f"{QMS}/status": REMOVED, f"{QMS}/holder": REMOVED}
BOTH = ["complete-field", "complete-field", "look-up-status", "look-up-status"]


def without_room(monkeypatch: pytest.MonkeyPatch, rules: Json) -> tuple[list[str], bool]:
    """The plan where no more than one action can be searched."""
    for module in (advice, parts):
        monkeypatch.setattr(module, "LARGEST", 1)
    found = advised(changed(manifest(), FAULTS), rules)
    return types(found), found.exact


def test_beyond_the_bound_objects_that_share_no_action_are_planned_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert without_room(monkeypatch, policy(LISTING, QUALITY)) == (BOTH, False)


def test_beyond_the_bound_a_choice_between_branches_is_thinned_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = policy(LISTING, QUALITY, evidence="either", decision={"any": ["listed-product", "quality-system"]})
    assert without_room(monkeypatch, rules) == (["complete-field", "look-up-status"], False)


def test_a_part_without_a_plan_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "LARGEST", 1)
    monkeypatch.setattr(advice, "LARGEST", 1)
    rule = {**LISTING, "body": {"recognised_by": "eu-notified-bodies"}}
    raw = changed(manifest(), {f"{UL}/body": {"id": "2797"}, f"{QMS}/status": REMOVED, f"{QMS}/holder": REMOVED})
    assert advised(raw, policy(rule, QUALITY)).outcome == "none"


def counted(raw: Json, rules: Json) -> tuple[Advice, int]:
    """The advice, and how often the engine was asked."""
    with mock.patch("checker.advise.case.assess", wraps=assess) as asked:
        return advised(raw, rules), asked.call_count


def test_when_the_engine_was_asked_too_often_the_plan_is_greedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "QUESTIONS", 3)
    found = advised(changed(manifest(), FAULTS), policy(LISTING, QUALITY))
    assert (types(found), found.exact) == (BOTH, False)


@pytest.mark.parametrize(("objects", "certificates", "most"), [(1, 1, 4_000), (5, 11, 727), (300, 200, 0)])
def test_the_more_there_is_to_assess_the_less_often_it_is_asked(objects: int, certificates: int, most: int) -> None:
    assert parts.questions(objects, certificates) == most


def test_five_listings_with_two_faults_each_are_planned_without_asking_for_a_minute() -> None:
    """Each could be extended to the models of all others: every way of combining that is a way to be ruled out."""
    raw, count = manifest(), 5
    listing = next(each for each in raw["certificates"] if each["kind"] == "product")
    faulty = {key: value for key, value in listing.items() if key not in ("status", "holder")}
    names = [f"M-{number}" for number in range(count)]
    raw["products"] = [{**raw["products"][0], "id": name, "models": [name]} for name in names]
    raw["certificates"] = [{**faulty, "id": name, "number": name, "covers": {"models": [name]}} for name in names]
    found, asked = counted(raw, policy(LISTING))
    assert types(found) == ["complete-field"] * count + ["look-up-status"] * count
    assert asked < 1_000


def test_days_of_the_past_and_the_far_future_are_no_obstacle() -> None:
    for day in (date(2024, 1, 15), date(2031, 1, 1), date(9999, 12, 31)):
        found = advised(manifest(), policy(LISTING, QUALITY), as_of=day.isoformat())
        assert found.outcome in ("plan", "nothing-to-do")


def action(*names: str) -> Action:
    """Something that serves the objects of these names."""
    serves = tuple(Serves("p", "r", Target("model", each, ""), "expired") for each in names)
    return Action("type", "certificate", "", "product", "", (), (), (), serves)


@pytest.mark.parametrize(
    ("actions", "wanted"),
    [
        ([], {"A": [], "B": [], "C": [], "D": []}),
        (["A", "B"], {"A": [0], "B": [1], "C": [], "D": []}),
        (["AB", "C"], {"AB": [0], "C": [1], "D": []}),
        (["AB", "CD", "C"], {"AB": [0], "CD": [1, 2]}),
        (["C", "AB", "CD", "BC"], {"ABCD": [0, 1, 2, 3]}),
    ],
)
def test_objects_that_share_an_action_are_planned_together(actions: list[str], wanted: dict[str, list[int]]) -> None:
    places = [action(each).serves[0].place for each in "ABCD"]
    found = parts._parts(places, [action(*each) for each in actions])
    assert {"".join(sorted(target.id or "" for _, _, target in held)): given for held, given in found} == wanted
    assert len(found) == len(wanted)


@pytest.mark.parametrize("all_of", [True, False])
def test_parts_are_planned_where_every_object_has_to_pass(monkeypatch: pytest.MonkeyPatch, all_of: bool) -> None:
    joined: list[Chosen | None] = []

    def noting(*given: Any) -> Chosen | None:
        joined.append(parts.in_parts(*given))
        return joined[-1]

    monkeypatch.setattr(advice, "in_parts", noting)
    either: Json = {} if all_of else {"evidence": "either", "decision": {"any": ["listed-product", "quality-system"]}}
    without_room(monkeypatch, policy(LISTING, QUALITY, **either))
    assert [found is not None for found in joined] == [all_of]
