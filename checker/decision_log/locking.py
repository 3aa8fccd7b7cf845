"""One writer at a time: an exclusive lock on a file, which the system lifts when its holder ends in whatever way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from checker.errors import UsageError

PATIENCE = 60.0
"""Seconds that a writer waits for the others; each holds the lock for as long as it takes to write its lines."""
_PAUSE = 0.01

if sys.platform == "win32":
    import msvcrt

    # Windows locks bytes, and what is locked can not be read: one far beyond any log.
    _BYTE = 1 << 40

    def _try(descriptor: int) -> None:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _release(descriptor: int) -> None:
        os.lseek(descriptor, _BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@contextmanager
def locked(descriptor: int, shown: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock of an open file. Raises UsageError where another holds it for too long, or there is none."""
    waited = 0.0
    while True:
        try:
            _try(descriptor)
            break
        except (BlockingIOError, PermissionError):
            if waited >= patience:
                mend = "wait for it to end, or see which process has the file open"
                raise UsageError(f"another process has held the log `{shown}` for {patience:.0f} s; {mend}") from None
        except OSError:
            mend = "keep the log on a file system that can"
            raise UsageError(f"the log `{shown}` can not be locked against other writers; {mend}") from None
        Event().wait(_PAUSE)
        waited += _PAUSE
    try:
        yield
    finally:
        _release(descriptor)
