"""The run of policy tests itself, as JSON (schema: `trial`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps


def render(trial: dict[str, Any]) -> Iterator[str]:
    """The document, two spaces a level."""
    yield dumps(trial, indent=True) + "\n"
