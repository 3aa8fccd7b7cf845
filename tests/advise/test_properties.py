"""A plan is sound (followed, it passes) and the smallest (by brute force over every set of up to six actions)."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, assume, given, settings

from checker import api
from checker.advise import Advice, advise
from checker.advise.kinds import WEIGHTS
from tests.advise.brute import lighter
from tests.advise.cases import no_worse
from tests.builders import Json, catalogue, document, load_policy
from tests.strategies import days, manifests, policies

# Every set of this many actions can be tried; the manifests here seldom lead to more.
FEW = 8

often = settings(
    max_examples=500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def check(raw: Json, rules: list[Json], as_of: str) -> Advice:
    """Advice on a manifest that does not pass, held against the engine and against brute force."""
    manifest, day = api.load_manifest(document(raw)), date.fromisoformat(as_of)
    held = [load_policy(each) for each in rules]
    verdict = api.assess(manifest, held, catalogue(), day).verdict
    assume(verdict in ("fail", "undetermined"))
    found = advise(manifest, held, catalogue(), day)
    assert found.verdict == verdict
    if found.outcome != "plan":
        assert found.outcome in ("open", "none")
        assert found.obstacles
        return found
    assert found.plan is not None
    assert found.after is not None
    assert found.exact
    assert api.assess(found.after, held, catalogue(), day).verdict == "pass"
    no_worse(manifest, found.after)
    assert found.plan.weight == sum(WEIGHTS[each.type] for each in found.plan.actions)
    assert all(each.serves for each in found.plan.actions)
    assert [each.plan.weight for each in found.alternatives] == sorted(each.plan.weight for each in found.alternatives)
    if len(found.universe) <= FEW:
        size = len(found.plan.actions)
        assert lighter(manifest, held, day, found.universe, found.plan.weight, size) == []
    return found


@often
@given(manifests(), policies(), days())
def test_a_plan_is_sound_and_the_smallest(raw: Json, rules: Json, as_of: str) -> None:
    check(raw, [rules], as_of)


@settings(often, max_examples=50)
@given(manifests(), policies(), policies(), days())
def test_a_plan_for_two_policies_is_sound_and_the_smallest(raw: Json, one: Json, other: Json, as_of: str) -> None:
    check(raw, [one, {**other, "id": "other-policy"}], as_of)
