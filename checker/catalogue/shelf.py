"""The rows of the shipped catalogue files, parsed one by one when something asks for them.

Parsing all of the YAML takes longer than the whole of a check may. A row is therefore cut out of its file as text,
and parsed only if the text holds what is looked for: a row can not answer to a name that it does not contain.
The cut relies on the layout of our own files (`  - id:` begins a row); a test parses them whole and compares.
Usually the cuts come ready-made from `ready.py`, and a row is JSON.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Generic, TypeVar

from checker.catalogue.build import Notes
from checker.errors import InputError
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.catalogue.rowtext import Places, Row

T = TypeVar("T")

_ROW = "\n  - id: "
_PUNCTUATION = {code: None for code in range(128) if not chr(code).isalnum() and code != 0}


def ascii_fold(text: str) -> str:
    """The letters and digits of a text without case and accents; what is equal to the eye is equal here."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return plain.translate(_PUNCTUATION)


class Cut(NamedTuple):
    """A row that is still text, YAML or JSON: its id, its file, and its letters and digits to search in."""

    id: str
    file: str
    text: str
    searched: str
    is_json: bool = False

    def read(self) -> tuple[Row, Places]:
        """The values of the row, and the line and column of each where it is YAML."""
        if self.is_json:
            import json  # noqa: PLC0415 - of no use to most commands

            values: Row = json.loads(self.text)
            return values, {}
        from checker.catalogue.rowtext import read_rows  # noqa: PLC0415 - loads PyYAML, which takes 25 ms

        document, places = read_rows(f"rows:\n{self.text}", self.file)
        rows = document["rows"] if isinstance(document, dict) else []
        return rows[0] if isinstance(rows, list) else {}, places


def cut_rows(file: str, text: str) -> list[Cut]:
    """The rows of a shipped file as text."""
    chunks = text.split(_ROW)[1:]
    folded = ascii_fold("\0".join(chunks)).split("\0")
    return [
        Cut(chunk.partition("\n")[0].strip("\"' \r"), file, f"  - id: {chunk}", search)
        for chunk, search in zip(chunks, folded, strict=True)
    ]


class Shelf(Generic[T]):
    """All rows of one sort: those of extra files, which replace shipped rows of the same id, and the shipped ones."""

    def __init__(self, build: Callable[[Row, str, Notes], T]) -> None:
        self.build = build
        self.cuts: list[Cut] = []
        self._built: dict[str, T] = {}

    def put(self, name: str, row: T) -> None:
        """Add the row of an extra file; a shipped row of the same id is gone."""
        self.cuts = [cut for cut in self.cuts if cut.id != name]
        self._built[name] = row

    def ids(self) -> list[str]:
        """The ids of all rows, sorted; nothing is parsed for it."""
        return sorted({cut.id for cut in self.cuts} | self._built.keys())

    def get(self, name: str) -> T | None:
        """The row with an id."""
        if name not in self._built:
            for cut in self.cuts:
                if cut.id == name:
                    return self._parse(cut)
        return self._built.get(name)

    def holding(self, searched: str) -> Iterator[T]:
        """Rows whose text holds the letters and digits searched for (and perhaps others)."""
        for cut in [cut for cut in self.cuts if searched in cut.searched]:
            self._parse(cut)
        yield from self._built.values()

    def all(self) -> list[T]:
        """Every row, by id."""
        for cut in list(self.cuts):
            self._parse(cut)
        return [row for _, row in sorted(self._built.items())]

    def _parse(self, cut: Cut) -> T:
        """Parse a row that is still text; from then on it is one of those built."""
        values, places = cut.read()
        notes = Notes(cut.file, places)
        row = self.build(values, "/rows/0", notes)
        if notes.problems:
            raise InputError(notes.problems)
        self.cuts.remove(cut)
        self._built[cut.id] = row
        return row
