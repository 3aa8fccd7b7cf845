"""What the engine says of objects, requirements and policies is held word by word too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.told import of_policy, word_by_word

ITSELF = ("test_told", "test_fixture_properties", "test_red_team", "test_red_team_over_time")
"""Files that hold the same in another way, or go through very many cases."""


@pytest.fixture(autouse=True)
def _word_by_word(request: pytest.FixtureRequest, snapshot: SnapshotAssertion) -> Iterator[None]:
    if request.path.stem in ITSELF:
        yield
        return
    with word_by_word(request, snapshot, of_policy):
        yield
