"""The file of a cache: entries by a digest of everything they depend on. Nothing that is wrong with it stops a run."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterable
from hashlib import sha256

from checker.errors import UsageError

FILE = "certgate-cache-1.sqlite"
_WAIT = 20  # seconds for others who write
_TABLE = (
    "CREATE TABLE IF NOT EXISTS entries"
    " (key BLOB PRIMARY KEY, first TEXT, last TEXT, value BLOB, digest BLOB) WITHOUT ROWID"
)


class Store:
    """The entries of one folder. `damaged` tells that something was not usable; it counts as not there."""

    def __init__(self, folder: str) -> None:
        self._connection: sqlite3.Connection | None = None
        self.damaged = False
        self._waiting: list[tuple[bytes, str, str, bytes, bytes]] = []
        try:
            self._connection = sqlite3.connect(os.path.join(folder, FILE), timeout=_WAIT, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(_TABLE)
        except sqlite3.Error:
            self._give_up()

    def get(self, key: bytes, day: str) -> bytes | None:
        """The value of a key, where it holds on a day."""
        if self._connection is None:
            return None
        try:
            row = self._connection.execute(
                "SELECT first, last, value, digest FROM entries WHERE key = ? AND first <= ? AND ? <= last",
                (key, day, day),
            ).fetchone()
        except sqlite3.Error:
            self._give_up()
            return None
        if row is None:
            return None
        first, last, value, digest = row
        if not isinstance(value, bytes) or digest != _digest(key, first, last, value):
            self.damaged = True
            return None
        return value

    def put(self, key: bytes, first: str, last: str, value: bytes) -> None:
        """Keep a value for the days from one to another, both inclusive; written by `flush`."""
        self._waiting.append((key, first, last, value, _digest(key, first, last, value)))

    def flush(self) -> None:
        """Write what waits, all of it or nothing."""
        waiting, self._waiting = self._waiting, []
        if self._connection is None or not waiting:
            return
        try:
            self._write(waiting)
        except sqlite3.Error:  # a full disk, a folder that can not be written: the run does not need it
            self._give_up()

    def _write(self, waiting: Iterable[tuple[bytes, str, str, bytes, bytes]]) -> None:
        if self._connection is not None:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?)", waiting)
            self._connection.execute("COMMIT")

    def close(self) -> None:
        """Write what waits, and let go of the file."""
        self.flush()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        # Python 3.13 complains of a connection that nobody closed; what waits was written by `flush`.
        if self._connection is not None:
            self._connection.close()

    def _give_up(self) -> None:
        self.damaged = True
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _digest(key: bytes, first: str, last: str, value: bytes) -> bytes:
    """What shows damage: also to the days for which a value holds, without which an old one would come back."""
    return sha256(b"%b%b/%b\n%b" % (key, str(first).encode(), str(last).encode(), value)).digest()


def private_folder(folder: str) -> None:
    """Make the folder of a cache where it is not there; for its owner alone.

    Raises UsageError for one that can not be made, that is none, or that others can write: they could write verdicts.
    """
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        mode = os.stat(folder).st_mode
    except OSError as error:
        reason = "it is a file" if isinstance(error, FileExistsError) else os.strerror(error.errno or 0).lower()
        raise UsageError(f"the folder `{folder}` of the cache can not be used: {reason}") from None
    if os.name == "posix" and mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise UsageError(
            f"others can write in `{folder}`, and whoever can write a cache can write verdicts;"
            f" take their leave with `chmod go-w {folder}`, or name another folder"
        )
