"""What actions weigh, by the table and by a file of the buyer's; who acts in each of the two models."""

from __future__ import annotations

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.advise.kinds import HEAVIEST, KINDS, WEIGHTS
from checker.advise.weights import Weights, decode_weights
from checker.errors import InputError
from tests.builders import document


def weights(**actions: Any) -> Weights:
    return decode_weights(document({"weights": 1, "actions": actions}, "w.json"))


def test_a_file_sets_some_weights_and_the_table_the_rest() -> None:
    found = weights(renewal=HEAVIEST, **{"complete-field": 0, "x-note": "ours"})
    assert found.table == {**WEIGHTS, "renewal": 1000, "complete-field": 0}
    assert (found.file, found.sha256) == ("w.json", "0" * 64)
    assert Weights() == (WEIGHTS, None, None)


def test_weights_out_of_bounds_are_refused_each_with_its_place_and_the_bound() -> None:
    with pytest.raises(InputError) as caught:
        weights(renewal=1001, correct=5000, transition=3)
    told = [(each.message, each.help) for each in caught.value.problems]
    assert told == [
        ("the weight 1001 of `renewal` is out of bounds", "write a whole number from 0 to 1000"),
        ("the weight 5000 of `correct` is out of bounds", "write a whole number from 0 to 1000"),
    ]
    assert [each.location.file for each in caught.value.problems if each.location] == ["w.json", "w.json"]


def test_an_action_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError, match="renewals"):
        weights(renewals=3)


def test_how_each_action_is_done(snapshot: SnapshotAssertion) -> None:
    lines = []
    for name, row in KINDS.items():
        lines.append(f"{name} ({row.weight}): {row.means}")
        for model in ("product", "management-system"):
            way = row.way(model)
            lines += [f"  {model}, by {', '.join(way.actors)}", *(f"    {step}" for step in way.steps)]
    assert "\n".join(lines) == snapshot
