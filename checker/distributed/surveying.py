"""Where files of many manifests can be cut: looked up before the run, by whoever is free, a block at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from checker.errors import InputError, Location, Problem
from checker.readers import Part, Source
from checker.readers.files import unusable
from checker.readers.limits import MEGABYTE
from checker.records import NamedTuple

LINES = (".ndjson", ".jsonl")
ROWS = ".parquet"

SLICE = 8 * MEGABYTE
"""About how many bytes of lines are one task: some two thousand manifests."""

BLOCK = 8
"""How many slices are looked at at once."""


class Block(NamedTuple):
    """What a slice of a file of lines has: how many lines end in it, where the first does, whether it is all blank.

    `first` is the place in the file after the first line end; None where no line ends in the slice.
    """

    lines: int
    first: int | None
    blank: bool


class Look(NamedTuple):
    """One look at a file: at its slices from `start` on up to `end` (bytes), or, of Parquet, at its row groups."""

    source: Source
    start: int = 0
    end: int = 0
    slice: int = 0


def size_of(source: Source) -> int:
    """The bytes of a source. Raises InputError where that can not be told."""
    if source.remote:
        from checker.readers import remote  # noqa: PLC0415 - most runs name none

        return remote.size(source.path, source.shown)
    try:
        return os.stat(source.path).st_size
    except (OSError, ValueError) as error:
        raise unusable(error, source.path, source.shown) from None


def looks(source: Source, size: int, slice_: int) -> Iterator[Look]:
    """What has to be looked at before a source of this size can be cut; nothing where it is part of one task."""
    if source.suffix == ROWS:
        yield Look(source)
    elif source.suffix in LINES and size > slice_:
        step = slice_ * BLOCK
        for start in range(0, size, step):
            yield Look(source, start, min(start + step, size), slice_)


def survey(look: Look) -> list[Block] | list[int] | InputError:
    """What a look shows: of lines the blocks, of Parquet how many rows each row group has; or why nothing."""
    try:
        return _groups(look.source) if look.source.suffix == ROWS else _blocks(look)
    except InputError as error:
        return error
    except OSError as error:
        return unusable(error, look.source.path, look.source.shown)


def _groups(source: Source) -> list[int]:
    from checker.readers import parquet_reader  # noqa: PLC0415 - of no use to most runs

    arrow = parquet_reader.loaded_arrow()
    with source.stream() as stream:
        metadata = parquet_reader.opened(arrow, stream, source.shown).metadata
        return [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]


def _blocks(look: Look) -> list[Block]:
    found = []
    with look.source._replace(part=Part(look.start, look.end, 1)).stream() as stream:
        for start in range(look.start, look.end, look.slice):
            data = stream.read(min(look.slice, look.end - start))
            at = data.find(b"\n")
            found.append(Block(data.count(b"\n"), None if at < 0 else start + at + 1, not data.strip()))
    return found


def refuse_shorter(source: Source) -> None:
    """Refuse a part of a file that has become shorter since it was cut: lines would be lost. Raises InputError."""
    if source.part is not None and size_of(source) < source.part.end:
        message = "the file became shorter while it was judged"
        raise InputError(Problem(message, Location(source.shown), "let nobody write to it, and run again"))


def parts_of(source: Source, found: Sequence[Block], end: int) -> list[Source]:
    """A file of lines in parts, each from a line's start to a line's end; nothing where it is all blank."""
    if all(block.blank for block in found):
        return []
    starts, before = [(0, 1)], 0
    for number, block in enumerate(found):
        if number and block.first is not None and block.first < end:
            starts.append((block.first, before + 2))
        before += block.lines
    ends = [start for start, _ in starts[1:]] + [end]
    return [source._replace(part=Part(start, stop, line)) for (start, line), stop in zip(starts, ends, strict=True)]


def groups_of(source: Source, rows: Sequence[int]) -> list[Source]:
    """A Parquet file in its row groups; nothing where it has no rows."""
    found, first = [], 1
    for number, count in enumerate(rows):
        if count:
            found.append(source._replace(part=Part(number, number + 1, first)))
        first += count
    return found
