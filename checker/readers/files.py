"""Opening files: regular ones only, never blocking, every failure in plain words."""

from __future__ import annotations

import errno
import os
import stat

from checker.errors import InputError, Location, Problem, did_you_mean
from checker.readers import limits


def show(path: str) -> str:
    """A path for people: POSIX separators, and escapes where the file system's bytes are no text."""
    shown = path.replace(os.sep, "/") if os.sep != "/" else path
    return shown if shown.isascii() else os.fsencode(shown).decode("utf-8", "backslashreplace")


def open_regular(path: str, shown: str) -> tuple[int, int]:
    """Open a regular file for reading: its descriptor (the caller closes it) and size in bytes."""
    try:
        # Looked at before it is opened, because opening a device can act on it, and again after, because the
        # name may stand for another file by then. O_NONBLOCK: a pipe without a writer must not hold us up.
        _refuse_irregular(os.stat(path), shown)
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise unusable(error, path, shown) from None
    try:
        status = os.fstat(descriptor)
        _refuse_irregular(status, shown)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, status.st_size


def read_up_to(descriptor: int, limit: int) -> bytes:
    """The bytes of an open file, but no more than `limit`."""
    parts: list[bytes] = []
    while limit > 0 and (part := os.read(descriptor, min(limit, limits.MEGABYTE))):
        parts.append(part)
        limit -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _refuse_irregular(status: os.stat_result, shown: str) -> None:
    """Refuse folders, pipes and devices."""
    if stat.S_ISREG(status.st_mode):
        return
    if stat.S_ISDIR(status.st_mode):
        problem = Problem("a folder stands where a file is required", Location(shown), "name a file in it")
    else:
        problem = Problem("this is no regular file but a pipe or device", Location(shown), "pipe it to `-`")
    raise InputError(problem)


def unusable(error: OSError | ValueError, path: str, shown: str) -> InputError:
    """The error for a file that the system does not let us open or read."""
    message, mend = _words(error, path)
    return InputError(Problem(message, Location(shown), mend))


def _words(error: OSError | ValueError, path: str) -> tuple[str, str]:
    """What is wrong with a path, and what to do about it."""
    if not isinstance(error, OSError):
        return "the name holds a character that no file name can hold", "name a file"
    if error.errno == errno.ENOENT:
        if os.path.islink(path):
            return "the symbolic link is broken: its target does not exist", "mend or remove the link"
        return "the file does not exist", _nearest(path) or "check the name"
    known = {
        errno.EACCES: ("the file may not be read", "change its permissions"),
        errno.EPERM: ("the file may not be read", "change its permissions"),
        errno.ELOOP: ("the symbolic link leads back to itself", "mend or remove the link"),
        errno.ENOTDIR: ("a part of the path is a file, not a folder", "check the path"),
        errno.ENAMETOOLONG: ("the name is too long for a file", "check the name"),
    }
    return known.get(error.errno or 0, ("the file can not be read", "check the disk and the permissions"))


def _nearest(path: str) -> str:
    """`did you mean …?` for a missing file, from the files beside it."""
    folder, name = os.path.split(path)
    try:
        with os.scandir(folder or ".") as entries:
            siblings = [entry.name for entry, _ in zip(entries, range(limits.SIBLINGS), strict=False)]
    except OSError:
        return ""
    # By the stem: every name with the same suffix would be near.
    stem = os.path.splitext(name)[0]
    near = [each for each in siblings if each[:1] != "." and did_you_mean(stem, [os.path.splitext(each)[0]])]
    return did_you_mean(name, map(show, near))
