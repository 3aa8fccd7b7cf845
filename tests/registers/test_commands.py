"""`certgate registers`, and `--register` of `check`: what people type, read and break."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
import yaml

from checker.cli.registers_given import register_given
from checker.errors import InputError, UsageError
from checker.registers import Given, opened
from tests.builders import manifest
from tests.cli.command import certgate
from tests.registers.made import QMS_ROW, csv_of, looked_up

OWN = "own.csv@2026-11-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "own.csv").write_text(csv_of(QMS_ROW), encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps(manifest()), encoding="utf-8")
    policy = {
        "policy": 1,
        "id": "confirmed",
        "title": "Confirmed quality systems",
        "version": "1",
        "evidence": "management-system",
        "requirements": [
            {"id": "qms", "kind": "management-system", "standards": ["ISO 9001"], "assurance": "confirmed"}
        ],
    }
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(policy), encoding="utf-8")
    return tmp_path


def test_a_register_is_imported_shown_and_makes_a_policy_pass(folder: Path) -> None:
    made = ("registers", "import", "supplier", "own.csv", "--date", "2026-11-01", "--name", "own", "-o")
    for name in ("one.sqlite", "two.sqlite"):
        assert certgate(*made, name, cwd=folder).code == 0
    assert (folder / "one.sqlite").read_bytes() == (folder / "two.sqlite").read_bytes()
    shown = certgate("registers", "show", "one.sqlite", "--number", "12 100 54321 TMX", "--near", cwd=folder)
    assert (shown.code, "near, but another number:" in shown.out, "12 100 54321 TMS" in shown.out) == (1, True, True)
    check = ("check", "m.json", "-p", "p.yaml", "--as-of", "2026-11-23", "-o", "json")
    assert certgate(*check, cwd=folder).report["verdict"] == "undetermined"
    report = certgate(*check, "--register", "own=one.sqlite", cwd=folder).report
    assert report["verdict"] == "pass"
    assert report["inputs"]["registers"][0]["day"] == "2026-11-01"
    stale = certgate("check", "m.json", "-p", "p.yaml", "--as-of", "2027-11-23", "--register", f"own={OWN}", cwd=folder)
    assert stale.code == 1


def test_a_suspension_in_a_register_fails_under_every_policy(folder: Path) -> None:
    (folder / "own.csv").write_text(csv_of({**QMS_ROW, "status": "suspended"}), encoding="utf-8")
    looked = certgate("registers", "check", "m.json", "--register", f"own={OWN}", cwd=folder)
    assert (looked.code, "! status" in looked.out) == (1, True)
    (folder / "certgate.yaml").write_text(
        "policies: [p.yaml]\nregisters: [{name: own, file: own.csv, date: 2026-11-01}]\n", encoding="utf-8"
    )
    text = (folder / "p.yaml").read_text(encoding="utf-8").replace("assurance: confirmed", "assurance: declared")
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    ended = certgate("check", "m.json", "--as-of", "2026-11-23", cwd=folder)
    assert (ended.code, "register-disagrees" in ended.out) == (1, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("own.csv", "names no register; write NAME=FILE"),
        ("=own.csv", "names no register"),
        ("own=own.csv@2026-13-01", "`2026-13-01` is no date of a snapshot"),
    ],
)
def test_a_register_that_is_named_wrongly(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        register_given(text)


def test_files_that_are_no_snapshots(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"does not say of which day it is; write `own=own\.csv@YYYY-MM-DD`"):
        opened(Given("own", str(folder / "own.csv"), "own.csv"))
    bad = folder / "bad.sqlite"
    other = sqlite3.connect(bad)
    other.execute("CREATE TABLE t (a)")
    other.commit()
    other.close()
    with pytest.raises(InputError, match=r"^bad.sqlite: this database is no snapshot of a register"):
        opened(Given("own", str(bad), "bad.sqlite"))
    certgate("registers", "import", "supplier", "own.csv", "--date", "2026-11-01", "-o", "own.sqlite", cwd=folder)
    whole = (folder / "own.sqlite").read_bytes()
    later = sqlite3.connect(folder / "own.sqlite")
    later.execute("PRAGMA user_version = 2")
    later.close()
    with pytest.raises(InputError, match="has format 2, and this version of certgate reads format 1"):
        opened(Given("own", str(folder / "own.sqlite"), "own.sqlite"))
    for data in (whole[:5000], whole[:40], whole[:4096] + b"\0" * 8000):
        bad.write_bytes(data)
        with pytest.raises(InputError, match=r"damaged|no snapshot"):
            looked_up(opened(Given("own", str(bad), "bad.sqlite")))


def test_a_bad_row_writes_nothing(folder: Path) -> None:
    (folder / "own.csv").write_text(csv_of({**QMS_ROW, "status": "gone"}), encoding="utf-8")
    ended = certgate("registers", "import", "supplier", "own.csv", "--date", "2026-11-01", "-o", "o.sqlite", cwd=folder)
    assert (ended.code, "own.csv:2:" in ended.err) == (2, True)
    assert sorted(each.name for each in folder.iterdir()) == ["m.json", "own.csv", "p.yaml"]
