"""From files to documents: `yaml_reader.py` reads files that end in `.yaml`, and so on for every input format.

A reader module has `read(source)`, which yields documents and, for an input that can not be used, the error in its
place; a new format is one such file. Documents that are records of another data model (`records.py`) become manifests.
Everything here raises or yields `InputError` and nothing else.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from checker.errors import InputError, Location, Problem, did_you_mean, internal
from checker.readers.asked import Asked
from checker.readers.discover import discover
from checker.readers.records import FORMATS, as_manifest, format_of, import_record
from checker.readers.source import Part, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document

__all__ = [
    "FORMATS",
    "Asked",
    "Part",
    "Source",
    "discover",
    "guess",
    "import_record",
    "import_source",
    "one_of",
    "pieces",
    "read",
    "read_as_written",
    "read_one",
    "suffixes",
]

_ALIASES = {".yml": ".yaml", ".jsonl": ".ndjson"}
_LINES = ".ndjson"
_MANY = (_LINES, ".parquet")


class _Reader(Protocol):
    """What a reader module offers."""

    def read(self, source: Source) -> Iterator[Document | InputError]:
        """The documents of a source."""


def read(source: Source) -> Iterator[Document | InputError]:
    """The documents of a source in their order; an error in the place of each that can not be used.

    Records of another data model are given as the manifests that they state.
    """
    folder = source.folder
    for found in read_as_written(source):
        try:
            document = found if isinstance(found, InputError) else as_manifest(found)
        except InputError as error:
            yield error
            continue
        except Exception as error:  # a defect of ours must not cost the documents after it
            yield internal(Location(source.shown, getattr(found, "first_line", 0), 1), error)
            continue
        if not isinstance(document, InputError):
            document.folder = folder
        yield document


def pieces(source: Source) -> Iterator[Source | InputError]:
    """A source in parts of one document each, read into memory: the lines of NDJSON, else all of it.

    What holds many in another way, or lies elsewhere, is given as one part without its bytes being looked at.
    """
    suffix = source.suffix or (guess(source) if not source.path else "")
    try:
        if _ALIASES.get(suffix, suffix) == _LINES:
            yield from _lines_of(source)
        elif source.remote or source.suffix == ".parquet":
            yield source
        else:
            yield source._replace(path="", data=source.load(), beside=source.folder)
    except InputError as error:
        yield error


def _lines_of(source: Source) -> Iterator[Source | InputError]:
    from checker.readers.ndjson_reader import lines, too_long  # noqa: PLC0415 - by need, as every reader

    empty, first = True, source.part.first_line if source.part else 1
    with source.stream() as stream:
        for number, line in lines(stream, first):
            if line is None:
                yield too_long(source.shown, number)
            elif line.strip():
                part = Part(0, len(line), number)
                yield source._replace(path="", suffix=_LINES, data=line, beside=source.folder, part=part)
            else:
                continue
            empty = False
    if empty:
        yield source


def read_as_written(source: Source) -> Iterator[Document | InputError]:
    """The documents of a source as they were written, whatever data model they follow."""
    try:
        suffix = source.suffix or guess(source)
        module = _modules().get(_ALIASES.get(suffix, suffix))
        if module is None:
            raise _unknown(source)
        # Imported by need: each format has its own costs of start-up.
        yield from cast("_Reader", import_module(module)).read(source)
    except InputError as error:
        yield error


def import_source(source: Source, name: str, asked: Asked) -> Iterator[Document | InputError]:
    """The manifests that the records of a source state in the named format; an error for each that states none."""
    documents = getattr(format_of(name), "documents", read_as_written)
    folder = source.folder
    try:
        for found in documents(source):
            try:
                if isinstance(found, InputError):
                    raise found
                for manifest in import_record(found, name, asked):
                    manifest.folder = folder
                    yield manifest
            except InputError as error:
                yield error
    except InputError as error:
        yield error


def read_one(path: str | os.PathLike[str], shown: str | None = None) -> Document:
    """The one document of a file; raises InputError, also for a format that holds many."""
    return one_of(Source.from_path(path, shown))


def one_of(source: Source) -> Document:
    """The one document of a source; raises InputError, also for a format that holds many."""
    if _ALIASES.get(source.suffix, source.suffix) in _MANY:
        message = "one document is required here, and this format holds many"
        raise InputError(Problem(message, Location(source.shown), "write it as .yaml or .json"))
    for result in read(source):
        if isinstance(result, InputError):
            raise result
        return result
    raise InputError(Problem("the file is empty", Location(source.shown)))


def suffixes() -> tuple[str, ...]:
    """The suffixes of all formats that can be read, sorted."""
    return tuple(sorted({*_modules(), *_ALIASES}))


@cache
def _modules() -> dict[str, str]:
    """The reader module of each suffix, by the name of its file."""
    names = [name[:-3] for name in os.listdir(os.path.dirname(__file__)) if name.endswith("_reader.py")]
    return {f".{name.removesuffix('_reader')}": f"{__name__}.{name}" for name in names}


def guess(source: Source) -> str:
    """The suffix that fits the content of standard input. Raises InputError for a file, which has to carry its own."""
    if source.path:
        raise _unknown(source)
    head = source.data[:1_000_000].lstrip()
    if not head.startswith(b"{"):
        return ".yaml"
    # More than one line, the first of them a whole document: no JSON file of one document looks like that.
    first, _, rest = source.data.strip().partition(b"\n")
    if not rest or not first.rstrip().endswith(b"}"):
        return ".json"
    return ".ndjson" if rest.lstrip().startswith(b"{") else ".json"


def _unknown(source: Source) -> InputError:
    """The error for a file whose suffix no reader names."""
    known = suffixes()
    mend = f"name it {', '.join(known[:-1])} or {known[-1]}"
    if not source.suffix:
        return _missing_or(source, "the name has no suffix that says how to read the file", mend)
    message = f"certgate reads no files that end in `{source.suffix}`"
    return _missing_or(source, message, did_you_mean(source.suffix, known) or mend)


def _missing_or(source: Source, message: str, mend: str) -> InputError:
    """This error, unless the file has a graver fault: it does not exist, or is no file at all."""
    try:
        if source.path:
            source.stream().close()
    except InputError as error:
        return error
    return InputError(Problem(message, Location(source.shown), mend))
