"""JSON for files that people also open in a terminal: the values exact, what can not be seen written as an escape."""

from __future__ import annotations

import re
from typing import Any

from checker.json_library import orjson

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")
# What Azure Pipelines and TeamCity obey anywhere in a line of a log.
_COMMAND = re.compile(r"#(?=#\w*\[)")
_SHOWN = bytes(range(0x7F))


def dumps(value: Any, *, indent: bool = False) -> str:
    """A value as JSON text; with `indent`, two spaces a level.

    A bidirectional override or a zero-width space in a name is written as an escape: the same text to every reader of
    JSON, and nothing that could turn a line round, or command a pipeline, where the file is shown.
    """
    data = orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else None)
    return data.decode() if is_inert(data) else inert_json(data.decode())


def is_inert(data: bytes) -> bool:
    """Whether JSON text, as UTF-8, is already as `dumps` writes it; what most texts are is found out the quickest."""
    # One letter is looked for ten times as fast as two.
    if b"#" in data and b"##" in data:
        return False
    if data.isascii():
        return b"\x7f" not in data
    return data.translate(None, _SHOWN).decode().isprintable()


def inert_json(text: str) -> str:
    """JSON text as `dumps` writes it: the same values, with escapes for what can not be seen or would be obeyed."""
    return _BEYOND_ASCII.sub(_escaped, _COMMAND.sub("\\\\u0023", text))


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if character.isprintable():
        return character
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
