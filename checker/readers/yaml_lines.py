"""One line of YAML in block style: where it stands, its key, its value. What was learned of a line is kept.

The lines of a batch of manifests resemble one another, so most of them are looked up and not taken apart.

A container has a *level*, which is higher than that of all containers around it: 2n + 1 for a mapping whose keys stand
in column n (from 0), 2n + 2 for a list whose dashes do. So a list may stand right below the key that it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from checker.document import Value
from checker.readers.yaml_scalars import (
    EMPTY,
    KEY,
    DoubtError,
    bracketed,
    flat,
    go_on,
    known_entries,
    known_texts,
    value_of,
)

__all__ = ["EMPTY", "SKIP", "DoubtError", "Line", "folded", "forget", "kept", "learn", "lift_blocks"]

Line: TypeAlias = tuple[int, str, Value, "Callable[[], Value] | None", int, int]
"""What a line is: the level of the mapping that it adds to, if it has no dash (else -1; SKIP and FOLD: neither); its
key; its value, or what makes one for each document; the level of the container it belongs to, and that of the mapping
with the key (0: an item that is no mapping in block style)."""

SKIP = -2
"""An empty line, or a comment."""
_FOLD = -3  # can only go on with the text above
_DASH = -1
_BRACKETS = frozenset("[{")

_LINES = 4096
_CHARACTERS = 80
# Bounds the depth, to which brackets add.
_COLUMNS = 40

_HEAD = re.compile(rf"( *)(- +)?({KEY}):(?: +|\Z)")
_ITEM = re.compile(r"( *)- +")
_BLOCK = re.compile(rf"(( *)(- +)?(?:{KEY}: +)?)([|>])(-?)")

_SKIPPED: Line = (SKIP, "", "", None, 0, 0)
_FOLDED: Line = (_FOLD, "", "", None, 0, 0)
_Place: TypeAlias = tuple[int, str, int, int, int]  # as in Line, without the value; then the index where that starts

kept: dict[str, Line] = {}
"""What is known of lines, of so many at most; `forget` makes room."""
_heads: dict[str, _Place] = {}  # what stands before the first `: ` of a line


def forget() -> None:
    """Make room for other lines: what comes later may be written in another manner."""
    for store in (kept, _heads, known_texts, known_entries):
        store.clear()


def learn(line: str) -> Line:
    """What a line is, kept for the next time where it is short. Raises DoubtError."""
    # No tab, control character, foreign line end or blank, but in a block text, of which that is known.
    if not line.isprintable() and "\0" not in line:
        raise DoubtError
    head, colon, _ = line.partition(": ")
    place = (_heads.get(head) if colon else None) or _placed(line, head)
    if place is None:
        return _without_value(line)
    here, key, outer, inner, start = place
    rest = line[start:]
    if rest[:1] == " ":
        rest = rest.strip(" ")
    if rest[:1] in _BRACKETS:
        texts = flat(rest)
        # No list or mapping may be part of two documents, so what is kept is copied. Items are seldom the same.
        keeps = texts is not None and inner > 0 and len(line) <= _CHARACTERS
        value, make = (bracketed(rest), None) if texts is None else (None, texts.copy)
    else:
        value, make = value_of(rest), None
        keeps = len(line) <= _CHARACTERS
        if value is EMPTY and not inner:
            raise DoubtError
    found: Line = (here, key, value, make, outer, inner)
    if keeps and len(kept) < _LINES:
        kept[line] = found
    return found


def _placed(line: str, head: str) -> _Place | None:
    """Where a line with a key or a value stands, kept for all with the same head. Raises DoubtError."""
    found = _HEAD.match(line)
    if found is not None:
        indent, dash, key = found.groups()
        inner = 2 * found.start(3) + 1
        start = found.end(3) + 2
        place = (_DASH, key, 2 * len(indent) + 2, inner, start) if dash else (inner, key, inner, inner, start)
    else:
        found = _ITEM.match(line)
        if found is None:
            return None
        place = (_DASH, "", 2 * found.end(1) + 2, 0, found.end())
    if place[2] > 2 * _COLUMNS or place[3] > 2 * _COLUMNS:
        raise DoubtError
    if place[4] - 2 <= len(head) <= _CHARACTERS and len(head) < len(line) and len(_heads) < _LINES:
        _heads[head] = place
    return place


def _without_value(line: str) -> Line:
    """An empty line, a comment, or what goes on with the text above."""
    body = line.lstrip(" ")
    if body and body[0] != "#":
        return _FOLDED
    if len(line) <= _CHARACTERS and len(kept) < _LINES:
        kept[line] = _SKIPPED
    return _SKIPPED


def folded(above: Value, before: str, line: str) -> str:
    """The plain text `above`, which began on the line `before`, with one more line. Raises DoubtError."""
    begun = _HEAD.match(before) or _ITEM.match(before)
    if not isinstance(above, str) or begun is None:
        raise DoubtError
    return go_on(above, before[begun.end() :].strip(" "), line.strip(" "))


def lift_blocks(lines: list[str]) -> None:
    """Put each block text on the line that it belongs to, behind U+0000, and empty its lines. Raises DoubtError."""
    for number, line in enumerate(lines):
        if line[-2:].lstrip(" ") in {"|", ">", "|-", ">-"} and (found := _BLOCK.fullmatch(line)):
            head, indent, dash, style, strip = found.groups()
            column = len(indent) + (len(dash or "") if ": " in head else 0)
            text = (" " if style == ">" else "\n").join(_block(lines, number + 1, column))
            lines[number] = f"{head}\0{text}" if strip else f"{head}\0{text}\n"


def _block(lines: list[str], start: int, column: int) -> list[str]:
    """The lines of a block text without their indent, taken out; below a key or dash in a column. Raises DoubtError."""
    first = lines[start] if start < len(lines) else ""
    indent = len(first) - len(first.lstrip(" "))
    found: list[str] = []
    for number in range(start, len(lines)):
        line = lines[number]
        if not line or line[:indent].strip(" "):
            break
        if line[indent : indent + 1] in {"", " ", "#"} or line[-1] == " " or not line.isprintable():
            raise DoubtError
        found.append(line[indent:])
        lines[number] = ""
    else:  # there is no line end behind the text
        raise DoubtError
    if not found or indent <= column:
        raise DoubtError
    return found
