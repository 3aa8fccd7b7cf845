"""The folder that the tests of the command line have, and workers that do not load pytest."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from tests.cli.conftest import folder

__all__ = ["folder"]


@pytest.fixture(autouse=True)
def plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process loads the main module of the old one, which here is pytest and takes half a second."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
