"""IAF CertSearch: management-system certificates as accredited bodies report them (IAF MD 28).

Columns as in the certification templates of IAF CertSearch (field name glossary, support.iafcertsearch.org), with the
standard and the two bodies that its pages show beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.errors import did_you_mean
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT
from checker.registers.formats.base import CellError, Cells, Format, day, status
from checker.registers.row import Row
from checker.words import shorten

_COLUMNS = {
    "number": ("Certificate Number",),
    "status": ("Certification Status",),
    "standard": ("Standard Name", "Standard", "Certification Standard"),
    "holder": ("Certified Entity Name",),
    "body": ("Certification Body Name", "Certification Body"),
    "accreditor": ("Accreditation Body Name", "Accreditation Body", "Accreditation Body Acronym"),
    "accredited": ("Accreditation Status",),
    "type": ("Certification Type",),
    "original": ("Certification Original Issue Date",),
    "issued": ("Certification Issue Date",),
    "expires": ("Certification Expiry Date",),
}
_IGNORED = (
    "Certification Identity Number", "Certification Scope", "Certified Entity Unique ID",
    "Certified Entity English Name", "Certified Entity Trading Name", "Certified Entity Website", "Scheme Name",
    "Sector Name", "Sector Code", "Site Name", "Site Street", "Site City", "Site State", "Site Country",
    "Site Zip Code", "Site Address", "Country",
)  # fmt: skip
_TYPES = {"management system": MANAGEMENT_SYSTEM, "product": PRODUCT, "": ""}
_ACCREDITED = {"accredited": "yes", "unaccredited": "no", "": ""}


def _row(line: int, cells: Cells) -> Iterator[Row]:
    kind = _word(cells["type"], _TYPES, "type")
    yield Row(
        line,
        number=cells["number"],
        body=cells["body"],
        standard=cells["standard"],
        kind=kind,
        holder=cells["holder"],
        status=status(cells, "status"),
        issued=day(cells, "issued", "issued"),
        original=day(cells, "original", "original"),
        expires=day(cells, "expires", "expires"),
        accreditor=cells["accreditor"],
        accredited=_word(cells["accredited"], _ACCREDITED, "accredited"),
    )


def _word(text: str, known: dict[str, str], field: str) -> str:
    folded = text.casefold().removesuffix("s")
    if folded not in known:
        mend = did_you_mean(text, known) or f"known: {', '.join(filter(None, known))}"
        raise CellError(field, f"`{shorten(text, 40)}` is not known here", mend)
    return known[folded]


FORMAT = Format(
    "iaf-certsearch",
    "IAF CertSearch: certificates of management systems",
    _COLUMNS,
    ("number", "status", "standard", "holder", "body"),
    _row,
    _IGNORED,
    kind=MANAGEMENT_SYSTEM,
)
