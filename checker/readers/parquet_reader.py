"""Parquet with one manifest in each row, read batch by batch, by an optional library; a bad row never stops the others.

The column `manifest` has the manifest: as text or bytes of JSON, or as a struct with the keys of the format, in which
null stands for what is not stated. A column `path` (text) may say what file each came from: where that ends in `.yaml`
or `.yml`, the text is YAML. All other columns are left alone. `file.parquet:3` is the name of the third row, and places
in it are those of its text (of a struct: of the JSON that is made of it), of which the digest is, too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from checker.errors import InputError
from checker.extras import extra
from checker.readers import json_reader
from checker.readers.source import Source
from checker.readers.text import fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from checker.document import Document

_WHO = "manifests in Parquet"
MANIFEST, PATH = "manifest", "path"
_BATCH = 32
_TEXT = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")
_YAML = (".yaml", ".yml")
_MEND = "export it again"


def read(source: Source) -> Iterator[Document | InputError]:
    """The documents of the rows of a file, or of the row groups that are meant. Raises UsageError, InputError."""
    for row in rows(source):
        try:
            if isinstance(row, InputError):
                yield row
            elif row.suffix == _YAML[0]:
                from checker.readers import yaml_reader  # noqa: PLC0415 - costs what a file of JSON need not pay

                yield from yaml_reader.read(row)
            else:
                yield from json_reader.read(row)
        except InputError as error:
            yield error


def rows(source: Source) -> Iterator[Source | InputError]:
    """Each row as a source of its own, which holds its text; an error for what holds none.

    Raises UsageError, and InputError for a file of no use.
    """
    arrow = loaded_arrow()
    with source._replace(part=None).stream() as stream:
        table = opened(arrow, stream, source.shown)
        columns = _columns(table.schema_arrow, source.shown)
        groups = [table.metadata.row_group(group).num_rows for group in range(table.num_row_groups)]
        if not table.metadata.num_rows:
            raise fault(source.shown, (0, 0), "the file has no rows", "write one manifest per row, or leave it out")
        start, end, number = source.part or (0, len(groups), 1)
        if end > len(groups) or sum(groups[:start]) != number - 1:
            raise fault(source.shown, (0, 0), "the file changed while it was judged", "let nobody write to it")
        for group in range(start, end):
            batches = table.iter_batches(_BATCH, [group], columns)
            yield from _group(batches, source, number, groups[group])
            number += groups[group]


def loaded_arrow() -> ModuleType:
    """The library that reads and writes Parquet. Raises UsageError where it is not installed."""
    return extra("pyarrow.parquet", "parquet", _WHO)


def _failures() -> tuple[type[Exception], ...]:
    """What the library raises for a file that is damaged."""
    return extra("pyarrow", "parquet", _WHO).ArrowException, OSError, ValueError


def opened(arrow: Any, stream: Any, shown: str) -> Any:
    """The Parquet file in a stream. Raises InputError."""
    try:
        return arrow.ParquetFile(stream)
    except _failures():
        raise fault(shown, (0, 0), "the file is no whole Parquet file", _MEND) from None


def _columns(schema: Any, shown: str) -> list[str]:
    """The columns to be read. Raises InputError where there are no manifests in the file."""
    if MANIFEST not in schema.names:
        mend = "name the column that has them `manifest`, or leave the file out"
        raise fault(shown, (0, 0), "the file has no column `manifest`", mend)
    for name, kinds in ((MANIFEST, (*_TEXT, "struct")), (PATH, _TEXT[:3])):
        if schema.names.count(name) > 1:
            raise fault(shown, (0, 0), f"the file has two columns `{name}`", "keep one of them")
        if name in schema.names and _kind(schema.field(name).type) not in kinds:
            known = "text or bytes of JSON, or a struct with the keys of a manifest" if name == MANIFEST else "text"
            message = f"the column `{name}` holds values of type {_kind(schema.field(name).type)}"
            raise fault(shown, (0, 0), message, f"it has to hold {known}")
    return [name for name in (MANIFEST, PATH) if name in schema.names]


def _kind(of: Any) -> str:
    """The type of values, however they are stored, in a word such as `string` or `struct`."""
    for inner in ("storage_type", "value_type"):
        if inner == "storage_type" or str(of).startswith("dictionary"):
            of = getattr(of, inner, of)
    return str(of).partition("<")[0].partition("[")[0]


def _group(batches: Iterator[Any], source: Source, number: int, count: int) -> Iterator[Source | InputError]:
    """The rows of one row group, whose first has the number."""
    last = number + count
    try:
        for batch in batches:
            columns = [column.to_pylist() for column in batch.columns]
            for cells in zip(*columns, strict=True):
                yield _row(source, number, *cells)
                number += 1
    except _failures():
        message = f"rows {number} to {last - 1} can not be read: the file is damaged there"
        yield fault(source.shown, (0, 0), message, _MEND)


def _row(source: Source, number: int, value: Any, path: str | None = None) -> Source | InputError:
    """One row, or what is wrong with it."""
    name = f"{source.shown}:{number}"
    if value is None:
        return fault(name, (0, 0), "the row holds no manifest", "leave it out, or put the manifest in")
    yaml = not isinstance(value, dict) and path is not None and path.lower().endswith(_YAML)
    try:
        return Source(name, _YAML[0] if yaml else ".json", data=_text(value, name))
    except InputError as error:
        return error


def _text(value: Any, name: str) -> bytes:
    """The text of a manifest as it is stored; of a struct, JSON that is made of it."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    from checker.json_library import JSONEncodeError, dumps  # noqa: PLC0415 - of no use to most files

    try:
        return dumps(_stated(value))
    except (JSONEncodeError, RecursionError):
        message = "the struct holds a value that no manifest holds, such as bytes, a time or a decimal"
        raise fault(name, (0, 0), message, "store it as text, or the whole manifest as JSON") from None


def _stated(value: Any) -> Any:
    """A value of a struct without what is null in it: all rows have all keys, so null is what is not stated."""
    if isinstance(value, dict):
        return {key: _stated(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_stated(each) for each in value]
    if isinstance(value, datetime):
        return b""  # which no JSON holds: a time of day is no day
    return value.isoformat() if isinstance(value, date) else value
