"""A CSV file with a header as a document: `{"2": {"Certificate Number": "…"}, …}`, rows by the line they begin on.

What spreadsheets write is read: a byte order mark, CRLF, `;` between cells. Cells are text; empty ones are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from checker.document import Document, escape_pointer
from checker.errors import did_you_mean
from checker.readers.csv_cells import BOM, Cell, Place, of_width, rows
from checker.readers.gs1_node import Node
from checker.readers.text import decode_text, fault
from checker.words import shorten

if TYPE_CHECKING:
    from checker.document import Value
    from checker.readers.source import Source


def table(source: Source) -> Document:
    """The document of a table; raises InputError for what is no table, or one without rows."""
    data = source.load()
    text = decode_text(data.removeprefix(BOM).replace(b"\r\n", b"\n"), source.shown)
    lines = rows(text, source.shown)
    header = next(lines, None)
    if header is None:
        raise fault(source.shown, (0, 0), "the file is empty", "its first row names the columns")
    names = _header(header, source.shown)
    places: dict[str, Place] = {"": (1, 1), **{f"/{escape_pointer(cell.text)}": cell.place for cell in header}}
    values: dict[str, Value] = {}
    for row in of_width(lines, len(names), source.shown):
        number = str(row[0].place[0])
        places[f"/{number}"] = row[0].place
        found: dict[str, Value] = {}
        for name, cell in zip(names, row, strict=True):
            if cell.text.strip():
                found[name] = cell.text.strip()
                places[f"/{number}/{escape_pointer(name)}"] = cell.place
        values[number] = found
    if not values:
        raise fault(source.shown, header[0].place, "the table has a header and no rows", "give one row per certificate")
    return Document(source.shown, hashlib.sha256(data).hexdigest(), values, lambda: places, source=text)


def _header(header: Sequence[Cell], shown: str) -> list[str]:
    names: list[str] = []
    for cell in header:
        name = cell.text.strip()
        if not name:
            raise fault(shown, cell.place, "a column has no name", "name it in the first row")
        if name in names:
            raise fault(shown, cell.place, f"the column `{shorten(name)}` is given twice", "keep one of the two")
        names.append(name)
    return names


_SLIP = 0.9  # exports have columns of their own; only what can hardly be another one is a slip of the pen


class Columns:
    """Which column of a table holds what: `known` gives the names of each field, those of documentation first.

    Names are compared without regard to letter case, blanks and `_`. Raises InputError for a required field without a
    column, for two columns of one field, and for a column whose name is a slip of the pen for one that is missing.
    """

    def __init__(self, document: Document, known: Mapping[str, Sequence[str]], required: Sequence[str]) -> None:
        fields = {_folded(name): field for field, names in known.items() for name in names}
        assert isinstance(document.values, dict)
        self._known = known
        self.others: list[str] = []
        self._columns: dict[str, str] = {}
        stated = dict.fromkeys(name for row in document.values.values() if isinstance(row, dict) for name in row)
        for name in stated:
            field = fields.get(_folded(name))
            if field is None:
                self.others.append(name)
            elif field in self._columns:
                message = f"`{shorten(name)}` and `{shorten(self._columns[field])}` are the same column"
                raise fault(document.path, _place(document, name), message, "keep one of the two")
            else:
                self._columns[field] = name
        missing = [names[0] for field, names in known.items() if field not in self._columns]
        for name in self.others:
            if near := next(iter(get_close_matches(name[:200], missing, n=1, cutoff=_SLIP)), ""):
                message, mend = f"unknown column `{shorten(name)}`", f"did you mean `{near}`?"
                raise fault(document.path, _place(document, name), message, mend)
        for field in required:
            if field not in self._columns:
                message = f"the column `{known[field][0]}` is missing or empty"
                other = next((each for each in self.others if did_you_mean(each, known[field])), None)
                mend = f"name it so; also known as: {', '.join(known[field][1:]) or 'nothing else'}"
                if other is not None:
                    mend = f"did you mean it by `{shorten(other)}`? then name it so"
                raise fault(document.path, (1, 1), message, mend)

    def grouped(self, document: Document, required: Sequence[str], by: str) -> list[list[Node]]:
        """The rows that share the text of a field, in the order of the table; raises InputError for a row with gaps."""
        assert isinstance(document.values, dict)
        groups: dict[str, list[Node]] = {}
        for number in document.values:
            row = Node(document, f"/{number}", document.values[number])
            for field in required:
                if self.find(row, field) is None:
                    raise row.refuse(f"this row has no `{self._known[field][0]}`", "fill it in")
            groups.setdefault(self.words(row, by), []).append(row)
        return list(groups.values())

    def find(self, row: Node, field: str) -> Node | None:
        """The cell of a row that holds a field; None where it is empty, or the table has no such column."""
        return row.find(self._columns[field]) if field in self._columns else None

    def words(self, row: Node, field: str) -> str:
        """The text of that cell, empty where there is none."""
        found = self.find(row, field)
        return found.text if found else ""


def _place(document: Document, name: str) -> Place:
    found = document.locate(f"/{escape_pointer(name)}")
    return found.line, found.column


def _folded(name: str) -> str:
    return "".join(name.casefold().replace("_", " ").replace(".", " ").split())
