"""Where a document comes from: a file or standard input, with the name that people know it by."""

from __future__ import annotations

import os
from io import BufferedReader, BytesIO, FileIO, RawIOBase
from typing import TYPE_CHECKING, Any, BinaryIO

from checker.errors import InputError, Location, Problem
from checker.readers import limits
from checker.readers.files import open_regular, read_up_to, show, unusable
from checker.records import NamedTuple

if TYPE_CHECKING:
    from os import PathLike

STDIN = "-"


class Part(NamedTuple):
    """A part of a file of many lines: its bytes from `start` up to `end`, and the number of its first line."""

    start: int
    end: int
    first_line: int


class Source(NamedTuple):
    """One input: `shown` is its name in every message and report, `suffix` (`.yaml`) decides how it is read.

    `path` is empty for standard input, whose bytes are in `data`. An empty suffix asks for a guess by content.
    `part` says which part of a file of many lines is meant (of standard input, `data` is that part); None: all of it.
    """

    shown: str
    suffix: str
    path: str = ""
    data: bytes = b""
    part: Part | None = None

    @classmethod
    def from_path(cls, path: str | PathLike[str], shown: str | None = None) -> Source:
        """A file; shown as it was written unless said otherwise."""
        name = os.fspath(path)
        label = show(name if shown is None else shown)
        return cls(label, os.path.splitext(name)[1].lower(), path=name or "\0")

    @classmethod
    def from_stdin(cls, data: bytes, filename: str | None = None) -> Source:
        """Standard input, read as the named file would be; without a name by its content."""
        if filename is None:
            return cls(STDIN, "", data=data)
        return cls(show(filename), os.path.splitext(filename)[1].lower(), data=data)

    @property
    def folder(self) -> str | None:
        """Where the file lies, or would lie by the name that standard input was given; None: nowhere."""
        name = self.path or (self.shown if self.shown != STDIN else "")
        return os.path.dirname(name) or "." if name else None

    def load(self) -> bytes:
        """All bytes of one document; refuses more than `limits.DOCUMENT_BYTES` before reading them."""
        if not self.path:
            self._refuse_large(len(self.data))
            return self.data
        descriptor, size = open_regular(self.path, self.shown)
        try:
            self._refuse_large(size)
            data = read_up_to(descriptor, limits.DOCUMENT_BYTES + 1)
        except OSError as error:
            raise unusable(error, self.path, self.shown) from None
        finally:
            os.close(descriptor)
        self._refuse_large(len(data))
        return data

    def stream(self) -> BinaryIO:
        """The bytes as a stream, for formats that hold many documents; the caller closes it."""
        if not self.path:
            return BytesIO(self.data)
        descriptor, _ = open_regular(self.path, self.shown)
        if self.part is not None:
            return BufferedReader(_Within(descriptor, self.part), limits.MEGABYTE)
        return BufferedReader(FileIO(descriptor, "rb"), limits.MEGABYTE)

    def _refuse_large(self, size: int) -> None:
        """Refuse a document above the limit."""
        if size > limits.DOCUMENT_BYTES:
            allowed = limits.DOCUMENT_BYTES // limits.MEGABYTE
            message = f"the file is larger than {allowed} MB, the most that one document may have"
            raise InputError(Problem(message, Location(self.shown), "split it, or write one per line as .ndjson"))


class _Within(RawIOBase):
    """A part of an open file, as if there were no more of it."""

    def __init__(self, descriptor: int, part: Part) -> None:
        self._file = FileIO(descriptor, "rb")
        self._file.seek(part.start)
        self._left = part.end - part.start

    def readable(self) -> bool:
        """That it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer, but not with what comes after the part."""
        count = self._file.readinto(memoryview(buffer)[: self._left]) or 0
        self._left -= count
        return count

    def close(self) -> None:
        """Close the file."""
        self._file.close()
        super().close()
