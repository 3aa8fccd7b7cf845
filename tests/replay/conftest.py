"""The desk at which runs are made and verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.replay.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A folder with the test data, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)
