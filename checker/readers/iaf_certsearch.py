"""IAF CertSearch exports (CSV) as manifests: one for each certified entity, its certificates with their statuses.

The columns are those of the certification template that bodies upload (versions 1 and 2). The table in `README.md`
beside this file says what becomes what. An export has no date, so the day on which it was made has to be given.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.errors import did_you_mean
from checker.readers.asked import PRODUCT, SYSTEM, Asked
from checker.readers.csv_table import Columns, table
from checker.readers.gs1_node import Entry, Node, Stated
from checker.readers.kinds import Kind, known_kind
from checker.readers.naming import Names
from checker.records import NamedTuple
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document, Value
    from checker.readers.source import Source

KNOWN = {
    "identity": ("Certification Identity Number", "Certification Identity No.", "CIN"),
    "number": ("Certificate Number", "Certificate No."),
    "status": ("Certification Status", "Certificate Status", "Status"),
    "accredited": ("Accreditation Status",),
    "type": ("Certification Type", "Type"),
    "scope": ("Certification Scope", "Scope"),
    "original": ("Certification Original Issue Date", "Original Issue Date"),
    "issued": ("Certification Issue Date", "Issue Date"),
    "expires": ("Certification Expiry Date", "Expiry Date"),
    "holder": ("Certified Entity Name", "Entity Name", "Company Name"),
    "standard": ("Standard", "Certification Standard", "Standard Name", "Standards and Schemes"),
    "body": ("Certification Body Name", "Certification Body", "CB"),
    "accreditation": ("Accreditation Body Name", "Accreditation Body", "Accreditation Body Acronym", "AB"),
    "sector": ("Sector Code", "IAF Sector Code", "Certification Sector Code"),
    "address": ("Street Address", "Site Address", "Address", "Certified Entity Street Address", "Site Street Address"),
    "city": ("City", "Site City", "Certified Entity City"),
    "country": ("Country", "Site Country", "Certified Entity Country"),
}
"""The columns that are read, by what they hold: the name in the template first, then others in use."""

REQUIRED = ("holder", "number", "standard", "status")
STATUSES = ("active", "cancelled", "draft", "expired", "inactive", "suspended", "withdrawn")
_ONE = ("status", "type", "accredited", "accreditation", "issued", "expires", "original")
_TYPES = {"management system": SYSTEM, "management systems": SYSTEM, "product": PRODUCT, "products": PRODUCT}
_COUNTRY = re.compile(r"[A-Z]{2}")


class _Key(NamedTuple):
    """What tells certificates apart: rows that agree in it are the sites of one."""

    number: str
    body: str
    standard: str


def documents(source: Source) -> Iterator[Document]:
    """The table of an export; raises InputError."""
    yield table(source)


def manifests(document: Document, asked: Asked) -> Iterator[Stated]:
    """A manifest for each certified entity, in the order of the table; raises InputError with the place."""
    columns = Columns(document, KNOWN, REQUIRED)
    root = Node(document, "", document.values)
    if asked.prepared is None:
        mend = "give the day on which it was made: `--prepared YYYY-MM-DD`"
        raise root.refuse("an export of IAF CertSearch does not say when it was made", mend)
    for rows in columns.grouped(document, REQUIRED, "holder"):
        yield Stated(document, _Export(columns, asked).manifest(root, rows))


class _Export:
    """The manifest of one entity in the making."""

    def __init__(self, columns: Columns, asked: Asked) -> None:
        self._columns = columns
        self._asked = asked
        self._names = Names()
        self._sites: dict[tuple[str, str, str], Entry] = {}
        self._inferred: dict[str, Value] = {}

    def manifest(self, root: Node, rows: list[Node]) -> Entry:
        """The manifest that the rows of one entity state."""
        certificates: dict[_Key, list[Node]] = {}
        for row in rows:
            key = _Key(*(self._columns.words(row, field) for field in _Key._fields))
            certificates.setdefault(key, []).append(row)
        listed = [self._certificate(index, group) for index, group in enumerate(certificates.values())]
        entry = Entry.at(root)
        entry.put("manifest", rows[0], 1)
        entry.put("prepared", rows[0], self._asked.prepared)
        self._inferred["/prepared"] = "the day given on import; an export does not say when it was made"
        supplier = self._party(rows[0])
        if self._sites:
            supplier.nest_all("sites", rows[0], self._sites.values())
        entry.nest("supplier", supplier)
        entry.nest_all("certificates", rows[0], listed)
        entry.put("x-iaf-inferred", rows[0], self._inferred)
        return entry

    def _party(self, row: Node) -> Entry:
        party = Entry.at(row)
        party.put("name", self._columns.find(row, "holder"))
        return party

    def _certificate(self, index: int, rows: list[Node]) -> Entry:
        columns, row = self._columns, rows[0]
        for field in _ONE:
            self._refuse_two(rows, field)
        entry = Entry.at(row)
        at = f"/certificates/{index}"
        standard = columns.find(row, "standard") or row
        kind = self._kind(row, standard)
        self._inferred[f"{at}/kind"] = kind.reason
        entry.put("id", standard, self._names.of(standard.text, "certificate"))
        entry.put("kind", standard, kind.value)
        entry.put("number", columns.find(row, "number"))
        entry.put("standard", standard)
        if kind.value == PRODUCT:
            entry.put("attestation", row, "certification")
            self._inferred[f"{at}/attestation"] = "IAF CertSearch lists certifications"
        body = Entry.at(row)
        body.put("name", columns.find(row, "body"))
        entry.nest("body", body)
        self._accreditations(entry, row)
        entry.nest("holder", self._party(row))
        entry.nest("covers", self._covers(rows, kind.value))
        for key, field in (("issued", "issued"), ("expires", "expires"), ("x-iaf-original-issue", "original")):
            found = columns.find(row, field)
            if found is not None:
                entry.put(key, found, found.day_of_digits)
        entry.nest("status", self._status(rows))
        self._inferred[f"{at}/status/checked"] = "the day given on import, on which the export was made"
        entry.put("x-iaf-identity", columns.find(row, "identity"))
        return entry

    def _kind(self, row: Node, standard: Node) -> Kind:
        """As the export has it, else by the standard. Raises InputError where neither says."""
        stated = self._columns.find(row, "type")
        if stated is not None and (value := _TYPES.get(stated.text.casefold())):
            return Kind(value, f"kind inferred from the certification type: `{shorten(stated.text)}`")
        known = known_kind(standard.text, self._asked)
        if known is None:
            mend = "fill in `Certification Type`, or give `--kind product` or `--kind management-system`"
            raise (stated or standard).refuse(f"nothing tells the kind of `{shorten(standard.text)}`", mend)
        return known

    def _accreditations(self, entry: Entry, row: Node) -> None:
        """By whom the body is accredited; an empty list where the export says that it is not for this certificate."""
        said = self._columns.find(row, "accredited")
        if said is not None and said.text.casefold() == "unaccredited":
            entry.nest_all("accreditations", said, [])
            return
        accredited = Entry.at(row)
        accredited.put("body", self._columns.find(row, "accreditation"))
        if accredited.values:
            entry.nest_all("accreditations", row, [accredited])

    def _covers(self, rows: list[Node], kind: str) -> Entry:
        columns, covers = self._columns, Entry.at(rows[0])
        scopes = {self._site(row): columns.find(row, "scope") for row in rows}
        texts = {scope.text for scope in scopes.values() if scope}
        sites: list[Value] = [site for site in scopes if site]
        if kind == SYSTEM and len(texts) > 1 and "" not in scopes:
            # An annex: each site has a scope of its own.
            sites = [{"id": site, "scope": scope.text} if scope else site for site, scope in scopes.items()]
        elif kind == SYSTEM and texts:
            covers.put("scope", columns.find(rows[0], "scope") or rows[0], "; ".join(sorted(texts)))
        if sites:
            covers.put("factories" if kind == PRODUCT else "sites", rows[0], sites)
        sectors = [sector for row in rows if (sector := columns.find(row, "sector"))]
        if sectors and kind == SYSTEM:
            covers.put("sectors", sectors[0], list(dict.fromkeys(f"IAF {each.text}" for each in sectors)))
        return covers

    def _site(self, row: Node) -> str:
        """The id of the site of a row, empty where it names no place."""
        found = {field: self._columns.find(row, field) for field in ("address", "city", "country")}
        address, city, country = (node.text if node else "" for node in found.values())
        key = (address, city, country)
        if not (address or city):
            return ""
        if key not in self._sites:
            site = self._sites[key] = Entry.at(row)
            first = found["address"] or found["city"]
            site.put("id", first, f"site-{len(self._sites)}")
            site.put("address", first, ", ".join(part for part in (address, city) if part))
            if found["country"] is not None and _COUNTRY.fullmatch(country):
                site.put("country", found["country"])
            else:
                site.put("x-iaf-country", found["country"])
        return str(self._sites[key].values["id"])

    def _status(self, rows: list[Node]) -> Entry:
        """The status as it stands there. Raises InputError for another word."""
        stated = self._columns.find(rows[0], "status") or rows[0]
        if stated.text.casefold() not in STATUSES:
            mend = did_you_mean(stated.text, STATUSES) or f"known: {', '.join(STATUSES)}"
            raise stated.refuse(f"`{shorten(stated.text)}` is no status of IAF CertSearch", mend)
        status = Entry.at(stated)
        status.put("value", stated, stated.text.casefold())
        status.put("checked", stated, self._asked.prepared)
        status.put("source", stated, "IAF CertSearch")
        return status

    def _refuse_two(self, rows: list[Node], field: str) -> None:
        """Raise InputError where the rows of one certificate state different things."""
        first = self._columns.words(rows[0], field)
        for row in rows[1:]:
            if self._columns.words(row, field) != first:
                message = f"the rows of one certificate differ in `{KNOWN[field][0]}`"
                mend = "ask for an export of one day, and correct the row that is wrong"
                raise (self._columns.find(row, field) or row).refuse(message, mend)
