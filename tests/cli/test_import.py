"""`certgate import`: what it writes reads back as the same manifests, and what it can not write it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.readers import Source, read
from tests.cli.command import certgate
from tests.depth import first
from tests.readers.gdsn_records import GTIN, Json, certification, certified, contact, draft, trade_item

OTHER = "04012345678918"


def write(folder: Path, *records: Json) -> str:
    """A file of records in a folder."""
    text = "\n".join(json.dumps(record) for record in records)
    (folder / "items.ndjson").write_text(text, encoding="utf-8")
    return "items.ndjson"


def values_of(path: Path) -> list[object]:
    """The values of every document in a file, plain scalars as plain text."""
    return [json.loads(json.dumps(getattr(found, "values", found))) for found in read(Source.from_path(path))]


@pytest.mark.parametrize(
    "name", ["NO", "0012345", "1e3", "yes: no", "# x", "- a", "tab\t", "\u2019\u2028\u0085", "null", "~"]
)
@pytest.mark.parametrize("suffix", first(["yaml", "json", "ndjson"], 1))
def test_what_is_written_reads_back(tmp_path: Path, name: str, suffix: str) -> None:
    contacts = [contact("EMA", name, "NO-MF-000012345")]
    record = draft(trade_item(certified("MDD_V", certification("12E45")), TradeItemContactInformation=contacts))
    source = write(tmp_path, record)
    ended = certgate("import", "gs1-gdsn", source, "-o", f"out.{suffix}", cwd=tmp_path)
    assert (ended.code, ended.out, ended.err) == (0, "", "certgate: 1 imported, 0 not\n")
    (written,), (stated,) = values_of(tmp_path / f"out.{suffix}"), values_of(tmp_path / source)
    assert isinstance(written, dict)
    assert isinstance(stated, dict)
    assert written.pop("x-imported")
    assert str(written.pop("manifest")) == str(stated.pop("manifest"))
    assert written == stated
    assert certgate("validate", f"out.{suffix}", cwd=tmp_path).code == 0


def test_many_go_into_a_folder_each_by_its_number(tmp_path: Path) -> None:
    source = write(tmp_path, draft(trade_item()), draft(trade_item(Gtin=OTHER)), draft(trade_item()))
    ended = certgate("import", "gs1-gdsn", source, "-o", "out/", cwd=tmp_path)
    assert ended.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"{GTIN}-2.yaml",
        f"{GTIN}.yaml",
        f"{OTHER}.yaml",
    ]


@pytest.mark.generated
def test_stdout_takes_one_as_yaml_and_many_as_lines(tmp_path: Path) -> None:
    one = certgate("import", "gs1-gdsn", "-", cwd=tmp_path, stdin=json.dumps(draft(trade_item())))
    assert (one.code, one.out.splitlines()[0]) == (0, "manifest: 1")
    many = certgate("import", "gs1-gdsn", write(tmp_path, draft(trade_item()), draft(trade_item())), cwd=tmp_path)
    assert [json.loads(line)["manifest"] for line in many.out.splitlines()] == [1, 1]


def test_a_number_stands_in_quotes_in_yaml(tmp_path: Path) -> None:
    ended = certgate("import", "gs1-gdsn", "-", cwd=tmp_path, stdin=json.dumps(draft(trade_item())))
    assert f"id: '{GTIN}'" in ended.out


def test_a_bad_record_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    source = write(tmp_path, {"DraftItem": {}}, {"manifest": 1}, draft(trade_item()))
    ended = certgate("import", "gs1-gdsn", source, "-o", "out.yaml", cwd=tmp_path)
    assert ended.code == 2
    assert [line.split(": ")[1] for line in ended.err.splitlines()[:2]] == ["items.ndjson:1:15", "items.ndjson:2:1"]
    assert ended.err.endswith("certgate: 1 imported, 2 not\n")
    assert (tmp_path / "out.yaml").is_file()


@pytest.mark.generated
def test_prepared_fills_in_for_the_record(tmp_path: Path) -> None:
    source = write(tmp_path, draft(trade_item(TradeItemSynchronisationDates=None)))
    assert certgate("import", "gs1-gdsn", source, cwd=tmp_path).code == 2
    ended = certgate("import", "gs1-gdsn", source, "--prepared", "2026-11-01", cwd=tmp_path)
    assert "prepared: 2026-11-01" in ended.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    first(
        [
            (["gs1-gdn", "items.ndjson"], "`gs1-gdn` is no data model that can be imported; did you mean `gs1-gdsn`?"),
            (["gs1-gdsn", "items.ndjson", "--prepared", "2026-02-30"], "`2026-02-30` is no date"),
            (["gs1-gdsn", "items.ndjson", "-o", "out.xml"], "`out.xml` says no format"),
            (["gs1-gdsn", "items.ndjson", "-o", "out.yaml"], "2 manifests do not go into one `.yaml`"),
            (["gs1-gdsn", "items.ndjson", "-o", "missing/out.ndjson"], "can not write `missing/out.ndjson`"),
            (["gs1-gdsn", "items.ndjson", "-o", "items.ndjson/"], "can not write `items.ndjson/`"),
            (["gs1-gdsn", "missing.ndjson"], "missing.ndjson: the file does not exist"),
        ],
        3,
    ),
)
def test_what_can_not_be_done_is_said_in_a_line(tmp_path: Path, arguments: list[str], says: str) -> None:
    write(tmp_path, draft(trade_item()), draft(trade_item()))
    ended = certgate("import", *arguments, cwd=tmp_path)
    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err


def test_check_reads_records_as_they_are(folder: Path) -> None:
    source = write(folder, draft(trade_item(certified())))
    ended = certgate("check", source, "-p", "policies", "--as-of", "2026-11-23", "-o", "json", cwd=folder)
    assert ended.report["manifests"][0]["path"] == "items.ndjson:1"
    assert ended.report["manifests"][0]["supplier"] == "Fjord Implants AS"
    assert ended.report["errors"] == []
