"""A folder as a user may have it: some manifests and a policy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the test data, to run in and to change."""
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    return tmp_path
