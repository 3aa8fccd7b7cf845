"""The sheets of the spreadsheet for suppliers, and which column of each becomes what in a manifest.

One table for both directions: the template is written from it, and filled ones are read by it.
"""

from __future__ import annotations

from checker.records import NamedTuple

TEXT = "text"
DAY = "day"  # YYYY-MM-DD as text, or a date cell
TERM = "term"  # a day, or `none`: no term is set
LIST = "list"  # texts with `;` between them

EXAMPLE = "EXAMPLE"
"""With what the cells of the example rows begin that have to be taken out."""


class Column(NamedTuple):
    """A column: its header, which is also where its value goes (`body.name`), how it is written, an example, a hint."""

    name: str
    example: str = ""
    kind: str = TEXT
    choices: tuple[str, ...] = ()
    hint: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The keys from the row's mapping to the value."""
        return tuple(self.name.split("."))


class Sheet(NamedTuple):
    """A sheet: its name, its columns, which of them may not be empty, and one sentence that says what it is for."""

    name: str
    columns: tuple[Column, ...]
    required: tuple[str, ...]
    about: str


KINDS = ("product", "management-system")
ATTESTATIONS = ("certification", "declaration", "test-report", "inspection")
MARKS = ("listed", "recognized-component", "classified")
STATUSES = ("active", "inactive", "suspended", "cancelled", "draft", "withdrawn", "expired")
TYPES = ("series", "batch", "service", "process")
RESULTS = ("conforming", "nonconforming")
EVENTS = (
    "type-test", "initial-inspection", "decision", "surveillance", "re-test", "re-evaluation", "stage-1", "stage-2",
    "recertification", "scope-change", "organisation-change", "transfer", "suspension", "restoration", "withdrawal",
    "scope-reduction",
)  # fmt: skip

_PARTY = (
    Column("lei", "529900T8BM49AURSDO55", hint="Legal Entity Identifier"),
    Column("duns", "315678912", hint="D-U-N-S number; keep leading zeros"),
    Column("vat", "ATU12345678", hint="VAT number"),
    Column("registration", "FN 123456a", hint="number in the company register"),
)

SHEETS = (
    Sheet(
        "Supplier",
        (
            Column("prepared", "2026-11-05", DAY, hint="day on which all this is stated; nothing may be later"),
            Column("name", "EXAMPLE Power Systems GmbH", hint="legal name as printed on certificates"),
            *_PARTY,
        ),
        ("prepared", "name"),
        "Who submits this: one row.",
    ),
    Sheet(
        "Sites",
        (
            Column("id", "EXAMPLE-linz", hint="a short name without blanks, used on the other sheets"),
            Column("name", "Linz plant"),
            Column("address", "Industriezeile 47, 4020 Linz"),
            Column("country", "AT", hint="two letters"),
            Column("operator.name", hint="the legal person that runs the site, if another than the supplier"),
            Column("activities", "design; manufacture", LIST),
        ),
        ("id",),
        "Where you, or others for you, work: one row for each site.",
    ),
    Sheet(
        "Products",
        (
            Column("id", "EXAMPLE-np-500", hint="a short name without blanks"),
            Column("name", "500 W rack power supply"),
            Column("type", "series", choices=TYPES),
            Column("brand_owner.name", hint="the legal person whose brand it is, if another than the supplier"),
            Column("models", "NP-500-A; NP-500-B", LIST, hint="exact names"),
            Column("categories", "electrical-equipment", LIST),
            Column("markets", "US; EU", LIST),
            Column("produced_at", "EXAMPLE-linz", LIST, hint="ids of sites"),
        ),
        ("id",),
        "What you offer: one row for each product. Lots and design changes do not fit here: write those as YAML.",
    ),
    Sheet(
        "Certificates",
        (
            Column("id", "EXAMPLE-ul", hint="a short name without blanks, used on Events and Evidence"),
            Column("kind", "product", choices=KINDS),
            Column("number", "0012345", hint="as printed; leading zeros count"),
            Column("standard", "UL 62368-1:2019", hint="as printed, with its edition"),
            Column("attestation", "certification", choices=ATTESTATIONS, hint="product certificates have to state it"),
            Column("mark.name", "cULus Listed"),
            Column("mark.type", "listed", choices=MARKS),
            Column("mark.markets", "US; CA", LIST),
            Column("scheme.name", "NRTL listing"),
            Column("scheme.type", "5", hint="type of ISO/IEC 17067"),
            Column("body.name", "UL LLC", hint="certification body, as printed"),
            Column("body.site", "Northbrook"),
            Column("accreditation.body", "ANAB", hint="accreditation body"),
            Column("accreditation.standard", "ISO/IEC 17065"),
            Column("accreditation.number", "0522"),
            Column("accreditation.scope", "UL 62368-1", LIST),
            Column("accreditation.from", "2020-01-01", DAY),
            Column("accreditation.until", "2028-06-30", DAY),
            Column("holder.name", "EXAMPLE Power Systems GmbH", hint="to whom it was granted, as printed"),
            *(column._replace(name=f"holder.{column.name}", example="") for column in _PARTY),
            Column("covers.models", "NP-500-A; NP-500-B", LIST, hint="product certificates: as listed"),
            Column("covers.factories", "EXAMPLE-linz", LIST, hint="product certificates: ids of sites"),
            Column("covers.revision", "D"),
            Column("covers.conditions", "", LIST),
            Column("covers.sites", "", LIST, hint="management systems: ids of sites"),
            Column("covers.activities", "", LIST, hint="management systems"),
            Column("covers.scope", "", hint="management systems: as printed"),
            Column("covers.exclusions", "", LIST),
            Column("covers.sectors", "", LIST),
            Column("issued", "2024-01-15", DAY),
            Column("effective", "2024-01-15", DAY),
            Column("expires", "none", TERM, hint="last day; none: the scheme sets no term"),
            Column("status.value", "active", choices=STATUSES),
            Column("status.checked", "2026-10-01", DAY, hint="when somebody looked it up"),
            Column("status.source", "UL Product iQ", hint="where"),
        ),
        ("id", "kind", "standard"),
        "What you hold: one row for each certificate.",
    ),
    Sheet(
        "Events",
        (
            Column("certificate", "EXAMPLE-ul", hint="id of the certificate"),
            Column("type", "surveillance", choices=EVENTS),
            Column("date", "2026-02-11", DAY),
            Column("site", "EXAMPLE-linz", hint="where it took place: id of a site"),
            Column("sites", "", LIST, hint="what is suspended, withdrawn, reduced or restored; empty: all of it"),
            Column("models", "", LIST, hint="the same of models"),
            Column("activities", "", LIST, hint="the same of activities"),
            Column("result", "conforming", choices=RESULTS),
            Column("revision"),
            Column("previous_expiry", "", DAY),
            Column("laboratory.name"),
            Column("laboratory.accreditation.body"),
            Column("laboratory.accreditation.standard"),
            Column("laboratory.accreditation.number"),
            Column("report"),
            Column("summary"),
        ),
        ("certificate", "type", "date"),
        "What happened to each certificate: audits, tests, suspensions; one row each.",
    ),
    Sheet(
        "Evidence",
        (
            Column("certificate", "EXAMPLE-ul", hint="id of the certificate"),
            Column("type", "certificate", hint="certificate, annex, credential, test-report, audit-report"),
            Column("file", "evidence/ul.pdf", hint="path from the folder in which the manifest lies"),
            Column("sha256", "", hint="64 signs; Windows: certutil -hashfile FILE SHA256; else: shasum -a 256 FILE"),
        ),
        ("certificate",),
        "Documents that lie beside the manifest: one row each.",
    ),
)
HELP = "Help"
"""The sheet that explains the others and is not read."""

BY_NAME = {sheet.name: sheet for sheet in SHEETS}
