"""Formats of policy tests, one per file, all drawn from the document of a run; a renderer computes no verdict.

A renderer is a module `<name>_format.py` with `render(trial)`, which yields the text in parts; `terminal(trial, look)`
is its form for a terminal.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from checker.errors import UsageError, did_you_mean
from checker.renderers.look import Look

__all__ = ["formats", "known", "render"]


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    ending = "_format.py"
    return tuple(sorted(name.removesuffix(ending) for name in os.listdir(__path__[0]) if name.endswith(ending)))


def known(name: str) -> str:
    """The name of a format. Raises UsageError for one that there is not."""
    if name not in formats():
        mend = did_you_mean(name, formats()) or f"known: {', '.join(formats())}"
        raise UsageError(f"`{name}` is no format of policy tests; {mend}")
    return name


def render(trial: dict[str, Any], name: str, look: Look | None = None) -> Iterator[str]:
    """A run of policy tests in a format, in parts; `look` is that of a terminal, for a format that heeds it."""
    module = import_module(f"{__name__}.{known(name)}_format")
    if look is not None and hasattr(module, "terminal"):
        yield from module.terminal(trial, look)
    else:
        yield from module.render(trial)
