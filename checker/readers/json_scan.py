"""A scan of JSON text that knows positions: where each value stands, and where the first fault is.

Parsing is left to the standard library, which is fast but knows no places, keeps the last of duplicate keys and lets
through numbers and texts that JSON (RFC 8259) or Unicode do not have. The scan runs only when it is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
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

LONG = 1_000
"""Characters of a pointer below which values have no place of their own: else a document could be made whose pointers
have a million times its size. They go by the place of what they stand in."""


class Found(NamedTuple):
    """A fault: the index of its character, what is wrong, and what to do about it."""

    at: int
    message: str
    mend: str


@dataclass(slots=True)
class _Frame:
    """An open container: its pointer, whether it is a mapping, the next index, the key that waits for a value.

    `long`: what is within goes by the pointer of the container, because keys around it have thousands of characters.
    `seen` are the keys so far.
    """

    pointer: str
    mapping: bool
    long: bool
    index: int = 0
    key: str | None = None
    seen: set[str] = field(default_factory=set)


class _Token(NamedTuple):
    """A key or the start of a value, with the pointer of the value; `depth` counts the containers around it.

    `twice`: a key that its mapping has already.
    """

    key: bool
    pointer: str
    at: int
    text: str
    depth: int
    twice: bool = False


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
            if frame and frame.mapping and frame.key is None:
                key = _text(part)
                twice = key in frame.seen
                frame.seen.add(key)
                frame.key = frame.pointer if frame.long else f"{frame.pointer}/{escape_pointer(key)}"
                yield _Token(True, frame.key, match.start(), part, len(frames), twice)
                continue
            pointer = _pointer(frame)
            yield _Token(False, pointer, match.start(), part, len(frames))
            if part in "[{":
                frames.append(_Frame(pointer, part == "{", len(pointer) > LONG))


def _pointer(frame: _Frame | None) -> str:
    """The pointer of a value in a container, or the one that its key gave it."""
    if frame is None:
        return ""
    if frame.key is not None:
        return frame.key
    return frame.pointer if frame.long else f"{frame.pointer}/{frame.index}"


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
            found.setdefault(token.pointer, (line + first_line, token.at - starts[line] + 1))
    return found


def first_fault(text: str) -> Found | None:
    """The first thing in JSON text that certgate refuses although (or before) the parser would take it."""
    count = 0
    most = limits.current()
    for token in _scan(text):
        count += not token.key
        if count > most.values:
            return Found(token.at, f"more than {most.values:,} values", limits.mend("split the document", "values"))
        if token.twice:
            message = f"the key `{shorten(_text(token.text))}` is given twice in one mapping"
            return Found(token.at, message, "keep one of the two")
        if token.text in "[{":
            if token.depth == most.depth:
                message = f"nested deeper than {most.depth} levels"
                return Found(token.at, message, limits.mend("flatten the document", "depth"))
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
