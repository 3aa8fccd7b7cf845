"""The results of one task as one Parquet file: a row for each manifest, and for each input that could not be used.

The rows are in the order of a report, and the same task gives the same bytes. What stands in a column is described in
`.github/SCALING.md`. A file appears under its name only when it is whole.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from checker.errors import InputError, UsageError
from checker.extras import extra
from checker.json_library import loads
from checker.judging import Record
from checker.readers.remote import file_system, is_url
from checker.report.head import problems_of
from checker.report.woven import text_of

_AT_ONCE = 1_000
"""Rows held in memory before they are written as a row group."""

_PREFIX, _SUFFIX = ".certgate-", ".tmp"
_WHO = "results in Parquet"
_COLUMNS = ("path", "sha256", "supplier", "prepared", "verdict", "result", "warnings", "blocking", "errors", "entry")


def part_name(number: int) -> str:
    """The name of the results of a task."""
    return f"part-{number:08d}.parquet"


class Part:
    """A file of results that is being written."""

    def __init__(self, path: str) -> None:
        """Begin a file. Raises UsageError where the library is missing."""
        self._arrow: Any = extra("pyarrow", "parquet", _WHO)
        parquet: Any = extra("pyarrow.parquet", "parquet", _WHO)
        self._schema = _schema(self._arrow)
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self.rows = 0

    def add(self, found: Record | InputError) -> None:
        """Add the row of a manifest, or of an input that could not be used."""
        self._rows.append(_unused(found) if isinstance(found, InputError) else _judged(found))
        self.rows += 1
        if len(self._rows) >= _AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, self._schema))
        self._rows = []

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        if self._rows or not self.rows:
            self._flush()
        self._writer.close()


def _schema(arrow: Any) -> Any:
    text, whole = arrow.string(), arrow.int64()
    problem = {"path": text, "line": whole, "column": whole, "message": text, "help": text}
    kinds = {"warnings": whole, "blocking": whole, "errors": arrow.list_(arrow.struct(list(problem.items())))}
    return arrow.schema([(name, kinds.get(name, text)) for name in _COLUMNS])


def _judged(record: Record) -> dict[str, Any]:
    text = text_of(record.entry)
    entry = record.entry if isinstance(record.entry, dict) else loads(text)
    head = {name: entry[name] for name in _COLUMNS[:4]}
    count = record.tally
    numbers = {"warnings": count.warnings, "blocking": count.blocking}
    return {**head, "verdict": count.verdict, "result": count.result, **numbers, "errors": [], "entry": text.decode()}


def _unused(error: InputError) -> dict[str, Any]:
    problems = list(problems_of(error))
    return {"path": problems[0]["path"], "result": "blocked", "errors": problems}


@contextmanager
def written(folder: str, name: str) -> Iterator[Part]:
    """A file of results in a folder or at a URL, which appears under its name when it is whole, in place of any other.

    Raises OSError where it can not be written; nothing is left of it then.
    """
    if is_url(folder):
        with _working_file(None) as path:
            yield from _filled(path)
            _put(path, f"{folder.rstrip('/')}/{name}")
    else:
        with _working_file(folder) as path:
            yield from _filled(path)
            os.replace(path, os.path.join(folder, name))


def _filled(path: str) -> Iterator[Part]:
    part = Part(path)
    try:
        yield part
    finally:
        part.close()


@contextmanager
def _working_file(folder: str | None) -> Iterator[str]:
    """A file of nobody else's, whose name no reader of data sets takes; gone at the end, unless it was renamed."""
    descriptor, path = tempfile.mkstemp(_SUFFIX, _PREFIX, folder)
    os.close(descriptor)
    try:
        yield path
    finally:
        with suppress(FileNotFoundError):
            os.unlink(path)


# Where a file that is put appears as a whole, or not at all.
_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "memory"})


def _put(path: str, url: str) -> None:
    """A file to a URL: put whole where the store does that, else under another name that is then changed."""
    system, target = file_system(url)
    if url.partition("://")[0].lower() in _WHOLE:
        system.put_file(path, target)
        return
    folder, _, name = target.rpartition("/")
    waiting = f"{folder}/.{os.path.basename(path).strip('.')}-{name}"
    system.put_file(path, waiting)
    system.mv(waiting, target)


def put_text(folder: str, name: str, text: str) -> None:
    """A small file beside the results, whole or not at all. Raises UsageError where it can not be written."""
    try:
        with _working_file(None if is_url(folder) else folder) as path:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            if is_url(folder):
                _put(path, f"{folder.rstrip('/')}/{name}")
            else:
                os.replace(path, os.path.join(folder, name))
    except Exception as error:
        raise unwritable(error) from None


def swept(folder: str) -> None:
    """Take away what workers left in a folder that were killed while they wrote."""
    if not is_url(folder):
        for name in os.listdir(folder):
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX):
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(folder, name))


def unwritable(error: Exception) -> UsageError:
    """The error for results that can not be written: each store's library raises exceptions of its own."""
    why = "the place is gone" if isinstance(error, FileNotFoundError) else "it is refused, or nobody answers"
    return UsageError(f"the results can not be written: {why}; check the place, the disk, network and credentials")


def prepared(folder: str, shown: str) -> None:
    """Make a folder or URL ready for results. Raises UsageError where something is in it, or none can be made."""
    try:
        if is_url(folder):
            system, path = file_system(folder)
            system.invalidate_cache()
            there = system.find(path)[:1] if system.exists(path) else []
            if not there:
                system.makedirs(path, exist_ok=True)
        else:
            os.makedirs(folder, exist_ok=True)
            there = os.listdir(folder)
    except UsageError:
        raise
    except Exception as error:
        why = "the file system refuses" if isinstance(error, OSError) else "the store refuses, or does not answer"
        raise UsageError(f"no results can be written to `{shown}`: {why}") from None
    if there:
        raise UsageError(f"`{shown}` holds something already; name an empty folder for the results, or a new one")
