"""One cell of a filled form as a text, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from checker.errors import did_you_mean
from checker.readers.xlsx_columns import DAY, TERM, Column
from checker.records import NamedTuple
from checker.words import shorten

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NONE = "none"
Fault = Callable[[str, str], object]


class Cell(NamedTuple):
    """A filled cell: its column of the form, its text, and the number of its column in the sheet, from 1."""

    of: Column
    text: str
    column: int

    @property
    def column_name(self) -> str:
        """The header of its column."""
        return self.of.name


class Row(NamedTuple):
    """A row with what is filled in: its sheet, its number as the spreadsheet shows it."""

    sheet: str
    number: int
    cells: tuple[Cell, ...]

    def pointer(self, cell: Cell) -> str:
        """Where a cell stands: sheet, row, column."""
        return f"/{self.sheet}/{self.number}/{column_letters(cell.column)}"


def column_letters(number: int) -> str:
    """The letters of a column: 1 is `A`, 27 is `AA`."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def text_of(value: Any, column: Column, fault: Fault) -> str | None:
    """The text of a cell; None where it can not be taken as it is, which `fault` is told with the mend."""
    if column.kind in (DAY, TERM):
        return _day(value, column, fault)
    if not isinstance(value, str):
        what = _described(value)
        mend = "format the cell as text and type it again: zeros in front, or how a date was printed, may be lost"
        fault(f"`{column.name}` is a text, and the cell holds {what}", mend)
        return None
    text = value.strip()
    if column.choices and text not in column.choices:
        mend = did_you_mean(text, column.choices) or f"known: {', '.join(column.choices)}"
        fault(f"`{shorten(text)}` is no `{column.name}`", mend)
        return None
    return text


def _day(value: Any, column: Column, fault: Fault) -> str | None:
    """A day, from a date cell or as text; `none` where a column may say that there is no term."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
    elif isinstance(value, date):
        return value.isoformat()
    elif isinstance(value, str):
        text = value.strip()
        if column.kind == TERM and text.casefold() == NONE:
            return NONE
        if _DAY.fullmatch(text) and _on_calendar(text):
            return text
    shown = shorten(value.strip()) if isinstance(value, str) else _described(value)
    more = ", or none" if column.kind == TERM else ""
    fault(f"`{shown}` is no day for `{column.name}`", f"write YYYY-MM-DD{more}, as text or as a date cell")
    return None


def _on_calendar(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _described(value: Any) -> str:
    if isinstance(value, bool):
        return f"the truth value {str(value).upper()}"
    if isinstance(value, int | float):
        number = int(value) if float(value).is_integer() and abs(value) < 1e15 else value
        return f"the number {number}"
    if isinstance(value, datetime | date):
        return f"the date {value.isoformat()[:10]}"
    return "a time of day" if isinstance(value, time | timedelta) else "something else"
