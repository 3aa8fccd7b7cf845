"""What was asked about a report, and the answers."""

from __future__ import annotations

from collections.abc import Iterable

from checker.records import NamedTuple

PASS, FAIL, UNDETERMINED = "pass", "fail", "undetermined"
"""Outcomes of a check; undetermined where something is missing that it needs."""


class Check(NamedTuple):
    """One question with its answer: a lowercase sentence, and what to do where the answer is no pass.

    `check` is the question (`signature`, `report`, `policy`, `result`, `relaxations`, `replay`, …), `subject` what it
    is about, where that is one of several: the kind of an input and its name.
    """

    check: str
    outcome: str
    message: str
    help: str = ""
    subject: str | None = None


def exit_code(checks: Iterable[Check]) -> int:
    """0: all pass. 1: one fails. 2: nothing fails, and something that was needed is missing, or nothing was asked."""
    found = {each.outcome for each in checks}
    return 1 if FAIL in found else 0 if found == {PASS} else 2
