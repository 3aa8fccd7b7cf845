"""Walking through a record, and building a manifest from it in which every value knows where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.document import Document, escape_pointer
from checker.errors import InputError, Problem
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.document import Value
    from checker.errors import Location

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*)?", re.DOTALL)
_COMPACT_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a record and its JSON pointer. What is null or blank is not there."""

    document: Document
    pointer: str
    value: Value

    def get(self, *keys: str) -> Node | None:
        """The value below, key by key; None where a key is missing. Raises InputError for what is no mapping."""
        node = self
        for key in keys:
            if not isinstance(node.value, dict):
                raise node.refuse("a mapping is expected here", "write it as its data model has it")
            value = node.value.get(key)
            if value is None or value == "" or (isinstance(value, str) and not value.strip()):
                return None
            node = Node(self.document, f"{node.pointer}/{escape_pointer(key)}", value)
        return node

    def each(self, *keys: str) -> list[Node]:
        """The entries of a list below; what is written without a list counts as its only entry."""
        node = self.get(*keys)
        if node is None:
            return []
        if not isinstance(node.value, list):
            return [node]
        return [Node(self.document, f"{node.pointer}/{index}", value) for index, value in enumerate(node.value)]

    def find(self, *keys: str) -> Node | None:
        """A text below; a code may stand on its own or as `{"Value": …}`. Raises InputError for what is no text."""
        node = self.get(*keys)
        if node is not None and isinstance(node.value, dict):
            node = node.get("Value")
        if node is not None and not isinstance(node.value, str):
            raise node.refuse("a text is expected here", "write it in quotes")
        return node

    def words(self, *keys: str) -> str:
        """The text below, empty where there is none."""
        node = self.find(*keys)
        return node.text if node else ""

    def says(self, *keys: str) -> bool:
        """Whether the value below is true, written as a boolean or as a word."""
        node = self.get(*keys)
        if node is not None and isinstance(node.value, dict):
            node = node.get("Value")
        return node is not None and str(node.value).casefold() == "true"

    @property
    def text(self) -> str:
        """The value as a text."""
        return str(self.value)

    @property
    def day(self) -> str:
        """The calendar day of a date and time, as written. Raises InputError for what is none."""
        found = _DAY.fullmatch(self.text)
        if found is None:
            raise self.refuse(f"`{shorten(self.text)}` is no date", "write YYYY-MM-DD, with or without a time of day")
        return found[1]

    @property
    def day_of_digits(self) -> str:
        """The calendar day of eight digits (`20260131`), or of a date as `day` reads it."""
        found = _COMPACT_DAY.fullmatch(self.text)
        return "-".join(found.groups()) if found else self.day

    def refuse(self, message: str, mend: str) -> InputError:
        """The error for this value."""
        return InputError(Problem(message, self.document.locate(self.pointer), mend))


@dataclass(slots=True)
class Entry:
    """A mapping of the manifest in the making; `origins` tells, by pointer, which part of the record each value has."""

    values: dict[str, Value] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, node: Node) -> Entry:
        """An empty mapping that stands for a part of the record."""
        return cls(origins={"": node.pointer})

    def put(self, key: str, node: Node | None, value: Value = None) -> None:
        """Enter a text of the record, or a value that follows from it; nothing where the record has none."""
        if node is not None:
            self.values[key] = node.text if value is None else value
            self.origins[f"/{key}"] = node.pointer

    def put_day(self, key: str, node: Node | None) -> None:
        """Enter the calendar day of a date and time."""
        if node is not None:
            self.put(key, node, node.day)

    def nest(self, key: str, entry: Entry) -> None:
        """Enter a mapping, unless it is empty."""
        if entry.values:
            self.values[key] = entry.values
            self._adopt(f"/{key}", entry)

    def nest_all(self, key: str, node: Node, entries: Iterable[Entry]) -> None:
        """Enter a list of mappings, which as a whole stands for a part of the record."""
        listed = list(entries)
        self.values[key] = [entry.values for entry in listed]
        self.origins[f"/{key}"] = node.pointer
        for index, entry in enumerate(listed):
            self._adopt(f"/{key}/{index}", entry)

    def _adopt(self, pointer: str, entry: Entry) -> None:
        """Take over the origins of a mapping that now stands at a pointer."""
        for below, origin in entry.origins.items():
            self.origins[pointer + below] = origin


class Stated(Document):
    """A manifest that a record states: same file, same digest, places of the record.

    `origins` tells, by JSON pointer into the manifest, which part of the record each value comes from; `record` is the
    record as it was read.
    """

    __slots__ = ("origins", "record")

    def __init__(self, record: Document, entry: Entry) -> None:
        def places() -> dict[str, tuple[int, int]]:
            within = record.places()
            return {pointer: within[origin] for pointer, origin in self.origins.items() if origin in within}

        super().__init__(
            record.path, record.sha256, entry.values, places, record.name, record.source, record.first_line
        )
        self.folder = record.folder
        self.origins = entry.origins
        self.record = record

    def with_values(self, values: Value) -> Document:
        """The same record with the values of its manifest as a schema wants them."""
        assert isinstance(values, dict)
        other = Stated(self.record, Entry(values, self.origins))
        other.folder = self.folder
        return other

    def locate(self, pointer: str) -> Location:
        """The place in the record of the value at a pointer into the manifest, or of its nearest ancestor."""
        while pointer and pointer not in self.origins:
            pointer = pointer.rpartition("/")[0]
        return self.record.locate(self.origins.get(pointer, ""))
