"""Formats of registers, one a file, found by being here: what its columns mean."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from checker.registers.formats.base import Format

SUPPLIER = "supplier"
"""The buyer's own register, and what a table is read as that is not named for a format."""


@cache
def formats() -> dict[str, Format]:
    """Every format by its id, sorted."""
    names = sorted(each.name for each in pkgutil.iter_modules(__path__) if each.name != "base")
    found = [importlib.import_module(f"{__name__}.{name}").FORMAT for name in names]
    return {each.id: each for each in sorted(found, key=lambda each: each.id)}


__all__ = ["SUPPLIER", "Format", "formats"]
