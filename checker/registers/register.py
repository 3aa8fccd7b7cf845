"""One register as the buyer gives it: a name, a day, a file, and the rows in it."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from io import BytesIO

from checker.errors import InputError, Location, Problem, UsageError
from checker.readers import limits
from checker.readers.files import open_regular, read_up_to, unusable
from checker.readers.limits import MEGABYTE
from checker.records import NamedTuple
from checker.registers.formats import SUPPLIER, Format, formats
from checker.registers.importing import rows_of
from checker.registers.store import MAGIC, Facts, Store, from_file, in_memory


class Register(NamedTuple):
    """One snapshot: its name, the day it was taken, where it lies, the digest of the file, and its rows."""

    name: str
    day: date
    path: str
    sha256: str
    store: Store | None = None
    complete: bool = False

    @property
    def format(self) -> Format:
        """What its columns mean."""
        return formats()[self.store.facts.format if self.store else SUPPLIER]

    @property
    def source(self) -> str:
        """What people call it."""
        return f"{self.name} of {self.day}"


class Given(NamedTuple):
    """A register as it is named on the command line or in the configuration; `format` and `day` None: not stated."""

    name: str
    path: str
    shown: str
    day: date | None = None
    format: str | None = None
    complete: bool = False


def opened(given: Given) -> Register:
    """The register in a file: a snapshot, or a table. Raises InputError or UsageError."""
    descriptor, size = open_regular(given.path, given.shown)
    try:
        start = read_up_to(descriptor, len(MAGIC))
        os.lseek(descriptor, 0, os.SEEK_SET)
        if start == MAGIC:
            return _snapshot(given, _digest(descriptor))
        most = limits.current().table_bytes
        if size > most:
            message = f"the table is larger than {limits.size(most)}, which is too much to read in every run"
            mend = limits.mend("make a snapshot of it with `certgate registers import`", "table_bytes")
            raise _unusable(given, message, mend)
        data = read_up_to(descriptor, most + 1)
    except OSError as error:
        raise unusable(error, given.path, given.shown) from None
    finally:
        os.close(descriptor)
    return _table(given, data)


def _snapshot(given: Given, sha256: str) -> Register:
    store = from_file(given.path, given.shown)
    facts = store.facts
    try:
        day = date.fromisoformat(facts.day)
    except ValueError:
        raise _unusable(
            given, "the snapshot is damaged: it does not say its day", "import the register again"
        ) from None
    if facts.format not in formats():
        message = f"the snapshot is of the format `{facts.format}`, which this version of certgate does not know"
        raise _unusable(given, message, "update certgate, or import the register again")
    if given.day not in (None, day):
        raise UsageError(f"`{given.shown}` is a snapshot of {day}, not of {given.day}; leave the day out")
    if given.format not in (None, facts.format):
        raise UsageError(f"`{given.shown}` is a snapshot of format `{facts.format}`, not `{given.format}`")
    return Register(given.name, day, given.path, sha256, store, facts.complete or given.complete)


def _table(given: Given, data: bytes) -> Register:
    """A table, read as the format stated, else as the one that the register is named for, else as the buyer's own."""
    if given.day is None:
        message = f"`{given.shown}` is a table that does not say of which day it is"
        raise UsageError(f"{message}; write `{given.name}={given.shown}@YYYY-MM-DD`")
    known = formats()
    format_ = known[given.format or (given.name if given.name in known else SUPPLIER)]
    sha256 = hashlib.sha256(data).hexdigest()
    facts = Facts(format_.id, given.name, given.day.isoformat(), sha256, 0, given.complete)
    store = in_memory(rows_of(BytesIO(data), given.shown, format_), facts, given.shown)
    return Register(given.name, given.day, given.path, sha256, store, given.complete)


def _digest(descriptor: int) -> str:
    found = hashlib.sha256()
    while part := os.read(descriptor, MEGABYTE):
        found.update(part)
    return found.hexdigest()


def _unusable(given: Given, message: str, mend: str) -> InputError:
    return InputError(Problem(message, Location(given.shown), mend))
