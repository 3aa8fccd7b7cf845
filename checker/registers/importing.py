"""Tables of registers as rows: columns by name, each cell checked, none dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from checker.errors import InputError, Location, Problem, did_you_mean
from checker.readers.text import fault
from checker.registers.formats import Format
from checker.registers.formats.base import CellError
from checker.registers.parquet import MAGIC as PARQUET
from checker.registers.parquet import parquet_records
from checker.registers.row import Row
from checker.registers.tables import Record, records
from checker.words import shorten

# How many bad rows are named; whoever exports a million in a wrong shape need not read all of them.
_MOST = 20


def rows_of(stream: BinaryIO, shown: str, format_: Format) -> Iterator[Row]:
    """The rows of a table; when all is read, raises InputError with every row that is wrong (of many, the first)."""
    found = parquet_records(stream, shown) if _starts(stream, PARQUET) else records(stream, shown)
    header = next(found, None)
    if header is None:  # nothing but separators and quotes
        raise fault(shown, (1, 1), "the table is empty", "its first row names the columns")
    names = _fields(header, shown, format_)
    problems: list[Problem] = []
    count = bad = 0
    for record in found:
        count += 1
        try:
            yield from _rows(record, names, format_)
        except CellError as wrong:
            bad += 1
            if len(problems) < _MOST:
                index = names.index(wrong.column) if wrong.column in names else 0
                place = Location(shown, record.line, record.column(index))
                problems.append(Problem(wrong.message, place, wrong.mend))
    if bad > len(problems):
        problems.append(Problem(f"{bad - len(problems):,} more rows can not be used", Location(shown), "mend them too"))
    if problems:
        raise InputError(problems)
    if not count:
        raise fault(shown, (1, 1), "the table has a header and no rows", "give the register, not an empty export of it")


def _starts(stream: BinaryIO, magic: bytes) -> bool:
    start = stream.read(len(magic))
    stream.seek(0)
    return start == magic


def _folded(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())


def _fields(header: Record, shown: str, format_: Format) -> list[str]:
    """The field of each column, empty for one that says nothing. Raises InputError."""
    known = {_folded(name): field for field, names in format_.columns.items() for name in names}
    ignored = {_folded(name) for name in format_.ignored}
    fields: list[str] = []
    for index, cell in enumerate(header.cells):
        name, place = _folded(cell), (header.line, header.column(index))
        if name in known:
            if known[name] in fields:
                raise fault(shown, place, f"the column `{shorten(cell)}` is given twice", "keep one of the two")
            fields.append(known[name])
        elif name in ignored or name.startswith("x-"):
            fields.append("")
        else:
            every = [*known, *ignored]
            mend = did_you_mean(name, every) or f"known: {', '.join(names[0] for names in format_.columns.values())}"
            message = f"unknown column `{shorten(cell)}` in a register of format `{format_.id}`"
            raise fault(shown, place, message, f"{mend}; put `x-` before a column of your own")
    for field in format_.needed:
        if field not in fields:
            wanted = format_.columns[field][0]
            mend = f"a register of format `{format_.id}` has it; is it another format?"
            raise fault(shown, (header.line, 1), f"the column `{wanted}` is missing", mend)
    return fields


def _rows(record: Record, names: list[str], format_: Format) -> Iterator[Row]:
    if len(record.cells) != len(names):
        message = f"this row has {len(record.cells)} cells, and the header has {len(names)}"
        raise CellError("", message, "put a text that holds the separator in quotes, and leave no cell out")
    cells = dict.fromkeys(format_.columns, "")
    cells |= {name: cell.strip() for name, cell in zip(names, record.cells, strict=True) if name}
    for field in format_.needed:
        if not cells[field]:
            raise CellError(field, f"the cell `{format_.columns[field][0]}` is empty", "every row needs it")
    yield from format_.row(record.line, cells)
