"""Cuts what a run reads into tasks: small enough to be spread, large enough to be worth their way.

A task is plain and small (names and places, no contents but those of standard input), so that it can be sent to
another process or machine. Tasks come in the order of their sources, and the documents of all of them together are
those of the sources: no line is left out, and none is in two.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

from checker.errors import InputError
from checker.readers import Part, Source, guess
from checker.readers.files import unusable
from checker.readers.limits import MEGABYTE
from checker.records import NamedTuple

FILES = 100
"""The most documents of a task, about: few enough that no worker waits long for the last one."""

BYTES = MEGABYTE
"""The most bytes of a task, about: a line or a file that is longer is a task of its own."""

_BLOCK = 64 * 1024
_MANY = (".ndjson", ".jsonl")


class Task(NamedTuple):
    """Some sources, or a part of one, that are judged one after another.

    `size` is in bytes, as far as it is known; so many sources, at least, are through once the task is: `inputs`.
    """

    sources: tuple[Source | InputError, ...]
    size: int = 0
    inputs: int = 0


def tasks(sources: Iterable[Source | InputError], *, whole: bool = False) -> Iterator[Task]:
    """The tasks of sources, in their order; `whole`: no source is cut, because it is verified as a whole."""
    waiting: list[Source | InputError] = []
    size = through = 0
    for source in sources:
        found = _size(source)
        cut = not whole and found > _BLOCK and isinstance(source, Source) and _holds_many(source)
        if waiting and (cut or len(waiting) >= FILES or size + found > BYTES):
            yield Task(tuple(waiting), size, through)
            waiting, size = [], 0
        if cut and isinstance(source, Source):
            yield from _cut(source, through)
        else:
            waiting.append(source)
            size += found
        through += 1
    if waiting:
        yield Task(tuple(waiting), size, through)


def singles(task: Task) -> Iterator[Task]:
    """The same task in as many as it can be cut into: of one file, of one line, or of one row with what is in it."""
    for source in task.sources:
        alone: list[Source | InputError] = []
        if isinstance(source, Source) and _holds_many(source):
            alone += _parts(source, 1, 1)
        elif isinstance(source, Source) and source.suffix == ".parquet":
            from checker.readers import parquet_reader  # noqa: PLC0415 - of no use to most runs

            with suppress(InputError):  # of no use as a whole, which whoever reads it says
                alone += parquet_reader.rows(source)
        yield from (Task((each,), _size(each), task.inputs) for each in alone or [source])


def total(sources: Iterable[Source | InputError]) -> int:
    """How many bytes the sources have together, as far as that is known."""
    return sum(map(_size, sources))


def _size(source: Source | InputError) -> int:
    if isinstance(source, InputError):
        return 0
    if source.part:
        return source.part.end - source.part.start
    try:
        return os.stat(source.path).st_size if source.path else len(source.data)
    except (OSError, ValueError):
        return 0  # whoever reads it says what is wrong with it


def _holds_many(source: Source) -> bool:
    """Whether a source holds one document on each line."""
    if source.suffix or source.path:
        return source.suffix in _MANY
    return guess(source) in _MANY


def _cut(source: Source, through: int) -> Iterator[Task]:
    """The tasks of one large file of many lines; the source itself where nothing is in it, or nothing can be read."""
    found = 0
    try:
        for part in _parts(source, FILES, BYTES):
            found += 1
            yield Task((part,), _size(part), through)
    except InputError as error:
        yield Task((error,), 0, through)
        return
    except OSError as error:
        yield Task((unusable(error, source.path, source.shown),), 0, through)
        return
    if not found:
        yield Task((source,), 0, through)


def _parts(source: Source, lines: int, size: int) -> Iterator[Source]:
    """The parts of a source of whole lines, each of about so many lines or bytes; those of blank lines are left out.

    Raises InputError for a file that can not be opened.
    """
    at, first = (source.part.start, source.part.first_line) if source.part else (0, 1)
    start, counted, blank = at, 0, True
    with source.stream() as stream:
        for block in _blocks(stream, lines):
            at += len(block)
            counted += block.count(b"\n")
            blank = blank and block.isspace()
            if block.endswith(b"\n") and (counted >= lines or at - start >= size):
                if not blank:
                    yield _part(source, start, at, first)
                start, first, counted, blank = at, first + counted, 0, True
        if not blank:
            yield _part(source, start, at, first)


def _blocks(stream: BinaryIO, lines: int) -> Iterator[bytes]:
    """The bytes of a stream in blocks that end with a line where one ends in them, or line by line."""
    if lines == 1:
        while line := stream.readline(_BLOCK):
            yield line
        return
    while block := stream.read(_BLOCK):
        end = block.rfind(b"\n") + 1
        if end:
            yield block[:end]
        if end < len(block):
            yield block[end:]


def _part(source: Source, start: int, end: int, first: int) -> Source:
    """A part of a source; that of standard input takes its bytes along."""
    if source.path:
        return source._replace(suffix=_MANY[0], part=Part(start, end, first))
    base = source.part.start if source.part else 0
    return source._replace(suffix=_MANY[0], data=source.data[start - base : end - base], part=Part(start, end, first))
