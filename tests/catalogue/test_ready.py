"""The rows that are ready for start-up are those of the YAML files, and others are not used."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from checker.catalogue import load_catalogue, ready
from checker.catalogue.loader import cut_files, shipped_files
from tests import catalogue_rows

MEND = "run `python -m tests.catalogue_rows`"
FILES = shipped_files()
SHA256 = hashlib.sha256(b"".join(FILES.values())).hexdigest()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the file, which is used instead of it."""
    copy = tmp_path / "rows.tsv"
    copy.write_bytes(Path(ready.READY).read_bytes())
    monkeypatch.setattr(ready, "READY", str(copy))
    return copy


def test_they_are_those_of_the_files() -> None:
    assert Path(ready.READY).read_bytes() == catalogue_rows.made().encode(), MEND


def test_each_row_reads_the_same_from_both() -> None:
    found = ready.ready_rows(SHA256)
    assert found is not None, MEND
    version, rows = found
    cut_version, cuts = cut_files(FILES)
    assert version == cut_version
    assert list(rows) == list(cuts)
    for section, expected in cuts.items():
        assert [(row.id, row.file, row.searched) for row in rows[section]] == [
            (row.id, row.file, row.searched) for row in expected
        ]
        assert [row.read()[0] for row in rows[section]] == [row.read()[0] for row in expected]


def test_a_run_needs_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.catalogue.rowtext.read_rows", None)
    found = load_catalogue().recognition("osha-nrtl")
    assert found is not None
    assert len(found.members) > 20


def test_rows_of_other_files_are_not_used() -> None:
    assert ready.ready_rows(hashlib.sha256(b"another edition").hexdigest()) is None


@pytest.mark.parametrize("damage", ["cut short", "changed", "empty", "no text", "gone"])
def test_without_the_file_the_yaml_is_read(file: Path, damage: str) -> None:
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(
            {
                "cut short": whole[: whole.rindex(b"\n", 0, -1) + 1],
                "changed": whole.replace(b'"confidence":"assumed"', b'"confidence":"verified"', 1),
                "empty": b"",
                "no text": b"\xff\x00" + whole,
            }[damage]
        )
    assert ready.ready_rows(SHA256) is None
    catalogue = load_catalogue()
    assert catalogue.sha256 == SHA256
    assert not any(row.is_json for row in catalogue.standard_rows.cuts)
    assert catalogue.resolve("ISO 9001:2015").edition == "2015"
