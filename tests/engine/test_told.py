"""What is told of every shipped fixture, word by word and with every place: a supplier acts on these sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.model.policy import Policy
from checker.readers import read_one
from tests.builders import catalogue, only
from tests.expected import manifest_of
from tests.told import of_policy

ROOT = Path(__file__).parent.parent.parent
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.is_dir())
SETS = [(folder, which) for folder in FOLDERS for which in ("conforming", "nonconforming")]


@cache
def shipped(name: str) -> Policy:
    """A shipped policy by its id."""
    return api.load_policy(read_one(ROOT / "policies" / f"{name}.yaml"), catalogue())


def told(case: Path, rules: Policy) -> Iterator[str]:
    """A fixture by its policy, without what lies behind the manifest."""
    day = date.fromisoformat(yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"])
    manifest = api.load_manifest(read_one(manifest_of(case)))
    yield f"{case.name.removesuffix('.expected.yaml')} on {day}"
    yield from of_policy(only(api.assess(manifest, [rules], catalogue(), day)))


@pytest.mark.parametrize(("folder", "which"), SETS, ids=[f"{folder.name}/{which}" for folder, which in SETS])
def test_what_is_told_of_the_fixtures(folder: Path, which: str, snapshot: SnapshotAssertion) -> None:
    cases = sorted((folder / which).glob("*.expected.yaml"))
    assert cases
    assert "\n".join(line for case in cases for line in told(case, shipped(folder.name))) == snapshot
