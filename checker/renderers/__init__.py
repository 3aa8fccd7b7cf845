"""Report formats, one per file, all drawn from report version 1; a renderer computes no verdict.

A renderer is a module `<name>_format.py` with `render(report)`, which yields the text in parts. A new format is one new
file here. `report["manifests"]` is a sequence that may be far larger than memory: walk over it, never keep it.

A module may also have:

- `FINDINGS_ONLY = True`: it shows findings and leaves gates, certificates and source excerpts to others;
- `terminal(report, look)`: the form for a terminal of a given width, with or without colour;
- `pages(report)`: a folder of files, for `-o FORMAT=FOLDER/`;
- `BINARY = True`: `render` yields bytes, which are for a file and not for a terminal;
- `encoded(report)`: what `render` yields as UTF-8, where that is quicker for a report that is larger than memory;
- `ready()`: raises UsageError where a library that the format needs is missing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from checker.errors import UsageError, did_you_mean
from checker.renderers.look import Look

__all__ = [
    "Look",
    "findings_only",
    "formats",
    "has_bytes",
    "has_pages",
    "is_binary",
    "known",
    "render",
    "render_bytes",
    "render_pages",
    "usable",
]


@cache
def formats() -> tuple[str, ...]:
    """The names of all report formats, sorted."""
    ending = "_format.py"
    files = [name for name in os.listdir(__path__[0]) if name.endswith(ending)]
    return tuple(sorted(name.removesuffix(ending).replace("_", "-") for name in files))


def known(name: str) -> str:
    """The name of a format. Raises UsageError for one that there is not."""
    if name not in formats():
        ending = name.rpartition(".")[2].lower()
        meant = {"md": "markdown", "txt": "text", "xml": "junit"}.get(ending, ending)
        if "." in name and meant in formats():
            raise UsageError(f"`{name}` is no report format; did you mean `{meant}={name}`?")
        mend = did_you_mean(name, formats()) or f"known: {', '.join(formats())}"
        raise UsageError(f"`{name}` is no report format; {mend}")
    return name


def usable(name: str) -> str:
    """The name of a format. Raises UsageError for one that there is not, or that needs a library that is missing."""
    if hasattr(module := _module(known(name)), "ready"):
        module.ready()
    return name


def render(report: dict[str, Any], name: str, look: Look | None = None) -> Iterator[str]:
    """A report in a format, in parts; `look` is that of a terminal, for a format that heeds it.

    Raises UsageError for a format that is no text, which `render_bytes` draws.
    """
    module = _module(name)
    if is_binary(name):
        raise UsageError(f"`{name}` is no text; write it to a file with `-o {name}=FILE`")
    if look is not None and hasattr(module, "terminal"):
        yield from module.terminal(report, look)
    else:
        yield from module.render(report)


def render_bytes(report: dict[str, Any], name: str) -> Iterator[bytes]:
    """A report in a format, as the bytes of a file, in parts."""
    if is_binary(name):
        yield from _module(name).render(report)
    elif has_bytes(name):
        yield from _module(name).encoded(report)
    else:
        yield from (part.encode() for part in render(report, name))


def render_pages(report: dict[str, Any], name: str) -> Iterator[tuple[str, Iterator[str]]]:
    """A report as a folder: the name of each file (no folders in it) and its text in parts."""
    yield from _module(name).pages(report)


def has_pages(name: str) -> bool:
    """Whether a format can be a folder."""
    return hasattr(_module(name), "pages")


def is_binary(name: str) -> bool:
    """Whether a format is no text; false for a name that is none of a report format."""
    return name in formats() and bool(getattr(_module(name), "BINARY", False))


def has_bytes(name: str) -> bool:
    """Whether a format is drawn as bytes in the first place; false for a name that is none of a report format."""
    return is_binary(name) or (name in formats() and hasattr(_module(name), "encoded"))


def findings_only(name: str) -> bool:
    """Whether a format leaves gates, certificates and source excerpts out."""
    return bool(getattr(_module(name), "FINDINGS_ONLY", False))


def _module(name: str) -> ModuleType:
    """The module of a format; imported by need, because each has its own costs of start-up."""
    return import_module(f"{__name__}.{known(name).replace('-', '_')}_format")
