"""What lies ahead of the shipped fixtures, word by word: every change of verdict, what falls due, how long it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.forecast import Segment, falling_due, forecast, with_holds
from checker.model.assessment import Holds
from checker.model.manifest import Manifest
from checker.model.policy import Policy
from checker.readers import read_one
from tests.builders import catalogue
from tests.expected import manifest_of

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.is_dir())
END = date(2029, 11, 23)


def of_segments(segments: Sequence[Segment]) -> Iterator[str]:
    """Each span of days, with what it comes to and why."""
    for each in segments:
        state = each.state
        parts = [*state.codes, *state.certificates, *state.waived, "" if state.counts else "counts not", state.reason]
        yield f"  {each.start} to {each.until}: {state.verdict}; {'; '.join(filter(None, parts))}"


def of_course(manifest: Manifest, policies: Sequence[Policy], day: date) -> Iterator[str]:
    """The verdicts of the manifest, its policies, requirements and objects."""
    found = forecast(manifest, policies, catalogue(), day, END)
    yield from of_segments(found.segments)
    for policy in found.policies:
        yield f" {policy.policy.id} {policy.versions}"
        yield from of_segments(policy.segments)
        for row in policy.requirements:
            yield f" {row.requirement.id}"
            yield from of_segments(row.segments)
            for each in row.objects:
                yield f" {each.target.type} {each.target.id} {each.target.site}"
                yield from of_segments(each.segments)


def of_holds(manifest: Manifest, policies: Sequence[Policy], day: date) -> Iterator[str]:
    """Through which day each pass lasts."""
    found = api.assess(manifest, policies, catalogue(), day)
    held = with_holds(found, policies, catalogue(), day, END)
    yield f" holds {shown(held.holds)}"
    for policy in held.policies:
        yield f" {policy.policy.id} holds {shown(policy.holds)}"
        for row in policy.requirements:
            holds = [shown(each.holds) for each in row.objects]
            yield f" {row.requirement.id} holds {shown(row.holds)}, its objects {'; '.join(holds)}"


def shown(holds: Holds | None) -> str:
    """Until when, what then, and why."""
    return "-" if holds is None else f"{holds.until}, then {holds.then}: {', '.join(holds.codes)}"


def told(case: Path, policies: Sequence[Policy]) -> Iterator[str]:
    """Everything that is told of one fixture."""
    day = date.fromisoformat(yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"])
    manifest = api.load_manifest(read_one(manifest_of(case)))
    yield f"{case.name.removesuffix('.expected.yaml')} on {day}"
    yield from of_course(manifest, policies, day)
    yield from (
        f" {each.day} {each.type} {each.about}: {each.message}"
        for each in falling_due(manifest, policies, catalogue(), day, END)
    )
    yield from of_holds(manifest, policies, day)


@pytest.mark.generated
@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_what_lies_ahead_of_the_fixtures(folder: Path, snapshot: SnapshotAssertion) -> None:
    policies = [api.load_policy(read_one(ROOT / "policies" / f"{folder.name}.yaml"), catalogue())]
    cases = [*sorted((folder / "conforming").glob("*.expected.yaml"))[:2]]
    cases += sorted((folder / "nonconforming").glob("*.expected.yaml"))[::6]
    assert "\n".join(line for case in cases for line in told(case, policies)) == snapshot
