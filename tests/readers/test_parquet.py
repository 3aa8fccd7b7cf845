"""Parquet with one manifest in each row: what is read, under which names, and what is refused."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from checker.document import Document
from checker.errors import InputError
from checker.loading import load_manifest
from checker.readers import Part, Source, read
from checker.readers.parquet_reader import rows
from tests.builders import Json, manifest

pyarrow: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")


def written(folder: Path, columns: dict[str, Any], **how: Any) -> Source:
    path = folder / "many.parquet"
    parquet.write_table(pyarrow.table(columns), path, **how)
    return Source.from_path(path, "many.parquet")


def told(source: Source) -> list[str]:
    """The name of each document, or what is wrong."""
    return [str(found) if isinstance(found, InputError) else found.name for found in read(source)]


def only(source: Source) -> Document:
    (found,) = read(source)
    assert isinstance(found, Document), found
    return found


TEXT = json.dumps(manifest())


@pytest.mark.parametrize(
    "column",
    [
        pyarrow.array([TEXT]),
        pyarrow.array([TEXT], pyarrow.large_string()),
        pyarrow.array([TEXT.encode()]),
        pyarrow.array([TEXT.encode()], pyarrow.large_binary()),
        pyarrow.array([TEXT]).dictionary_encode(),
    ],
    ids=lambda column: str(column.type).partition("<")[0],
)
def test_a_manifest_can_be_text_or_bytes_of_json(tmp_path: Path, column: Any) -> None:
    found = only(written(tmp_path, {"manifest": column, "price": [1.5]}))
    alone = only(Source("one.json", ".json", data=TEXT.encode()))
    assert (found.name, found.sha256, found.values) == ("many.parquet:1", alone.sha256, alone.values)
    assert str(found.locate("/supplier")) == str(alone.locate("/supplier")).replace("one.json", "many.parquet:1")


def test_a_manifest_can_be_a_struct_in_which_null_is_not_stated(tmp_path: Path) -> None:
    stated = manifest()
    other = {**stated, "prepared": stated["prepared"], "x-note": {"of": "the buyer"}}
    found = [each for each in read(written(tmp_path, {"manifest": [stated, other]})) if isinstance(each, Document)]
    assert [load_manifest(each).supplier.name for each in found] == [stated["supplier"]["name"]] * 2
    assert "x-note" not in str(found[0].values)
    assert found[0].values == without_nulls(stated)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


def test_days_in_a_struct_are_written_as_days_and_times_are_refused(tmp_path: Path) -> None:
    struct: list[Json] = [{"prepared": date(2026, 11, 5)}]
    assert only(written(tmp_path, {"manifest": struct})).values == {"prepared": "2026-11-05"}
    for odd in (datetime(2026, 11, 5), Decimal("1.5"), b"x"):
        (line,) = told(written(tmp_path, {"manifest": [{"prepared": odd}]}))
        assert line.startswith("many.parquet:1: the struct holds a value that no manifest holds"), line


def test_a_path_says_that_the_text_is_yaml(tmp_path: Path) -> None:
    texts = ["manifest: 1\nedition: 1.10\n", TEXT]
    found = list(read(written(tmp_path, {"manifest": texts, "path": ["a/b.YAML", None]})))
    assert [each.name for each in found if isinstance(each, Document)] == ["many.parquet:1", "many.parquet:2"]
    assert isinstance(found[0], Document)
    assert found[0].values == {"manifest": "1", "edition": "1.10"}


def test_a_bad_row_stops_no_other(tmp_path: Path) -> None:
    source = written(tmp_path, {"manifest": [TEXT, None, "{bad", "", TEXT]}, row_group_size=2)
    assert told(source) == [
        "many.parquet:1",
        "many.parquet:2: the row holds no manifest; leave it out, or put the manifest in",
        'many.parquet:3:1:2: a key in double quotes is expected here; write `"key": value`',
        "many.parquet:4: the file is empty; write a document, or leave the file out",
        "many.parquet:5",
    ]


def test_a_part_of_it_is_read_under_the_same_names(tmp_path: Path) -> None:
    source = written(tmp_path, {"manifest": [TEXT] * 5}, row_group_size=2)
    parts = [source._replace(part=Part(group, group + 1, 2 * group + 1)) for group in range(3)]
    assert [name for part in parts for name in told(part)] == told(source)
    for part in (Part(3, 4, 7), Part(1, 2, 2)):
        assert told(source._replace(part=part)) == [
            "many.parquet: the file changed while it was judged; let nobody write to it"
        ]


def test_each_row_can_be_taken_by_itself(tmp_path: Path) -> None:
    source = written(tmp_path, {"manifest": [TEXT, None, "{bad"]})
    alone = [each if isinstance(each, InputError) else next(iter(told(each)), "") for each in rows(source)]
    assert [str(each) for each in alone] == told(source)


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({"number": [1]}, "the file has no column `manifest`"),
        ({"manifest": [1]}, "the column `manifest` holds values of type int64"),
        ({"manifest": [["a"]]}, "the column `manifest` holds values of type list"),
        ({"manifest": [TEXT], "path": [1]}, "the column `path` holds values of type int64"),
        ({"manifest": pyarrow.array([], pyarrow.string())}, "the file has no rows"),
    ],
)
def test_other_tables_are_refused_in_one_sentence(tmp_path: Path, columns: dict[str, Any], why: str) -> None:
    (line,) = told(written(tmp_path, columns))
    assert line.startswith(f"many.parquet: {why}"), line


def test_a_damaged_file_is_refused_and_damage_within_costs_its_rows(tmp_path: Path) -> None:
    source = written(tmp_path, {"manifest": [TEXT + " " * number for number in range(6)]}, row_group_size=2)
    whole = (tmp_path / "many.parquet").read_bytes()
    (tmp_path / "many.parquet").write_bytes(whole[:-9])
    assert told(source) == ["many.parquet: the file is no whole Parquet file; export it again"]
    column = parquet.ParquetFile(pyarrow.BufferReader(whole)).metadata.row_group(1).column(0)
    at = min(filter(None, (column.dictionary_page_offset, column.data_page_offset)))
    (tmp_path / "many.parquet").write_bytes(whole[:at] + b"\xff" * 40 + whole[at + 40 :])
    lines = told(source)
    assert lines[:2] + lines[-2:] == [f"many.parquet:{number}" for number in (1, 2, 5, 6)]
    assert lines[2] == "many.parquet: rows 3 to 4 can not be read: the file is damaged there; export it again"
