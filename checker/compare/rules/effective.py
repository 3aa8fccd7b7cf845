"""The days on which a failure blocks: more are stricter, for a requirement that stands alone."""

from __future__ import annotations

from datetime import date

from checker.compare.rules.base import COUNTING, Ground, Rule
from checker.model.policy import Requirement, Window


def _implies(one: Requirement, other: Requirement, _ground: Ground) -> bool:
    mine, theirs = one.effective, other.effective
    return (mine.start or date.min) <= (theirs.start or date.min) and (theirs.until or date.max) <= (
        mine.until or date.max
    )


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"it blocks {span(new.effective)} instead of {span(old.effective)}"


def span(window: Window) -> str:
    """The days of a window in words."""
    if window.start and window.until:
        return f"from {window.start} until {window.until}"
    if window.start:
        return f"from {window.start} on"
    return f"until {window.until}" if window.until else "on every day"


RULE = Rule("effective", 210, "effective", lambda rule: rule.effective, _implies, _sentence, about=COUNTING)
