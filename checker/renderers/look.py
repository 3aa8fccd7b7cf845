"""How a report is to look where a person reads it as it is printed."""

from __future__ import annotations

from checker.records import NamedTuple


class Look(NamedTuple):
    """`width` in columns; `colour`: whether escape sequences are understood and wanted.

    `detail`: -1 the result and who does not pass, 0 with the reasons, 1 with every gate of every object too.
    """

    width: int = 118
    colour: bool = False
    detail: int = 0
