"""A buyer's own register of certificates: the documented shape of `checker/registers/README.md`, as CSV or Parquet."""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import did_you_mean
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT
from checker.registers.formats.base import CellError, Cells, Format, day, listed, status
from checker.registers.row import Row
from checker.words import shorten

_IDENTIFIERS = ("lei", "duns", "vat", "registration")
_MARKS = ("", "listed", "recognized-component", "classified")
_KINDS = ("", PRODUCT, MANAGEMENT_SYSTEM)


def _row(line: int, cells: Cells) -> Iterator[Row]:
    yield Row(
        line,
        number=cells["number"],
        body=cells["body"],
        body_id=cells["body_id"],
        standard=cells["standard"],
        kind=_one_of(cells["kind"], _KINDS, "kind"),
        holder=cells["holder"],
        identifiers="\n".join(f"{name}={cells[name]}" for name in _IDENTIFIERS if cells[name]),
        status=status(cells, "status"),
        issued=day(cells, "issued", "issued"),
        effective=day(cells, "effective", "effective"),
        expires=day(cells, "expires", "expires"),
        mark=_one_of(cells["mark"], _MARKS, "mark"),
        models=listed(cells["models"]),
        accreditor=cells["accreditation_body"],
    )


def _one_of(text: str, known: tuple[str, ...], field: str) -> str:
    if text not in known:
        mend = did_you_mean(text, known) or f"known: {', '.join(filter(None, known))}"
        raise CellError(field, f"`{shorten(text, 40)}` is not known here", mend)
    return text


_FIELDS = (
    "number", "body", "body_id", "standard", "kind", "holder", *_IDENTIFIERS, "status", "issued", "effective",
    "expires", "mark", "models", "accreditation_body",
)  # fmt: skip
FORMAT = Format(
    "supplier",
    "the buyer's own register of certificates",
    {name: (name,) for name in _FIELDS},
    ("number", "body", "standard", "holder", "status"),
    _row,
)
