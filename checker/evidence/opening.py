"""Opens a file below a folder: nothing outside of it, no links, regular files only, within bounds.

The path is walked part by part, each opened from within the one before and never through a link, so that nobody can
exchange a part for a link between a look and the next. A hard link can not be told from the file itself.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from checker.model.outcome import Outcome
from checker.readers import limits
from checker.records import NamedTuple

_WALKS = os.open in os.supports_dir_fd and os.stat in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# A pipe without a writer must not hold us up, and a terminal must not become ours.
_CAREFUL = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NOFOLLOW", 0)

_COPY = "put the document itself into the folder of the manifest, and name it by its path from there"


class RefusedError(Exception):
    """Why a file is not looked at, as the end of a sentence about it; `mend` is what to do.

    The outcome is a fail where no honest manifest has such a path, else undetermined.
    """

    def __init__(self, why: str, mend: str, outcome: Outcome = Outcome.UNDETERMINED) -> None:
        super().__init__(why)
        self.why = why
        self.mend = mend
        self.outcome = outcome


class Bytes(NamedTuple):
    """What is in a file, and its digest."""

    data: bytes
    sha256: str


def parts_of(path: str) -> tuple[str, ...]:
    """The parts of a path as manifests write it, from their own folder; raises RefusedError for one that leaves it.

    `..` is refused everywhere: what it leads back to depends on where links point.
    """
    parts = tuple(part for part in path.split("/") if part not in ("", "."))
    if path.startswith("/") or ".." in parts:
        raise RefusedError("leads out of the folder of the manifest", _COPY, Outcome.FAIL)
    if "\\" in path or "\0" in path or (sys.platform == "win32" and ":" in path):
        raise RefusedError(
            "is no path in the folder of the manifest", "write `/` between the parts of a path", Outcome.FAIL
        )
    if not parts:
        raise RefusedError("names a folder, not a file", "name the document")
    return parts


def read_below(folder: str, parts: tuple[str, ...], most: int) -> Bytes:
    """The bytes of a file below a folder, of which no more than `most` are read. Raises RefusedError."""
    try:
        with _opened(folder, parts) as descriptor:
            return _read(descriptor, most)
    except RefusedError:
        raise
    except FileNotFoundError:
        raise RefusedError(
            "is not there", "attach it, or correct the path; it starts at the folder of the manifest"
        ) from None
    except (OSError, ValueError):
        raise RefusedError("can not be read", "check the path and the permissions") from None


@contextmanager
def _opened(folder: str, parts: tuple[str, ...]) -> Iterator[int]:
    """A descriptor of the file."""
    with _walked(folder, parts[:-1]) as (where, base):
        path = parts[-1] if where is not None else os.path.join(base, parts[-1])
        # Looked at before it is opened, because opening a device can act on it, and again after.
        _refuse(os.stat(path, dir_fd=where, follow_symlinks=False), folder=False)
        descriptor = os.open(path, _READ | _CAREFUL, dir_fd=where)
        try:
            _refuse(os.fstat(descriptor), folder=False)
            yield descriptor
        finally:
            os.close(descriptor)


@contextmanager
def _walked(folder: str, parts: tuple[str, ...]) -> Iterator[tuple[int | None, str]]:
    """The folder that holds the file: as a descriptor where the system walks from one, else by its path."""
    if not _WALKS:
        path = folder
        for part in parts:
            path = os.path.join(path, part)
            _refuse(os.stat(path, follow_symlinks=False), folder=True)
        yield None, path
        return
    descriptor = os.open(folder, _READ | os.O_DIRECTORY)
    try:
        for part in parts:
            _refuse(os.stat(part, dir_fd=descriptor, follow_symlinks=False), folder=True)
            inner = os.open(part, _READ | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield descriptor, ""
    finally:
        os.close(descriptor)


def _refuse(status: os.stat_result, *, folder: bool) -> None:
    """Refuse links, and whatever is no file, or no folder where one has to be."""
    mode, attributes = status.st_mode, getattr(status, "st_file_attributes", 0)
    if stat.S_ISLNK(mode) or attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT:
        raise RefusedError("is reached through a link, which may lead anywhere", _COPY, Outcome.FAIL)
    if folder and not stat.S_ISDIR(mode):
        raise RefusedError("is not there", "a part of the path is a file, not a folder; correct the path")
    if not folder and stat.S_ISDIR(mode):
        raise RefusedError("is a folder, not a file", "name the document")
    if not folder and not stat.S_ISREG(mode):
        raise RefusedError("is no file but a pipe or device", _COPY, Outcome.FAIL)


def _read(descriptor: int, most: int) -> Bytes:
    size = os.fstat(descriptor).st_size
    if size <= most:
        digest, parts, left = sha256(), [], most + 1
        while left > 0 and (part := os.read(descriptor, min(left, limits.MEGABYTE))):
            digest.update(part)
            parts.append(part)
            left -= len(part)
        if left > 0:
            return Bytes(b"".join(parts), digest.hexdigest())
    allowed = limits.current()
    if most < allowed.evidence_file_bytes:
        whole = limits.size(allowed.evidence_bytes)
        why = f"is not read: the evidence of one manifest may have {whole} together"
        raise RefusedError(why, limits.mend("attach less", "evidence_bytes"))
    mend = limits.mend("attach the document alone, with images of fewer dots", "evidence_file_bytes")
    raise RefusedError(f"is larger than {limits.size(allowed.evidence_file_bytes)}", mend)
