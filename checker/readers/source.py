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
    from types import ModuleType

STDIN = "-"


class Part(NamedTuple):
    """A part of a file of many lines: its bytes from `start` up to `end`, and the number of its first line.

    Of a Parquet file: its row groups from `start` up to `end`, and the number of their first row.
    """

    start: int
    end: int
    first_line: int


# Bytes of a file; more are taken from and given back to the system for each task, and leave holes in what is kept.
_BUFFER = 65536


class Source(NamedTuple):
    """One input: `shown` is its name in every message and report, `suffix` (`.yaml`) decides how it is read.

    `path` is empty for what is in memory, whose bytes are in `data`. An empty suffix asks for a guess by content.
    `beside` is where its evidence lies (None: nowhere), where its name does not say. `part` says which part of a file
    of many lines is meant (of what is in memory, `data` is that part); None: all of it. `remote`: `path` is a URL,
    which somebody named on the command line.
    """

    shown: str
    suffix: str
    path: str = ""
    data: bytes = b""
    beside: str | None = ""
    part: Part | None = None
    remote: bool = False

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
        if self.beside != "":
            return self.beside
        name = self.path or (self.shown if self.shown != STDIN else "")
        return os.path.dirname(name) or "." if name else None

    @classmethod
    def from_url(cls, url: str, shown: str) -> Source:
        """A file at a URL."""
        return cls(shown, os.path.splitext(shown)[1].lower(), path=url, remote=True)

    def load(self) -> bytes:
        """All bytes of one document; refuses more than `document_bytes` of the limits before reading them."""
        if self.remote:
            data: bytes = _remote().load(self.path, self.shown)
            self._refuse_large(len(data))
            return data
        if not self.path:
            self._refuse_large(len(self.data))
            return self.data
        descriptor, size = open_regular(self.path, self.shown)
        try:
            self._refuse_large(size)
            data = read_up_to(descriptor, limits.current().document_bytes + 1)
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
        if self.remote:
            file = _remote().stream(self.path, self.shown)
            return BufferedReader(_Within(file, self.part) if self.part else file, limits.MEGABYTE)
        descriptor, _ = open_regular(self.path, self.shown)
        if self.part is not None:
            return BufferedReader(_Within(FileIO(descriptor, "rb"), self.part), _BUFFER)
        return BufferedReader(FileIO(descriptor, "rb"), _BUFFER)

    def _refuse_large(self, size: int) -> None:
        """Refuse a document above the limit."""
        most = limits.current().document_bytes
        if size > most:
            message = f"the file is larger than {limits.size(most)}, the most that one document may have"
            mend = limits.mend("split it, write one per line as .ndjson", "document_bytes")
            raise InputError(Problem(message, Location(self.shown), mend))


def _remote() -> ModuleType:
    """What reads at URLs, imported by need: most runs have none."""
    from checker.readers import remote  # noqa: PLC0415

    return remote


class _Within(RawIOBase):
    """A part of an open file, as if there were no more of it."""

    def __init__(self, file: Any, part: Part) -> None:
        self._file = file
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
