"""Lines for a terminal: measured in columns, broken between words, coloured by meaning, no command to a pipeline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from checker.records import NamedTuple
from checker.words import inert

NARROWEST = 40
"""Narrower than this, and the words of a sentence stand one below the other."""

_WORD = re.compile(r"( *)([^ ]+)")
_SPACES = re.compile(r" {2,}")
_RESET = "\x1b[0m"
_RED, _GREEN, _YELLOW = "31", "32", "33"


class Page(NamedTuple):
    """A page of a width in columns; with `colour` the words that say how something stands are painted as well."""

    width: int
    colour: bool = False

    def lines(self, text: str, first: str = "", following: str = "", *, mark: str = "", tone: str = "") -> list[str]:
        """A text in lines, the first indented by `first`, the others by `following`.

        A tab in the text is a gap of two spaces. Of spaces in a row all but the first are shown as escapes: no text of
        a supplier, wrapped, looks like a line of ours, and two names that differ in spaces look different.
        `mark` is the beginning of the text that is painted; `tone` the word it is painted for, if not itself.
        """
        text = _SPACES.sub(lambda found: " " + r"\u0020" * (len(found[0]) - 1), text).replace("\t", "  ")
        folded = _fold(text, self.width - len(first), self.width - len(following))
        lines = [inert(f"{following if number else first}{line}") for number, line in enumerate(folded)]
        if self.colour and mark and lines[0].startswith(mark, len(first)):
            lines[0] = f"{first}{_painted(mark, tone or mark)}{lines[0][len(first) + len(mark) :]}"
        return lines


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: East Asian wide characters and emoji two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def head(text: str, room: int) -> str:
    """The beginning of a text that fits into `room` columns, with an ellipsis where something is left out."""
    if len(text) <= 2 * room and columns(text) <= room:
        return text
    text = text[: 2 * room]
    while columns(text) > room - 1:
        text = text[:-1]
    return f"{text}…"


def tail(text: str, room: int) -> str:
    """The end of a text that fits into `room` columns, with an ellipsis where something is left out."""
    return head(text[::-1], room)[::-1]


def _columns(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    # The selector of the emoji form takes no column, but makes the character before it wide.
    return 0 if unicodedata.category(character) in ("Mn", "Me") and character != "\ufe0f" else 1


def _fold(text: str, room: int, following: int) -> Iterator[str]:
    """A text in lines: broken between words; within one only beside wide characters, which need no space."""
    line, used = "", 0
    for gap, written in _WORD.findall(text.rstrip(" ")):
        word = inert(written)
        width = columns(word)
        if line and used + len(gap) + width <= room:
            line, used = f"{line}{gap}{word}", used + len(gap) + width
            continue
        if line:
            yield line
            room = following
        *whole, line = [word] if width <= room else _pieces(word, room, following)
        yield from whole
        room, used = following if whole else room, columns(line)
    yield line


def _pieces(word: str, room: int, following: int) -> Iterator[str]:
    piece, used = "", 0
    for unit in _units(word):
        width = columns(unit)
        if piece and used + width > room:
            yield piece
            piece, used, room = "", 0, following
        piece, used = piece + unit, used + width
    yield piece


def _units(word: str) -> Iterator[str]:
    """The parts of a word between which a line may end."""
    unit = ""
    for character in word:
        if unit and _columns(character) and 2 in (_columns(character), columns(unit[-1])):
            yield inert(unit)
            unit = ""
        unit += character
    yield inert(unit)


def _painted(text: str, tone: str) -> str:
    """A text in the colour of how something stands; what is in capitals is bold."""
    code = ";".join(filter(None, ("1" if text.isupper() else "", _colour(tone.lower()))))
    return f"\x1b[{code}m{text}{_RESET}" if code else text


def _colour(tone: str) -> str:
    if "waive" in tone or tone.startswith(("undetermined", "warning")):
        return _YELLOW
    if "not needed" in tone:
        return ""
    if "block" in tone or tone.startswith("fail"):
        return _RED
    return _GREEN if tone.startswith("pass") else ""
