"""Woven entries are what their whole texts are, in memory and in the file, with room for patterns or without."""

from __future__ import annotations

from itertools import product
from unittest.mock import patch

import orjson
import pytest

from checker.report import Entries
from checker.report.entries import HELD
from checker.report.woven import Pattern, Shuttle, Woven, text_of

ALPHA = Pattern([b'{"of":', b"", b',"and":', b"", b"}"], ((0, slice(1, 2), 1), (1, slice(3, 4), 1)))
BOTH = Pattern([b"[", b"", b",", b"", b"]"], ((1, slice(1, None, 2), 2),))
NAMES = ([b'"one"', b'"two"'], [b'"\xc3\xa9\\u0000"', b'"a\\nb"'])
PATTERNS = ((ALPHA,), (BOTH, ALPHA))


def woven(number: int) -> Woven:
    patterns, names = list(product(PATTERNS, NAMES))[number % 4]
    own = [b'{"number":%d,"rows":[' % number, *[b","] * (len(patterns) - 1), b"]}"]
    return Woven(own, patterns, names)


def test_the_text_has_names_and_patterns_where_they_belong() -> None:
    assert orjson.loads(woven(0).text()) == {"number": 0, "rows": [{"of": "one", "and": "two"}]}
    assert orjson.loads(woven(3).text())["rows"] == [["a\nb", "a\nb"], {"of": "é\0", "and": "a\nb"}]


@pytest.mark.parametrize("room", [0, 6, 500])
@pytest.mark.parametrize("count", [1, HELD, 2 * HELD])
def test_entries_are_the_same_wherever_they_are_kept(count: int, room: int) -> None:
    entries = Entries(brief=True)
    with patch.object(Shuttle, "_ROOM", room):
        for number in range(count):
            entries.append(woven(number))
            entries.append({"number": number})
            entries.append(b'{"text":%d}' % number)
    whole = [
        each
        for number in range(count)
        for each in (woven(number).text(), b'{"number":%d}' % number, b'{"text":%d}' % number)
    ]
    assert [entries.text(number) for number in range(len(entries))] == whole
    assert [text for block in entries.blocks() for text in block] == whole
    assert list(entries) == [orjson.loads(each) for each in whole]


def test_what_is_shared_is_kept_once() -> None:
    long = (Pattern([b"x" * 1000] * 100, ()),)
    shuttle, entry = Shuttle(), Woven([b'"', b'"'], long, [b'"one"'])
    assert len(shuttle.packed(entry)) < 50
    assert shuttle.unpacked(shuttle.packed(entry)) == entry.text()


def test_any_entry_has_a_text() -> None:
    assert text_of(woven(1)) == woven(1).text()
    assert text_of({"a": "é"}) == text_of(b'{"a":"\xc3\xa9"}')
