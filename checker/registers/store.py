"""A snapshot of a register in one SQLite file, or in memory for a small one.

Why SQLite and not DuckDB: what is asked is a point look-up by an indexed key, which a B-tree answers in microseconds
from pages on disk, without reading the rest; a column store is made for scans and joins, and needs a dependency of tens
of megabytes whose file format changes with its versions. SQLite comes with Python, and its format is kept for decades.

A file carries an application id and a format version: any other SQLite file, and one of a later version, is refused.
The same rows in the same order give the same bytes (of one version of SQLite).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from checker.errors import InputError, Location, Problem
from checker.model.parties import bare_name
from checker.readers.files import unusable
from checker.records import NamedTuple
from checker.registers.row import Row, loose_key, neighbours, number_key

if TYPE_CHECKING:
    from sqlite3 import Connection

APPLICATION = 0x63657274  # `cert`
VERSION = 1
MAGIC = b"SQLite format 3\0"
_COLUMNS = Row._fields
_KEYS = ("number_key", "loose_key", "holder_key")
_NAMED = ", ".join(_COLUMNS)
_MOST = 5
_AT_ONCE = 500


class Facts(NamedTuple):
    """What a snapshot says of itself: its format, name and day, the digest of its source, how many rows it has.

    `complete`: a certificate that is not in it does not exist.
    """

    format: str
    name: str
    day: str
    source_sha256: str
    rows: int
    complete: bool


class File(NamedTuple):
    """A file of a snapshot, and by what it is known to be the same when it is opened again."""

    path: str
    state: tuple[int, ...]


class Store:
    """The rows of one snapshot, found by number, by near number, by holder, or all of them.

    An index leaves out the empty keys, so a query has to say that its key is none for the index to be used.
    """

    def __init__(self, connection: Connection, facts: Facts, shown: str, file: File | None = None) -> None:
        self._connection = connection
        self.facts = facts
        self._shown = shown
        self._file = file

    def __reduce__(self) -> tuple[Any, ...]:
        """How it travels to another process: the file is opened again there, rows in memory go along."""
        if self._file is not None:
            return _reopened, (self._file, self._shown)
        return _restored, (self._connection.serialize(), self.facts, self._shown)

    @property
    def on_disk(self) -> bool:
        """Whether the rows are in a file, and not in memory."""
        return self._file is not None

    def by_number(self, number: str) -> list[Row]:
        """The rows that carry exactly this number."""
        return self._rows("WHERE number_key = ? AND number_key <> '' ORDER BY id", (number_key(number),))

    def near(self, number: str) -> list[Row]:
        """Rows whose number is not this one, but so near that it may be meant; a few of them."""
        loose, exact = loose_key(number), number_key(number)
        keys = [loose, *neighbours(loose)] if loose else []
        found: dict[int, Row] = {}
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            holes = ",".join("?" * len(part))
            near = "loose_key <> '' AND number_key <> ? ORDER BY loose_key, id"
            where = f"WHERE loose_key IN ({holes}) AND {near} LIMIT {_MOST}"
            found |= {row.line: row for row in self._rows(where, (*part, exact))}
        return sorted(found.values(), key=lambda row: (loose_key(row.number) != loose, row.number, row.line))[:_MOST]

    def of_holder(self, name: str, most: int = 200) -> list[Row]:
        """The rows of a holder of this name, legal form and punctuation aside."""
        return self._rows("WHERE holder_key = ? AND holder_key <> '' ORDER BY id LIMIT ?", (bare_name(name), most))

    def all(self) -> list[Row]:
        """Every row; of registers of recognition, which are small."""
        return self._rows("ORDER BY id", ())

    def intact(self) -> bool:
        """Whether the file is free of damage, as far as SQLite can tell by reading all of it."""
        with _damage(self._shown):
            return bool(self._connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __del__(self) -> None:
        # Python 3.13 complains of a connection that nobody closed; to close one again does no harm.
        self._connection.close()

    def _rows(self, where: str, values: tuple[object, ...]) -> list[Row]:
        with _damage(self._shown):
            found = self._connection.execute(f"SELECT {_NAMED} FROM entry {where}", values)  # noqa: S608 - own words
            read = [Row(*row) for row in found]
        if any(isinstance(cell, bytes) for row in read for cell in row):
            raise _unusable(self._shown, "the snapshot is damaged: a cell is no text", "import the register again")
        return read


def write(connection: Connection, rows: Iterable[Row], facts: Facts) -> Facts:
    """Put rows into an empty database, and what is said of them; returns the facts with the number of rows."""
    names = (*_COLUMNS, *_KEYS)
    typed = ", ".join(f"{name} {'INTEGER' if name == 'line' else 'TEXT'} NOT NULL" for name in names)
    for pragma in (f"application_id = {APPLICATION}", f"user_version = {VERSION}", "page_size = 4096"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"CREATE TABLE entry (id INTEGER PRIMARY KEY, {typed})")
    connection.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    count = 0

    def keyed() -> Iterator[tuple[object, ...]]:
        nonlocal count
        for row in rows:
            count += 1
            yield (*row, number_key(row.number), loose_key(row.number), bare_name(row.holder))

    holes = ",".join("?" * len(names))
    insert = f"INSERT INTO entry ({', '.join(names)}) VALUES ({holes})"  # noqa: S608 - own words
    connection.executemany(insert, keyed())
    for key in _KEYS:
        connection.execute(f"CREATE INDEX by_{key} ON entry ({key}) WHERE {key} <> ''")
    facts = facts._replace(rows=count)
    told = [(name, str(value)) for name, value in facts._asdict().items()]
    connection.executemany("INSERT INTO fact VALUES (?, ?)", told)
    connection.commit()
    return facts


def in_memory(rows: Iterable[Row], facts: Facts, shown: str) -> Store:
    """A snapshot in memory, for a register given as a table."""
    import sqlite3  # noqa: PLC0415 - of no use to a run without registers

    connection = sqlite3.connect(":memory:")
    return Store(connection, write(connection, rows, facts), shown)


def to_file(path: str, rows: Iterable[Row], facts: Facts) -> Facts:
    """A snapshot as a new file."""
    import sqlite3  # noqa: PLC0415 - of no use to a run without registers

    connection = sqlite3.connect(path)
    try:
        return write(connection, rows, facts)
    finally:
        connection.close()


def from_file(path: str, shown: str) -> Store:
    """The snapshot in a file. Raises InputError for any other file, a damaged one, and one of a later version."""
    import os  # noqa: PLC0415
    import sqlite3  # noqa: PLC0415 - of no use to a run without registers
    from urllib.parse import quote  # noqa: PLC0415

    with _damage(shown):
        file = _file(os.path.abspath(path), shown)
        address = f"file:{quote(file.path)}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise _unusable(
            shown, "this database is no snapshot of a register", "make one with `certgate registers import`"
        )
    if version != VERSION:
        message = f"the snapshot has format {version}, and this version of certgate reads format {VERSION}"
        raise _unusable(shown, message, "import the register again, or update certgate")
    with _damage(shown):
        told = dict(connection.execute("SELECT name, value FROM fact"))
    # SQLite keeps bytes where a column is declared as text.
    texts = all(isinstance(value, str) for value in told.values())
    if set(told) != set(Facts._fields) or not texts or not told["rows"].isdecimal():
        raise _unusable(shown, "the snapshot is damaged: it does not say what it holds", "import the register again")
    facts = Facts(**{**told, "rows": int(told["rows"]), "complete": told["complete"] == "True"})
    return Store(connection, facts, shown, file)


def _file(path: str, shown: str) -> File:
    """The file as it is now. Raises InputError for one that is not there."""
    import os  # noqa: PLC0415

    try:
        status = os.stat(path)
    except OSError as error:
        raise unusable(error, path, shown) from None
    return File(path, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns))


def _reopened(file: File, shown: str) -> Store:
    """The snapshot in a file that another process has open. Raises InputError where it is not the same any more."""
    if _file(file.path, shown) != file:
        raise _unusable(shown, "the snapshot was changed during the run", "run the check again")
    return from_file(file.path, shown)


def _restored(data: bytes, facts: Facts, shown: str) -> Store:
    """A snapshot that another process has in memory."""
    import sqlite3  # noqa: PLC0415 - of no use to a run without registers

    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    return Store(connection, facts, shown)


def _unusable(shown: str, message: str, mend: str) -> InputError:
    return InputError(Problem(message, Location(shown), mend))


@contextmanager
def _damage(shown: str) -> Iterator[None]:
    """What SQLite says of a file that is none of its own, or not whole, as an InputError."""
    import sqlite3  # noqa: PLC0415 - of no use to a run without registers

    try:
        yield
    except sqlite3.Error:
        raise _unusable(shown, "the snapshot is damaged or cut off", "import the register again") from None
