"""What is advised on the shipped fixtures, word by word: the plan, what else was weighed, what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.advise import advise
from checker.advise.actions import Action
from checker.advise.plan import Advice, Plan
from checker.model.manifest import Certificate, Manifest
from checker.model.order import Order
from checker.readers import read_one
from tests.builders import catalogue
from tests.expected import manifest_of

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.is_dir())


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


def advised(path: Path, folder: str, day: str, order: Order | None = None) -> list[str]:
    """What is told of one manifest by a shipped policy."""
    manifest = api.load_manifest(read_one(path))
    policies = api.load_policies([str(ROOT / "policies" / f"{folder}.yaml")], catalogue())
    advice = advise(manifest, policies, catalogue(), date.fromisoformat(day), order=order)
    return [f"{path.stem} on {day}", *told(manifest, advice)]


@pytest.mark.generated
@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_what_is_advised_on_the_fixtures(folder: Path, snapshot: SnapshotAssertion) -> None:
    lines = []
    for case in sorted((folder / "nonconforming").glob("*.expected.yaml")):
        day = yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"]
        lines += advised(manifest_of(case), folder.name, day)
    assert "\n".join(lines) == snapshot
