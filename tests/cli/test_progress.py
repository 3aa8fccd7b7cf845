"""The progress line: on a terminal only, on stderr only, and gone at the end."""

from __future__ import annotations

import os
import pty
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from checker.cli import progress
from tests.cli.command import COMMAND

FIXTURES = Path(__file__).parents[2] / "fixtures" / "manifests"


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, inputs: int, steps: list[int], stream: StringIO) -> str:
    """What is written while time passes a second a step."""
    clock = iter(range(1000))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr("sys.stderr", stream)
    bar = progress.Progress(inputs)
    for done in steps:
        bar.step(done)
    bar.close()
    return stream.getvalue()


def test_many_inputs_show_a_bar_and_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    text = drawn(monkeypatch, 4, [0, 1, 2], Terminal())
    assert "checking: 3 manifests [###############---------------] 50%, 1.0/s, 0:03 left" in text
    assert text.endswith("\r\x1b[K")


def test_one_input_of_many_manifests_shows_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "checking: 2 manifests, 1.0/s\r" in drawn(monkeypatch, 1, [0, 0], Terminal())


def test_one_input_of_known_size_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10000, 100))
    monkeypatch.setattr(progress, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    bar = progress.Progress(1)
    bar.size = 400
    bar.through(4)
    bar.step(0)
    assert "checking: 1 manifests [------------------------------] 1%, 0.0/s, 2:45:00 left" in stream.getvalue()


def test_quiet_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stream := Terminal())
    bar = progress.Progress(3, quiet=True)
    bar.step(1)
    assert not bar.visible
    assert stream.getvalue() == ""


def test_nothing_is_shown_where_stderr_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, 4, [0, 1, 2], StringIO()) == ""


def test_a_run_on_a_terminal_leaves_stdout_alone() -> None:
    leader, follower = pty.openpty()
    arguments = [str(COMMAND), "check", str(FIXTURES), "-p", "watersense", "--as-of", "2026-11-23"]
    plain = subprocess.run(arguments, capture_output=True, check=False)
    on_terminal = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=follower, check=False)
    os.close(follower)
    os.close(leader)
    assert on_terminal.stdout == plain.stdout
    assert on_terminal.returncode == plain.returncode == 1
