r"""Waivers in CSV (RFC 4180), for people who keep them in a spreadsheet: a document like that of a YAML file.

The header row names the keys of a waiver, those of its supplier as `supplier.name`, `supplier.lei` and so on; columns
of one's own start with `x-`. Codes are separated by spaces or `;`. An empty cell leaves the key out. What Excel writes
is read: a byte order mark, CRLF, `;` between cells.

A spreadsheet must not take a text for a formula, and no text may steer a terminal. `cell_of` therefore puts `'` before
what could begin a formula, and writes what can not be seen as an escape (`\u000a`); reading undoes both.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from checker.document import Document, Value, escape_pointer
from checker.errors import did_you_mean
from checker.readers.csv_cells import BOM, Cell, Place, of_width, rows
from checker.readers.source import Source
from checker.readers.text import decode_text, fault
from checker.words import inert, shorten, visible

COLUMNS = (
    "id",
    "policy",
    "requirement",
    "codes",
    "supplier.name",
    "supplier.lei",
    "supplier.duns",
    "supplier.vat",
    "supplier.registration",
    "product",
    "model",
    "site",
    "reason",
    "approved_by",
    "approved",
    "expires",
    "ticket",
)
"""The columns, in the order in which they are written; a file may have them in any order, and leave some out."""

_FORMULA = re.compile("(^|;)([\\s\"']*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_NO_FORMULA = re.compile("(^|;)([\\s\"']*)'(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_TO_QUOTE = re.compile('[,;"]')
_BACKSLASH = re.compile(r"\\(?=[uU])")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")


def row_of(texts: Iterable[str]) -> str:
    """A row of the file; what it holds is read back as it was."""
    return ",".join(map(_written, texts)) + "\n"


def _written(text: str) -> str:
    cell = cell_of(text)
    if cell == cell.strip() and not _TO_QUOTE.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def cell_of(text: str) -> str:
    """A text as it stands in a cell: no formula, nothing unseen, no command; `text_of` gives it back."""
    return _FORMULA.sub(r"\1\2'", inert(visible(_BACKSLASH.sub(r"\\u005c", text))))


def text_of(cell: str) -> str:
    """The text that a cell stands for."""
    return _ESCAPE.sub(_character, _NO_FORMULA.sub(r"\1\2", cell))


def _character(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    surrogate = 0xD800 <= code < 0xE000
    return found[0] if code == 0 or surrogate or code > 0x10FFFF else chr(code)


def read_waivers_csv(source: Source) -> Document:
    """The document that a CSV file of waivers states; raises InputError."""
    data = source.load()
    text = decode_text(data.removeprefix(BOM).replace(b"\r\n", b"\n"), source.shown)
    table = rows(text, source.shown)
    header = next(table, None)
    if header is None:
        raise fault(source.shown, (0, 0), "the file is empty", f"its first row names columns: {', '.join(COLUMNS)}")
    names = _header(header, source.shown)
    places: dict[str, Place] = {"": (1, 1), "/waivers": (1, 1), "/items": (1, 1)}
    items: list[Value] = []
    for row in of_width(table, len(names), source.shown):
        items.append(_item(dict(zip(names, row, strict=True)), f"/items/{len(items)}", places))
    values: Value = {"waivers": 1, "items": items}
    return Document(source.shown, hashlib.sha256(data).hexdigest(), values, lambda: places, source=text)


def _header(header: list[Cell], shown: str) -> list[str]:
    """The names of the columns; raises InputError for one that is none, or that stands there twice."""
    names: list[str] = []
    for cell in header:
        name = cell.text.strip()
        if name not in COLUMNS and not name.startswith("x-"):
            mend = did_you_mean(name, COLUMNS) or f"known here: {', '.join(COLUMNS)}; columns of your own start with x-"
            raise fault(shown, cell.place, f"unknown column `{shorten(name)}`", mend)
        if name in names:
            raise fault(shown, cell.place, f"the column `{shorten(name)}` is given twice", "keep one of the two")
        names.append(name)
    return names


def _item(cells: dict[str, Cell], pointer: str, places: dict[str, Place]) -> Value:
    """The waiver of a row, its places noted under its pointer."""
    first = next(iter(cells.values()))
    places[pointer] = first.place
    item: dict[str, Value] = {}
    supplier: dict[str, Value] = {}
    for name, cell in cells.items():
        text = text_of(cell.text)
        if not text:
            continue
        outer, _, inner = name.partition(".") if name in COLUMNS else (name, "", "")
        place = f"{pointer}/{escape_pointer(outer)}"
        if inner:
            supplier[inner] = text
            item[outer] = supplier
            places.setdefault(place, cell.place)
            place = f"{place}/{inner}"
        else:
            item[outer] = [each for each in re.split(r"[\s;]+", text) if each] if name == "codes" else text
        places[place] = cell.place
    return item
