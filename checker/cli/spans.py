"""Spans of time as people write them on the command line: `90d`, `90 days`, `3 months`, `3y`."""

from __future__ import annotations

import re

from checker.errors import UsageError
from checker.model.policy import Period

_SPAN = re.compile(r"\s*([1-9][0-9]{0,3})\s*(d|days?|w|weeks?|m|months?|y|years?)\s*", re.IGNORECASE)
_DAYS = {"d": 1, "w": 7}
_MONTHS = {"m": 1, "y": 12}


def parse_span(text: str, option: str) -> Period:
    """A span of time. Raises UsageError for a text that is none."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise UsageError(f"`{text}` is no span of time; write for example `{option} 90d`, `3 months` or `1y`")
    count, unit = int(found[1]), found[2][0].lower()
    return Period(months=count * _MONTHS.get(unit, 0), days=count * _DAYS.get(unit, 0))
