"""One line of YAML in block style: where it stands, its key, its value. What was learned of a line is kept.

The lines of a batch of manifests resemble one another, so most of them are looked up and not taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from checker.document import Value
from checker.readers.yaml_scalars import EMPTY, KEY, Doubt, value_of
from checker.readers.yaml_scalars import folded as _folded

__all__ = ["EMPTY", "ITEM", "SKIP", "Doubt", "Line", "folded", "kept", "learn", "lift_blocks"]

Line: TypeAlias = tuple[int, str, Value, int, int, Callable[[], Value]]
"""Where it stands if it merely adds to the mapping of the line above; the key; the value, or None for one that has to
be made anew for each document; the column of the dash (-1: none) and of the key (-1: none); what makes the value."""

ITEM = -2
"""Where an item stands that is no mapping in block style."""
SKIP = -3
"""Where an empty line or a comment stands."""
_FIRST = -4  # the first key of an item

_LINES = 8192
_CHARACTERS = 64

_HEAD = re.compile(rf"( *)(- +)?({KEY}):(?: +|\Z)")
_ITEM = re.compile(r"( *)- +")
_BLOCK = re.compile(rf"(( *)(- +)?(?:{KEY}: +)?)([|>])(-?)")

_SKIPPED: Line = (SKIP, "", "", -1, -1, str)

kept: dict[str, Line] = {}
"""What is known of lines, each short; emptied when there are too many."""


def learn(line: str, lifted: list[str]) -> Line | None:
    """What a line is; None for one that can only go on with the text above. Raises Doubt."""
    found = _learn(line, lifted)
    if found is not None and len(line) <= _CHARACTERS and "\0" not in line:
        if len(kept) >= _LINES:
            kept.clear()
        kept[line] = found
    return found


def _learn(line: str, lifted: list[str]) -> Line | None:
    """What a line is; None for one that can only go on with the text above. Raises Doubt."""
    head = _HEAD.match(line)
    if head is not None:
        indent, dash, key = head.groups()
        value, make = _value(line[head.end() :], lifted)
        column = head.start(3)
        return (_FIRST, key, value, len(indent), column, make) if dash else (column, key, value, -1, column, make)
    body = line.lstrip(" ")
    if not body or body[0] == "#":
        return _SKIPPED
    item = _ITEM.match(line)
    if item is None:
        return None
    value, make = _value(line[item.end() :], lifted)
    if value is EMPTY:
        raise Doubt
    return (ITEM, "", value, len(item[1]), -1, make)


def _value(text: str, lifted: list[str]) -> tuple[Value, Callable[[], Value]]:
    """A value that can be shared, or None and what makes it."""
    if text[:1] == "\0":
        return lifted[int(text[1:])], str
    value = value_of(text)
    if type(value) is dict or type(value) is list:
        return None, partial(_copy, value)
    return value, str


def _copy(value: Value) -> Value:
    """A value that shares no list or mapping with the given one."""
    if type(value) is dict:
        return {key: each if isinstance(each, str) else _copy(each) for key, each in value.items()}
    if type(value) is list:
        return [each if isinstance(each, str) else _copy(each) for each in value]
    return value


def folded(above: Value, before: str, line: str) -> str:
    """The plain text `above`, which began on the line `before`, with one more line. Raises Doubt."""
    if not isinstance(above, str) or not before:
        raise Doubt
    begun = _HEAD.match(before) or _ITEM.match(before)
    return _folded(above, before[begun.end() if begun else 0 :].strip(" "), line.strip(" "))


def lift_blocks(lines: list[str]) -> list[str]:
    """The block texts of a document; each is replaced by its number, its lines by empty ones. Raises Doubt."""
    lifted: list[str] = []
    for number, line in enumerate(lines):
        if line[-2:].lstrip(" ") in {"|", ">", "|-", ">-"} and (found := _BLOCK.fullmatch(line)):
            head, indent, dash, style, strip = found.groups()
            column = len(indent) + (len(dash or "") if ": " in head else 0)
            text = (" " if style == ">" else "\n").join(_block(lines, number + 1, column))
            lines[number] = f"{head}\0{len(lifted)}"
            lifted.append(text if strip else f"{text}\n")
    return lifted


def _block(lines: list[str], start: int, column: int) -> list[str]:
    """The lines of a block text without their indent, taken out; below a key or dash in a column. Raises Doubt."""
    first = lines[start] if start < len(lines) else ""
    indent = len(first) - len(first.lstrip(" "))
    found: list[str] = []
    for number in range(start, len(lines)):
        line = lines[number]
        if not line or line[:indent].strip(" "):
            break
        if line[indent : indent + 1] in {"", " ", "#"} or line[-1] == " ":
            raise Doubt
        found.append(line[indent:])
        lines[number] = ""
    else:  # there is no line end behind the text
        raise Doubt
    if not found or indent <= column:
        raise Doubt
    return found
