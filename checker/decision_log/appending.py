"""Appends to the log: under a lock, written through to the disk, and never after something that is broken.

Where the last line was cut off, because a writer was killed or the disk was full, it is set aside and the next line
says so. Nobody was told of such a line: a writer reports only what the disk has taken.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO

from checker.decision_log.chain import LINE_BYTES, Examined, examine
from checker.decision_log.line import BEGINNING, Entry, Line, parsed, sealed
from checker.decision_log.locking import locked
from checker.errors import InputError, Location, Problem, UsageError
from checker.readers import limits
from checker.records import NamedTuple

TAIL = limits.MEGABYTE
"""How much of the end of a log is verified before it grows, some thousand lines; `certgate log verify` reads it all."""
_BATCH = limits.MEGABYTE
# What a file system leaves where nothing was written; no line holds such a byte.
_HOLE = b"\0\0"


class Appended(NamedTuple):
    """What was written: the number of lines, the number and digest of the last one, and what was repaired before."""

    lines: int
    sequence: int
    head: str | None
    notices: tuple[str, ...] = ()


class _End(NamedTuple):
    """How a log ends: its last whole line, where that ends, and what stands behind it."""

    last: Line | None
    offset: int
    torn: bytes
    complete: bool = False  # what stands behind is a whole line that lacks its line end


class Log:
    """A log in a file, which is made where there is none; `shown` is its name for people."""

    def __init__(self, path: str, shown: str) -> None:
        self.path = path
        self.shown = shown

    def ready(self) -> None:
        """Refuse, before any work is done, a log that could not be written or is broken.

        Raises UsageError and InputError.
        """
        with self._held() as descriptor:
            self._end(descriptor)

    def append(self, entries: Iterable[Entry]) -> Appended:
        """Write entries as the next lines; when this returns, the disk has taken them. All of them are written or none.

        Raises UsageError where that can not be, InputError where the log is broken.
        """
        with self._held() as descriptor:
            end = self._end(descriptor)
            repaired, notices = self._repair(descriptor, end)
            last = parsed(end.torn) if end.complete else end.last
            found = last if isinstance(last, Line) else None
            return self._write(descriptor, entries, found, repaired)._replace(notices=notices)

    @contextmanager
    def _held(self) -> Iterator[int]:
        """The log, open and locked: the file that has the name once the lock is held."""
        try:
            while True:
                descriptor = self._open()
                try:
                    with locked(descriptor, self.shown):
                        if self._is_current(descriptor):
                            yield descriptor
                            return
                finally:
                    os.close(descriptor)
        except OSError as error:
            why = os.strerror(error.errno or 0).lower()
            raise UsageError(
                f"the decision can not be written to the log `{self.shown}`: {why}; nothing passes without it"
            ) from None

    def _open(self) -> int:
        new = not os.path.exists(self.path)
        if not new and not stat.S_ISREG(os.stat(self.path).st_mode):
            raise UsageError(f"the log `{self.shown}` is no file that can be kept; name a regular file")
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(self.path, flags, 0o666)
        if new:
            _sync_folder(self.path)
        return descriptor

    def _is_current(self, descriptor: int) -> bool:
        """Whether the file still has the name; somebody may have moved it away while we waited."""
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _end(self, descriptor: int) -> _End:
        """How the log ends. Raises InputError where its end is broken otherwise than by a line cut off."""
        size = os.fstat(descriptor).st_size
        start, data = _tail(descriptor, size)
        rows = list(examine(BytesIO(data), since=0 if start else 1))
        torn = _torn(rows, data)
        for row in rows[:-1] if torn else rows:
            for fault in row.faults:
                raise self._broken(f"line {row.number}: {fault}" if not start else f"among its last lines: {fault}")
        kept = [row.line for row in rows if row.line is not None]
        last = kept[-1] if kept else None
        if start and last is None:
            raise self._broken("its end is no line of a log")
        self._refuse_foreign(last, torn)
        whole = parsed(torn)
        complete = isinstance(whole, Line) and whole.whole and whole.previous == (last.hash if last else None)
        return _End(last, size - len(torn), torn, complete)

    def _refuse_foreign(self, last: Line | None, torn: bytes) -> None:
        """A file that was never a log is not mended into one."""
        begins = torn[: len(BEGINNING)]
        if torn and last is None and begins != BEGINNING[: len(begins)]:
            raise InputError(Problem("the file is no decision log", Location(self.shown), "name another with `--log`"))

    def _broken(self, why: str) -> InputError:
        mend = f"see `certgate log verify {self.shown}`; keep the file as it is, and begin another log"
        return InputError(Problem(f"the log is broken, so nothing is added to it: {why}", Location(self.shown), mend))

    def _repair(self, descriptor: int, end: _End) -> tuple[Entry | None, tuple[str, ...]]:
        """Set a line aside that was cut off, or end one that lacks its line end: for the log and in words."""
        if not end.torn:
            return None, ()
        if end.complete:
            os.write(descriptor, b"\n")
            return None, (f"{self.shown}: the last line lacked its line end, which is added",)
        beside = os.open(
            f"{self.path}.torn", os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o666
        )
        try:
            _write_all(beside, end.torn + b"\n")
            os.fsync(beside)
        finally:
            os.close(beside)
        _sync_folder(self.path)
        os.ftruncate(descriptor, end.offset)
        os.fsync(descriptor)
        size = f"{len(end.torn):,} bytes"
        notice = (
            f"{self.shown}: the last line was cut off while it was written; its {size} are kept in `{self.shown}.torn`"
        )
        return {"bytes": len(end.torn), "sha256": sha256(end.torn).hexdigest()}, (notice,)

    def _write(self, descriptor: int, entries: Iterable[Entry], last: Line | None, repaired: Entry | None) -> Appended:
        begin = os.fstat(descriptor).st_size
        sequence, head = (last.sequence, last.hash) if last else (0, None)
        count, batch = 0, bytearray()
        try:
            for entry in entries:
                sequence += 1
                line, head = sealed({**entry, "repaired": None if count else repaired}, sequence, head)
                batch += line
                count += 1
                if len(batch) >= _BATCH:
                    _write_all(descriptor, bytes(batch))
                    batch.clear()
            _write_all(descriptor, bytes(batch))
            os.fsync(descriptor)
        except BaseException:
            # Nobody was told of these lines, so they may go; what stood there before may not.
            os.ftruncate(descriptor, begin)
            raise
        return Appended(count, sequence, head)


def _tail(descriptor: int, size: int) -> tuple[int, bytes]:
    """The last lines of a log, the first of them from its beginning, and where they begin; none: there is no such."""
    for most in (TAIL, LINE_BYTES):
        start = max(0, size - most)
        data = _read(descriptor, start, size - start)
        if not start:
            return 0, data
        begin = data.find(b"\n") + 1
        if data.count(b"\n", begin):
            return start + begin, data[begin:]
    return size, b""


def _torn(rows: list[Examined], data: bytes) -> bytes:
    """What of the end was not written to its end: a line without line end, or one with holes.

    The second comes of a power failure, where a disk has taken the end of a line and not its beginning. Any other line
    that can not be read was changed by somebody, and is not repaired.
    """
    if not rows or rows[-1].line is not None:
        return b""
    begin = data.rfind(b"\n", 0, -1) + 1
    torn = data[begin:]
    return torn if rows[-1].torn or _HOLE in torn else b""


def _read(descriptor: int, start: int, length: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    parts = []
    while length > 0 and (part := os.read(descriptor, length)):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(path: str) -> None:
    """Let the disk take the name of a new file, too; Windows has no such thing."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
