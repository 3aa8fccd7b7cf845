"""The library that does the arithmetic, or the one sentence that says how to get it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from checker.errors import UsageError


def cryptography(module: str) -> ModuleType:
    """A module of `cryptography`, by its name within it. Raises UsageError where the library is not installed."""
    try:
        return import_module(f"cryptography.{module}")
    except ImportError:
        told = "signatures need the library `cryptography`; install it with `python3 -m pip install 'certgate[sign]'`"
        raise UsageError(told) from None
