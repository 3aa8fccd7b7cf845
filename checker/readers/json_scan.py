"""A scan of JSON text that knows positions: where each value stands, and where the first fault is.

Parsing is left to the standard library, which is fast but knows no places, keeps the last of duplicate keys and lets
through numbers and texts that JSON (RFC 8259) or Unicode do not have. The scan runs only when it is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from json import loads
from math import isinf
from typing import TYPE_CHECKING

from checker.document import escape_pointer
from checker.readers import limits
from checker.readers.text import no_character
from checker.records import NamedTuple
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

# Possessive throughout, and an unclosed string runs to the end of the text: linear on any input.
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{},:]|[^\s"\[\]{},:]++', re.DOTALL)
_ESCAPE_OF_NO_CHARACTER = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


class Found(NamedTuple):
    """A fault: the index of its character, what is wrong, and what to do about it."""

    at: int
    message: str
    mend: str


@dataclass(slots=True)
class _Frame:
    """An open container: its pointer, whether it is a mapping, the next index, the key that waits for a value."""

    pointer: str
    mapping: bool
    index: int = 0
    key: str | None = None


class _Token(NamedTuple):
    """A key or the start of a value, with the pointer of the value; `depth` counts the containers around it."""

    key: bool
    pointer: str
    at: int
    text: str
    depth: int


def _scan(text: str) -> Iterator[_Token]:
    """The keys and values of JSON text in order; of text that is not well-formed, those up to the fault."""
    frames: list[_Frame] = []
    for match in _TOKEN.finditer(text):
        part = match[0]
        frame = frames[-1] if frames else None
        if part in "]}":
            if frames:
                frames.pop()
        elif part == ",":
            if frame:
                frame.index, frame.key = frame.index + 1, None
        elif part != ":":
            pointer = _pointer(frame, part)
            is_key = frame is not None and frame.mapping and frame.key is None
            if frame and is_key:
                frame.key = pointer
            yield _Token(is_key, pointer, match.start(), part, len(frames))
            if part in "[{":
                frames.append(_Frame(pointer, part == "{"))


def _pointer(frame: _Frame | None, token: str) -> str:
    """The pointer of a value in a container, or the one that a key gives to its value."""
    if frame is None:
        return ""
    if not frame.mapping:
        return f"{frame.pointer}/{frame.index}"
    return f"{frame.pointer}/{escape_pointer(_text(token))}" if frame.key is None else frame.key


def _text(token: str) -> str:
    """What a JSON string stands for; a broken one as it is."""
    try:
        return str(loads(token)) if "\\" in token else token[1:-1]
    except ValueError:
        return token


def places(text: str, first_line: int = 1) -> dict[str, tuple[int, int]]:
    """Where each value of well-formed JSON stands, by JSON pointer; the text starts on line `first_line`."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    found: dict[str, tuple[int, int]] = {}
    for token in _scan(text):
        if not token.key:
            line = bisect_right(starts, token.at) - 1
            found[token.pointer] = (line + first_line, token.at - starts[line] + 1)
    return found


def first_fault(text: str) -> Found | None:
    """The first thing in JSON text that certgate refuses although (or before) the parser would take it."""
    keys: set[str] = set()
    count = 0
    for token in _scan(text):
        count += not token.key
        if count > limits.VALUES:
            return Found(token.at, f"more than {limits.VALUES:,} values", "split the document")
        if token.key:
            if token.pointer in keys:
                message = f"the key `{shorten(_text(token.text))}` is given twice in one mapping"
                return Found(token.at, message, "keep one of the two")
            keys.add(token.pointer)
        if token.text in "[{":
            if token.depth == limits.DEPTH:
                message = f"nested deeper than {limits.DEPTH} levels"
                return Found(token.at, message, "flatten the document")
        elif found := _string_fault(token) if token.text[0] == '"' else _number_fault(token):
            return found
    return None


def _string_fault(token: _Token) -> Found | None:
    """A string with an escape for U+0000 or for half a character (a lone surrogate)."""
    escape = _ESCAPE_OF_NO_CHARACTER.search(token.text)
    found = _NO_CHARACTER.search(_text(token.text)) if escape else None
    return Found(token.at, *no_character(found[0])) if found else None


def _number_fault(token: _Token) -> Found | None:
    """A number that JSON does not have (NaN, Infinity), or that is too long or too large to be kept."""
    if token.text.lstrip("-") in {"NaN", "Infinity"}:
        return Found(token.at, f"`{token.text}` is no JSON value", "write a number, or a text in quotes")
    if token.text[0] in "-0123456789":
        long = len(token.text) > limits.NUMBER_CHARACTERS
        if long or _infinite(token.text):
            return Found(token.at, "the number is too large", "write it in quotes if it is a text")
    return None


def _infinite(token: str) -> bool:
    """Whether a number is beyond what a floating-point number holds."""
    try:
        return ("e" in token or "E" in token) and isinf(float(token))
    except ValueError:
        return False
