"""The spreadsheet for suppliers who keep no files in git: empty, with one example row a sheet, or filled.

What is filled in is read back by `checker/readers/xlsx.py`, from the same table of columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from checker.extras import extra
from checker.readers.xlsx_columns import DAY, HELP, LIST, SHEETS, TERM, Column, Sheet

_MADE = datetime(2026, 1, 1)  # the same bytes on every day
_ROWS = 2_000
_HINTS = {DAY: "YYYY-MM-DD", TERM: "YYYY-MM-DD, or none", LIST: "several with ; between them"}
_STEPS = (
    "Fill in the sheets from left to right; one row for each thing. Delete the example rows (they say EXAMPLE).",
    "Write texts as printed on the certificate. The cells are text, so that 0012345 keeps its zeros.",
    "What you leave empty counts as not known. Leaving something out never helps.",
    "No formulas, merged cells or hidden rows: what is read is what you see.",
    "Hand the file in, or turn it into a manifest: certgate import xlsx FILE.xlsx -o manifest.yaml",
)


def form(filled: Mapping[str, Sequence[Mapping[str, str]]] | None = None) -> bytes:
    """The workbook as bytes: with the example rows, or with rows given by sheet, each a text by header.

    Raises UsageError where the library that writes spreadsheets is missing.
    """
    workbook: Any = extra("xlsxwriter", "xlsx", "spreadsheets").Workbook
    written = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with workbook(written, options) as book:
        book.set_properties({"title": "certgate: certificates of a supplier", "created": _MADE})
        styles = {
            "head": book.add_format({"bold": True, "bg_color": "#DDE6F0", "num_format": "@", "border": 1}),
            "must": book.add_format({"bold": True, "bg_color": "#F3D9B1", "num_format": "@", "border": 1}),
            "text": book.add_format({"num_format": "@"}),
            "example": book.add_format({"num_format": "@", "italic": True, "font_color": "#808080"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        for sheet in SHEETS:
            _sheet(
                book.add_worksheet(sheet.name), sheet, styles, None if filled is None else filled.get(sheet.name, ())
            )
        _help(book.add_worksheet(HELP), styles)
    return written.getvalue()


def _sheet(page: Any, sheet: Sheet, styles: Mapping[str, Any], rows: Sequence[Mapping[str, str]] | None) -> None:
    """One sheet: headers with hints, drop-downs, and its rows; where none are given, the example."""
    page.freeze_panes(1, 1)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, max(14, len(column.name) + 2), styles["text"])
        page.write_string(0, index, column.name, styles["must" if column.name in sheet.required else "head"])
        if hint := _hint(column):
            page.write_comment(0, index, hint)
        if column.choices:
            page.data_validation(1, index, _ROWS, index, {"validate": "list", "source": list(column.choices)})
    if rows is None:
        for index, column in enumerate(sheet.columns):
            if column.example:
                page.write_string(1, index, column.example, styles["example"])
    for number, row in enumerate(rows or (), start=1):
        for index, column in enumerate(sheet.columns):
            if column.name in row:
                page.write_string(number, index, row[column.name], styles["text"])


def _hint(column: Column) -> str:
    parts = (column.hint, _HINTS.get(column.kind, ""), ", ".join(column.choices))
    return "; ".join(part for part in parts if part)


def _help(page: Any, styles: Mapping[str, Any]) -> None:
    """What the sheets are for, and every column of them."""
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 100, styles["wrap"])
    lines = [("How to fill this in", ""), *(("", step) for step in _STEPS), ("", "")]
    for sheet in SHEETS:
        lines += [(sheet.name, sheet.about)]
        for column in sheet.columns:
            must = "has to be filled in; " if column.name in sheet.required else ""
            lines.append((f"    {column.name}", must + _hint(column)))
    for number, (left, right) in enumerate(lines):
        page.write_string(number, 0, left)
        page.write_string(number, 1, right)
