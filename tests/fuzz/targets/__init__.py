"""What is fuzzed, one module per target, found by being here."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Protocol, cast


class Target(Protocol):
    """What the module of a target offers."""

    WORDS: tuple[bytes, ...]

    def attempt(self, data: bytes) -> None:
        """Try one input; raises for a property that does not hold."""

    def seeds(self) -> Iterator[bytes]:
        """Inputs to start from."""


def names() -> list[str]:
    """The targets, sorted."""
    return sorted(each.name for each in pkgutil.iter_modules(__path__) if not each.name.startswith("_"))


def target(name: str) -> Target:
    """The module of a target."""
    return cast("Target", importlib.import_module(f"{__name__}.{name}"))
