"""What a format of a register is: its columns, and what becomes of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from checker.errors import did_you_mean
from checker.records import NamedTuple
from checker.registers.row import CERTIFICATES, STATUSES, Row
from checker.words import shorten

_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


class CellError(Exception):
    """A cell that can not be what it has to be: the column it stands in, what is wrong, what to do."""

    def __init__(self, column: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.column, self.message, self.mend = column, message, mend


Cells = Mapping[str, str]
"""The cells of a row by field, trimmed; a column that is not there is an empty text."""


class Format(NamedTuple):
    """A format: `columns` gives the names of each field, `needed` the fields that every row has to fill.

    `row` makes a row of cells, or several; it raises CellError. `ignored` columns may be there and say nothing.
    `family` tells registers of certificates from those of recognition; `kind` and `body` are those that a register
    speaks of, where it speaks of one only; `list_id` is what the catalogue calls a list of recognition.
    """

    id: str
    title: str
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    row: Callable[[int, Cells], Iterator[Row]]
    ignored: tuple[str, ...] = ()
    family: str = CERTIFICATES
    kind: str = ""
    body: str = ""
    list_id: str = ""


def day(cells: Cells, field: str, column: str) -> str:
    """A day as ISO text; an empty one stays empty. Raises CellError."""
    text = cells[field]
    if not text:
        return ""
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else _no_day(column, text)
    except ValueError:
        return _no_day(column, text)


def _no_day(column: str, text: str) -> str:
    raise CellError(column, f"`{shorten(text, 40)}` is no day", "write YYYY-MM-DD; a spreadsheet may have changed it")


def status(cells: Cells, column: str) -> str:
    """One of the seven statuses, in lower case; an empty one stays empty. Raises CellError."""
    text = cells["status"].casefold()
    if text and text not in STATUSES:
        mend = did_you_mean(text, STATUSES) or f"known: {', '.join(STATUSES)}"
        raise CellError(column, f"`{shorten(cells['status'], 40)}` is no status", mend)
    return text


def listed(text: str) -> str:
    """A cell with several values, separated by `;` or line ends, as a row holds it."""
    parts = (part.strip() for part in text.replace(";", "\n").splitlines())
    return "\n".join(dict.fromkeys(part for part in parts if part))
