"""What a cluster writes is what one process says: entries, errors, counts, whatever was lost and done again."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.builders import manifest
from tests.distributed.here import restless
from tests.distributed.killing import compared, rows_of
from tests.parallel.runs import check
from tests.parallel.test_identical import EVERYTHING, suppliers
from tests.signatures.folder import QUALITY, SUPPLIER, sign, trust

pyarrow: Any = import_module("pyarrow")
parquet: Any = import_module("pyarrow.parquet")

GIVEN = [*(f"{name}.yaml" for name in ("s0", "s1", "s2", "broken", "missing", "open")), "many.ndjson", "rows.parquet"]


def rows(folder: Path) -> None:
    """Manifests in Parquet, some of them of no use."""
    texts = [json.dumps(manifest()), "{", None, json.dumps({"manifest": 1}), json.dumps(manifest())]
    parquet.write_table(pyarrow.table({"manifest": texts}), folder / "rows.parquet", row_group_size=2)


def register(folder: Path) -> None:
    """A register in which a certificate of them is suspended."""
    row = "12 100 54321 TMS,TÜV SÜD Management Service GmbH,ISO 9001:2015,Northwind Power Systems GmbH,suspended"
    (folder / "own.csv").write_text(f"number,body,standard,holder,status\n{row}\n")


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, Any]:
    """The exit code and the report of one process."""
    code = check(folder, monkeypatch, *arguments, "--workers", "1", "-o", "json=one.json", "-o", "ndjson=one.ndjson")
    whole = json.loads((folder / "one.json").read_text())
    brief = [json.loads(line) for line in (folder / "one.ndjson").read_text().splitlines()[1:]]
    return code, whole if "-v" in arguments else {**whole, "manifests": brief}


@pytest.mark.parametrize("options", [[], EVERYTHING, ["--fail-on", "warning", "--warn-within", "60 days"]])
@pytest.mark.parametrize("lost", [(), (0, 3)], ids=["", "lost"])
def test_it_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], lost: tuple[int, ...]
) -> None:
    suppliers(folder)
    rows(folder)
    register(folder)
    code, report = alone(folder, monkeypatch, *GIVEN, "empty.ndjson", *options)
    restless(monkeypatch, lost=lost)
    if lost and options:
        pytest.skip("what is lost is done again in the same way, whatever the options")
    more = ["--engine", "dask", "--results", "results", "-o", "json=sum.json"]
    assert check(folder, monkeypatch, *GIVEN, "empty.ndjson", *options, *more) == code == 2
    assert compared(report, str(folder / "results")) >= 6
    summary = json.loads((folder / "sum.json").read_text())
    assert {**summary, "manifests": report["manifests"]} == report
    assert summary == json.loads((folder / "results" / "_summary.json").read_text())


def test_what_is_signed_is_verified_as_a_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    trust(folder)
    sign(folder / "many.ndjson", SUPPLIER)
    sign(folder / "policies" / "power-supply.yaml", QUALITY, "policy")
    code, report = alone(folder, monkeypatch, "many.ndjson", "s0.yaml")
    restless(monkeypatch)
    given = ["many.ndjson", "s0.yaml", "--engine", "dask", "--results", "results"]
    assert check(folder, monkeypatch, *given) == code == 2
    compared(report, str(folder / "results"))


def test_each_row_says_what_is_asked_of_it_most(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    restless(monkeypatch)
    assert check(folder, monkeypatch, "s0.yaml", "broken.yaml", "--engine", "dask", "--results", "results") == 2
    broken, passing = rows_of(str(folder / "results"))
    assert {key: value for key, value in passing.items() if key not in ("sha256", "entry")} == {
        "path": "s0.yaml",
        "supplier": "Northwind Power Systems GmbH",
        "prepared": "2026-11-05",
        "verdict": "pass",
        "result": "passed",
        "warnings": 1,
        "blocking": 0,
        "errors": [],
    }
    assert (broken["path"], broken["verdict"], broken["result"], broken["entry"]) == (
        "broken.yaml",
        None,
        "blocked",
        None,
    )
    assert broken["errors"][0]["path"] == "broken.yaml"


def test_a_stopped_run_says_that_it_is_incomplete(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    restless(monkeypatch)
    monkeypatch.setattr("checker.cli.interrupts.Interruption.heard", lambda _self: True)
    given = ["many.ndjson", "s0.yaml", "--engine", "dask", "--results", "results"]
    assert check(folder, monkeypatch, *given) == 130
    summary = json.loads((folder / "results" / "_summary.json").read_text())
    assert (summary["incomplete"], summary["result"], summary["exit_code"]) == (True, "blocked", 130)


def test_nothing_is_left_beside_the_parts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    restless(monkeypatch)
    check(folder, monkeypatch, "s0.yaml", "--engine", "dask", "--results", "out/results")
    names = sorted(path.name for path in (folder / "out" / "results").iterdir())
    assert names == ["_started.json", "_summary.json", "part-00000000.parquet"]
