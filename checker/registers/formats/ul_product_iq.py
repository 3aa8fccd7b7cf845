"""UL Product iQ: listings and recognitions by file number and category control number (CCN).

The last digit of a CCN tells the mark: none or `7` listed (US, Canada), `2` or `8` a recognized component (US, Canada).
What an export holds is chosen by whoever makes it; a row confirms a certificate only if it names the standard too. What
is found in Product iQ is in force: it has no status, and no term.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.policy import PRODUCT
from checker.registers.formats.base import CellError, Cells, Format, listed
from checker.registers.row import Row
from checker.words import shorten

_CCN = re.compile(r"[A-Z]{4}[0-9]?")
_COMPONENT = ("2", "8")


def _row(line: int, cells: Cells) -> Iterator[Row]:
    ccn = cells["ccn"].upper()
    if not _CCN.fullmatch(ccn):
        raise CellError(
            "ccn", f"`{shorten(cells['ccn'], 40)}` is no CCN", "write four letters and, for some, a digit: `QQGQ2`"
        )
    yield Row(
        line,
        number=cells["number"],
        body="UL LLC",
        body_id="ul",
        standard=cells["standard"],
        kind=PRODUCT,
        holder=cells["holder"],
        status="active",
        mark="recognized-component" if ccn[4:] in _COMPONENT else "listed",
        models=listed(cells["models"]),
    )


FORMAT = Format(
    "ul-product-iq",
    "UL Product iQ: listed products and recognized components",
    {
        "number": ("file number", "ul file number", "file"),
        "ccn": ("ccn", "ul ccn", "category control number"),
        "holder": ("company name", "company"),
        "models": ("model", "models", "model number"),
        "standard": ("standard",),
    },
    ("number", "ccn", "holder"),
    _row,
    (
        "category name",
        "ccn description",
        "address",
        "city",
        "state",
        "country",
        "postal code",
        "product description",
        "url",
    ),
    kind=PRODUCT,
    body="ul",
)
