"""A file that has been read: its values, its digest, and where each value stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from checker.errors import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Value: TypeAlias = "dict[str, Value] | list[Value] | str | int | float | bool | None"
Path: TypeAlias = "tuple[str | int, ...]"
Places: TypeAlias = "Mapping[str, tuple[int, int]]"


class Plain(str):
    """A plain (unquoted) YAML scalar: text, unless the schema wants an integer, a boolean or null there."""

    __slots__ = ()


class Document:
    """The values of one file or one NDJSON line.

    `path` is as shown to people (relative, POSIX), `name` how a report names the document (`file.ndjson:3` for a line,
    else the path); `sha256` is of the bytes as read. `places` computes, when first
    asked, the line and column of every value by its JSON pointer (that of a mapping entry is its value's place).
    `source` is the text itself, whose first line has the number `first_line`. `folder` is where the file lies on this
    machine (None: nowhere), which no report shows. `signed_by` are the trusted keys by which it was signed (None:
    nobody asked). `plain` are the paths of the `Plain` values (None: there may be some anywhere).
    """

    __slots__ = (
        "_places", "first_line", "folder", "name", "path", "places", "plain", "sha256", "signed_by", "source", "values",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        sha256: str,
        values: Value,
        places: Callable[[], Places],
        name: str = "",
        source: str = "",
        first_line: int = 1,
    ) -> None:
        self.path = path
        self.sha256 = sha256
        self.values = values
        self.places = places
        self.name = name or path
        self.source = source
        self.first_line = first_line
        self.folder: str | None = None
        self.signed_by: tuple[str, ...] | None = None
        self.plain: Sequence[Path] | None = None
        self._places: Places | None = None

    def with_values(self, values: Value) -> Document:
        """The same file with its values as a schema wants them; every place is that of the file."""
        other = Document(self.path, self.sha256, values, self.places, self.name, self.source, self.first_line)
        other.folder, other.signed_by = self.folder, self.signed_by
        return other

    def locate(self, pointer: str) -> Location:
        """The place of the value at a JSON pointer, or of its nearest ancestor that exists."""
        if self._places is None:
            self._places = self.places()
        while pointer and pointer not in self._places:
            pointer = pointer.rpartition("/")[0]
        line, column = self._places.get(pointer, (1, 1))
        return Location(self.path, line, column)


def walk(value: Value, pointer: str = "") -> Iterator[tuple[str, Value]]:
    """Mappings, lists and scalars with their JSON pointers, parents first; what stands under an `x-` key is left out.

    Depth is bounded by the readers.
    """
    yield pointer, value
    if isinstance(value, dict):
        for key, each in value.items():
            if not key.startswith("x-"):
                yield from walk(each, f"{pointer}/{escape_pointer(key)}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from walk(each, f"{pointer}/{index}")


def escape_pointer(key: str) -> str:
    """A mapping key as one reference token of a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")
