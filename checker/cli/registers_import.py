"""What `certgate registers import` does: read a table whole, write a snapshot whole or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from io import BufferedReader, FileIO
from typing import BinaryIO

from checker.cli.registers_given import parse_register_day
from checker.cli.streams import put
from checker.cli.writing import reason
from checker.errors import UsageError, did_you_mean
from checker.readers.discover import show_relative
from checker.readers.files import open_regular
from checker.readers.limits import MEGABYTE
from checker.records import NamedTuple
from checker.registers.formats import formats
from checker.registers.importing import rows_of
from checker.registers.store import Facts, to_file
from checker.words import inert, visible


class Order(NamedTuple):
    """What is to be imported, as given on the command line."""

    format: str
    file: str
    output: str
    day: str
    name: str | None
    complete: bool


def run(order: Order) -> int:
    """Import a register; returns the exit code. Raises UsageError or InputError, and then nothing is written."""
    known = formats()
    if order.format not in known:
        mend = did_you_mean(order.format, known) or f"known: {', '.join(known)}"
        raise UsageError(f"`{order.format}` is no format of a register; {mend}")
    day = parse_register_day(order.day)
    name = (order.name or order.format).strip()
    shown = show_relative(order.file, os.getcwd())
    if os.path.exists(order.output) and os.path.exists(order.file) and os.path.samefile(order.file, order.output):
        raise UsageError(f"`{order.output}` is the table that is read; name another file for the snapshot")
    descriptor, _ = open_regular(order.file, shown)
    with BufferedReader(FileIO(descriptor, "rb"), MEGABYTE) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        facts = Facts(order.format, name, day.isoformat(), digest, 0, order.complete)
        facts = _written(order.output, facts, stream, shown)
    rows = f"{facts.rows:,} {'row' if facts.rows == 1 else 'rows'}"
    put(inert(visible(f"{order.output}: {rows} of {name} ({facts.format}) as of {facts.day}")) + "\n")
    put(inert(visible(f"use it with --register '{name}={order.output}'")) + "\n")
    return 0


def _written(path: str, facts: Facts, stream: BinaryIO, shown: str) -> Facts:
    """The snapshot under its name when it is whole; beside it, in a folder of its own, until then."""
    target = os.path.realpath(path)
    try:
        with tempfile.TemporaryDirectory(prefix=".certgate-", dir=os.path.dirname(target)) as folder:
            part = os.path.join(folder, "snapshot")
            found = to_file(part, rows_of(stream, shown, formats()[facts.format]), facts)
            os.replace(part, target)
            return found
    except OSError as error:
        raise UsageError(f"can not write `{path}`: {reason(error)}") from None
