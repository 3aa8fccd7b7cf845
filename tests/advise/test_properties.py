"""A plan is sound (followed, it passes) and the smallest (by brute force over every set of up to six actions)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from checker import api
from checker.advise import Advice, advise
from checker.advise.kinds import WEIGHTS
from tests.advise.brute import lighter
from tests.advise.cases import no_worse
from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    TODAY,
    UL,
    Json,
    catalogue,
    changed,
    document,
    load_policy,
    manifest,
    policy,
)
from tests.depth import cases
from tests.strategies import days, manifests, policies

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

# Every set of this many actions can be tried; the manifests here seldom lead to more.
FEW = 8

often = settings(
    max_examples=cases(500),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def check(raw: Json, rules: list[Json], as_of: str) -> Advice:
    """Advice on a manifest that does not pass, held against the engine and against brute force."""
    source, day = api.load_manifest(document(raw)), date.fromisoformat(as_of)
    held = [load_policy(each) for each in rules]
    verdict = api.assess(source, held, catalogue(), day).verdict
    assume(verdict in ("fail", "undetermined"))
    found = advise(source, held, catalogue(), day)
    assert found.verdict == verdict
    if found.outcome != "plan":
        assert found.outcome in ("open", "none")
        assert found.obstacles
        return found
    assert found.plan is not None
    assert found.after is not None
    assert found.exact
    assert api.assess(found.after, held, catalogue(), day).verdict == "pass"
    no_worse(source, found.after)
    assert found.plan.weight == sum(WEIGHTS[each.type] for each in found.plan.actions)
    assert all(each.serves for each in found.plan.actions)
    assert [each.plan.weight for each in found.alternatives] == sorted(each.plan.weight for each in found.alternatives)
    if len(found.universe) <= FEW:
        size = len(found.plan.actions)
        assert lighter(source, held, day, found.universe, found.plan.weight, size) == []
    return found


@often
@given(manifests(), policies(), days())
def test_a_plan_is_sound_and_the_smallest(raw: Json, rules: Json, as_of: str) -> None:
    check(raw, [rules], as_of)


# Faults that the body or the supplier can mend, several at a time: so that plans consist of several actions.
MENDABLE: dict[str, list[Any]] = {
    f"{UL}/status": [REMOVED, {"value": "suspended", "checked": "2026-10-01"}],
    f"{UL}/expires": ["2026-11-22", REMOVED],
    f"{UL}/covers/models": [["NP-500-A"], ["NP-1"], REMOVED],
    f"{UL}/covers/factories": [["oslo"], REMOVED],
    f"{UL}/covers/revision": ["C"],
    f"{UL}/mark": [{"type": "listed", "markets": ["CA"]}, REMOVED],
    f"{UL}/scheme": [REMOVED],
    f"{UL}/holder": [REMOVED, {"name": "Somebody Else Ltd"}],
    f"{UL}/events": [[], [{"type": "decision", "date": "2024-01-15"}]],
    f"{QMS}/status": [REMOVED, {"value": "suspended", "checked": "2026-10-01"}],
    f"{QMS}/expires": ["2026-11-22", "2028-11-22", None],
    f"{QMS}/covers/sites": [["oslo"], REMOVED],
    f"{QMS}/covers/activities": [["manufacture"], REMOVED],
    f"{QMS}/standard": ["ISO 9001:2008", "ISO 9001"],
    f"{QMS}/accreditations": [REMOVED],
    f"{QMS}/events": [REMOVED, [{"type": "decision", "date": "2024-05-10"}]],
    f"{PRODUCT}/produced_at": [["linz", "oslo"]],
}
STRICT: list[Json] = [
    {**LISTING, "mark": {"types": ["listed"], "market": "US"}, "covers": {"factory": True}},
    {**QUALITY, "covers": {"activities": ["design"]}, "surveillance": {"rule": "iso-17021"}, "audits": "required"},
]
DECISIONS: list[Json] = [
    {},
    {"evidence": "either", "decision": {"any": ["listed-product", "quality-system"]}},
]


@settings(often, max_examples=cases(150))
@given(st.dictionaries(st.sampled_from(sorted(MENDABLE)), st.integers(0, 2), min_size=2, max_size=5), st.booleans())
def test_a_plan_of_several_actions_is_sound_and_the_smallest(drawn: dict[str, int], either: bool) -> None:
    changes = {pointer: MENDABLE[pointer][number % len(MENDABLE[pointer])] for pointer, number in drawn.items()}
    check(changed(manifest(), changes), [policy(*STRICT, **DECISIONS[either])], TODAY)


@settings(often, max_examples=cases(50))
@given(manifests(), policies(), policies(), days())
def test_a_plan_for_two_policies_is_sound_and_the_smallest(raw: Json, one: Json, other: Json, as_of: str) -> None:
    check(raw, [one, {**other, "id": "other-policy"}], as_of)
