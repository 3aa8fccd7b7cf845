"""Small words that all parts of a page share: choices, spans, days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from checker.model.policy import Period, Window


def quoted(texts: Sequence[str], last: str) -> str:
    """Texts in backticks, joined by commas and a last word."""
    shown = [f"`{text}`" for text in texts]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {last} {shown[-1]}"


def choice(texts: Sequence[str]) -> str:
    """Texts of which any one will do."""
    return quoted(texts, "or")


def together(texts: Sequence[str]) -> str:
    """Texts all of which are meant."""
    return quoted(texts, "and")


def span(period: Period) -> str:
    """A span of time as a policy writes it, whole years as years."""
    if not period.days and period.months and period.months % 12 == 0:
        years = period.months // 12
        return "12 months" if years == 1 else f"{years} years"
    return str(period)


def window(found: Window, day: date) -> str:
    """The days of a window, both included, and how the day stands to them; empty for one that is always open."""
    if found.start is None and found.until is None:
        return ""
    start = f" from {found.start}" if found.start else ""
    until = f" until {found.until}" if found.until else ""
    both = ", both days included" if found.start and found.until else ", that day included"
    now = "is in effect" if found.holds(day) else "is not in effect yet:" if _ahead(found, day) else "ended:"
    return f"{now}{start}{until}{both}".replace("ended: until", "was in effect until").replace(
        "ended:", "was in effect"
    )


def _ahead(found: Window, day: date) -> bool:
    return found.start is not None and day < found.start
