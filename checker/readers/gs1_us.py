"""GS1 US Data Hub product reports (CSV) as manifests: products by GTIN, with the certificates named in their rows.

The Data Hub's own columns for certificates are not published. Read are its columns for products (`GTIN`, `Description`,
`BrandName`, …) and, beside them, the attributes of GDSN for certificates (`CertificationStandard`, …): one row for each
product and certificate. The table in `README.md` beside this file says what becomes what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.readers.asked import PRODUCT, Asked
from checker.readers.csv_table import Columns, table
from checker.readers.gs1_codes import MARKETS
from checker.readers.gs1_kinds import gs1_kind
from checker.readers.gs1_node import Entry, Node, Stated
from checker.readers.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document, Value
    from checker.readers.source import Source

KNOWN = {
    "gtin": ("GTIN", "Gtin14", "GTIN-14"),
    "company": ("CompanyName", "Company Name", "LicenseeName", "Licensee Name", "BrandOwnerName"),
    "description": ("Description", "ProductDescription", "Product Description"),
    "brand": ("BrandName", "Brand Name"),
    "sku": ("SKU",),
    "market": ("TargetMarket", "TargetMarketCountryCode"),
    "standard": ("CertificationStandard",),
    "agency": ("CertificationAgency",),
    "value": ("CertificationValue", "CertificateNumber"),
    "revision": ("CertificationIdentification",),
    "issued": ("CertificateIssuanceDateTime", "CertificateIssuanceDate"),
    "effective": ("CertificationEffectiveStartDateTime", "CertificationEffectiveStartDate"),
    "expires": ("CertificationEffectiveEndDateTime", "CertificationEffectiveEndDate"),
    "changed": ("LastModifiedDate", "LastChangeDateTime", "ModifiedDate"),
}
"""The columns that are read, by what they hold: the first name is that of Data Hub or GDSN."""

REQUIRED = ("gtin", "company")
_CERTIFICATE = ("standard", "agency", "value", "revision", "issued", "effective", "expires")


def documents(source: Source) -> Iterator[Document]:
    """The table of a report; raises InputError."""
    yield table(source)


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:
    """A manifest for each company, in the order of the table; raises InputError with the place."""
    columns = Columns(document, KNOWN, REQUIRED)
    for rows in columns.grouped(document, REQUIRED, "company"):
        yield Stated(document, _manifest(columns, rows, asked))


def _manifest(columns: Columns, rows: list[Node], asked: Asked) -> Entry:
    inferred: dict[str, Value] = {"/supplier": "the company named in the report"}
    root = Node(rows[0].document, "", rows[0].document.values)
    entry = Entry.at(root)
    entry.put("manifest", rows[0], 1)
    _prepared(entry, columns, rows, asked, inferred)
    supplier = Entry.at(rows[0])
    supplier.put("name", columns.find(rows[0], "company"))
    entry.nest("supplier", supplier)
    products: dict[str, Entry] = {}
    for row in rows:
        products.setdefault(columns.words(row, "gtin"), _product(columns, row))
    entry.nest_all("products", rows[0], products.values())
    entry.nest_all("certificates", rows[0], _certificates(columns, rows, asked, inferred))
    entry.put("x-gs1-inferred", root, inferred)
    return entry


def _prepared(entry: Entry, columns: Columns, rows: list[Node], asked: Asked, inferred: dict[str, Value]) -> None:
    """The day given on import, which is that of the report; else the last day on which a row was changed."""
    changed = sorted((found.day_of_digits, found) for row in rows if (found := columns.find(row, "changed")))
    if asked.prepared is not None:
        entry.put("prepared", rows[0], asked.prepared)
        inferred["/prepared"] = "the day given on import"
    elif changed:
        day, found = changed[-1]
        entry.put("prepared", found, day)
        inferred["/prepared"] = "the last day on which a row was changed"
    else:
        raise rows[0].refuse("the report does not say of which day it is", "give `--prepared YYYY-MM-DD`")


def _product(columns: Columns, row: Node) -> Entry:
    gtin = columns.find(row, "gtin") or row
    entry = Entry.at(row)
    entry.put("id", gtin, Names().kept(gtin.text, "product"))
    entry.put("name", columns.find(row, "description"))
    entry.put("models", gtin, [gtin.text])
    market = columns.find(row, "market")
    if market is not None and (code := MARKETS.get(market.text, market.text if market.text == "US" else "")):
        entry.put("markets", market, [code])
    entry.put("x-gs1-brand", columns.find(row, "brand"))
    entry.put("x-gs1-sku", columns.find(row, "sku"))
    entry.put("x-gs1-target-market", market)
    return entry


def _certificates(columns: Columns, rows: list[Node], asked: Asked, inferred: dict[str, Value]) -> list[Entry]:
    """One for each combination of what the rows say of a certificate; it covers the products of those rows."""
    found: dict[tuple[str, ...], list[Node]] = {}
    for row in rows:
        key = (*(columns.words(row, field) for field in _CERTIFICATE),)
        if any(key):
            found.setdefault(key, []).append(row)
    names, entries = Names(), []
    for index, group in enumerate(found.values()):
        entry, remarks = _certificate(columns, group, asked, names)
        inferred.update({f"/certificates/{index}/{key}": reason for key, reason in remarks.items()})
        entries.append(entry)
    return entries


def _certificate(columns: Columns, rows: list[Node], asked: Asked, names: Names) -> tuple[Entry, dict[str, str]]:
    row = rows[0]
    entry = Entry.at(row)
    standard = columns.find(row, "standard")
    if standard is None:
        raise row.refuse("a certificate without `CertificationStandard`", "name the standard it certifies")
    kind = gs1_kind(standard.text, asked)
    remarks = {"kind": kind.reason}
    entry.put("id", standard, names.of(standard.text, "certificate"))
    entry.put("kind", standard, kind.value)
    entry.put("standard", standard)
    entry.put("number", columns.find(row, "value"))
    agency = columns.find(row, "agency")
    if kind.value == PRODUCT:
        entry.put("attestation", agency or row, "certification" if agency else "declaration")
        named = "an agency is named" if agency else "no agency is named, so this is the word of whoever made the report"
        remarks["attestation"] = named
        gtins: list[Value] = list(dict.fromkeys(columns.words(each, "gtin") for each in rows))
        covers = Entry.at(row)
        covers.put("models", columns.find(row, "gtin"), gtins)
        entry.nest("covers", covers)
        remarks["covers"] = "the certificate stands in the rows of these products"
    body = Entry.at(row)
    body.put("name", agency)
    entry.nest("body", body)
    for key in ("issued", "effective", "expires"):
        day = columns.find(row, key)
        if day is not None:
            entry.put(key, day, day.day_of_digits)
    entry.put("x-gs1-revision", columns.find(row, "revision"))
    return entry, remarks
