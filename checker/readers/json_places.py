"""Where values of JSON text stand: the few that a finding names are looked for, and what lies before them is skipped.

The standard library skips a value twenty times as fast as the scan of `json_scan.py`, which knows where each stands;
where the text is written as the fast library writes it, the length of a value is known without reading it again.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from json import JSONDecoder
from typing import Any

from checker.readers.json_scan import places

_SPACE = re.compile(r"[ \t\n\r]*")
_value_at = JSONDecoder().raw_decode
_FEW = 24
"""How many containers are searched before all of the text is scanned instead: time stays linear."""


class Places(Mapping[str, tuple[int, int]]):
    """Line and column by JSON pointer, of well-formed JSON text that starts on line `first_line` of its file.

    `values` are those that the text states.
    """

    def __init__(self, source: str, first_line: int, values: Any = None) -> None:
        self._source = source
        self._first_line = first_line
        self._found: dict[str, int | None] = {"": _after_space(source, 0)}
        self._values: dict[str, Any] = {"": values}
        self._starts: list[int] = []
        self._all: Mapping[str, tuple[int, int]] | None = None

    def __contains__(self, pointer: object) -> bool:
        if isinstance(pointer, str) and self._all is None:
            at = self._index(pointer)
            if self._all is None:
                return at is not None
        return pointer in self._whole()

    def __getitem__(self, pointer: str) -> tuple[int, int]:
        at = self._index(pointer) if self._all is None else None
        if self._all is not None:
            return self._all[pointer]
        if at is None:
            raise KeyError(pointer)
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self._source))]
        line = bisect_right(self._starts, at) - 1
        return line + self._first_line, at - self._starts[line] + 1

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def _whole(self) -> Mapping[str, tuple[int, int]]:
        if self._all is None:
            self._all = places(self._source, self._first_line)
        return self._all

    def _index(self, pointer: str) -> int | None:
        """Where a value begins; None where there is none, or where all of the text is scanned by now."""
        if pointer not in self._found:
            parent, _, token = pointer.rpartition("/")
            at = self._index(parent)
            if len(self._found) > _FEW:
                self._whole()
                return None
            key = token.replace("~1", "/").replace("~0", "~")
            self._found[pointer] = None if at is None else self._child(parent, at, key, pointer)
        return self._found[pointer]

    def _child(self, parent: str, at: int, token: str, pointer: str) -> int | None:
        """Where the value of a key or index of the container at an index begins."""
        library, values = sys.modules.get("orjson"), self._values.get(parent)
        if library is not None and isinstance(values, (dict, list)):
            try:
                found = _as_written(self._source, at, token, values, library.dumps)
            except library.JSONEncodeError:  # a number or a depth that it does not write
                found = None
            if found:
                self._values[pointer] = values[token] if isinstance(values, dict) else values[int(token)]
                return found
        return self._within(at, token)

    def _within(self, at: int, token: str) -> int | None:
        """Where the value of a key or index of the container at an index begins."""
        text, mapping = self._source, self._source[at] == "{"
        if not mapping and text[at] != "[":
            return None
        at, count = _after_space(text, at + 1), 0
        while text[at] not in "]}":
            key = str(count)
            if mapping:
                key, at = _value_at(text, at)
                at = _after_space(text, _after_space(text, at) + 1)  # the colon
            if key == token:
                return at
            at = _after_space(text, _value_at(text, at)[1])
            if text[at] == ",":
                at = _after_space(text, at + 1)
            count += 1
        return None


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _as_written(text: str, at: int, token: str, values: Any, dumps: Any) -> int | None:
    """Where the value of a key or index begins, in text without a space; None where it is written in another way."""
    mapping = isinstance(values, dict)
    at += 1  # the bracket
    for key, value in values.items() if mapping else enumerate(values):
        if mapping:
            name = f"{dumps(key).decode()}:"
            if not text.startswith(name, at):
                return None
            at += len(name)
        written = dumps(value).decode()
        if str(key) == token:
            return at if text.startswith(written, at) else None
        if not text.startswith(f"{written},", at):
            return None
        at += len(written) + 1
    return None
