"""A defect of the program: exit code 3, one line, no traceback unless asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from checker.cli import entry, journal
from tests.cli.command import AS_OF

SECRET = "text that nobody outside is meant to see"


@pytest.fixture
def defect(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `check` that would pass, in a program whose renderer has a defect."""

    def broken(*_given: Any) -> str:
        raise RuntimeError(SECRET)

    monkeypatch.chdir(folder)
    monkeypatch.setattr(journal, "write", broken)
    monkeypatch.setattr(sys, "argv", ["certgate", "check", "conforming.yaml", "-p", "policies", "--as-of", AS_OF])
    monkeypatch.delenv("CERTGATE_DEBUG", raising=False)


@pytest.mark.usefixtures("defect")
def test_a_defect_is_3_in_one_line_without_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        entry.run()
    assert ended.value.code == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("certgate: internal error (RuntimeError)")
    assert err.count("\n") == 1
    assert "CERTGATE_DEBUG=1" in err
    assert SECRET not in err


@pytest.mark.usefixtures("defect")
def test_certgate_debug_shows_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CERTGATE_DEBUG", "1")
    with pytest.raises(RuntimeError, match=SECRET):
        entry.run()
