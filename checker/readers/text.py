"""From bytes to text: UTF-8 without byte order mark, LF line ends, no U+0000; all else is refused with its place."""

from __future__ import annotations

import codecs

from checker.errors import InputError, Location, Problem


def place_of(text: str, index: int) -> tuple[int, int]:
    """The line and column, from 1 and in characters, of the character at an index."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def fault(shown: str, place: tuple[int, int], message: str, mend: str = "") -> InputError:
    """An error with one problem at a place of a file."""
    return InputError(Problem(message, Location(shown, *place), mend))


def no_character(found: str) -> tuple[str, str]:
    """The message and the mend for an escape that stands for U+0000 or for half of a surrogate pair."""
    what = "U+0000" if found == "\0" else f"half a character (U+{ord(found):04X})"
    return f"the text holds an escape for {what}", "take the escape out"


def decode_text(data: bytes, shown: str, line: int = 1) -> str:
    """The text of a document's bytes, whose first line is number `line` of its file; raises InputError."""
    if line == 1:
        _refuse_marks(data, shown)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _first_fault(data, shown, line, error.start) from None
    if "\0" in text or "\r" in text:
        raise _first_fault(data, shown, line, len(data))
    return text


def _refuse_marks(data: bytes, shown: str) -> None:
    """Refuse a byte order mark: it would become part of the first key, or says that the file is not UTF-8."""
    if data.startswith(codecs.BOM_UTF8):
        mend = "save the file as UTF-8 without BOM"
        raise fault(shown, (1, 1), "the file starts with a byte order mark (BOM)", mend)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise fault(shown, (1, 1), "the file is UTF-16", "save the file as UTF-8 without BOM")


def _first_fault(data: bytes, shown: str, line: int, undecodable: int) -> InputError:
    """The error for the earliest byte that may not stand in a document."""
    index = min([undecodable, *(found for byte in b"\0\r" if (found := data.find(byte)) >= 0)])
    start = data.rfind(b"\n", 0, index) + 1
    column = len(data[start:index].decode("utf-8", "replace")) + 1
    place = (line + data.count(b"\n", 0, index), column)
    if index == undecodable:
        message = f"byte 0x{data[index]:02X} is not UTF-8"
        return fault(shown, place, message, "save the file as UTF-8")
    if data[index] == 0:
        return fault(shown, place, "the file holds the character U+0000", "certgate reads text files only")
    end = "CRLF" if data[index + 1 : index + 2] == b"\n" else "CR"
    return fault(
        shown, place, f"the line ends in {end}", "save the file with LF line ends (an editor shows them as LF or Unix)"
    )
