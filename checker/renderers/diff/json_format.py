"""The difference itself, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps


def render(diff: dict[str, Any]) -> Iterator[str]:
    """The difference with two spaces of indentation, keys in the order of drawing."""
    yield dumps(diff, indent=True) + "\n"
