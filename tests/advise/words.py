"""Advice in words, a line for each thing that is said or would be stated, for snapshots that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.advise.actions import Action
from checker.advise.plan import Advice, Plan
from checker.model.manifest import Certificate, Manifest


def told(manifest: Manifest, advice: Advice) -> Iterator[str]:
    """Everything that advice says."""
    yield f"  {advice.outcome} on {advice.verdict}{'' if advice.exact else ', perhaps not the cheapest'}"
    if advice.wait:
        yield f"  wait until {advice.wait.day}{', then look up' if advice.wait.look_up else ''}"
    if advice.plan:
        yield from of_plan(advice.plan)
    for other in advice.alternatives:
        yield f"  instead of {other.instead_of}, weighs {other.plan.weight}"
        yield from (f"    {each.says}" for each in other.others)
    yield from (f"  in the way: {each.requirement} {each.target.pointer} {each.finding}" for each in advice.obstacles)
    yield from (f"  remark: {each}" for each in advice.remarks)
    yield from (f"  weighed: {each.type} {each.certificate} {each.detail}: {each.says}" for each in advice.universe)
    yield from of_entries(manifest, advice.after)


def of_plan(plan: Plan) -> Iterator[str]:
    """The actions, each with what it is for."""
    yield f"  plan, weighs {plan.weight}"
    yield from (f"    {each.says} ({serves(each)})" for each in plan.actions)


def serves(action: Action) -> str:
    """What an action is for."""
    rows = [f"{each.requirement} {each.target.pointer} {each.code}" for each in action.serves]
    return "; ".join([action.model, *rows])


def of_entries(before: Manifest, after: Manifest | None) -> Iterator[str]:
    """What the plan changes in the certificates, as it would be stated."""
    if after is None:
        return
    yield f"  prepared {after.prepared}"
    known = {each.id: each for each in before.certificates}
    for entry in after.certificates:
        old = known.get(entry.id, Certificate("", 0, "", "", ""))
        for key in Certificate._fields:
            if getattr(entry, key) != getattr(old, key):
                yield f"  {entry.id}.{key} = {short(getattr(entry, key))}"


def short(value: Any) -> str:
    """A value without what is not stated in it."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        parts = {key: each for key, each in zip(value._fields, value, strict=True) if each not in (None, (), "")}
        return f"({', '.join(f'{key}={short(each)}' for key, each in parts.items())})"
    if isinstance(value, tuple):
        return f"[{', '.join(map(short, value))}]"
    return str(value)
