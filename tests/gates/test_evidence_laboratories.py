"""Gate evidence: the accreditation of a laboratory counts on the day of the test, and the place is told."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, UL, Json, answer, changed, manifest

TESTED: Json = {**LISTING, "testing": {"accredited_laboratory": True}}
AT = f"{UL}/events/0/laboratory/accreditation"
"""Of the test of 2023-11-20."""


@pytest.mark.parametrize(
    ("key", "day", "outcome"),
    [
        ("from", "2023-11-20", "pass"),
        ("from", "2023-11-21", "fail"),
        ("until", "2023-11-20", "pass"),
        ("until", "2023-11-19", "fail"),
        ("withdrawn", "2023-11-21", "pass"),
        ("withdrawn", "2023-11-20", "fail"),
    ],
)
def test_a_laboratory_is_accredited_on_the_day_of_the_test(key: str, day: str, outcome: str) -> None:
    found = answer(changed(manifest(), {f"{AT}/{key}": day}), TESTED)
    assert found.gate("evidence") == outcome
    places = {finding.pointer for finding in found.chosen.findings}
    assert places == ({f"/certificates/0/events/0/laboratory/accreditation/{key}"} if outcome == "fail" else set())


def test_of_two_reasons_the_withdrawal_is_told() -> None:
    raw = changed(manifest(), {f"{AT}/withdrawn": "2023-01-01", f"{AT}/from": "2024-01-01"})
    (finding,) = answer(raw, TESTED).chosen.findings
    assert finding.pointer.endswith("/withdrawn")
