"""The cells of a CSV file (RFC 4180), each with its place; spreadsheets' `;` between cells is read too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.readers import limits
from checker.readers.text import fault
from checker.records import NamedTuple

BOM = b"\xef\xbb\xbf"
"""What spreadsheets put before UTF-8."""

# Possessive, and an unclosed quote runs to the end of the text: linear on any input.
_QUOTED = re.compile(r'"((?:[^"]|"")*+)("?)')
_PLAIN = {",": re.compile(r'[^,"\n]*+'), ";": re.compile(r'[^;"\n]*+')}

Place = tuple[int, int]

COLUMNS = 1_000
"""The most cells of a row: each column is compared with every name that is known."""


class Cell(NamedTuple):
    """The text of a cell, and the line and column where it begins."""

    text: str
    place: Place


def rows(text: str, shown: str) -> Iterator[list[Cell]]:
    """The rows that hold something; raises InputError for a quote that is not closed or stands within a cell."""
    first = text.partition("\n")[0]
    separator = ";" if ";" in first and "," not in first else ","
    at, line, start, count = 0, 1, 0, 0
    most = limits.current().values
    row: list[Cell] = []
    while at < len(text):
        place = (line, at - start + 1)
        cell, end = _cell(text, at, separator, shown, place)
        if breaks := text.count("\n", at, end):
            line, start = line + breaks, text.rfind("\n", at, end) + 1
        row.append(Cell(cell, place))
        if len(row) > COLUMNS:
            mend = "check that the file has line ends, and the separator of its header throughout"
            raise fault(shown, place, f"the row has more than {COLUMNS:,} cells", mend)
        count += 1
        if count > most:
            raise fault(shown, place, f"more than {most:,} values", limits.mend("split the document", "values"))
        follows = text[end : end + 1]
        if follows not in ("", "\n", separator):
            message = "a quote stands within a cell" if follows == '"' else "something follows the closing quote"
            raise fault(shown, (line, end - start + 1), message, 'put the whole cell in quotes, and write `""` for `"`')
        at = end + 1
        if follows == separator:
            if at == len(text):
                row.append(Cell("", (line, at - start + 1)))
            else:
                continue
        if any(each.text for each in row):
            yield row
        row, line, start = [], line + 1, at


def of_width(lines: Iterator[list[Cell]], width: int, shown: str) -> Iterator[list[Cell]]:
    """The rows that follow a header of so many columns; raises InputError for one with more or fewer cells."""
    for row in lines:
        if len(row) != width:
            message = f"this row has {len(row)} cells, and the header has {width}"
            mend = "put a text that holds the separator or a quote in quotes, and leave no cell out"
            raise fault(shown, row[0].place, message, mend)
        yield row


def _cell(text: str, at: int, separator: str, shown: str, place: Place) -> tuple[str, int]:
    """The text of the cell that begins at an index, and the index behind it."""
    if text.startswith('"', at) and (quoted := _QUOTED.match(text, at)):
        if not quoted[2]:
            raise fault(shown, place, "the closing quote of this cell is missing", "add it")
        return quoted[1].replace('""', '"'), quoted.end()
    plain = _PLAIN[separator].match(text, at)
    return (plain[0].strip(), plain.end()) if plain else ("", at)
