"""The XML of a workbook, part by part, within bounds and without a document type."""

from __future__ import annotations

from xml.parsers import expat

from checker.errors import InputError, Location, Problem
from checker.readers import limits
from checker.words import shorten

ELEMENTS = 4
"""How many elements all parts of a form may have together, for each cell that one sheet may have."""


class Handler:
    """What is done with the XML of a part: nothing, but what is done with any."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def text(self, data: str) -> None:
        """Text within an element."""

    def end(self, name: str) -> None:
        """An element ends."""


class Xml:
    """The XML of the parts, of which all together may hold so many elements."""

    def __init__(self, parts: dict[str, bytes], shown: str) -> None:
        self._parts = parts
        self._shown = shown
        self._count = 0
        self._most = ELEMENTS * limits.current().workbook_cells

    def parse(self, part: str, handler: Handler) -> None:
        """Walk through a part; raises InputError for a declaration of its type, and for what is no XML."""
        place = f"{self._shown} ({shorten(part)})"
        if part not in self._parts:
            raise refuse(self._shown, f"this is no .xlsx workbook: it has no {part}", "save it again as .xlsx")

        def element(name: str, attributes: dict[str, str]) -> None:
            self._count += 1
            if self._count > self._most:
                message = f"the workbook holds more than {self._most:,} values"
                raise refuse(place, message, limits.mend("use the template, and no other content", "workbook_cells"))
            handler.start(name, attributes)

        def declared(*_arguments: object) -> None:
            mend = "no spreadsheet program writes one; ask where the file comes from"
            raise refuse(place, "the XML in the workbook declares a document type (DOCTYPE)", mend)

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = element
        parser.CharacterDataHandler = handler.text
        parser.EndElementHandler = handler.end
        parser.StartDoctypeDeclHandler = declared
        parser.EntityDeclHandler = declared
        try:
            parser.Parse(self._parts[part], True)
        except expat.ExpatError:
            raise refuse(place, "the XML in the workbook is not well-formed", "save it again as .xlsx") from None


def refuse(place: Location | str, message: str, mend: str) -> InputError:
    """The error for a place in a workbook, or for a file as a whole."""
    return InputError(Problem(message, place if isinstance(place, Location) else Location(place), mend))
