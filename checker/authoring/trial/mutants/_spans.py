"""Spans of time, longer and shorter."""

from __future__ import annotations

from checker.decode.rules import span


def scaled(text: str, factor: float) -> str | None:
    """A span times a factor, in days or months, rounded down; None where that is no other span that can be written."""
    found = span(text)
    if found is None:
        return None
    count, unit, most = (found.days, "day", 9999) if found.days else (found.months, "month", 999)
    other = int(count * factor)
    if other in (0, count) or other > most:
        return None
    return f"{other} {unit}{'' if other == 1 else 's'}"
