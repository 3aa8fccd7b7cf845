"""The libraries that do the arithmetic, or the one sentence that says how to get them."""

from __future__ import annotations

import logging
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


def sigstore(module: str) -> ModuleType:
    """A module of `sigstore`, by its name within it. Raises UsageError where the library is not installed."""
    try:
        found = import_module(f"sigstore.{module}")
    except ImportError:
        told = "bundles need the library `sigstore`; install it with `python3 -m pip install 'certgate[sigstore]'`"
        raise UsageError(told) from None
    log = logging.getLogger("sigstore")
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # what is wrong is told by us, once
    return found
