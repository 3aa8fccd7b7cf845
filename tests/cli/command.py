"""The installed command, run as a user runs it, in an environment that says nothing of the machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("certgate")
AS_OF = "2026-11-23"

# What the command or its colours could depend on; everything else that coverage or the system needs stays.
_DROPPED = ("CERTGATE_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TERM", "PYTHONHASHSEED")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: exit code, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found


def certgate(
    *arguments: str, cwd: Path, stdin: str | bytes = b"", env: dict[str, str] | None = None, seconds: int = 60
) -> Ended:
    """Run the installed command in a folder, for so many seconds at most."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
    data = stdin.encode() if isinstance(stdin, str) else stdin
    ended = subprocess.run(
        [str(COMMAND), *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        check=False,
        timeout=seconds,
        env={**clean, "COLUMNS": "80", **(env or {})},
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def check(*arguments: str, cwd: Path, stdin: str | bytes = b"", env: dict[str, str] | None = None) -> Ended:
    """Run `certgate check` with the policies of the test data, as of the day of the test data."""
    return certgate("check", *arguments, "-p", "policies", "--as-of", AS_OF, cwd=cwd, stdin=stdin, env=env)
