"""The entries of a report's manifests: a sequence that holds few in memory and keeps the rest in a file of its own.

A run over a hundred thousand manifests has a report of gigabytes; renderers walk over it, more than once if they like.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any, BinaryIO, cast, overload

# Entries held in memory: enough for every run that a person waits for, a few megabytes at most.
HELD = 200
_ROOM = 4_000_000  # bytes
# So many are held as they are; as text the others take a fifth of the room.
_FEW = 8
# Bytes of text that are read at once by whoever walks over all of it.
BLOCK = 256 * 1024


class Entries(Sequence[dict[str, Any]]):
    """Entries in the order in which they were appended; `brief`: all are without gates, certificates and source."""

    def __init__(self, *, brief: bool = False) -> None:
        self.brief = brief
        self._held: list[dict[str, Any] | bytes] = []
        self._size = 0  # of those that are held as text
        self._file: BinaryIO | None = None
        self._ends = array("Q", [0])  # where each entry in the file ends
        self._read = False  # whether the file stands elsewhere than at its end

    def append(self, entry: dict[str, Any] | bytes) -> None:
        """Add an entry, or its JSON text, at the end. Raises OSError where the temporary file can not be written."""
        if len(self._held) < _FEW and self._file is None and not isinstance(entry, bytes):
            self._held.append(entry)
            return
        data = entry if isinstance(entry, bytes) else _orjson().dumps(entry)
        if self._file is None and len(self._held) < HELD and self._size + len(data) <= _ROOM:
            self._held.append(data)
            self._size += len(data)
            return
        if self._file is None:
            from tempfile import TemporaryFile  # noqa: PLC0415 - of no use to most runs

            self._file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - as long-lived as the report
        if self._read:
            # To go to where one is would write out what the buffer holds.
            self._file.seek(self._ends[-1])
            self._read = False
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._held) + len(self._ends) - 1

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        """The entry at an index, read back from the file where it is not held; a list of them for a slice."""
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        entry = self._held[number] if number < len(self._held) else self._kept(number)
        if isinstance(entry, bytes):
            found: dict[str, Any] = _orjson().loads(entry)
            return found
        return entry

    def text(self, number: int) -> bytes:
        """The JSON text of an entry, on one line."""
        entry = self._held[number] if number < len(self._held) else self._kept(number)
        text: bytes = entry if isinstance(entry, bytes) else _orjson().dumps(entry)
        return text

    def blocks(self) -> Iterator[list[bytes]]:
        """The JSON texts of all entries in their order, some hundred kilobytes at a time."""
        held = (self.text(number) for number in range(len(self._held)))
        yield from _gathered(held)
        start, first = 0, 0
        for number, end in enumerate(self._ends):
            if end - start >= BLOCK or (number == len(self._ends) - 1 and end > start):
                data = self._between(start, end)
                ends = self._ends[first : number + 1]
                yield [data[one - start : other - start] for one, other in pairwise(ends)]
                start, first = end, number

    def _kept(self, number: int) -> bytes:
        """The JSON text of an entry that the file keeps."""
        return self._between(*self._ends[number - len(self._held) : number - len(self._held) + 2])

    def _between(self, start: int, end: int) -> bytes:
        file = cast("BinaryIO", self._file)
        self._read = True
        file.seek(start)
        return file.read(end - start)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The entries, one in memory at a time."""
        return (self[number] for number in range(len(self)))

    def __del__(self) -> None:
        # The file has no name, so it is gone when it is closed.
        if self._file is not None:
            with suppress(OSError):
                self._file.close()


def _gathered(texts: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Texts in lists, each of about as many bytes as a block has."""
    block, size = [], 0
    for text in texts:
        block.append(text)
        size += len(text)
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def _orjson() -> Any:
    """The module, imported by need: a run over few manifests has none to keep."""
    from checker.json_library import orjson  # noqa: PLC0415

    return orjson
