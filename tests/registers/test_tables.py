"""Tables of registers: what spreadsheets write is read, and what can not be used is named with its place."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from checker.errors import InputError
from checker.registers.formats import formats
from checker.registers.importing import rows_of
from tests.registers.made import FIXTURES, QMS_ROW, csv_of, rows

TABLE = csv_of(QMS_ROW)


@pytest.mark.parametrize("name", sorted(formats()))
def test_each_format_reads_its_fixture(name: str) -> None:
    path = FIXTURES / ("own.csv" if name == "supplier" else f"{name}.csv")
    assert rows(path.read_bytes(), name)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode("utf-16"),
        TABLE.replace("\n", "\n\n").encode(),
        TABLE.replace("number", "NUMBER ", 1).encode(),
    ],
    ids=["plain", "bom", "crlf", "semicolon", "utf-16 tab", "blank lines", "case"],
)
def test_what_spreadsheets_write_gives_the_same_rows(data: bytes) -> None:
    (row,) = rows(data)
    assert (row.number, row.holder, row.expires) == (QMS_ROW["number"], QMS_ROW["holder"], "2027-05-09")


def test_parquet_gives_the_same_rows(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "own.parquet"
    parquet.write_table(arrow.table({name: [value] for name, value in QMS_ROW.items()}), path)
    with path.open("rb") as stream:
        (row,) = rows_of(stream, "own.parquet", formats()["supplier"])
    assert row._replace(line=2) == rows(TABLE)[0]
    parquet.write_table(arrow.table({**{name: [value] for name, value in QMS_ROW.items()}, "number": [12]}), path)
    with path.open("rb") as stream, pytest.raises(InputError, match="the column `number` holds int64, not text"):
        list(rows_of(stream, "own.parquet", formats()["supplier"]))
    with pytest.raises(InputError, match="no whole Parquet file"):
        rows(path.read_bytes()[:100])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", r"own.csv:1:1: the table is empty"),
        ('""\t', r"own.csv:1:1: the table is empty"),
        (TABLE.splitlines()[0], r"own.csv:1:1: the table has a header and no rows"),
        (TABLE.replace("holder", "holdr", 1), r"own.csv:1:22: unknown column `holdr` .* did you mean `holder`"),
        (TABLE.replace("holder", "body", 1), r"own.csv:1:22: the column `body` is given twice"),
        (TABLE.replace("holder", "x-own", 1), r"own.csv:1:1: the column `holder` is missing"),
        (TABLE.replace("active", "actve"), r"own.csv:2:101: `actve` is no status; did you mean `active`"),
        (TABLE.replace("2027-05-09", "5/9/2027"), r"own.csv:2:123: `5/9/2027` is no day; write YYYY-MM-DD"),
        (TABLE.replace("2027-05-09", "2027-02-30"), r"own.csv:2:123: `2027-02-30` is no day"),
        (TABLE.replace("active", ""), r"the cell `status` is empty"),
        (TABLE + '"a","b"\n', r"own.csv:3:1: this row has 2 cells, and the header has 7"),
        (TABLE + 'a"b,c\n', r"own.csv:3:1"),
        (TABLE + '"a\n', r"own.csv:3:1: the closing quote of a cell is missing"),
        (TABLE.encode() + b"\xff\n", r"own.csv:3:1: byte 0xFF is not UTF-8"),
        (TABLE.encode() + b"\0\n", r"own.csv:3:1: the file holds the character U\+0000"),
        (TABLE.replace("\n", "\r").encode(), r"own.csv:1:\d+: the line ends in CR"),
        (TABLE.encode("utf-16") + b"\x00\xdc\n\x00", r"own.csv: the text is not UTF-16"),
    ],
)
def test_what_can_not_be_used(table: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        rows(table)


def test_every_bad_row_is_named_up_to_a_bound() -> None:
    bad = [{**QMS_ROW, "status": "gone"} for _ in range(30)]
    with pytest.raises(InputError) as told:
        rows(csv_of(QMS_ROW, *bad))
    assert len(told.value.problems) == 21
    assert "10 more rows can not be used" in str(told.value)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("iaf-certsearch", ("Active", "Hidden"), "`Hidden` is no status"),
        ("iaf-certsearch", ("Management System", "Person"), "`Person` is not known here"),
        ("eu-notified-bodies", ("0123", "123"), "`123` is no number of a notified body"),
        ("ul-product-iq", ("QQJQ;", "QQ;"), "`QQ` is no CCN"),
        ("osha-nrtl", ("UL LLC,UL 508A", ",UL 508A"), "the cell `laboratory` is empty"),
    ],
)
def test_each_format_refuses_what_it_can_not_have(name: str, change: tuple[str, str], said: str) -> None:
    table = (FIXTURES / f"{name}.csv").read_text(encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(rows_of(BytesIO(table.replace(*change, 1).encode()), "own.csv", formats()[name]))
