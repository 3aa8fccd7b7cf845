"""The report itself, as JSON (schema: `report`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

_STYLE = orjson.OPT_INDENT_2


def render(report: dict[str, Any]) -> Iterator[str]:
    """The report with two spaces of indentation, text unescaped, keys in the order of the schema."""
    head, _, tail = orjson.dumps({**report, "manifests": []}, option=_STYLE).decode().rpartition("[]")
    yield f"{head}["
    divider = "\n    "
    for entry in report["manifests"]:
        # A line end in the output is always one of layout: within a text it is written `\n`.
        yield divider + orjson.dumps(entry, option=_STYLE).decode().replace("\n", "\n    ")
        divider = ",\n    "
    yield ("\n  ]" if len(report["manifests"]) else "]") + tail + "\n"
