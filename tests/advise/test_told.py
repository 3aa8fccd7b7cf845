"""What is advised on the shipped fixtures, word by word: the plan, what else was weighed, what stands in the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.advise import advise
from checker.model.order import Order
from checker.readers import read_one
from tests.advise.words import told
from tests.builders import catalogue
from tests.expected import manifest_of
from tests.typed import mistyped

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "fixtures" / "manifests").iterdir() if path.is_dir())


def advised(path: Path, folder: str, day: str, order: Order | None = None) -> list[str]:
    """What is told of one manifest by a shipped policy."""
    manifest = api.load_manifest(read_one(path))
    policies = api.load_policies([str(ROOT / "policies" / f"{folder}.yaml")], catalogue())
    advice = advise(manifest, policies, catalogue(), date.fromisoformat(day), order=order)
    assert not mistyped(advice, given={"Policy", "Requirement"})
    return [f"{path.stem} on {day}", *told(manifest, advice)]


@pytest.mark.generated
@pytest.mark.parametrize("folder", FOLDERS, ids=[path.name for path in FOLDERS])
def test_what_is_advised_on_the_fixtures(folder: Path, snapshot: SnapshotAssertion) -> None:
    lines = []
    for case in sorted((folder / "nonconforming").glob("*.expected.yaml")):
        day = yaml.load(case.read_text(encoding="utf-8"), yaml.BaseLoader)["as_of"]
        lines += advised(manifest_of(case), folder.name, day)
    assert "\n".join(lines) == snapshot
