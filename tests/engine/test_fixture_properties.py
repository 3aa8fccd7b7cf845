"""What holds for every manifest holds for the shipped fixtures, each by the policy that its folder names."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.model.policy import Policy
from checker.readers import read_one
from checker.schema import conform
from tests.builders import TODAY, Json, catalogue
from tests.depth import DEEP
from tests.engine.checks import (
    check_fewer,
    check_formats,
    check_interval,
    check_more,
    check_omissions,
    check_order,
    judge,
)

# Many drawn cases: measuring coverage would take longer than the tests.
pytestmark = pytest.mark.generated

ROOT = Path(__file__).parent.parent.parent
FIXTURES = [
    pytest.param(path, path.parent.parent.name, id=f"{path.parent.parent.name}/{path.stem}")
    for path in sorted((ROOT / "fixtures" / "manifests").glob("*/*/*"))
    if path.suffix in (".yaml", ".yml", ".json") and not path.name.endswith(".expected.yaml")
]
every_fixture = pytest.mark.parametrize(("path", "name"), FIXTURES if DEEP else FIXTURES[::5])


@cache
def shipped_policy(name: str) -> Policy:
    """A shipped policy by its id."""
    return api.load_policy(read_one(ROOT / "policies" / f"{name}.yaml"), catalogue())


def values_of(path: Path) -> Json:
    """The values of a fixture, all scalars as the schema wants them."""
    found: Any = conform(read_one(path), "manifest")
    return dict(found)


@every_fixture
def test_the_order_of_certificates_changes_nothing_in_fixtures(path: Path, name: str) -> None:
    raw = values_of(path)
    check_order(raw, shipped_policy(name), TODAY, list(reversed(range(len(raw["certificates"])))))


@every_fixture
def test_yaml_and_json_and_a_second_run_give_the_same_report_of_fixtures(path: Path, name: str) -> None:
    check_formats(values_of(path), shipped_policy(name), TODAY)


@every_fixture
def test_a_certificate_fewer_or_more_in_fixtures(path: Path, name: str) -> None:
    raw = values_of(path)
    check_fewer(raw, shipped_policy(name), TODAY)
    for entry in raw["certificates"]:
        more = {**entry, "id": "added", "number": "added", "body": {"name": "Added body"}}
        check_more(raw, more, shipped_policy(name), TODAY)


@every_fixture
def test_leaving_something_out_never_helps_in_fixtures(path: Path, name: str) -> None:
    raw = values_of(path)
    check_omissions(raw, shipped_policy(name), TODAY)


@every_fixture
def test_no_day_outside_the_interval_passes_in_fixtures(path: Path, name: str) -> None:
    raw, rules = values_of(path), shipped_policy(name)
    stated = {entry.get(key) for entry in raw["certificates"] for key in ("issued", "effective", "expires")} - {None}
    for day in sorted(stated):
        around = [date.fromisoformat(str(day)).toordinal() + step for step in (-1, 0, 1)]
        for ordinal in around:
            as_of = date.fromordinal(ordinal).isoformat()
            check_interval(judge(raw, rules, as_of), as_of)
