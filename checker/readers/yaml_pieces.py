"""What stands on one line of YAML, or in one block text, where it is beyond doubt; `Doubt` where it is not.

Each form here is narrower than YAML's own: what is left out (escapes, anchors, tags, odd keys, texts with `: ` or ` #`
in them) is left to the exact reader.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

from checker.document import Plain, Value

EMPTY = Plain("")
"""What stands behind a key with nothing behind it, until a line below says more; told by its identity."""

# What can give another meaning to the text that it begins; U+0000 stands for a lifted block text.
INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`\0")
_DEEPEST_BRACKETS = 16
# One more than the longest text that a schema can ask for as something else: an integer of 18 digits with its sign.
_LONG = 20
_WORDS = frozenset({"null", "Null", "NULL", "~", "true", "false"})

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
_HEAD = re.compile(rf"( *)(- +)?({_KEY})")
_COMMENT = r"(?: *| +#.*)"
_SINGLE = re.compile(rf"'((?:[^']|'')*+)'{_COMMENT}")
_DOUBLE = re.compile(rf'"([^"\\]*)"{_COMMENT}')
_AFTER = re.compile(_COMMENT)
_BLOCK = re.compile(rf"(?P<head>( *)(- +)?(?:{_KEY}: +)?)(?P<style>[|>]-?)")

_FLOW_KEY = re.compile(rf"({_KEY}): +")
_FLOW_PLAIN = re.compile(r"(?:-?\w|[(/.+<=~$])(?:[^,\[\]{}:?#]|:(?=[A-Za-z0-9/]))*+")
_FLOW_QUOTED = re.compile(r""""([^"\\]*)"|'([^']*)'""")
_FLOW_NEXT = re.compile(r" *([,\]}]) *")


class Doubt(Exception):
    """Something that is better left to the exact reader; never seen outside of the fast one."""


def head_of(text: str) -> tuple[int, str, int, int] | None:
    """What comes before `: ` on a line: where a sibling would stand (-2 for an item, which has its own mapping), the
    key, the column of the dash (-1: none) and that of the key; None where it is no plain key."""
    found = _HEAD.fullmatch(text)
    if found is None:
        return None
    indent, dash, key = found.groups()
    column = found.start(3)
    return (-2, key, len(indent), column) if dash else (column, key, -1, column)


def value_of(text: str, lifted: list[str]) -> Value:
    """The value that the rest of a line states; `EMPTY` for nothing but a comment. Raises Doubt."""
    text = text.strip(" ")
    if not text or text[0] == "#":
        return EMPTY
    if text[0] in INDICATORS:
        return _marked(text, lifted)
    if " #" in text:
        text = text.partition(" #")[0].rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise Doubt
    return plain(text)


def plain(text: str) -> str:
    """A plain scalar: `Plain` where a schema might want something else than text."""
    # Anything that no schema can take for another type is nothing but text.
    if len(text) < _LONG and (text in _WORDS or text.removeprefix("-").isdigit()):
        return Plain(text)
    return text


def folded(before: str, text: str) -> str:
    """A plain scalar with one more line. Raises Doubt."""
    if text[0] in INDICATORS or ": " in text or text[-1] == ":" or " #" in text:
        raise Doubt
    return f"{before} {text}"


def _marked(text: str, lifted: list[str]) -> Value:
    """A value that begins with an indicator."""
    first = text[0]
    if first in "[{":
        value, end = _flow(text, 0, 0)
        return value if _AFTER.fullmatch(text, end) else _doubt()
    if first == '"' and (found := _DOUBLE.fullmatch(text)):
        return found[1]
    if first == "'" and (found := _SINGLE.fullmatch(text)):
        return found[1].replace("''", "'")
    if first == "\0":
        return lifted[int(text[1:])]
    if first == "-" and text[1:].isdigit():
        return plain(text)
    raise Doubt


def _flow(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The value at an index within brackets, and the index behind it."""
    opening = text[at : at + 1]
    if opening in {"[", "{"}:
        if depth == _DEEPEST_BRACKETS:
            raise Doubt
        return (_flow_list if opening == "[" else _flow_mapping)(text, at + 1, depth + 1)
    if found := _FLOW_PLAIN.match(text, at):
        return plain(found[0].rstrip(" ")), found.end()
    if found := _FLOW_QUOTED.match(text, at):
        return found[1] if found[2] is None else found[2], found.end()
    raise Doubt


def _flow_list(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The list whose first item stands at an index."""
    items: list[Value] = []
    if text[at : at + 1] == "]":
        return items, at + 1
    at += text[at : at + 1] == " "
    while True:
        value, at = _flow(text, at, depth)
        items.append(value)
        found = _FLOW_NEXT.match(text, at)
        if found is None or found[1] == "}":
            raise Doubt
        if found[1] == "]":
            return items, found.end(1)
        at = found.end()


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The mapping whose first key stands at an index."""
    entries: dict[str, Value] = {}
    if text[at : at + 1] == "}":
        return entries, at + 1
    at += text[at : at + 1] == " "
    while True:
        key = _FLOW_KEY.match(text, at)
        if key is None or key[1] in entries:
            raise Doubt
        entries[key[1]], at = _flow(text, key.end(), depth)
        found = _FLOW_NEXT.match(text, at)
        if found is None or found[1] == "]":
            raise Doubt
        if found[1] == "}":
            return entries, found.end(1)
        at = found.end()


def lift_blocks(lines: list[str]) -> list[str]:
    """The block texts of a document; each is replaced by its number, its lines by empty ones. Raises Doubt."""
    lifted: list[str] = []
    for number, line in enumerate(lines):
        if line[-2:].lstrip(" ") in {"|", ">", "|-", ">-"} and (found := _BLOCK.fullmatch(line)):
            column = len(found[2]) if ": " not in found["head"] else len(found[2]) + len(found[3] or "")
            style = found["style"]
            text = (" " if style[0] == ">" else "\n").join(_block(lines, number + 1, column))
            lines[number] = f"{found['head']}\0{len(lifted)}"
            lifted.append(text if style[1:] else f"{text}\n")
    return lifted


def _block(lines: list[str], start: int, column: int) -> list[str]:
    """The lines of a block text without their indent; below a key or dash in a column."""
    indent = len(lines[start]) - len(lines[start].lstrip(" ")) if start < len(lines) else 0
    found: list[str] = []
    for number in range(start, len(lines)):
        line = lines[number]
        if line[:indent].strip(" ") or not line:
            break
        if line[indent : indent + 1] in {"", " ", "#"} or line[-1] == " ":
            raise Doubt
        found.append(line[indent:])
        lines[number] = ""
    else:  # The text ends without a line end, or with no empty line behind it.
        raise Doubt
    if not found or indent <= column:
        raise Doubt
    return found


def _doubt() -> NoReturn:
    """For expressions."""
    raise Doubt


_ = Any
