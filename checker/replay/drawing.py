"""What became of verifying a report, version 1, in a documented form (schema: `verification`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker import __version__
from checker.replay.checks import Check, exit_code
from checker.replay.claim import Claim

Json = dict[str, Any]


def verification(path: str, sha256: str, claim: Claim | None, checks: Sequence[Check]) -> Json:
    """The checks on the file at `path`; its claim is left out where it can not be read."""
    return {
        "verification": 1,
        "tool": {"name": "certgate", "version": __version__},
        "exit_code": exit_code(checks),
        "file": {"path": path, "sha256": sha256},
        "as_of": claim.as_of.isoformat() if claim else None,
        "verdict": claim.verdict if claim else None,
        "result": claim.result if claim else None,
        "checks": [
            {
                "check": each.check,
                "subject": each.subject,
                "outcome": each.outcome,
                "message": each.message,
                "help": each.help,
            }
            for each in checks
        ],
    }
