"""What a workbook may be before anything parses it: its parts, their sizes, and what in its XML no form needs.

A workbook is a zip of XML, and both can be made to swallow a machine. Sizes are looked at before a byte is unpacked,
every part is read once within bounds, and what is handed on is a new zip of exactly those bytes, so that no two parsers
can see two workbooks.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

from checker.errors import InputError, Location
from checker.readers import limits
from checker.readers.xlsx_xml import Handler, Xml, refuse
from checker.records import NamedTuple
from checker.words import shorten

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
PARTS = 200
COLUMNS = 100
"""Bounds of a form that a supplier fills, beside those that can be set."""

_CELL = re.compile(r"([A-Z]{1,7})([0-9]{1,9})")
_KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml"
)
_REFUSED = {
    "xl/externalLinks/": ("the workbook links to other workbooks", "break the links (Data, Edit Links), and save it"),
    "xl/vbaProject": ("the workbook holds macros", "save it as .xlsx, without them"),
    "EncryptedPackage": ("the workbook has a password", "save it without one"),
}
_OLD = b"\xd0\xcf\x11\xe0"


class Checked(NamedTuple):
    """A workbook that may be parsed: `data` is a zip of its own making, `sheets` the names of its sheets in order."""

    data: bytes
    sheets: tuple[str, ...]


class _Named(NamedTuple):
    name: str
    relation: str
    hidden: bool


def checked(data: bytes, shown: str) -> Checked:
    """The workbook in these bytes, once nothing in it is dangerous or ambiguous; raises InputError with the place."""
    parts = _parts(data, shown)
    xml = Xml(parts, shown)
    workbook, relations, strings = _Workbook(shown), _Relations(), _Strings()
    seen: dict[str, Handler] = {_WORKBOOK: workbook, _RELATIONS: relations, _STRINGS: strings}
    for part, handler in seen.items():
        if part in parts or part != _STRINGS:
            xml.parse(part, handler)
    for sheet in workbook.sheets:
        place = Location(f"{shown}!{shorten(sheet.name)}")
        if sheet.hidden:
            raise refuse(place, "the sheet is hidden", "unhide it, or delete it: nothing is read that you do not see")
        target = relations.targets.get(sheet.relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in seen or part not in parts:
            raise refuse(place, "the workbook is damaged: the sheet has no part of its own", "save it again as .xlsx")
        seen[part] = cells = _Cells(str(place), strings)
        xml.parse(part, cells)
    for part in sorted(parts.keys() - seen.keys()):
        if part.startswith("xl/worksheets/"):
            raise refuse(shown, "the workbook has a sheet that it does not name", "save it again as .xlsx")
        xml.parse(part, Handler())
    return Checked(_packed(parts), tuple(sheet.name for sheet in workbook.sheets))


def _parts(data: bytes, shown: str) -> dict[str, bytes]:
    """The parts that a form needs, each within its bounds."""
    if data.startswith(_OLD):
        raise refuse(shown, "this is an old .xls workbook, or one with a password", "save it as .xlsx without password")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_entries(entries, shown)
            return {entry.filename: archive.read(entry) for entry in entries if _KEPT.fullmatch(entry.filename)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        raise refuse(shown, "this is no .xlsx workbook, or a damaged one", "save it again as .xlsx") from None


def _refuse_entries(entries: list[zipfile.ZipInfo], shown: str) -> None:
    """Raise InputError for what the list of parts alone tells: too many, too large, twice, locked, of no use here."""
    if len(entries) > PARTS:
        raise refuse(shown, f"the workbook has more than {PARTS} parts", "use the template, and no other content")
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise refuse(shown, "the workbook has a part twice", "save it again as .xlsx")
    total = sum(entry.file_size for entry in entries)
    most = limits.current().workbook_bytes
    if total > most:
        mend = limits.mend("use the template, and no other content", "workbook_bytes")
        raise refuse(shown, f"the workbook unpacks to more than {limits.size(most)}", mend)
    for entry in entries:
        if entry.flag_bits & 1:
            raise refuse(shown, *_REFUSED["EncryptedPackage"])
        for start, (message, mend) in _REFUSED.items():
            if entry.filename.startswith(start):
                raise refuse(shown, message, mend)


class _Relations(Handler):
    """Which part each sheet stands in, by the id of the relation."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a relation."""
        if name.rpartition(":")[2] == "Relationship":
            self.targets[attributes.get("Id", "")] = attributes.get("Target", "")


class _Strings(Handler):
    """How long each text is that cells share: many cells may show one long text."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Begin a text."""
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def text(self, data: str) -> None:
        """Measure it."""
        if self.lengths:
            self.lengths[-1] += len(data)


class _Workbook(Handler):
    """The sheets that `xl/workbook.xml` names."""

    def __init__(self, shown: str) -> None:
        self.sheets: list[_Named] = []
        self._shown = shown

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a sheet."""
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Named(attributes.get("name", ""), relation, hidden))
            if len(self.sheets) > PARTS:
                raise refuse(self._shown, f"the workbook has more than {PARTS} sheets", "use the template")


class _Cells(Handler):
    """The cells of one sheet: how many and how far out, formulas, merged cells, hidden rows and columns."""

    def __init__(self, place: str, strings: _Strings) -> None:
        self._place = place
        self._strings = strings
        self._cell = ""
        self._count = 0
        self._characters = 0
        self._shared: str | None = None
        self._most = limits.current()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element; raises InputError for what a form does not have."""
        match name.rpartition(":")[2]:
            case "c":
                self._count += 1
                if self._count > self._most.workbook_cells:
                    mend = limits.mend("delete the empty rows below the table", "workbook_cells")
                    raise self._refuse(f"the sheet has more than {self._most.workbook_cells:,} cells", mend)
                self._cell = attributes.get("r", "")
                self._shared = "" if attributes.get("t") == "s" else None
                self._bound(self._cell)
            case "dimension":
                self._bound(attributes.get("ref", "A1").rpartition(":")[2])
            case "f":
                mend = "paste its value instead: a formula shows one thing here and another there"
                raise self._refuse("the cell holds a formula", mend, self._cell)
            case "mergeCell":
                first = attributes.get("ref", "").partition(":")[0]
                raise self._refuse(
                    "the cell is merged with others", "split it, and give every row its own value", first
                )
            case "row" if attributes.get("hidden") in ("1", "true"):
                row = attributes.get("r", "?")
                raise self._refuse(f"row {shorten(row)} is hidden", "unhide it, or delete it")
            case "col" if attributes.get("hidden") in ("1", "true"):
                raise self._refuse("a column is hidden", "unhide it, or delete it")

    def text(self, data: str) -> None:
        """The number of a shared text."""
        if self._shared is not None:
            self._shared += data[:10]

    def end(self, name: str) -> None:
        """Add up how much text the cells show, which is more than the workbook holds where they share it."""
        if name.rpartition(":")[2] != "c" or self._shared is None:
            return
        number = int(self._shared) if self._shared.strip().isdecimal() else -1
        self._characters += self._strings.lengths[number] if 0 <= number < len(self._strings.lengths) else 0
        self._shared = None
        if self._characters > self._most.workbook_bytes:
            raise self._refuse(
                "the cells hold more text than a form has", "use the template, and no other content", self._cell
            )

    def _bound(self, cell: str) -> None:
        found = _CELL.fullmatch(cell)
        if found is None:
            raise self._refuse(f"`{shorten(cell)}` is the name of no cell", "save the workbook again as .xlsx")
        if len(found[1]) > 2 or column_number(found[1]) > COLUMNS:
            mend = "delete what stands to the right of the table"
            raise self._refuse(f"the sheet has more than {COLUMNS} columns", mend, cell)
        if int(found[2]) > self._most.workbook_rows or not int(found[2]):
            mend = limits.mend("delete what stands below the table", "workbook_rows")
            raise self._refuse(f"the sheet has more than {self._most.workbook_rows:,} rows", mend, cell)

    def _refuse(self, message: str, mend: str, cell: str = "") -> InputError:
        return refuse(f"{self._place}!{shorten(cell)}" if cell else self._place, message, mend)


def column_number(letters: str) -> int:
    """The number of a column, from 1 for `A`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _packed(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts, stored as they are."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return packed.getvalue()
