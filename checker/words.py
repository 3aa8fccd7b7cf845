"""Input made fit for a message: on one line, short, with what can not be seen made visible."""

from __future__ import annotations

import re
from functools import cache

SHOWN = 60
"""How many characters of an input a message repeats."""

PLACEHOLDER = "FILL-IN"
"""What `certgate init` writes where a supplier has to write a fact."""


def shorten(text: str, limit: int = SHOWN) -> str:
    """A text of at most `limit` characters, the middle left out; control and format characters as escapes."""
    if len(text) > limit:
        half = (limit - 1) // 2
        text = f"{text[:half]}…{text[-half:]}"
    return visible(text)


# Letters by Unicode that show nothing or join what stands beside them: fillers, selectors, the empty Braille pattern.
# U+FE0F stays behind an emoji, where it is how the emoji is written. Of marks in a row the fourth is one too many: such
# a pile covers the lines around it.
_UNSEEN = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0e\U0001d159\U000e0100-\U000e01ef]"
    "|(?<![\u2000-\u33ff\U0001f000-\U0001faff])\ufe0f"
    "|(?<=[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


@cache
def _unseen() -> re.Pattern[str]:
    """The same compiled, which a run over plain letters need not wait for."""
    return re.compile(_UNSEEN)


def visible(text: str) -> str:
    """The text with everything that can not be seen as an escape: control, format, separator and blank characters."""
    if text.isascii():
        return text if text.isprintable() else "".join(map(_shown, text))
    text = _unseen().sub(lambda found: _escape(found[0]), text)
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    """A character, or its escape if it is not printable."""
    return character if character.isprintable() else _escape(character)


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# GitHub obeys `::word` at the start of a line and `##[word]` anywhere in it, Azure Pipelines `##vso[word]` anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")


def inert(line: str) -> str:
    """A line that no pipeline takes for a command to itself: the first character of the command as an escape."""
    return _COMMAND.sub(lambda found: f"{found[1]}\\u003a" if found[1] is not None else "\\u0023", line)
