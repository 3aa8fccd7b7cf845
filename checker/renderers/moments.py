"""Days as moments, for formats that know no days: each in UTC, and never that of the clock."""

from __future__ import annotations


def start_of(day: str) -> str:
    """The first second of a day (RFC 3339)."""
    return f"{day}T00:00:00Z"


def end_of(day: str) -> str:
    """The last second of a day, for a term that holds through it (RFC 3339)."""
    return f"{day}T23:59:59Z"
