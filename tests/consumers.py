"""Programs that nobody here wrote and that have to accept what certgate writes; where they are absent, tests skip."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("CERTGATE_SHARED", ROOT.parent / "shared")) / "consumers"


def accepted(script: str, *arguments: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    """What a script prints that runs such programs on a file; fails unless all of them accept it."""
    if not (FOLDER / script).is_file():
        pytest.skip(f"there is no {script} in ../shared/consumers (or CERTGATE_SHARED names another folder)")
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed, which the programs of ../shared/consumers need")
    # Each script installs what it needs, and two that install into one place at once spoil it.
    with open(Path(tempfile.gettempdir(), "certgate-consumers.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ended = subprocess.run(
            ["node" if script.endswith(".mjs") else "bash", str(FOLDER / script), *arguments],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=900,
        )
    printed = ended.stdout.strip()
    assert ended.returncode == 0, printed
    assert printed.endswith("PASS"), printed
    return printed
