"""EU notified bodies (NANDO): each body with the acts of law it is designated for.

A row is one body and one act; modules and products are not told apart, because a certificate names them in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.registers.formats.base import CellError, Cells, Format
from checker.registers.row import RECOGNITION, Row
from checker.words import shorten

_NUMBER = re.compile(r"(?:NB ?)?([0-9]{4})")


def _row(line: int, cells: Cells) -> Iterator[Row]:
    found = _NUMBER.fullmatch(cells["number"])
    if found is None:
        mend = "write its four digits; a spreadsheet may have dropped zeros in front"
        raise CellError("number", f"`{shorten(cells['number'], 40)}` is no number of a notified body", mend)
    yield Row(line, body=cells["body"], body_id=found[1], standard=cells["standard"], site=cells["site"])


FORMAT = Format(
    "eu-notified-bodies",
    "EU notified bodies (NANDO) and the acts they are designated for",
    {
        "number": ("body number", "notified body number", "nb number", "number"),
        "body": ("body name", "notified body name", "name", "body"),
        "standard": ("legislation", "legal act", "directive or regulation"),
        "site": ("site",),
    },
    ("number", "body", "standard"),
    _row,
    (
        "body type",
        "country",
        "procedures",
        "products",
        "horizontal technical competence",
        "last approval date",
        "status",
    ),
    family=RECOGNITION,
    list_id="eu-notified-bodies",
)
