"""Tables of registers, row by row in little memory: CSV as programs and spreadsheets write it.

Read are UTF-8 with or without byte order mark, UTF-16 with one (Excel's "Unicode text"), LF and CRLF, and `,`, `;` or a
tab between cells, whichever stands in the header. Cells are text. What is ambiguous is refused with its place.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from checker.errors import InputError
from checker.readers.text import fault
from checker.records import NamedTuple

_LONGEST = 1 << 20
_SEPARATORS = ("\t", ";", ",")


class Record(NamedTuple):
    """One row: its cells, and the place of each as `file:line:column` has it."""

    line: int
    cells: list[str]
    text: str
    separator: str

    def column(self, index: int) -> int:
        """The column in the file where a cell begins; of one that lies on a later line, the first."""
        quoted, seen = False, 0
        for at, sign in enumerate(self.text):
            if seen == index:
                return at + 1
            if sign == '"':
                quoted = not quoted
            elif sign == self.separator and not quoted:
                seen += 1
        return len(self.text) + 1 if seen == index else 1


def records(stream: BinaryIO, shown: str) -> Iterator[Record]:
    """The rows of a CSV file, the header first; blank ones are left out. Raises InputError."""
    lines = _Lines(stream, shown)
    first = next(lines, "")
    if not first.strip():
        raise fault(shown, (1, 1), "the table is empty", "its first row names the columns")
    # A header of one column holds no separator at all.
    separator = next((sign for sign in _SEPARATORS if sign in first), ",")
    lines.back(first)
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        start = lines.number + 1
        lines.taken.clear()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _broken(error, shown, start) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield Record(start, cells, "".join(lines.taken), separator)


def _broken(error: csv.Error, shown: str, line: int) -> InputError:
    told = str(error)
    if "field larger" in told:
        return fault(shown, (line, 1), "a cell of this row is too long", "is a closing quote missing?")
    if "end of data" in told:
        return fault(shown, (line, 1), "the closing quote of a cell is missing", "add it")
    mend = 'put the whole cell in quotes, and write `""` for `"`'
    return fault(shown, (line, 1), "a quote stands within a cell, or something follows a closing quote", mend)


class _Lines:
    """The lines of a stream as text, counted; those of the row in hand are kept, for its places."""

    def __init__(self, stream: BinaryIO, shown: str) -> None:
        self._shown = shown
        self._raw = _utf16(stream, shown) if _is_utf16(stream) else _utf8(stream, shown)
        self._pending: list[str] = []
        self.number = 0
        self.taken: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def back(self, line: str) -> None:
        """Have a line come again."""
        self._pending.append(line)
        self.number -= 1

    def __next__(self) -> str:
        line = self._pending.pop() if self._pending else next(self._raw)
        self.number += 1
        if "\0" in line:
            place = (self.number, line.index("\0") + 1)
            raise fault(self._shown, place, "the file holds the character U+0000", "save it as CSV in UTF-8")
        body = line.rstrip("\r\n")
        if "\r" in body:
            place = (self.number, body.index("\r") + 1)
            raise fault(self._shown, place, "the line ends in CR", "save the file with LF or CRLF line ends")
        self.taken.append(line)
        return line


def _is_utf16(stream: BinaryIO) -> bool:
    start = stream.read(2)
    stream.seek(0)
    return start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _utf16(stream: BinaryIO, shown: str) -> Iterator[str]:
    reader = TextIOWrapper(stream, "utf-16", newline="")
    try:
        while line := reader.readline(_LONGEST):
            yield line
    except UnicodeError:
        # It is decoded in blocks, which do not tell the place.
        raise fault(shown, (0, 0), "the text is not UTF-16", "save it as CSV in UTF-8") from None
    finally:
        reader.detach()


def _utf8(stream: BinaryIO, shown: str) -> Iterator[str]:
    number = 0
    while raw := stream.readline(_LONGEST):
        number += 1
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) == _LONGEST and not raw.endswith(b"\n"):
            raise fault(shown, (number, 1), "the line is longer than 1 MB", "is this a table with one row a line?")
        try:
            yield raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode("utf-8", "replace")) + 1
            message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
            raise fault(shown, (number, column), message, "save the file as CSV in UTF-8") from None
