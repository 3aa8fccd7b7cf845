"""The entries of a report's manifests: a sequence that holds few in memory and keeps the rest in a file of its own.

A run over a hundred thousand manifests has a report of gigabytes; renderers walk over it, more than once if they like.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO, cast, overload

from checker.report.woven import Shuttle, Woven

# Entries held in memory: enough for every run that a person waits for, a few megabytes at most.
HELD = 200
_ROOM = 4_000_000  # bytes
# So many are held as they are; as text the others take a fifth of the room.
_FEW = 8
# Bytes of text that are read at once by whoever walks over all of it.
BLOCK = 256 * 1024
# Entries are lines of the file; it is noted where every so many-th begins, because a place for each would add up.
_STEP = 16


class Entries(Sequence[dict[str, Any]]):
    """Entries in the order in which they were appended; `brief`: all are without gates, certificates and source."""

    def __init__(self, *, brief: bool = False) -> None:
        self.brief = brief
        self._held: list[dict[str, Any] | bytes] = []
        self._size = 0  # of those that are held as text
        self._file: BinaryIO | None = None
        self._marks = array("Q")  # where every `_STEP`th entry in the file begins
        self._count = self._end = 0  # of the entries in the file, and of its bytes
        self._read = False  # whether the file stands elsewhere than at its end
        self._shuttle = Shuttle()

    def append(self, entry: dict[str, Any] | bytes | Woven) -> None:
        """Add an entry, or its JSON text on one line, at the end. Raises OSError where the temporary file is full."""
        if len(self._held) < _FEW and self._file is None and isinstance(entry, dict):
            self._held.append(entry)
            return
        data = entry if isinstance(entry, bytes) else self._packed(entry)
        if self._file is None and len(self._held) < HELD and self._size + len(data) <= _ROOM:
            self._held.append(data)
            self._size += len(data)
            return
        if self._file is None:
            from tempfile import TemporaryFile  # noqa: PLC0415 - of no use to most runs

            self._file = cast("BinaryIO", TemporaryFile())  # noqa: SIM115 - as long-lived as the report
        if self._read:
            # To go to where one is would write out what the buffer holds.
            self._file.seek(self._end)
            self._read = False
        if self._count % _STEP == 0:
            self._marks.append(self._end)
        self._count += 1
        self._end += self._file.write(data + b"\n")

    def _packed(self, entry: dict[str, Any] | Woven) -> bytes:
        """An entry as it is kept; of a woven one only what it does not share."""
        if isinstance(entry, dict):
            data: bytes = _orjson().dumps(entry)
            return data
        return self._shuttle.packed(entry)

    def _whole(self, data: bytes) -> bytes:
        """The JSON text of an entry as it is kept."""
        return self._shuttle.unpacked(data)

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._held) + self._count

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
            found: dict[str, Any] = _orjson().loads(self._whole(entry))
            return found
        return entry

    def text(self, number: int) -> bytes:
        """The JSON text of an entry, on one line."""
        entry = self._held[number] if number < len(self._held) else self._kept(number)
        return self._whole(entry if isinstance(entry, bytes) else self._packed(entry))

    def blocks(self) -> Iterator[list[bytes]]:
        """The JSON texts of all entries in their order, some hundred kilobytes at a time."""
        yield from _gathered(self.text(number) for number in range(len(self._held)))
        yield from _gathered(map(self._whole, self._all_kept()))

    def _all_kept(self) -> Iterator[bytes]:
        """What the file keeps, entry by entry, a block of it in memory."""
        start, end = 0, self._end
        for stop in (*self._marks[1:], end) if end else ():
            if stop - start >= BLOCK or stop == end:
                yield from self._between(start, stop).split(b"\n")[:-1]
                start = stop

    def _kept(self, number: int) -> bytes:
        """What the file keeps of an entry."""
        group, place = divmod(number - len(self._held), _STEP)
        stop = self._marks[group + 1] if group + 1 < len(self._marks) else self._end
        return self._between(self._marks[group], stop).split(b"\n", place + 1)[place]

    def _between(self, start: int, end: int) -> bytes:
        file = cast("BinaryIO", self._file)
        self._read = True
        file.seek(start)
        return file.read(end - start)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """The entries, few in memory at a time."""
        yield from (self[number] for number in range(len(self._held)))
        yield from (_orjson().loads(self._whole(data)) for data in self._all_kept())

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
