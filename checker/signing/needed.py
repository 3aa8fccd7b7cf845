"""The libraries that do the arithmetic."""

from __future__ import annotations

import logging
from types import ModuleType

from checker.extras import extra


def cryptography(module: str) -> ModuleType:
    """A module of `cryptography`, by its name within it. Raises UsageError where the library is not installed."""
    return extra(f"cryptography.{module}", "sign", "signatures")


def sigstore(module: str) -> ModuleType:
    """A module of `sigstore`, by its name within it. Raises UsageError where the library is not installed."""
    found = extra(f"sigstore.{module}", "sigstore", "bundles")
    log = logging.getLogger("sigstore")
    if not log.handlers:
        log.addHandler(logging.NullHandler())  # what is wrong is told by us, once
    return found
