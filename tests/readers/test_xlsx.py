"""The spreadsheet for suppliers: what is written reads back; what is not text, or not seen, is refused in its cell."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.authoring.form import form
from checker.readers import Asked, Source, import_source
from checker.readers.gs1_node import Stated
from checker.readers.xlsx_columns import DAY, LIST, SHEETS, TERM, Column
from tests.readers.importing import Json, imported, refused

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "manifest.schema.json").read_text(encoding="utf-8"))
ROWS = {
    "Supplier": [{"prepared": "2026-11-05", "name": "Northwind", "duns": "0012345"}],
    "Sites": [{"id": "linz", "country": "NO", "activities": "design; manufacture"}],
    "Products": [{"id": "np", "models": "NP-A;NP-B", "produced_at": "linz"}],
    "Certificates": [
        {
            "id": "ul",
            "kind": "product",
            "standard": "UL 62368-1:2019",
            "attestation": "certification",
            "number": "0012345",
            "accreditation.body": "ANAB",
            "accreditation.scope": "UL 62368-1",
            "covers.models": "NP-A",
            "issued": "2024-01-15",
            "expires": "none",
        }
    ],
    "Events": [{"certificate": "ul", "type": "surveillance", "date": "2026-02-11"}],
    "Evidence": [{"certificate": "ul", "type": "certificate", "file": "ul.pdf"}],
}


def values_of(data: bytes) -> Json:
    (found,) = imported("xlsx", data, file="f.xlsx")
    return found


def faults(data: bytes) -> list[str]:
    return refused("xlsx", data, file="f.xlsx")


def changed(sheet: str, **cells: str) -> dict[str, list[dict[str, str]]]:
    first = {**ROWS[sheet][0], **{key.replace("__", "."): value for key, value in cells.items()}}
    return {**ROWS, sheet: [{key: value for key, value in first.items() if value}]}


def test_a_filled_form_says_all_this() -> None:
    values = values_of(form(ROWS))
    fields = values.pop("x-imported")["fields"]
    assert values == {
        "manifest": 1,
        "prepared": "2026-11-05",
        "supplier": {
            "name": "Northwind",
            "identifiers": {"duns": "0012345"},
            "sites": [{"id": "linz", "country": "NO", "activities": ["design", "manufacture"]}],
        },
        "products": [{"id": "np", "models": ["NP-A", "NP-B"], "produced_at": ["linz"]}],
        "certificates": [
            {
                "id": "ul",
                "kind": "product",
                "number": "0012345",
                "standard": "UL 62368-1:2019",
                "attestation": "certification",
                "covers": {"models": ["NP-A"]},
                "issued": "2024-01-15",
                "expires": None,
                "accreditations": [{"body": "ANAB", "scope": ["UL 62368-1"]}],
                "events": [{"type": "surveillance", "date": "2026-02-11"}],
                "evidence": [{"type": "certificate", "file": "ul.pdf"}],
            }
        ],
    }
    assert fields["/certificates/0/number"] == "/Certificates/2/C"


def test_the_template_is_the_same_every_day_and_refused_as_it_is() -> None:
    assert form() == form()
    lines = faults(form())
    assert [line.split(": ")[0] for line in lines] == [f"f.xlsx!{sheet.name}!A2" for sheet in SHEETS]
    assert all("this is still the example row" in line for line in lines)


def test_the_words_of_the_drop_downs_are_those_of_the_schema() -> None:
    defs = SCHEMA["$defs"]
    certificate, event = defs["certificate"]["properties"], defs["event"]["properties"]
    words = {
        "kind": certificate["kind"],
        "attestation": certificate["attestation"],
        "mark.type": certificate["mark"]["properties"]["type"],
        "status.value": certificate["status"]["properties"]["value"],
    }
    found = {
        (sheet.name, column.name): column.choices for sheet in SHEETS for column in sheet.columns if column.choices
    }
    assert found.pop(("Products", "type")) == tuple(defs["product"]["properties"]["type"]["enum"])
    assert found.pop(("Events", "type")) == tuple(event["type"]["enum"])
    assert found.pop(("Events", "result")) == tuple(event["result"]["enum"])
    assert found == {("Certificates", name): tuple(row["enum"]) for name, row in words.items()}


def text(column: Column) -> st.SearchStrategy[str]:
    if column.choices:
        return st.sampled_from(column.choices)
    if column.kind in (DAY, TERM):
        days = st.dates(date(2000, 1, 1), date(2026, 1, 1)).map(date.isoformat)
        return st.one_of(days, st.just("none")) if column.kind == TERM else days
    if column.name in ("id", "country", "site", "certificate", "sha256"):
        return st.just("")
    letters = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters=";"), min_size=1)
    plain = letters.map(lambda word: word[:30]).filter(lambda word: not word.startswith("EXAMPLE"))
    return plain.filter(lambda word: word != "FILL-IN")


@pytest.mark.generated
@settings(max_examples=25)
@given(st.data())
def test_what_is_written_reads_back(data: st.DataObject) -> None:
    (sheet,) = (each for each in SHEETS if each.name == "Certificates")
    row = {**ROWS["Certificates"][0], "id": "ul", "kind": "product", "attestation": "certification"}
    for column in sheet.columns:
        if column.name not in row and data.draw(st.booleans()):
            row[column.name] = data.draw(text(column))
    row = {key: value for key, value in row.items() if value}
    source = Source.from_stdin(form({**ROWS, "Certificates": [row]}), "f.xlsx")
    (document,) = import_source(source, "xlsx", Asked())
    assert isinstance(document, Stated)
    values: Any = document.values
    found = values["certificates"][0]
    for column in sheet.columns:
        path = [each if each != "accreditation" else "accreditations" for each in column.path]
        within: Any = found
        for key in path[:-1]:
            within = within.get(key, {})
            within = within[0] if isinstance(within, list) else within
        stated = within.get(path[-1], "absent")
        if column.name not in row:
            assert stated == "absent"
        elif column.kind == LIST:
            assert "; ".join(stated) == "; ".join(each.strip() for each in row[column.name].split(";"))
        else:
            assert (stated or "none") == row[column.name]


def test_dates_may_be_date_cells() -> None:
    def put(page: Any, book: Any) -> None:
        style = book.add_format({"num_format": "dd.mm.yyyy"})
        page.write_datetime(1, column("Certificates", "issued"), datetime(2024, 1, 15), style)

    assert values_of(altered("Certificates", put))["certificates"][0]["issued"] == "2024-01-15"


def column(sheet: str, name: str) -> int:
    (found,) = (each for each in SHEETS if each.name == sheet)
    return [each.name for each in found.columns].index(name)


def altered(sheet: str, put: Any, other: Any = None) -> bytes:
    """The filled form written again, with one sheet changed."""
    written = io.BytesIO()
    with import_module("xlsxwriter").Workbook(written, {"in_memory": True}) as book:
        for each in SHEETS:
            page = book.add_worksheet(each.name)
            for index, name in enumerate(one.name for one in each.columns):
                page.write_string(0, index, name)
                for number, row in enumerate(ROWS[each.name], start=1):
                    if name in row:
                        page.write_string(number, index, row[name])
            if each.name == sheet:
                put(page, book)
        if other:
            other(book)
    return written.getvalue()


@pytest.mark.parametrize(
    ("sheet", "put", "place", "says"),
    [
        ("Certificates", lambda p, b: p.write_number(1, 2, 12345), "Certificates!C2", "holds the number 12345"),
        ("Certificates", lambda p, b: p.write_number(1, 2, 1.10), "Certificates!C2", "holds the number 1.1"),
        ("Certificates", lambda p, b: p.write_boolean(1, 2, True), "Certificates!C2", "the truth value TRUE"),
        ("Certificates", lambda p, b: p.write_formula(1, 2, "=1+1", None, "x"), "Certificates!C2", "holds a formula"),
        ("Sites", lambda p, b: p.merge_range("A5:B6", "x"), "Sites!A5", "merged with others"),
        ("Sites", lambda p, b: p.hide(), "Sites", "the sheet is hidden"),
        ("Sites", lambda p, b: p.set_row(1, None, None, {"hidden": True}), "Sites", "row 2 is hidden"),
        ("Sites", lambda p, b: p.set_column(1, 1, 8, None, {"hidden": True}), "Sites", "a column is hidden"),
        ("Sites", lambda p, b: p.write_string(0, 1, "nme"), "Sites!B1", "did you mean `name`?"),
        ("Sites", lambda p, b: p.write_string(0, 1, "id"), "Sites!B1", "given twice"),
        ("Sites", lambda p, b: p.write_string(3, 20, "x"), "Sites!U4", "in a column without a name"),
        ("Sites", lambda p, b: p.write_string(2, 1, "x"), "Sites!B3", "the row has no `id`"),
        ("Sites", lambda p, b: p.write_string(2, 200, "x"), "Sites!GS3", "more than 100 columns"),
        ("Sites", lambda p, b: p.write_string(1_000_000, 1, "x"), "Sites", "more than 5,000 rows"),
        ("Events", lambda p, b: p.write_string(1, 0, "u1"), "Events!A2", "unknown certificate `u1`"),
        ("Events", lambda p, b: p.write_string(1, 1, "surveilance"), "Events!B2", "did you mean `surveillance`?"),
        ("Events", lambda p, b: p.write_string(1, 2, "11.02.2026"), "Events!C2", "is no day for `date`"),
        ("Events", lambda p, b: p.write_string(1, 2, "2026-02-30"), "Events!C2", "is no day for `date`"),
        ("Events", lambda p, b: p.write_number(1, 2, 46000), "Events!C2", "`the number 46000` is no day"),
        ("Supplier", lambda p, b: p.write_row(2, 0, ["2026-11-05", "Two"]), "Supplier!A3", "more than one supplier"),
    ],
)
def test_a_fault_is_named_with_its_cell(sheet: str, put: Any, place: str, says: str) -> None:
    line = faults(altered(sheet, put))[0]
    assert line.startswith(f"f.xlsx!{place}")
    assert says in line


@pytest.mark.parametrize(
    ("rows", "place", "says"),
    [
        (changed("Certificates", kind="product", attestation=""), "Certificates!A2", "attestation"),
        (changed("Products", produced_at="linc"), "Products!H2", "linc"),
        (changed("Evidence", sha256="12"), "Evidence!D2", "12"),
        (changed("Certificates", standard="FILL-IN", number="FILL-IN"), "Certificates!C2", "FILL-IN"),
        ({**ROWS, "Supplier": []}, "Supplier", "no supplier"),
    ],
)
def test_what_the_schema_refuses_is_placed_in_its_cell(rows: Any, place: str, says: str) -> None:
    line = faults(form(rows))[0]
    assert line.startswith(f"f.xlsx!{place}")
    assert says in line


def test_other_sheets_are_refused_by_name() -> None:
    data = altered("Sites", lambda p, b: None, lambda book: book.add_worksheet("Certificate"))
    assert "unknown sheet `Certificate`; did you mean `Certificates`?" in faults(data)[0]


def rezipped(change: Any = None, **added: bytes) -> bytes:
    """The filled form with its parts changed, or others added."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form(ROWS))) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)) if change else old.read(name))
        for name, content in added.items():
            new.writestr(name, content)
    return written.getvalue()


def in_part(part: str, old: bytes, new: bytes) -> bytes:
    return rezipped(lambda name, data: re.sub(old, new, data, count=1) if name == part else data)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n<'
FIRST, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LONG = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
MANY = b"<row r='1'>" + b"".join(b"<c r='A%d' t='s'><v>0</v></c>" % row for row in range(1, 2000)) + b"</row>"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a zip", "this is no .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0 old", "an old .xls workbook"),
        (form(ROWS)[:-200], "this is no .xlsx workbook"),
        (rezipped(**{"xl/externalLinks/externalLink1.xml": b"<x/>"}), "links to other workbooks"),
        (rezipped(**{"xl/vbaProject.bin": b"x"}), "holds macros"),
        (rezipped(**{"xl/worksheets/sheet99.xml": b"<x/>"}), "a sheet that it does not name"),
        (rezipped(**{"xl/media/zeros": bytes(30 << 20)}), "unpacks to more than 24 MB"),
        (rezipped(**{f"x{number}": b"" for number in range(300)}), "more than 200 parts"),
        (in_part(FIRST, b"\\?>\\s*<", b"?>" + BOMB), "declares a document type"),
        (in_part(STRINGS, b"\\?>\\s*<", b"?>" + BOMB), "declares a document type"),
        (in_part("xl/workbook.xml", b"<sheets>", b"<sheets"), "is not well-formed"),
        (in_part("xl/workbook.xml", b'r:id="rId1"', b'r:id="rId2"'), "has no part of its own"),
        (in_part(FIRST, b'<c r="A1"', b"<c"), "is the name of no cell"),
        (in_part(FIRST, b'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"'), "more than 100 columns"),
        (
            in_part(FIRST, b"</sheetData>", b'<row r="3">' + b'<c r="A3"/>' * 200_000 + b"</row></sheetData>"),
            "more than",
        ),
    ],
)
def test_what_could_hurt_is_refused_before_it_is_parsed(data: bytes, says: str) -> None:
    (line,) = faults(data)
    assert line.startswith("f.xlsx")
    assert says in line


def test_one_long_text_in_many_cells_is_seen() -> None:
    def change(name: str, data: bytes) -> bytes:
        body = re.sub(b"<sheetData>.*</sheetData>", b"<sheetData>" + MANY + b"</sheetData>", data, flags=re.DOTALL)
        return LONG if name == STRINGS else body if name == FIRST else data

    assert "more text than a form has" in faults(rezipped(change))[0]
