"""Report formats, one per file, all drawn from report version 1; a renderer computes no verdict.

A renderer is a module with `FORMAT` (its name) and `render(report) -> str`. A new format is one new file here.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import Any

from checker.errors import UsageError, did_you_mean

__all__ = ["WITHOUT_GATES", "formats", "render"]

# Formats that show findings and leave the gates to the others.
WITHOUT_GATES = frozenset({"text"})


@cache
def formats() -> tuple[str, ...]:
    """The names of all report formats, sorted."""
    ending = "_format.py"
    files = [name for name in os.listdir(__path__[0]) if name.endswith(ending)]
    return tuple(sorted(name.removesuffix(ending).replace("_", "-") for name in files))


def render(report: dict[str, Any], name: str) -> str:
    """A report in a format. Raises UsageError for a format there is none of."""
    if name not in formats():
        mend = did_you_mean(name, formats()) or f"known: {', '.join(formats())}"
        raise UsageError(f"`{name}` is no report format; {mend}")
    text: str = import_module(f"{__name__}.{name.replace('-', '_')}_format").render(report)
    return text
