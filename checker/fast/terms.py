"""How a gate's answer about a certificate lasts: clean or not, through which day, and what comes then."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from checker.model.calendar import add, next_day
from checker.model.outcome import FAIL, Outcome
from checker.model.policy import Period
from checker.records import NamedTuple

CLEAN, ASK, UNSURE = 0, 1, 2
"""Passes without a finding; the plain gate has to be asked, and lasts as said if it passes; nothing is known."""

REMEMBERED = 512
"""How many answers are kept of one kind, because suppliers choose the texts; each demand keeps its own."""

FOREVER = "9999-12-32"
"""After every day."""


class Lasting(NamedTuple):
    """What one gate says: its state, the last day of a pass, the code and outcome on the day after, the confidence.

    `confidence` is that of the catalogue row that was used, empty where there is none.
    """

    state: int
    until: str = FOREVER
    code: str = ""
    outcome: Outcome = FAIL
    confidence: str = ""


PASSES = Lasting(CLEAN)
STEADY = Lasting(ASK)
OPEN = Lasting(UNSURE)


@lru_cache(4096)
def later(day: str, months: int, days: int) -> str:
    """The day a period later; FOREVER beyond the last that there is."""
    if day >= FOREVER:
        return FOREVER
    moved = add(date.fromisoformat(day), Period(months, days))
    return FOREVER if moved == date.max else moved.isoformat()


@lru_cache(4096)
def after(day: str) -> str:
    """The day after."""
    return FOREVER if day >= "9999-12-31" else next_day(date.fromisoformat(day)).isoformat()
