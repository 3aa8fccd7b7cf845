"""The findings on policies as JSON (schema: `lint`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps


def render(found: dict[str, Any]) -> Iterator[str]:
    """The findings with two spaces of indentation, keys in the order of the schema."""
    yield dumps(found, indent=True) + "\n"
