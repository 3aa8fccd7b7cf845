"""Logs for tests, and what is found in them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from checker.decision_log import Examined, examine
from checker.decision_log.line import sealed


def entry(number: int) -> dict[str, Any]:
    """A decision; its text holds what JSON can write in more than one way."""
    path = f"supplier {number}/mänifest\x7f\u2028.yaml"
    return {
        "as_of": "2026-11-23",
        "subject": {"path": path, "sha256": f"{number:064x}"},
        "verdict": ("pass", "fail", "undetermined")[number % 3],
        "repaired": None,
    }


def lines(count: int) -> list[bytes]:
    """The lines of a log, each with its line end."""
    found: list[bytes] = []
    head = None
    for number in range(1, count + 1):
        line, head = sealed(entry(number), number, head)
        found.append(line)
    return found


def faults(data: bytes, since: int = 1) -> list[tuple[int, str]]:
    """What is wrong with a log: numbers of lines, and why."""
    return [(row.number, fault) for row in examine(BytesIO(data), since) for fault in row.faults]


def rows(data: bytes) -> list[Examined]:
    """All lines of a log as they were examined."""
    return list(examine(BytesIO(data)))
