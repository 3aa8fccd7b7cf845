"""The lines around a place, whatever the text looks like."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.report.excerpt import excerpts

TEXT = "".join(f"line {number}\n" for number in range(1, 11))


def test_two_lines_before_and_after_each_place_none_twice() -> None:
    found = excerpts(TEXT, 1, [(5, 3), (6, 1)])
    assert [row["line"] for row in found] == [3, 4, 5, 6, 7, 8]
    assert found[2] == {"line": 5, "column": 1, "text": "line 5"}


def test_the_first_and_last_line_have_fewer_neighbours() -> None:
    assert [row["line"] for row in excerpts(TEXT, 1, [(1, 1), (10, 1)])] == [1, 2, 3, 8, 9, 10]


def test_the_line_of_an_ndjson_document_keeps_its_number() -> None:
    assert excerpts('{"a": 1}', 7, [(7, 2)]) == [{"line": 7, "column": 1, "text": '{"a": 1}'}]


def test_a_long_line_is_shown_in_parts_around_each_place() -> None:
    line = "".join(f"<{number:04}>" for number in range(500))
    found = excerpts(line, 1, [(1, 1501), (1, 7)])
    assert [row["line"] for row in found] == [1, 1]
    for column, row in zip((7, 1501), found, strict=True):
        inside = column - row["column"]
        assert 0 <= inside < len(row["text"]) <= 240
        assert row["text"][inside:].startswith(line[column - 1 :][:6])


def test_a_place_that_the_text_lacks_is_left_out() -> None:
    assert excerpts(TEXT, 1, [(0, 0), (99, 1)]) == []


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 900))))
def test_every_excerpt_is_a_part_of_its_line(text: str, places: list[tuple[int, int]]) -> None:
    lines = text.splitlines()
    for row in excerpts(text, 1, places):
        assert row["text"] == lines[row["line"] - 1][row["column"] - 1 :][: len(row["text"])]
