"""A mapping without any key says nothing: as if it were not there, and never an internal error."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, UL, Json, answer, change, manifest, remove

RULE: Json = {**LISTING, "mark": {"market": "US"}, "testing": {"accredited_laboratory": True}, "body": {}}


@pytest.mark.parametrize(
    "key",
    ["scheme", "mark", "body", "holder", "covers", "events/0/laboratory", "events/0/laboratory/accreditation"],
)
def test_an_empty_mapping_is_as_good_as_none(key: str) -> None:
    pointer = f"{UL}/{key}"
    empty = answer(change(manifest(), pointer, {}), RULE)
    assert (empty.outcome, empty.findings) == ("undetermined", answer(remove(manifest(), pointer), RULE).findings)


def test_an_empty_accreditation_is_one_of_which_nothing_is_known() -> None:
    assert answer(change(manifest(), f"{UL}/accreditations", [{}]), RULE).outcome == "undetermined"
