"""The fast engine says what the plain one says, byte for byte, or hands over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.api import load_policies, shipped_policies
from checker.errors import InputError
from checker.readers import Source, read
from tests.builders import catalogue
from tests.depth import cases
from tests.fast.agreement import Agreement, drawn_judges, generated, judge_of, over
from tests.fast.disturbed import disturbed

pytestmark = pytest.mark.generated

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"


@pytest.mark.parametrize("part", range(4))
def test_generated_manifests(part: int) -> None:
    count = cases(200)
    found = over(generated(count, start=part * count), drawn_judges(catalogue()))
    assert found.differing == []
    assert found.seen == count
    # A comparison of nothing would agree too.
    assert found.fast > 0.8 * count
    assert 0.1 * count < found.passing < 0.9 * count


def test_disturbed_manifests() -> None:
    count = cases(300)
    found = over(disturbed(count), drawn_judges(catalogue()))
    assert found.differing == []
    assert found.fast > 0.4 * count
    assert found.passing > 0.1 * count


@pytest.mark.parametrize("day", ["2026-11-23", "2027-06-01", "2028-02-29"])
def test_every_fixture_under_every_policy(day: str) -> None:
    found = Agreement()
    judges = [
        judge_of([policy], catalogue(), date.fromisoformat(day))
        for policy in load_policies(sorted(shipped_policies()), catalogue())
    ]
    for path in sorted(FIXTURES.glob("*/*/*.yaml")):
        if path.name.endswith((".expected.yaml", ".order.yaml")):
            continue
        for document in read(Source.from_path(path)):
            if isinstance(document, InputError):
                continue
            own = [judge for judge in judges if judge.conditions.policies[0].id == path.parts[-3]]
            for judge in [*own, judges[len(path.name) % len(judges)]]:
                found.compare(judge, document)
    assert found.differing == []
    assert found.fast > 20
