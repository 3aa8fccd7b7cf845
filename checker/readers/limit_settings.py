"""The limits as certgate.yaml sets them: what each bounds, how low and how high it can be set, and why no higher.

A limit protects the machine that reads what others wrote, so each has a ceiling of its own, which no setting moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from checker.errors import InputError, Problem
from checker.readers.limits import GIGABYTE, KILOBYTE, MEGABYTE, Limits, current, size
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.document import Document

_UNITS = {"KB": KILOBYTE, "MB": MEGABYTE, "GB": GIGABYTE}
_SIZE = re.compile(r"([1-9][0-9]{0,5}) ?(KB|MB|GB)")

_HELD = "it is held in memory whole, as values that take ten times its bytes and more"
_READ = "all of it is read and its digest is computed, for every manifest"
_PROCESS = "a hostile PDF takes all that it may have"
_FORM = "a spreadsheet is unpacked into memory whole"
_PACKED = "a pack is unpacked into memory whole"


class Bound(NamedTuple):
    """What a limit bounds, the lowest and the highest that can be set, and why no more."""

    what: str
    lowest: int
    ceiling: int
    why: str


BOUNDS: Mapping[str, Bound] = {
    "document_bytes": Bound("bytes of one file, or of one line of NDJSON", KILOBYTE, 256 * MEGABYTE, _HELD),
    "stdin_bytes": Bound(
        "bytes of standard input, or of a signed NDJSON file",
        KILOBYTE,
        2 * GIGABYTE,
        "it is held in memory whole; NDJSON is streamed from a file, without this limit",
    ),
    "depth": Bound(
        "mappings and lists inside one another", 8, 128, "programs that walk through deeper ones run out of stack"
    ),
    "values": Bound("values of one document (in YAML with its keys), or cells of a table", 100, 5_000_000, _HELD),
    "places": Bound(
        "models of a manifest at the sites that produce them",
        2_000,
        1_000_000,
        "each model is judged at each site where a policy asks for the factory",
    ),
    "evidence_files": Bound("evidence files of one manifest", 1, 20_000, _READ),
    "evidence_file_bytes": Bound("bytes of one evidence file", KILOBYTE, 256 * MEGABYTE, _READ),
    "evidence_bytes": Bound("bytes of all evidence files of one manifest", KILOBYTE, 4 * GIGABYTE, _READ),
    "pdf_pages": Bound("pages of a PDF", 1, 2_000, _PROCESS),
    "pdf_pages_read": Bound("pages of a PDF whose text is read", 1, 200, _PROCESS),
    "pdf_characters": Bound("characters of the text of a PDF", 1_000, 2_000_000, _PROCESS),
    "pdf_stream_bytes": Bound("bytes that one stream of a PDF may swell to", KILOBYTE, 64 * MEGABYTE, _PROCESS),
    "pdf_memory_bytes": Bound("bytes of memory for reading PDFs", 128 * MEGABYTE, 2 * GIGABYTE, _PROCESS),
    "pdf_milliseconds": Bound("milliseconds of processor time for one PDF", 50, 10_000, _PROCESS),
    "workbook_bytes": Bound("bytes that a workbook may unpack to", KILOBYTE, 128 * MEGABYTE, _FORM),
    "workbook_rows": Bound("rows of a sheet of a workbook", 10, 100_000, _FORM),
    "workbook_cells": Bound("cells of a sheet of a workbook", 100, 1_000_000, _FORM),
    "table_bytes": Bound(
        "bytes of a register that is given as a table",
        KILOBYTE,
        512 * MEGABYTE,
        "it is read anew in every run; `certgate registers import` makes a snapshot, which has no limit",
    ),
    "pack_files": Bound("files of a policy pack", 1, 20_000, _PACKED),
    "pack_bytes": Bound("bytes of all files of a policy pack", KILOBYTE, 512 * MEGABYTE, _PACKED),
}
"""Every limit of `Limits`, by its name there and in certgate.yaml."""


def limits_of(document: Document, stated: Mapping[str, object]) -> Limits:
    """The limits that a configuration states under `limits`; what it leaves out stays as usual.

    Raises InputError, with every place, for what lies outside its bounds, and for what can not be met together.
    """
    found: dict[str, int] = {}
    problems: list[Problem] = []
    for name, bound in BOUNDS.items():
        if name not in stated:
            continue
        count = found[name] = _count(stated[name])
        place = document.locate(f"/limits/{name}")
        if count > bound.ceiling:
            message = f"`{name}: {stated[name]}` is above {_written(name, bound.ceiling)}, the most that can be set"
            problems.append(Problem(message, place, f"{bound.why}; set {_written(name, bound.ceiling)} or less"))
        elif count < bound.lowest:
            message = f"`{name}: {stated[name]}` is below {_written(name, bound.lowest)}, the least that can be set"
            problems.append(Problem(message, place, f"set {_written(name, bound.lowest)} or more, or leave it out"))
    if problems:
        raise InputError(problems)
    return Limits()._replace(**found)


def raised(name: str) -> str:
    """Twice a limit as certgate.yaml states it, or its ceiling if that is less; empty where it is set already."""
    now, ceiling = getattr(current(), name), BOUNDS[name].ceiling
    return "" if now >= ceiling else _written(name, min(2 * now, ceiling)).replace(",", "")


def rows() -> Iterator[tuple[str, str, str, str, str, str]]:
    """For the guide: name, what it bounds, its usual, lowest and highest value, and why no higher."""
    for name, bound in BOUNDS.items():
        usual, lowest, highest = (
            _written(name, count) for count in (getattr(Limits(), name), bound.lowest, bound.ceiling)
        )
        yield name, bound.what, usual, lowest, highest, bound.why


def _count(stated: object) -> int:
    """The number that a setting states; sizes carry their unit."""
    found = _SIZE.fullmatch(str(stated))
    return int(found[1]) * _UNITS[found[2]] if found else int(str(stated))


def _written(name: str, count: int) -> str:
    return size(count) if name.endswith("_bytes") else f"{count:,}"
