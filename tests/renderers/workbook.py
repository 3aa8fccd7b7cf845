"""A workbook as a reader finds it."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from python_calamine import CalamineWorkbook

from checker.renderers import render_bytes

Json = dict[str, Any]
Rows = list[list[Any]]


def workbook(report: Json) -> bytes:
    return b"".join(render_bytes(report, "xlsx"))


def sheets(data: bytes) -> dict[str, Rows]:
    """The cells of every sheet, the header first."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def table(data: bytes, name: str) -> list[Json]:
    """The rows of a sheet, by the words above their columns."""
    header, *rows = sheets(data)[name]
    return [dict(zip(header, row, strict=True)) for row in rows]


def text_of(data: bytes) -> str:
    """Everything that stands in it, a row a line."""
    lines = ("\t".join(map(str, row)) for rows in sheets(data).values() for row in rows)
    return "\n".join(line.replace("\t", " | ") for line in lines) + "\n"


def parts(data: bytes) -> dict[str, str]:
    """The XML that it is made of, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {each: archive.read(each).decode() for each in archive.namelist()}
