"""Runs with some workers, in this process but for the workers themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli.entry import _guarded
from checker.parallel import tasks

AS_OF = "2026-11-23"


def small_tasks(monkeypatch: pytest.MonkeyPatch, files: int = 2) -> None:
    """Cut runs into tasks of a few files or lines, so that a small one keeps several workers busy."""
    monkeypatch.setattr(tasks, "FILES", files)
    monkeypatch.setattr(tasks, "_BLOCK", 1)


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The exit code of `check` in a folder."""
    monkeypatch.chdir(folder)
    return _guarded(["check", *arguments, "-p", "policies", "--as-of", AS_OF])
