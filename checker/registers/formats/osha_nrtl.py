"""OSHA: nationally recognized testing laboratories, each with the standards and sites it is recognised for.

29 CFR 1910.7. A row is one laboratory, one test standard and, where the column is there, one recognised site. Scopes as
printed by OSHA carry footnote marks, which the catalogue's keys leave out.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import PRODUCT
from checker.registers.formats.base import Cells, Format
from checker.registers.row import RECOGNITION, Row


def _row(line: int, cells: Cells) -> Iterator[Row]:
    yield Row(line, body=cells["body"], standard=cells["standard"], site=cells["site"])


FORMAT = Format(
    "osha-nrtl",
    "OSHA: nationally recognized testing laboratories and their scopes",
    {
        "body": ("laboratory", "nrtl", "nrtl name"),
        "standard": ("standard", "test standard"),
        "site": ("site", "recognized site", "recognised site"),
    },
    ("body", "standard"),
    _row,
    ("title", "standard title"),
    family=RECOGNITION,
    kind=PRODUCT,
    list_id="osha-nrtl",
)
