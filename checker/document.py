"""A file that has been read: its values, its digest, and where each value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from checker.errors import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"
Places: TypeAlias = "Mapping[str, tuple[int, int]]"


class Plain(str):
    """A plain (unquoted) YAML scalar: text, unless the schema wants an integer, a boolean or null there."""

    __slots__ = ()


@dataclass(slots=True)
class Document:
    """The values of one file or one NDJSON line.

    `path` is as shown to people (relative, POSIX); `sha256` is of the bytes as read. `places` computes, when first
    asked, the line and column of every value by its JSON pointer (that of a mapping entry is its value's place).
    """

    path: str
    sha256: str
    values: Value
    places: Callable[[], Places]
    name: str = ""  # how the document is named in a report; `file.ndjson:3` for a line, else the path
    _places: Places | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """A document without a name of its own goes by its path."""
        self.name = self.name or self.path

    def locate(self, pointer: str) -> Location:
        """The place of the value at a JSON pointer, or of its nearest ancestor that exists."""
        if self._places is None:
            self._places = self.places()
        while pointer and pointer not in self._places:
            pointer = pointer.rpartition("/")[0]
        line, column = self._places.get(pointer, (1, 1))
        return Location(self.path, line, column)


def escape_pointer(key: str) -> str:
    """A mapping key as one reference token of a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
