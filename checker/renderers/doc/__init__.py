"""Formats of the page that tells suppliers what a policy asks, one per file; a renderer decides nothing.

A renderer is a module `<name>_format.py` with `render(doc)`, which yields the text in parts; `doc["pages"]` has a page
per policy. `pages(doc)` is its form as a folder: names of files with their texts, the first page first.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from checker.errors import UsageError, did_you_mean

__all__ = ["formats", "has_pages", "known", "render", "render_pages"]


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, sorted."""
    ending = "_format.py"
    return tuple(sorted(name.removesuffix(ending) for name in os.listdir(__path__[0]) if name.endswith(ending)))


def known(name: str) -> str:
    """The name of a format. Raises UsageError for one that there is not."""
    if name not in formats():
        mend = did_you_mean(name, formats()) or f"known: {', '.join(formats())}"
        raise UsageError(f"`{name}` is no format of a policy's page; {mend}")
    return name


def render(doc: dict[str, Any], name: str) -> Iterator[str]:
    """The pages as one text, in parts."""
    yield from _module(name).render(doc)


def has_pages(name: str) -> bool:
    """Whether a format can be a folder of pages."""
    return hasattr(_module(name), "pages")


def render_pages(doc: dict[str, Any], name: str) -> Iterator[tuple[str, Iterator[str]]]:
    """The pages as files of a folder, the first page first."""
    yield from _module(name).pages(doc)


def _module(name: str) -> Any:
    return import_module(f"{__name__}.{known(name)}_format")
