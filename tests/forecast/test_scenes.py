"""Supplier and policies as they come: what lies ahead is what a check of each day says, and a pass ends where told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from checker import api
from checker import forecast as package
from checker.forecast import Forecast, falling_due, forecast, with_holds
from checker.model.assessment import Assessment
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from tests.builders import (
    LISTING,
    QMS,
    QUALITY,
    Json,
    catalogue,
    changed,
    document,
    load_policy,
    manifest,
    policy,
)
from tests.forecast.scenes import ENVIRONMENT, LISTED, SCENES, SYSTEM, Scene
from tests.forecast.test_properties import END, START, at, check_tiles, levels, over_time


def loaded(scene: Scene) -> tuple[Manifest, list[Policy], Order | None]:
    return (
        api.load_manifest(document(changed(manifest(), scene.changes))),
        [load_policy(each) for each in scene.rules],
        api.load_order(document(scene.order)) if scene.order else None,
    )


@pytest.mark.parametrize("name", SCENES)
def test_what_lies_ahead_is_what_a_check_of_each_day_says(name: str) -> None:
    found, rules, ordered = loaded(SCENES[name])
    course = forecast(found, rules, catalogue(), START, END, order=ordered)
    told = dict(over_time(course))
    for segments in told.values():
        check_tiles(segments, START, END)
    for day in sorted({day for segments in told.values() for each in segments for day in (each.start, each.until)}):
        _agrees(told, api.assess(found, rules, catalogue(), day, order=ordered), day)
    _holds(course, with_holds(_today(found, rules, ordered), rules, catalogue(), START, END, order=ordered))


def _today(found: Manifest, rules: list[Policy], ordered: Order | None) -> Assessment:
    return api.assess(found, rules, catalogue(), START, order=ordered)


def _agrees(told: dict[str, Any], checked: Assessment, day: date) -> None:
    """What the day asks for is as it says; what only other versions ask for does not apply."""
    asked = {name: (str(verdict), codes) for name, verdict, codes, _ in levels(checked)}
    for name, segments in told.items():
        state = at(segments, day).state
        wanted = asked.get(name, ("not-applicable", ()))
        assert (state.verdict, state.codes) == wanted, (name, day)


def _holds(course: Forecast, looked: Assessment) -> None:
    told = dict(over_time(course))
    for name, verdict, _, holds in levels(looked):
        assert (holds is not None) == (verdict == Outcome.PASS), name
        if holds:
            after = next((each for each in told[name] if each.verdict != Outcome.PASS), None)
            assert holds.until == (after.start - timedelta(days=1) if after else END), name
            assert holds.then == (after.verdict if after else None), name


@pytest.mark.parametrize("name", SCENES)
def test_what_falls_due_lies_within_the_days_asked_for_once_each(name: str) -> None:
    found, rules, ordered = loaded(SCENES[name])
    rows = falling_due(found, rules, catalogue(), START, END, order=ordered)
    assert list(rows) == sorted(set(rows))
    assert all(START <= each.day <= END for each in rows)
    for each in (*rows[:1], *rows[-1:]):
        alone = falling_due(found, rules, catalogue(), each.day, each.day, order=ordered)
        assert {one for one in alone if one.type not in ("surveillance", "suspension-limit")} <= set(rows)


def due(*rules: Json, changes: Json | None = None, start: str = "2026-11-23") -> set[str]:
    found = api.load_manifest(document(changed(manifest(), changes or {})))
    held = [load_policy(each) for each in rules]
    rows = falling_due(found, held, catalogue(), date.fromisoformat(start), END)
    return {f"{each.day} {each.type} {each.about}" for each in rows}


def test_a_policy_that_does_not_apply_has_nothing_due_but_its_own_days() -> None:
    toys = {"applies_to": {"categories": ["toys"]}, "effective": {"from": "2027-01-01", "until": "2028-12-31"}}
    rule = {**LISTING, "effective": {"from": "2027-02-01"}, "surveillance": {"every": "12 months"}}
    without = due(policy(ENVIRONMENT))
    found = due(policy(rule, **toys))
    assert {each for each in found if "test-policy" in each} == {
        "2027-01-01 policy-begins test-policy",
        "2028-12-31 policy-ends test-policy",
    }
    assert {each.split()[1] for each in found} <= {each.split()[1] for each in without} | {
        "policy-begins",
        "policy-ends",
    }


@pytest.mark.parametrize(
    ("effective", "enforcement", "wanted"),
    [
        ({}, "mandatory", set()),
        ({"from": "2027-02-01"}, "mandatory", {"2027-02-01 requirement-begins"}),
        ({"until": "2027-02-01"}, "mandatory", {"2027-02-01 requirement-ends"}),
        ({"from": "2027-01-01", "until": "2027-12-31"}, "mandatory", set()),
        ({"from": "2027-02-01", "until": "2027-03-31"}, "advisory", set()),
    ],
)
def test_a_requirement_that_begins_or_ends_with_its_policy_is_told_once(
    effective: Json, enforcement: str, wanted: set[str]
) -> None:
    rule = {**SYSTEM, "id": "own", "effective": effective, "enforcement": enforcement}
    found = due(policy(rule, LISTED, effective={"from": "2027-01-01", "until": "2027-12-31"}))
    assert {each.rpartition(" ")[0] for each in found if "requirement-" in each} == wanted
    assert {each.split()[1] for each in found if each.endswith(" test-policy")} == {"policy-begins", "policy-ends"}


@pytest.mark.parametrize(("expires", "last"), [("2027-02-01", "2027-02-01"), ("2029-05-09", "2027-05-10")])
def test_a_recertification_is_due_by_the_end_of_the_cycle_or_of_the_certificate(expires: str, last: str) -> None:
    rule = {**QUALITY, "surveillance": {"rule": "iso-17021"}}
    assert f"{last} recertification qms" in due(policy(rule), changes={f"{QMS}/expires": expires})
    yearly = {**QUALITY, "surveillance": {"every": "12 months"}}
    assert not any("recertification" in each for each in due(policy(yearly)))


@pytest.mark.parametrize(("edition", "told"), [("current", True), ("any", False), (["2015"], False)])
def test_an_edition_ends_where_the_policy_asks_for_the_current_one(edition: Any, told: bool) -> None:
    found = due(policy({**QUALITY, "edition": edition}))
    assert any("edition-end" in each for each in found) is told
    assert not any("edition-end" in each for each in due(policy(QUALITY), changes={f"{QMS}/standard": "ISO 9001"}))


def test_every_name_is_found_where_it_is_written() -> None:
    for name in {*package.__all__} - {"HORIZON", "with_holds"}:
        assert package.__getattr__(name) is getattr(package, name)
    with pytest.raises(AttributeError, match=r"^module 'checker.forecast' has no attribute 'nothing'$"):
        _ = package.nothing
