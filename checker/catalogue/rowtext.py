"""The YAML of catalogue files as plain values: every scalar is text, and nothing in a file can blow up.

Written over parser events because PyYAML's own composer recurses (100,000 nested brackets end the process), lets
the last of two equal keys win, and turns `2026-11-23` or `NO` into something that no file wrote.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import yaml

from checker.document import escape_pointer
from checker.errors import InputError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Row: TypeAlias = "dict[str, Row] | list[Row] | str"
Places: TypeAlias = dict[str, tuple[int, int]]

_DEEPEST = 20
_Parser = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_rows(text: str, file: str) -> tuple[Row, Places]:
    """The value of one YAML document and the line and column of each part by its JSON pointer."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        raise InputError(Problem(f"this is not well-formed YAML: {error.problem or error.context}", place)) from None
    except yaml.reader.ReaderError as error:
        raise InputError(Problem(f"this is not readable as text: {error.reason}", Location(file))) from None
    if not builder.documents:
        raise InputError(Problem("the file is empty", Location(file), "start it with `catalogue: 1`"))
    return builder.root, builder.places


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events, in order."""
    return iter(yaml.parse(text, Loader=_Parser))


class _Builder:
    """Puts values together from events, without recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Row = ""
        self.places: Places = {}
        self.documents = 0
        self._open: list[tuple[str, dict[str, Row] | list[Row]]] = []
        self._key: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        """Add one event."""
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._start({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._start([], event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
            self._key.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("a YAML alias is not allowed here", event, "write the value out")
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse("a catalogue file holds one document", event, "put the second in a file of its own")

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        """A key, where one is due; else a value."""
        if self._open and isinstance(self._open[-1][1], dict) and self._key[-1] is None:
            if event.value in self._open[-1][1]:
                self._refuse(f"the key `{event.value}` stands here twice", event, "remove one of the two")
            self._key[-1] = event.value
            return
        self._add(event.value, event)

    def _start(self, value: dict[str, Row] | list[Row], event: yaml.Event) -> None:
        """A mapping or a list begins."""
        if len(self._open) >= _DEEPEST:
            self._refuse("this is nested too deep", event, "see schemas/catalogue.schema.json")
        if self._open and isinstance(self._open[-1][1], dict) and self._key[-1] is None:
            self._refuse("a key has to be text", event)
        pointer = self._add(value, event)
        self._open.append((pointer, value))
        self._key.append(None)

    def _add(self, value: Row, event: yaml.Event) -> str:
        """Put a value into what is open, and note its place."""
        pointer = ""
        if not self._open:
            self.root = value
        else:
            above, holder = self._open[-1]
            if isinstance(holder, dict):
                name = self._key[-1] or ""
                holder[name] = value
                self._key[-1] = None
                pointer = f"{above}/{escape_pointer(name)}"
            else:
                pointer = f"{above}/{len(holder)}"
                holder.append(value)
        self.places[pointer] = _place(event)
        return pointer

    def _refuse(self, message: str, event: yaml.Event, mend: str = "") -> None:
        """Stop at an event."""
        raise InputError(Problem(message, Location(self.file, *_place(event)), mend))


def _place(event: yaml.Event) -> tuple[int, int]:
    """The line and column where an event begins, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)
