"""Which version of a policy a day takes, whatever the order in which the files are given."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from checker.engine.versions import overlap, versions_on
from checker.model.policy import Policy
from tests.builders import QUALITY, load_policy, policy


def version(number: str, **effective: Any) -> Policy:
    keys = {"effective": effective} if effective else {}
    return load_policy(policy(QUALITY, version=number, **keys))


OLD = version("1", until="2025-12-31")
NEW = version("2", **{"from": "2026-01-01", "until": "2026-12-31"})
NEXT = version("3", **{"from": "2028-01-01"})


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("2025-12-31", "1"),
        ("2026-01-01", "2"),
        ("2026-12-31", "2"),
        ("2027-06-01", "3"),  # none is in effect: the next to come
        ("2028-01-01", "3"),
        ("2031-01-01", "3"),
    ],
)
def test_the_version_in_effect_on_the_day(day: str, number: str) -> None:
    for given in permutations((OLD, NEW, NEXT)):
        assert [each.version for each in versions_on(given, date.fromisoformat(day))] == [number]


def test_after_the_last_day_of_all_the_last_that_was() -> None:
    for given in permutations((OLD, NEW)):
        assert [each.version for each in versions_on(given, date(2030, 1, 1))] == ["2"]


def test_policies_come_sorted_by_id() -> None:
    other = load_policy(policy(QUALITY, id="another"))
    assert [each.id for each in versions_on([NEW, other, OLD], date(2026, 5, 1))] == ["another", "test-policy"]


def test_two_versions_overlap_from_the_first_day_on_which_both_are_in_effect() -> None:
    assert overlap(OLD, NEW) is overlap(NEW, NEXT) is None
    assert overlap(OLD, version("4", **{"from": "2025-12-31"})) == date(2025, 12, 31)
    assert overlap(version("4"), version("5")) == date.min
    assert overlap(version("4"), NEXT) == date(2028, 1, 1)
