"""Of several accreditations none of which will do, the one is told that came nearest: open before failed, then far."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import pytest

from tests.builders import LISTING, QMS, QUALITY, UL, Json, answer, changed, manifest

ENTRIES = f"{UL}/accreditations"
GOOD: Json = manifest()["certificates"][0]["accreditations"][0]
RANK = {"fail": 0, "undetermined": 1, "pass": 2}


class Flawed(NamedTuple):
    """What an entry says otherwise, what that comes to, and how far the entry came: standard, body, scope, days."""

    keys: Json
    outcome: str
    code: str
    depth: int


FLAWED = {
    "no standard": Flawed({"standard": None}, "undetermined", "accreditation-wrong-standard", 0),
    "another standard": Flawed({"standard": "ISO/IEC 17025"}, "fail", "accreditation-wrong-standard", 0),
    "no body": Flawed({"body": None}, "undetermined", "accreditation-body-not-accepted", 1),
    "unknown body": Flawed({"body": "Acme Accreditors"}, "undetermined", "accreditation-body-not-accepted", 1),
    "body of laboratories": Flawed({"body": "NVLAP"}, "fail", "accreditation-body-not-accepted", 1),
    "no scope": Flawed({"scope": None}, "undetermined", "accreditation-out-of-scope", 2),
    "another scope": Flawed({"scope": ["UL 508A"]}, "fail", "accreditation-out-of-scope", 2),
    "withdrawn": Flawed({"withdrawn": "2026-01-01"}, "fail", "accreditation-not-in-force", 3),
    "not yet": Flawed({"from": "2026-12-01"}, "fail", "accreditation-not-in-force", 3),
    "after the decision": Flawed({"from": "2024-02-01"}, "fail", "accreditation-not-in-force", 3),
    "before the decision": Flawed({"until": "2023-12-31"}, "fail", "accreditation-not-in-force", 3),
    "no last day": Flawed({"until": None}, "undetermined", "accreditation-not-in-force", 3),
}


def entry(flawed: Flawed, number: int) -> Json:
    """An entry of an accreditation of its own number."""
    stated = {**GOOD, "number": str(number), **flawed.keys}
    return {key: value for key, value in stated.items() if value is not None}


@pytest.mark.parametrize("name", FLAWED)
def test_one_flawed_entry_is_told(name: str) -> None:
    found = answer(changed(manifest(), {ENTRIES: [entry(FLAWED[name], 1)]}), {**LISTING, "body": {}})
    assert found.findings == {f"{FLAWED[name].outcome} {FLAWED[name].code}"}


@pytest.mark.parametrize("name", list(FLAWED)[:-1])
def test_of_two_the_nearer_is_told_whichever_comes_first(name: str) -> None:
    for other in list(FLAWED)[list(FLAWED).index(name) + 1 :]:
        for rows in permutations([FLAWED[name], FLAWED[other]]):
            entries = [entry(each, at) for at, each in enumerate(rows)]
            found = answer(changed(manifest(), {ENTRIES: entries}), {**LISTING, "body": {}})
            best = max(rows, key=lambda each: (RANK[each.outcome], each.depth))
            assert found.findings == {f"{best.outcome} {best.code}"}, (name, other)
            assert found.outcome == best.outcome


@pytest.mark.parametrize("name", FLAWED)
def test_a_sound_entry_beside_a_flawed_one_is_enough(name: str) -> None:
    for entries in permutations([GOOD, entry(FLAWED[name], 2)]):
        found = answer(changed(manifest(), {ENTRIES: list(entries)}), {**LISTING, "body": {}})
        assert (found.outcome, found.findings) == ("pass", frozenset()), name


@pytest.mark.parametrize(
    ("key", "day", "outcome"),
    [
        ("from", "2024-05-10", "pass"),
        ("from", "2024-05-11", "fail"),
        ("until", "2026-11-23", "pass"),
        ("until", "2026-11-22", "undetermined"),
        ("until", "2024-05-10", "undetermined"),
        ("until", "2024-05-09", "fail"),
    ],
)
def test_an_accreditation_covers_the_day_of_the_decision_both_days_included(key: str, day: str, outcome: str) -> None:
    """Of a certificate decided on 2024-05-10; whether it was renewed where it ended since nobody can tell."""
    found = answer(changed(manifest(), {f"{QMS}/accreditations/0/{key}": day}), {**QUALITY, "body": {}})
    assert found.gate("body") == outcome


@pytest.mark.parametrize(("day", "outcome"), [("2026-11-24", "pass"), ("2026-11-23", "fail"), ("2024-01-01", "fail")])
def test_a_withdrawn_accreditation_counts_until_the_day_before(day: str, outcome: str) -> None:
    raw = changed(manifest(), {"/prepared": "2026-12-01", f"{ENTRIES}/0/withdrawn": day})
    found = answer(raw, {**LISTING, "body": {}})
    assert found.gate("body") == outcome
