"""NDJSON: one JSON document per line, read as a stream; a bad line never stops the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from checker.errors import InputError, Location, internal
from checker.readers import limits
from checker.readers.json_reader import read_json
from checker.readers.text import fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document
    from checker.readers.source import Source


def read(source: Source) -> Iterator[Document | InputError]:
    """A document, or what is wrong with it, for each line that is not blank; `file.ndjson:3` is its name."""
    empty = source.part is None  # of a part nobody can tell whether the file is
    with source.stream() as stream:
        for number, line in lines(stream, source.part.first_line if source.part else 1):
            if line is not None and not line.strip():
                continue
            empty = False
            try:
                yield _document(line, source.shown, number)
            except InputError as error:
                yield error
            except Exception as error:  # a defect of ours must not cost the lines after it
                yield internal(Location(source.shown, number, 1), error)
    if empty:
        yield fault(source.shown, (0, 0), "the file is empty", "write one document per line, or leave the file out")


def _document(line: bytes | None, shown: str, number: int) -> Document:
    """The document of one line."""
    if line is None:
        raise too_long(shown, number)
    return read_json(line, shown, number, f"{shown}:{number}")


def too_long(shown: str, number: int) -> InputError:
    """The error in the place of a line that is too long."""
    message = f"the line is longer than {limits.size(limits.current().document_bytes)}"
    return fault(shown, (number, 1), message, limits.mend("write one document per line", "document_bytes"))


def lines(stream: BinaryIO, first: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines without their ends, numbered; None for one that is too long, of which no more is kept."""
    number, most = first - 1, limits.current().document_bytes
    while line := stream.readline(most + 1):
        number += 1
        if line.endswith(b"\n"):
            yield number, line[:-1]
        elif len(line) <= most:
            yield number, line
        else:
            yield number, None
            while (rest := stream.readline(limits.MEGABYTE)) and not rest.endswith(b"\n"):
                pass
