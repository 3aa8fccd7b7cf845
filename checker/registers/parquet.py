"""Tables of registers in Parquet, batch by batch, by an optional library. Cells have to be text or days."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from checker.errors import UsageError
from checker.readers.text import fault
from checker.registers.tables import Record
from checker.words import shorten

MAGIC = b"PAR1"
_BATCH = 10_000


def parquet_records(stream: BinaryIO, shown: str) -> Iterator[Record]:
    """The rows of a Parquet file, its column names first; rows count as lines from 2. Raises InputError."""
    try:
        # Optional, and slow to load; it has no types.
        pyarrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError:
        message = "Parquet is read with a library that is not installed; `python3 -m pip install 'certgate[parquet]'`"
        raise UsageError(message) from None
    try:
        table = parquet.ParquetFile(stream)
        for at, field in enumerate(table.schema_arrow):
            plain = field.type.value_type if pyarrow.types.is_dictionary(field.type) else field.type
            if not (
                pyarrow.types.is_string(plain) or pyarrow.types.is_large_string(plain) or pyarrow.types.is_date32(plain)
            ):
                message = f"the column `{shorten(field.name)}` holds {field.type}, not text"
                raise fault(shown, (1, at + 1), message, "store it as text, so that no zero in front is lost")
        yield _record(1, list(table.schema_arrow.names))
        line = 1
        for batch in table.iter_batches(_BATCH):
            for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                line += 1
                yield _record(line, [_text(cell) for cell in cells])
    except (pyarrow.ArrowException, OSError):
        raise fault(shown, (0, 0), "the file is no whole Parquet file", "export it again") from None


def _record(line: int, cells: list[str]) -> Record:
    # Columns of a table count by position: a text of separators puts each cell at its own.
    return Record(line, cells, "\0" * len(cells), "\0")


def _text(cell: object) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
