"""Input made fit for a message: on one line, short, with what can not be seen made visible."""

from __future__ import annotations

import re

SHOWN = 60
"""How many characters of an input a message repeats."""


def shorten(text: str, limit: int = SHOWN) -> str:
    """A text of at most `limit` characters, the middle left out; control and format characters as escapes."""
    if len(text) > limit:
        half = (limit - 1) // 2
        text = f"{text[:half]}…{text[-half:]}"
    return visible(text)


def visible(text: str) -> str:
    """The text with every control, format and separator character (ESC, bidi overrides, line ends) as an escape."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    """A character, or its escape if it is not printable."""
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


# GitHub obeys `::word` at the start of a line and `##[word]` anywhere in it, Azure Pipelines `##vso[word]` anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#\w*\[)")


def inert(line: str) -> str:
    """A line that no pipeline takes for a command to itself: the first character of the command as an escape."""
    return _COMMAND.sub(lambda found: f"{found[1]}\\u003a" if found[1] is not None else "\\u0023", line)
