"""The lines of a manifest around the places that a report names, so that the report can be read without the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

# Lines shown before and after a place.
_AROUND = 2
# A line longer than this (a document on one line) is shown in parts, this many characters around each place.
_LONG = 200
_REACH = 80


def excerpts(text: str, first_line: int, places: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """The lines around places (line, column; from 1) of a text whose first line has the number `first_line`.

    Each has `line`, `column` of its first character, and `text`; sorted, none twice.
    """
    lines = text.splitlines()
    shown: set[tuple[int, int]] = set()
    for line, column in places:
        index = line - first_line
        if not 0 <= index < len(lines):
            continue
        shown.add((line, _start(lines[index], column)))
        for near in range(max(0, index - _AROUND), min(len(lines), index + _AROUND + 1)):
            if near != index and len(lines[near]) <= _LONG:
                shown.add((near + first_line, 1))
    return list(_drawn(lines, first_line, shown))


def _start(line: str, column: int) -> int:
    """The column at which the part of a line that holds a column begins."""
    if len(line) <= _LONG:
        return 1
    return 1 + max(0, (column - 1) // _REACH * _REACH - _REACH)


def _drawn(lines: list[str], first_line: int, shown: set[tuple[int, int]]) -> Iterator[dict[str, Any]]:
    for line, column in sorted(shown):
        text = lines[line - first_line]
        part = text if len(text) <= _LONG else text[column - 1 : column - 1 + 3 * _REACH]
        yield {"line": line, "column": column, "text": part}
