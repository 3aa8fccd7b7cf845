"""How large an input may be: bounds that keep a run below a few seconds and a few hundred megabytes per document.

A manifest of a large supplier has a few thousand values in some hundred kilobytes, a certificate with its annexes some
hundred kilobytes and a few pages; the bounds leave room for ten to a hundred times that, and refuse what can only be a
mistake or an attack. `limits` in certgate.yaml sets them; `limit_settings.py` says how far.

One `Limits` is in force in a process. It is set once, when the configuration is known and before anything else is read,
and asked for where it is needed: `limits.current().depth`. A worker process gets it by `apply`.
"""

from __future__ import annotations

from checker.records import NamedTuple

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
GIGABYTE = 1024 * MEGABYTE

NUMBER_CHARACTERS = 4_300
"""The longest number of a JSON document: Python converts no integer of more digits."""

SIBLINGS = 500
"""How many names of a folder are compared with a missing one for `did you mean`."""


class Limits(NamedTuple):
    """Every limit that can be set, with its usual value; `limit_settings.py` says what each bounds, and its ceiling."""

    document_bytes: int = 16 * MEGABYTE
    stdin_bytes: int = 256 * MEGABYTE
    depth: int = 64
    values: int = 200_000
    places: int = 20_000
    evidence_files: int = 2_000
    evidence_file_bytes: int = 25 * MEGABYTE
    evidence_bytes: int = 250 * MEGABYTE
    pdf_pages: int = 100
    pdf_pages_read: int = 20
    pdf_characters: int = 200_000
    pdf_stream_bytes: int = 8 * MEGABYTE
    pdf_memory_bytes: int = 200 * MEGABYTE
    pdf_milliseconds: int = 600
    workbook_bytes: int = 24 * MEGABYTE
    workbook_rows: int = 5_000
    workbook_cells: int = 100_000
    table_bytes: int = 64 * MEGABYTE
    pack_files: int = 2_000
    pack_bytes: int = 64 * MEGABYTE


class _Force:
    """What is in force in this process."""

    limits = Limits()


def current() -> Limits:
    """The limits in force."""
    return _Force.limits


def apply(limits: Limits) -> None:
    """Put limits in force in this process, from now on."""
    _Force.limits = limits


def size(count: int) -> str:
    """A number of bytes as it is written in certgate.yaml: `16 MB`, `512 KB`."""
    for unit, name in ((GIGABYTE, "GB"), (MEGABYTE, "MB"), (KILOBYTE, "KB")):
        if count >= unit and count % unit == 0:
            return f"{count // unit} {name}"
    return f"{count:,} bytes"


def mend(advice: str, name: str) -> str:
    """What to do about an input beyond a limit: the advice, or else how to set a higher one, up to its ceiling."""
    from checker.readers.limit_settings import raised  # noqa: PLC0415 - of no use to a run that keeps to its limits

    higher = raised(name)
    return f"{advice}, or set `limits: {{{name}: {higher}}}` in certgate.yaml" if higher else advice
