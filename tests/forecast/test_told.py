"""What lies ahead of the shipped fixtures, word by word: every change of verdict, what falls due, how long it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.forecast import falling_due, forecast, with_holds
from checker.model.policy import Policy
from checker.readers import read_one
from tests.builders import catalogue
from tests.expected import manifest_of
from tests.forecast.words import of_course, of_due, of_holds
from tests.typed import mistyped

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.is_dir())
END = date(2029, 11, 23)


def told(case: Path, policies: Sequence[Policy]) -> Iterator[str]:
    """Everything that is told of one fixture."""
    day = date.fromisoformat(yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"])
    manifest = api.load_manifest(read_one(manifest_of(case)))
    yield f"{case.name.removesuffix('.expected.yaml')} on {day}"
    found = forecast(manifest, policies, catalogue(), day, END)
    due = falling_due(manifest, policies, catalogue(), day, END)
    held = with_holds(api.assess(manifest, policies, catalogue(), day), policies, catalogue(), day, END)
    assert not mistyped((found, due, held))
    yield from (*of_course(found), *of_due(due), *of_holds(held))


@pytest.mark.generated
@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_what_lies_ahead_of_the_fixtures(folder: Path, snapshot: SnapshotAssertion) -> None:
    policies = [api.load_policy(read_one(ROOT / "policies" / f"{folder.name}.yaml"), catalogue())]
    cases = [*sorted((folder / "conforming").glob("*.expected.yaml"))[:2]]
    cases += sorted((folder / "nonconforming").glob("*.expected.yaml"))[::6]
    assert "\n".join(line for case in cases for line in told(case, policies)) == snapshot
