"""The libraries that credentials need, or the one sentence that says how to get them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from checker.errors import UsageError


def library(module: str) -> ModuleType:
    """A module of a library that is not always installed. Raises UsageError where it is not."""
    try:
        return import_module(module)
    except ImportError:
        name = module.partition(".")[0]
        told = (
            f"signed credentials need the library `{name}`; install it with `python3 -m pip install 'certgate[sign]'`"
        )
        raise UsageError(told) from None
