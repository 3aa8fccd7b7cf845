"""The report itself, as JSON (schema: `report`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.json_text import dumps


def render(report: dict[str, Any]) -> Iterator[str]:
    """The report with two spaces of indentation, keys in the order of the schema."""
    head, _, tail = dumps({**report, "manifests": []}, indent=True).rpartition("[]")
    yield f"{head}["
    divider = "\n    "
    for entry in report["manifests"]:
        # A line end in the output is always one of layout: within a text it is written `\n`.
        yield divider + dumps(entry, indent=True).replace("\n", "\n    ")
        divider = ",\n    "
    yield ("\n  ]" if len(report["manifests"]) else "]") + tail + "\n"
