"""However many workers judge, the reports are those of one: every format, with every option, byte for byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from checker.cli.entry import _guarded
from checker.renderers import formats
from tests.builders import UL, changed, manifest
from tests.parallel.runs import check, small_tasks
from tests.signatures.folder import QUALITY, SUPPLIER, sign, trust

WAIVERS = """\
waivers: 1
items:
  - id: late-model
    policy: power-supply
    requirement: listed-product
    supplier: {name: Northwind Power Systems GmbH}
    codes: [model-not-covered]
    reason: The listing of the last model is under way.
    approved_by: Jane Doe, Quality
    approved: 2026-11-01
    expires: 2026-12-31
"""
REGISTER = """\
number,body,standard,holder,status
12 100 54321 TMS,TÜV SÜD Management Service GmbH,ISO 9001:2015,Northwind Power Systems GmbH,suspended
"""


def suppliers(folder: Path) -> None:
    """Manifests that pass, fail and are open, some in files and some in lines, and what is no manifest in between."""
    short = changed(manifest(), {f"{UL}/covers/models": ["NP-500-A"]})
    rows = [manifest(), short, {"manifest": 1}, changed(manifest(), {f"{UL}/expires": "2026-12-20"})]
    lines = [json.dumps(row) for row in rows] + ["", "{", json.dumps(rows[0])]
    (folder / "many.ndjson").write_text("\n".join(lines * 2))
    (folder / "broken.yaml").write_text("manifest: [\n")
    (folder / "empty.ndjson").write_text("\n \n")
    for number in range(3):
        (folder / f"s{number}.yaml").write_text(yaml.safe_dump(json.loads(json.dumps(rows[number % 2]))))
    (folder / "waivers.yaml").write_text(WAIVERS)
    (folder / "own.csv").write_text(REGISTER)


def outcome(
    folder: Path, monkeypatch: pytest.MonkeyPatch, workers: int, *arguments: str, named: tuple[str, ...] = ()
) -> tuple[int, dict[str, bytes]]:
    """The exit code of a run, and each file that it wrote."""
    out = folder.parent / f"{folder.name}-{workers}"
    out.mkdir()
    outputs = [word for name in (named or ("json",)) for word in ("-o", f"{name}={out / name}")]
    code = check(folder, monkeypatch, *arguments, *outputs, "--workers", str(workers))
    return code, {file.name: file.read_bytes() for file in sorted(out.iterdir())}


EVERYTHING = ["--waivers", "waivers.yaml", "--register", "own=own.csv@2026-11-01", "--advise", "--all-candidates", "-v"]


GIVEN = [*(f"{name}.yaml" for name in ("s0", "s1", "s2", "broken", "missing", "open")), "many.ndjson", "empty.ndjson"]


@pytest.mark.parametrize(
    "options",
    [
        EVERYTHING,
        pytest.param([], marks=pytest.mark.deep),
        pytest.param(["--fail-on", "warning", "--warn-within", "60 days"], marks=pytest.mark.deep),
    ],
)
def test_the_report_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    alone, together = (outcome(folder, monkeypatch, workers, *GIVEN, *options) for workers in (1, 2))
    assert together == alone
    assert alone[0] == 2
    report = json.loads(alone[1]["json"])
    assert report["summary"]["manifests"] == 12
    assert len(report["errors"]) == 11


@pytest.mark.deep
@pytest.mark.parametrize("options", [[], ["-v"]])
def test_every_format_is_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    ways = (outcome(folder, monkeypatch, workers, *GIVEN, *options, named=formats()) for workers in (1, 2))
    alone, together = ways
    assert together == alone
    assert len(alone[1]) == len(formats())


def test_a_baseline_and_the_log_are_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    check(folder, monkeypatch, "s0.yaml", "s1.yaml", "-o", "json=before.json")
    (folder / "s0.yaml").write_bytes((folder / "s1.yaml").read_bytes())
    logs = []
    for workers in ("1", "3"):
        given = ["s0.yaml", "s1.yaml", "many.ndjson", "--baseline", "before.json", "--log", "d.log"]
        assert check(folder, monkeypatch, *given, "-o", f"json={workers}.json", "--workers", workers) == 2
        logs.append(re.sub(r'"(at|previous|hash)":"[^"]*"', "", (folder / "d.log").read_text()))
        (folder / "d.log").unlink()
    assert (folder / "1.json").read_bytes() == (folder / "3.json").read_bytes()
    assert json.loads((folder / "1.json").read_text())["baseline"]["new_count"] > 1
    assert logs[0] == logs[1]


@pytest.mark.deep
def test_what_is_signed_is_verified_as_a_whole(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    trust(folder)
    sign(folder / "many.ndjson", SUPPLIER)
    sign(folder / "s0.yaml", SUPPLIER)
    sign(folder / "policies" / "power-supply.yaml", QUALITY, "policy")
    given = ["many.ndjson", "s0.yaml", "s1.yaml"]
    alone, together = (outcome(folder, monkeypatch, workers, *given) for workers in (1, 2))
    assert together == alone
    assert b"it has to be signed" in alone[1]["json"]
    assert json.loads(alone[1]["json"])["summary"]["manifests"] == 9


@pytest.mark.deep
def test_standard_input_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    found = []
    for workers in ("1", "2"):
        with (folder / "many.ndjson").open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            found.append(
                (check(folder, monkeypatch, "-", "-o", "json", "--workers", workers), capfdbinary.readouterr())
            )
    assert found[0] == found[1]
    assert b'"-:4"' in found[0][1].out


def test_a_snapshot_of_a_register_is_opened_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    monkeypatch.chdir(folder)
    made = ["registers", "import", "supplier", "own.csv", "-o", "own.sqlite", "--date=2026-11-01"]
    assert _guarded(made) == 0
    found = [outcome(folder, monkeypatch, each, "s0.yaml", "--register", "own=own.sqlite") for each in (1, 2)]
    assert found[0] == found[1]
    assert b"suspended" in found[0][1]["json"]


def test_workers_keep_to_the_limits_of_the_configuration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers(folder)
    small_tasks(monkeypatch)
    (folder / "certgate.yaml").write_text("limits: {document_bytes: 1 KB}\nworkers: 2\n")
    assert check(folder, monkeypatch, "s0.yaml", "many.ndjson", "-o", "json=r.json") == 2
    report = json.loads((folder / "r.json").read_text())
    assert report["manifests"] == []
    assert sum("limits: {document_bytes:" in row["help"] for row in report["errors"]) > 5
