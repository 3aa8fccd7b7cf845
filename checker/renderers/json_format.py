"""The report itself, as JSON (schema: `report`)."""

from __future__ import annotations

import json
from typing import Any


def render(report: dict[str, Any]) -> str:
    """The report with two spaces of indentation, text unescaped, keys in the order of the schema."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
