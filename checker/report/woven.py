"""Entries of which long stretches are shared with many others, put together when somebody reads them.

Under a thousand policies of which ten apply, an entry is half a megabyte, of which twenty kilobytes are its own: to
write the rest into a file for each manifest, and to read it back, would take as long as to judge them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.records import NamedTuple

GAP = "\0"
"""Where a shared stretch belongs; no JSON text holds this character."""


class Pattern(NamedTuple):
    """A stretch of text that many entries share, but for some names that belong to each.

    `slots` says which name, where it stands in the pieces, and how often.
    """

    pieces: list[bytes]
    slots: tuple[tuple[int, slice, int], ...]

    def filled(self, names: Sequence[bytes]) -> list[bytes]:
        """The pieces, with names."""
        pieces = self.pieces.copy()
        for name, where, count in self.slots:
            pieces[where] = [names[name]] * count
        return pieces


class Woven(NamedTuple):
    """The JSON text of an entry: what is its own, with a pattern between each two parts, and names as JSON."""

    own: Sequence[bytes]
    patterns: tuple[Pattern, ...]
    names: Sequence[bytes]

    def text(self) -> bytes:
        """The whole text."""
        pieces = [self.own[0]]
        for pattern, own in zip(self.patterns, self.own[1:], strict=True):
            pieces += pattern.filled(self.names)
            pieces.append(own)
        return b"".join(pieces)


def text_of(entry: dict[str, Any] | bytes | Woven) -> bytes:
    """The JSON text of an entry. Raises orjson's JSONEncodeError for one that has none."""
    if isinstance(entry, bytes):
        return entry
    if isinstance(entry, Woven):
        return entry.text()
    from checker.json_library import dumps  # noqa: PLC0415 - of no use to a run over one manifest

    return dumps(entry)


class Shuttle:
    """Writes woven entries as short texts on one line, and reads them; patterns stay in memory, up to a bound."""

    _ROOM = 500_000  # pieces: four megabytes

    def __init__(self) -> None:
        self._patterns: list[tuple[Pattern, ...]] = []
        self._numbers: dict[int, int] = {}  # by identity: they are kept as long as this is
        self._size = 0

    def packed(self, entry: Woven) -> bytes:
        """An entry as a text that `unpacked` reads; its JSON text where there is no room for its patterns."""
        number = self._numbers.get(id(entry.patterns))
        if number is None:
            size = sum(len(each.pieces) for each in entry.patterns)
            if self._size + size > self._ROOM:
                return entry.text()
            self._size += size
            number = self._numbers[id(entry.patterns)] = len(self._patterns)
            self._patterns.append(entry.patterns)
        return b"\0".join([b"", str(number).encode(), b"\1".join(entry.names), *entry.own])

    def unpacked(self, data: bytes) -> bytes:
        """The JSON text of what `packed` made."""
        if not data.startswith(b"\0"):
            return data
        _, number, names, *own = data.split(b"\0")
        return Woven(own, self._patterns[int(number)], names.split(b"\1")).text()
