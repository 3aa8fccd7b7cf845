"""Filled spreadsheets of suppliers (`certgate import xlsx --template` writes the empty one) as manifests.

Text is text: a number where a text is wanted has lost its zeros already, so it is refused, never repaired. What nobody
sees (hidden sheets, formulas, merged cells) is refused by `xlsx_guard.py` before anything is parsed.
"""

from __future__ import annotations

import hashlib
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any

from checker.document import Document
from checker.errors import InputError, Location, Problem, UsageError, did_you_mean
from checker.extras import told
from checker.readers.gs1_node import Stated
from checker.readers.xlsx_cells import Cell, Row, column_letters, text_of
from checker.readers.xlsx_columns import BY_NAME, EXAMPLE, HELP, Sheet
from checker.readers.xlsx_guard import checked
from checker.readers.xlsx_manifest import manifest
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.readers.asked import Asked
    from checker.readers.source import Source

_SHOWN = 50


class Workbook(Document):
    """The rows of a workbook; a pointer into it names the sheet, the row and the column, and is placed as a cell."""

    __slots__ = ("rows",)

    rows: dict[str, list[Row]]

    def locate(self, pointer: str) -> Location:
        """`file!Sheet!B7` for the value at `/Sheet/7/B`; of a row its first cell."""
        sheet, row, column = (*pointer.split("/")[1:4], "", "", "")[:3]
        cell = f"{column or 'A'}{row}" if row else ""
        return Location("!".join(part for part in (self.path, sheet, cell) if part))


def documents(source: Source) -> Iterator[Workbook]:
    """The workbook in a file; raises InputError with the place, and UsageError where the library is missing."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(told("python_calamine", "xlsx", "spreadsheets")) from None
    data = source.load()
    safe = checked(data, source.shown)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(safe.data)) as opened:
            cells = {name: opened.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in safe.sheets}
    except (CalamineError, ValueError, OSError):
        mend = "save it again as .xlsx"
        raise InputError(Problem("the workbook can not be read", Location(source.shown), mend)) from None
    book = Workbook(source.shown, hashlib.sha256(data).hexdigest(), {}, dict)
    problems: list[Problem] = []
    book.rows = {}
    values: dict[str, Any] = {}
    for name, table in cells.items():
        if name == HELP:
            continue
        sheet = _known(name, book)
        rows = book.rows[name] = _rows(sheet, table, book, problems)
        values[name] = {str(row.number): {column_letters(cell.column): cell.text for cell in row.cells} for row in rows}
    book.values = values
    if problems:
        raise InputError(problems)
    yield book


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:  # noqa: ARG001 - a form says all that is needed
    """The one manifest that a filled form states; raises InputError with the places."""
    assert isinstance(document, Workbook)
    yield Stated(document, manifest(document, document.rows))


def _known(name: str, book: Workbook) -> Sheet:
    if name not in BY_NAME:
        mend = did_you_mean(name, BY_NAME) or f"sheets of the form: {', '.join(BY_NAME)}; take others out"
        raise InputError(Problem(f"unknown sheet `{shorten(name)}`", Location(book.path), mend))
    return BY_NAME[name]


def _rows(sheet: Sheet, table: list[list[Any]], book: Workbook, problems: list[Problem]) -> list[Row]:
    """The rows that hold something, each cell as a text; what can not be taken as written goes to the problems."""
    header = [str(value).strip() for value in table[0]] if table else []
    names = _header(sheet, header, book, problems)
    found: list[Row] = []
    for number, values in enumerate(table[1:], start=2):
        cells: list[Cell] = []
        filled: set[str] = set()
        for index, value in enumerate(values):
            place = f"/{sheet.name}/{number}/{column_letters(index + 1)}"
            if value is None or value == "" or (isinstance(value, str) and not value.strip()):
                continue
            if index not in names:
                problems.append(Problem("a value stands in a column without a name", book.locate(place), "take it out"))
            column = names.get(index)
            if column is None:
                continue  # its header is refused already
            filled.add(column.name)
            text = text_of(value, column, partial(_note, problems, book.locate(place)))
            if text is not None:
                cells.append(Cell(column, text, index + 1))
        if len(problems) >= _SHOWN:
            raise InputError(problems)  # who has so many needs no more of them
        if cells:
            row = Row(sheet.name, number, tuple(cells))
            _complete(sheet, row, filled, book, problems)
            found.append(row)
    return found


def _note(problems: list[Problem], at: Location, message: str, mend: str) -> None:
    problems.append(Problem(message, at, mend))


def _header(sheet: Sheet, header: list[str], book: Workbook, problems: list[Problem]) -> dict[int, Any]:
    known = {column.name: column for column in sheet.columns}
    names: dict[int, Any] = {}
    for index, name in enumerate(header):
        at = book.locate(f"/{sheet.name}/1/{column_letters(index + 1)}")
        if not name:
            continue
        if name not in known:
            mend = did_you_mean(name, known) or "take it out; the columns are those of the template"
            problems.append(Problem(f"unknown column `{shorten(name)}`", at, mend))
        elif known[name] in names.values():
            problems.append(Problem(f"the column `{name}` is given twice", at, "keep one of the two"))
        names[index] = known.get(name)
    return names


def _complete(sheet: Sheet, row: Row, filled: set[str], book: Workbook, problems: list[Problem]) -> None:
    """Note the example that is still there, and what may not be empty; `filled` are columns with anything in them."""
    at = book.locate(f"/{sheet.name}/{row.number}/{column_letters(row.cells[0].column)}")
    if any(cell.text.startswith(EXAMPLE) for cell in row.cells):
        problems.append(Problem("this is still the example row of the template", at, "delete the row"))
        return
    missing = [name for name in sheet.required if name not in filled]
    problems.extend(Problem(f"the row has no `{name}`", at, "fill it in") for name in missing)
