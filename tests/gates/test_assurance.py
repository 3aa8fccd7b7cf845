"""Gate assurance: this version decides on what the supplier declares, and says so."""

from __future__ import annotations

import pytest

from checker.errors import InputError
from tests.builders import LISTING, QUALITY, UL, answer, load_policy, manifest, policy, remove


@pytest.mark.parametrize("rule", [LISTING, QUALITY, {**LISTING, "assurance": "declared"}])
def test_nothing_is_asked_beyond_the_declaration(rule: dict[str, object]) -> None:
    found = answer(manifest(), rule)
    assert (found.outcome, found.gate("assurance")) == ("pass", "not-asked")


def test_files_are_not_looked_at() -> None:
    assert answer(remove(manifest(), f"{UL}/evidence"), LISTING).outcome == "pass"


@pytest.mark.parametrize("level", ["documented", "confirmed"])
def test_a_policy_that_asks_for_more_does_not_load(level: str) -> None:
    with pytest.raises(InputError, match="is not decided by this version"):
        load_policy(policy({**LISTING, "assurance": level}))
