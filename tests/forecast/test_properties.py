"""What holds for every forecast: it tells of every day what a check of that day tells, and `holds` is a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker import api
from checker.forecast import Forecast, Segment, forecast, with_holds
from checker.forecast.reasons import against, against_policy, against_requirement, leading
from checker.model.assessment import Assessment, Holds
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from tests.builders import LISTING, QUALITY, Json, catalogue, document, load_policy, manifest, policy
from tests.depth import cases
from tests.strategies import POLICIES, manifests

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

START, END = date(2026, 11, 23), date(2029, 11, 23)
DAYS = st.lists(st.dates(START, END), min_size=40, max_size=40)
often = settings(max_examples=cases(250), deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
seldom = settings(often, max_examples=cases(120))

_ISO: Json = {"surveillance": {"rule": "iso-17021"}}
_WINDOWS = [
    {**QUALITY, **_ISO, "effective": {"from": "2027-02-01", "until": "2028-03-31"}},
    {**LISTING, "effective": {"until": "2027-06-30"}},
    {**LISTING, "surveillance": {"every": "12 months"}, "enforcement": "advisory"},
]
RULES: list[Json] = [
    *POLICIES,
    policy({**QUALITY, **_ISO}),
    policy(LISTING, {**QUALITY, **_ISO}, evidence="either", decision={"any": ["listed-product", "quality-system"]}),
    policy(_WINDOWS[0]),
    policy(_WINDOWS[1], _WINDOWS[0]),
    policy(_WINDOWS[0], LISTING, evidence="either", decision={"any": ["listed-product", "quality-system"]}),
    policy(_WINDOWS[2], {**QUALITY, "id": "own"}, {**QUALITY, "id": "hard", "surveillance": {"every": "6 months"}}),
]


@cache
def unrenewed(number: int, name: str = "") -> Policy:
    """A policy by whose terms no look-up gets stale, so that a check of a later day is the forecast of it."""
    rules = deepcopy(RULES[number])
    for row in rules["requirements"]:
        row["status"] = {"checked_within": "never"}
    return load_policy({**rules, "id": name or rules["id"]})


RULE = st.integers(0, len(RULES) - 1)


def levels(found: Assessment) -> Iterator[tuple[str, Any, tuple[str, ...], Holds | None]]:
    """Everything in an assessment that has a verdict: its name, verdict, leading codes and how long it holds."""
    yield "manifest", found.verdict, leading(against(found)), found.holds
    for each in found.policies:
        yield each.policy.id, each.verdict, leading(against_policy(each)), each.holds
        for row in each.requirements:
            codes = leading(against_requirement(row))
            yield f"{each.policy.id}/{row.requirement.id}", row.outcome, codes, row.holds
            for place, one in enumerate(row.objects):
                codes = () if one.outcome is Outcome.PASS else leading(one.findings)
                yield f"{each.policy.id}/{row.requirement.id}/{place}", one.outcome, codes, one.holds


def over_time(found: Forecast) -> Iterator[tuple[str, tuple[Segment, ...]]]:
    """The segments of everything, in the order of `levels`."""
    yield "manifest", found.segments
    for each in found.policies:
        yield each.policy.id, each.segments
        for row in each.requirements:
            yield f"{each.policy.id}/{row.requirement.id}", row.segments
            for place, one in enumerate(row.objects):
                yield f"{each.policy.id}/{row.requirement.id}/{place}", one.segments


def at(segments: tuple[Segment, ...], day: date) -> Segment:
    (found,) = [each for each in segments if each.start <= day <= each.until]
    return found


def check_tiles(segments: tuple[Segment, ...], start: date, end: date) -> None:
    assert segments[0].start == start
    assert segments[-1].until == end
    for one, other in pairwise(segments):
        assert one.start <= one.until == other.start - timedelta(days=1)
        assert not one.state.same(other.state)


def check_agreement(raw: Json, number: int, days: list[date]) -> None:
    found, rules = api.load_manifest(document(raw)), [unrenewed(number)]
    told = dict(over_time(forecast(found, rules, catalogue(), START, END)))
    for segments in told.values():
        check_tiles(segments, START, END)
    for day in days:
        for name, verdict, codes, _ in levels(api.assess(found, rules, catalogue(), day)):
            segment = at(told[name], day)
            assert (segment.verdict, segment.state.codes) == (verdict, codes), (name, day)


@often
@given(manifests(), st.integers(0, len(POLICIES) - 1), DAYS)
def test_agrees_with_a_check_of_any_day_and_tiles_the_horizon(raw: Json, number: int, days: list[date]) -> None:
    check_agreement(raw, number, days)


@often
@given(manifests(), st.integers(len(POLICIES), len(RULES) - 1), DAYS)
def test_agrees_under_policies_whose_requirements_begin_and_end(raw: Json, number: int, days: list[date]) -> None:
    check_agreement(raw, number, days)


def check_holds(raw: Json, rules: list[Policy], start: date) -> None:
    """What `holds` says is how long the first segments of the forecast pass, and what comes then."""
    found = api.load_manifest(document(raw))
    told = dict(over_time(forecast(found, rules, catalogue(), start, END)))
    looked = with_holds(api.assess(found, rules, catalogue(), start), rules, catalogue(), start, END)
    for name, verdict, _, holds in levels(looked):
        assert (holds is not None) == (verdict == Outcome.PASS), name
        if holds:
            after = next((each for each in told[name] if each.verdict != Outcome.PASS), None)
            assert holds.until == (after.start - timedelta(days=1) if after else END), name
            assert holds.then == (after.verdict if after else None), name
            assert bool(holds.codes) == (holds.then in (Outcome.FAIL, Outcome.UNDETERMINED)), name
            if len(found.certificates) == 1 and after:
                assert holds.codes == after.state.codes, name


@seldom
@given(manifests(), st.lists(RULE, min_size=1, max_size=2, unique=True), st.dates(date(2026, 10, 1), END))
@example(manifest(), [14], START)
def test_holds_is_the_forecast_of_what_passes(raw: Json, numbers: list[int], start: date) -> None:
    check_holds(raw, [unrenewed(number, f"p-{number}") for number in numbers], start)
    check_holds(raw, [load_policy(RULES[number]) for number in numbers[:1]], start)


def test_agrees_with_every_single_day() -> None:
    found, rules = api.load_manifest(document(manifest())), [unrenewed(RULES.index(policy({**QUALITY, **_ISO})))]
    told = forecast(found, rules, catalogue(), START, END)
    holds = with_holds(api.assess(found, rules, catalogue(), START), rules, catalogue(), START, END).holds
    days = [START + timedelta(days=offset) for offset in range((END - START).days + 1)]
    verdicts = [api.assess(found, rules, catalogue(), day).verdict for day in days]
    assert verdicts == [at(told.segments, day).verdict for day in days]
    assert holds
    assert holds.until == days[verdicts.index("fail") - 1] == date(2027, 5, 9)
