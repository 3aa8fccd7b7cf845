"""JSON documents that may be larger than memory, written in parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps


def stream(value: Any) -> Iterator[str]:
    """A value as JSON text; an iterator in it becomes a list, an item a line, and is walked when its turn comes."""
    if isinstance(value, Iterator):
        divider = "[\n"
        for each in value:
            yield divider
            yield from stream(each)
            divider = ",\n"
        yield "[]" if divider == "[\n" else "\n]"
    elif isinstance(value, dict) and _endless(value):
        divider = "{"
        for key, each in value.items():
            yield f"{divider}{dumps(key)}: "
            yield from stream(each)
            divider = ",\n"
        yield "}"
    else:
        yield dumps(value)


def _endless(value: Any) -> bool:
    """Whether there is an iterator somewhere below a mapping."""
    return isinstance(value, Iterator) or (isinstance(value, dict) and any(map(_endless, value.values())))
