"""Tables and snapshots of registers: the first byte says of which format, the rest is the file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from checker.registers.formats import Format, formats
from checker.registers.importing import rows_of
from checker.registers.register import Given, opened
from checker.registers.row import STATUSES, Row
from checker.registers.store import Facts, in_memory, to_file
from tests.fuzz.targets._common import FIXTURES, check, outcome

WORDS = tuple(
    word.encode()
    for word in (
        ",", ";", "\t", '"', '""', "\r\n", "\n", "\ufeff", "\0", "x-own", "number", "body", "standard", "holder",
        "status", "active", "suspended", "withdrawn", "expires", "2026-11-01", "20261101", "product",
        "management-system", "listed", "Certificate Number", "Certification Body", "UL 62368-1", "ISO 9001:2015",
        "PAR1", "NTRL", "model", "0044",
    )
)  # fmt: skip


def attempt(data: bytes) -> None:
    """Read it twice; each row is text on a line of the file, and is found again by its number."""
    if not data:
        return
    known = list(formats().values())
    kind = data[0] % (len(known) + 1)
    if kind == len(known):
        _snapshot(data[1:])
        return
    found, why = outcome(lambda: _rows(data[1:], known[kind]))
    again, why_again = outcome(lambda: _rows(data[1:], known[kind]))
    check((found, why) == (again, why_again), "two readings differ")
    if found is not None:
        _kept(found, known[kind])


def seeds() -> Iterator[bytes]:
    """A table of each format, as saved by programs and by spreadsheets, and a snapshot."""
    for at, name in enumerate(formats()):
        table = (FIXTURES / "registers" / f"{'own' if name == 'supplier' else name}.csv").read_bytes()
        yield bytes([at]) + table[:4_000].rpartition(b"\n")[0] + b"\n"
        yield bytes([at]) + table[:1_000].decode("utf-8", "ignore").rpartition("\n")[0].encode("utf-16")
    yield bytes([len(formats())]) + _made()


def _rows(data: bytes, format_: Format) -> list[Row]:
    return list(rows_of(BytesIO(data), "r.csv", format_))


def _kept(rows: list[Row], format_: Format) -> None:
    check(rows, "a table without rows")
    for row in rows:
        check(row.line > 1, "a row that stands in the header")
        check(row.status in ("", *STATUSES), f"the status {row.status!r}")
        check(all(type(cell) is str for cell in row[1:]), "a cell that is no text")
    store = in_memory(rows, Facts(format_.id, "r", "2026-11-01", "0" * 64, 0, complete=False), "r.csv")
    try:
        check(store.all() == rows, "what is stored is not what was read")
        for row in rows[:10]:
            # A number of blanks alone is none.
            check(not row.number.split() or row in store.by_number(row.number), "a row is not found by its number")
            store.near(row.number)
            store.of_holder(row.holder)
    finally:
        store.close()


@cache
def _made() -> bytes:
    """A small snapshot."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite"
        row = Row(
            2, "N-1", "Body", "0044", "ISO 9001", "management-system", "Acme", status="active", expires="2027-01-01"
        )
        to_file(str(path), [row], Facts("supplier", "own", "2026-11-01", "0" * 64, 0, complete=False))
        return path.read_bytes()


def _snapshot(data: bytes) -> None:
    """A file that may be a damaged snapshot: opened, asked, and refused in words where it is no use."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.sqlite"
        path.write_bytes(data)
        register, _ = outcome(lambda: opened(Given("own", str(path), "s.sqlite")))
        if register is None or register.store is None:
            return
        try:
            store = register.store
            found, _ = outcome(store.all)
            for row in found or ():
                outcome(lambda row=row: store.near(row.number))  # type: ignore[misc]
            outcome(store.intact)
        finally:
            register.store.close()
