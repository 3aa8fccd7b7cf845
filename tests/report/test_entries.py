"""Entries are a sequence like any other, however many there are and wherever they are kept."""

from __future__ import annotations

import tracemalloc

import pytest

from checker.report import Entries
from checker.report.entries import HELD


def filled(count: int) -> Entries:
    entries = Entries()
    for number in range(count):
        entries.append({"path": f"{number}.yaml", "text": "é\u202e\n" * (number % 7)})
    return entries


@pytest.mark.parametrize("count", [0, 1, HELD, HELD + 1, 3 * HELD])
def test_what_was_appended_is_what_is_there(count: int) -> None:
    entries = filled(count)
    expected = [{"path": f"{number}.yaml", "text": "é\u202e\n" * (number % 7)} for number in range(count)]
    assert len(entries) == count
    assert bool(entries) == bool(count)
    assert list(entries) == expected
    assert list(entries) == expected, "a second walk gives the same"
    assert entries[:3] == expected[:3]
    assert entries[-5:] == expected[-5:]


def test_two_walks_at_once_and_an_append_between_do_not_disturb_each_other() -> None:
    entries = filled(HELD + 10)
    pairs = []
    for first, second in zip(entries, entries, strict=True):
        pairs.append(first == second)
        if len(pairs) == HELD + 5:
            break
    entries.append({"path": "last"})
    assert all(pairs)
    assert entries[-1] == {"path": "last"}
    assert entries[HELD]["path"] == f"{HELD}.yaml"


def test_there_is_no_entry_beyond_the_last() -> None:
    entries = filled(HELD + 1)
    with pytest.raises(IndexError):
        entries[HELD + 1]


def test_large_entries_are_not_held_but_few_of_them() -> None:
    large = b'{"path":"' + b"x" * 3_000_000 + b'"}'
    entries = Entries()
    tracemalloc.start()
    for _ in range(8):
        entries.append(large[:-1] + b"}")  # a copy
        entries.append({"path": "small"})
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 5_000_000
    assert [len(each["path"]) for each in entries] == [3_000_000, 5] * 8


def test_places_of_entries_are_not_kept_one_by_one() -> None:
    entries = Entries()
    for _ in range(HELD):
        entries.append(b'{"n":1}')
    entries.append(b'{"n":1}')
    tracemalloc.start()
    for _ in range(20_000):
        entries.append(b'{"n":1}')
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < 20_000
    assert len(entries) == HELD + 20_001
    assert entries[HELD + 19_999] == entries[-1] == {"n": 1}
