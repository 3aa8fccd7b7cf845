"""The report itself, as JSON (schema: `report`)."""

from __future__ import annotations

from typing import Any

import orjson


def render(report: dict[str, Any]) -> str:
    """The report with two spaces of indentation, text unescaped, keys in the order of the schema."""
    # The standard library indents in Python, thirty times slower, and a report of many manifests has gigabytes.
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()
