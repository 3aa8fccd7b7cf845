"""Libraries that are not always installed: the one that is needed, or the one sentence that says how to get it."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from checker.errors import UsageError


def extra(module: str, group: str, what: str) -> ModuleType:
    """A module of such a library; `group` is the extra that brings it, `what` in plural words who needs it.

    Raises UsageError where it is not installed.
    """
    try:
        return import_module(module)
    except ImportError:
        raise UsageError(told(module.partition(".")[0], group, what)) from None


def told(name: str, group: str, what: str) -> str:
    """What to install, and what for."""
    return f"{what} need the library `{name}`; install it with `python3 -m pip install 'certgate[{group}]'`"
