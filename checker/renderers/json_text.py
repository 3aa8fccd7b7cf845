"""JSON for files that people also open in a terminal: the values exact, what can not be seen written as an escape."""

from __future__ import annotations

import re
from typing import Any

import orjson

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")
# What Azure Pipelines and TeamCity obey anywhere in a line of a log.
_COMMAND = re.compile(r"#(?=#\w*\[)")


def dumps(value: Any, *, indent: bool = False) -> str:
    """A value as JSON text; with `indent`, two spaces a level.

    A bidirectional override or a zero-width space in a name is written as an escape: the same text to every reader of
    JSON, and nothing that could turn a line round, or command a pipeline, where the file is shown.
    """
    return inert_json(orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None).decode())


def inert_json(text: str) -> str:
    """JSON text as `dumps` writes it: the same values, with escapes for what can not be seen or would be obeyed."""
    # One letter is looked for ten times as fast as two.
    if "#" in text and "##" in text:
        text = _COMMAND.sub("\\\\u0023", text)
    return text if text.isascii() and "\x7f" not in text else _BEYOND_ASCII.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character.isprintable():
        return character
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
