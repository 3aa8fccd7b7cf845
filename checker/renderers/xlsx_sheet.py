"""A sheet of a workbook: a header that stays, filters, columns of a kind each; rows written once, top down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from checker.records import NamedTuple
from checker.words import shorten

LONGEST = 2_000
"""How many characters of a text a cell holds. Excel takes 32,767, and nobody reads them."""
ROWS = 1_048_576
"""How many rows a sheet has in Excel, the header included."""

TEXT, LONG, DAY, WORD, NUMBER = "text", "long", "day", "word", "number"

# Behind the words for how something stands; the words alone say it too.
_COLOURS = {
    "passed": "#C6E7CE",
    "pass": "#C6E7CE",
    "yes": "#F6C9C5",
    "blocked": "#F6C9C5",
    "fail": "#F6C9C5",
    "error": "#F6C9C5",
    "unusable": "#F6C9C5",
    "undetermined": "#FBE3B4",
    "warning": "#FBE3B4",
    "passed-with-waivers": "#CFE0F5",
    "waived": "#CFE0F5",
}
# Excel makes a formula of a text that begins so as soon as somebody edits the cell; the quote prefix keeps it a text.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_A3 = 8  # its number in Office Open XML
_LINE = 13.5  # the height of a line, in points
_MOST_LINES = 12  # of a row that is shown; the rest of a longer text is in the cell
_FIRST_YEAR = 1900  # before it Excel has no days


class Column(NamedTuple):
    """A column: what stands above it, its width in characters, and what its cells are."""

    title: str
    width: int
    kind: str = TEXT


class Styles:
    """The looks of cells, each made once; a workbook writes them in the order in which they were asked for."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[Any, ...], Any] = {}

    def of(self, **look: Any) -> Any:
        """The style with these properties, at the top of its cell."""
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(
                {"valign": "top", "font_name": "Arial", "font_size": 10, **look}
            )
        return self._made[key]


class Sheet:
    """One sheet in the making."""

    def __init__(self, workbook: Any, styles: Styles, name: str, columns: Sequence[Column]) -> None:
        self.name, self.columns, self._styles = name, columns, styles
        self._next, self.left_out = 1, 0
        self._sheet = workbook.add_worksheet(name)
        header = styles.of(bold=True, bg_color="#1F3247", font_color="#FFFFFF", text_wrap=True)
        for number, column in enumerate(columns):
            self._sheet.set_column(number, number, column.width)
        for number, column in enumerate(columns):
            self._sheet.write_string(0, number, column.title, header)
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A3)
        self._sheet.fit_to_pages(1, 0)

    def add(self, cells: Sequence[str | int | None]) -> None:
        """A row, a cell for each column; None stays empty. What Excel has no row for is counted in `left_out`."""
        if self._next >= ROWS:
            self.left_out += 1
            return
        # Not every program finds the height of a row itself, and without one the lines lie over the next row.
        lines = max(_lines(column, value) for column, value in zip(self.columns, cells, strict=True))
        self._sheet.set_row(self._next, _LINE * min(lines, _MOST_LINES))
        for number, (column, value) in enumerate(zip(self.columns, cells, strict=True)):
            if value is not None and value != "":
                self._write(number, column.kind, value)
        self._next += 1

    def finish(self) -> None:
        """Let every column be filtered, once all rows are there."""
        self._sheet.autofilter(0, 0, max(self._next - 1, 1), len(self.columns) - 1)

    def _write(self, column: int, kind: str, value: str | int) -> None:
        row = self._next
        if isinstance(value, int):
            self._sheet.write_number(row, column, value, self._styles.of(num_format="#,##0", align="left"))
        elif kind == DAY and (day := _day(value)):
            self._sheet.write_datetime(row, column, day, self._styles.of(num_format="yyyy-mm-dd", align="left"))
        else:
            text = shorten(value, LONGEST)
            look: dict[str, Any] = {"text_wrap": True} if kind in (LONG, WORD) else {}
            if kind == WORD and text in _COLOURS:
                look["bg_color"] = _COLOURS[text]
            if text.startswith(_FORMULA):
                look["quote_prefix"] = True
            # As a string whatever it looks like: no formula, no number, no link.
            self._sheet.write_string(row, column, text, self._styles.of(**look))


def _lines(column: Column, value: str | int | None) -> int:
    """How many lines a cell takes, roughly: letters beyond Latin are wide."""
    if column.kind not in (LONG, WORD) or not isinstance(value, str):
        return 1
    # The last fifth of a line is where its last word did not fit.
    taken = len(value) if value.isascii() else sum(2 if character > "\u2e7f" else 1 for character in value[:LONGEST])
    return 1 + int(taken / (column.width * 0.85))


def _day(text: str) -> datetime | None:
    """A day as Excel keeps it; None for what is none, or comes before its first."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day) if found.year > _FIRST_YEAR else None
