"""`certgate advise`: what a buyer forwards to a supplier, what a program reads, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from syrupy.assertion import SnapshotAssertion

from checker.schema import load_schema
from checker.words import inert, visible
from tests.cli.command import AS_OF, Ended, certgate, check
from tests.cli.test_text_report import HOSTILE
from tests.depth import first


def advise(*arguments: str, cwd: Path, stdin: str | bytes = b"", env: dict[str, str] | None = None) -> Ended:
    """Run `certgate advise` with the policies of the test data, as of the day of the test data."""
    return certgate("advise", *arguments, "-p", "policies", "--as-of", AS_OF, cwd=cwd, stdin=stdin, env=env)


def advice(ended: Ended) -> dict[str, Any]:
    """The JSON advice on stdout, which conforms to its schema."""
    found: dict[str, Any] = json.loads(ended.out)
    Draft202012Validator(load_schema("advice"), format_checker=FormatChecker()).validate(found)
    return found


@pytest.mark.parametrize("manifest", ["conforming.yaml", "wrong-kind.yaml", "open.yaml"])
def test_the_advice_as_text(folder: Path, manifest: str, snapshot: SnapshotAssertion) -> None:
    ended = advise(manifest, cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == snapshot


def test_the_advice_as_markdown(folder: Path, snapshot: SnapshotAssertion) -> None:
    ended = advise("wrong-kind.yaml", "open.yaml", "conforming.yaml", "-o", "markdown", cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == snapshot


@pytest.mark.generated
def test_the_advice_as_json_is_what_a_report_carries(folder: Path) -> None:
    found = advice(advise("wrong-kind.yaml", "open.yaml", "-o", "json", cwd=folder))
    report = check("wrong-kind.yaml", "open.yaml", "--advise", "-o", "json", cwd=folder).report
    Draft202012Validator(load_schema("report"), format_checker=FormatChecker()).validate(report)
    assert [each["plan"] for each in found["manifests"]] == [each["plan"] for each in report["manifests"]]
    assert found["summary"] == {"manifests": 2, "nothing-to-do": 0, "plan": 2, "open": 0, "none": 0}
    assert found["inputs"]["weights"] is None


def test_a_report_without_the_question_has_no_plan(folder: Path) -> None:
    report = check("open.yaml", "-o", "json", cwd=folder).report
    assert [each["plan"] for each in report["manifests"]] == [None]


@pytest.mark.parametrize("name", first(["text", "markdown", "html"], 1))
def test_reports_for_people_carry_the_plan(folder: Path, name: str) -> None:
    ended = check("open.yaml", "--advise", "-o", name, cwd=folder)
    assert ended.code == 1
    words = " ".join(ended.out.replace('<code lang="">', "`").replace("</code>", "`").split())
    assert "once all of it is done as wished, everything passes" in words
    assert "register (look-up-status, weight 1)" in words
    assert "plan:" not in check("open.yaml", "-o", name, cwd=folder).out


@pytest.mark.generated
def test_a_saved_report_keeps_its_plan(folder: Path) -> None:
    check("open.yaml", "--advise", "-o", "json=report.json", "-o", "text", cwd=folder)
    ended = certgate("report", "report.json", cwd=folder)
    assert ended.code == 0
    assert "look `qms` up in the body's register" in ended.out


def test_a_saved_report_of_an_earlier_version_has_none(folder: Path) -> None:
    check("open.yaml", "-o", "json=report.json", "-o", "text", cwd=folder)
    report = json.loads((folder / "report.json").read_text())
    del report["manifests"][0]["plan"]
    (folder / "report.json").write_text(json.dumps(report))
    assert certgate("report", "report.json", "-o", "html", cwd=folder).code == 0


@pytest.mark.generated
def test_the_same_bytes_under_every_hash_seed(folder: Path) -> None:
    one, other = (
        advise("wrong-kind.yaml", "open.yaml", "-o", "json", cwd=folder, env={"PYTHONHASHSEED": seed}).out
        for seed in ("1", "4711")
    )
    assert one == other


@pytest.mark.generated
def test_weights_of_ones_own(folder: Path) -> None:
    (folder / "weights.yaml").write_text("weights: 1\nactions: {look-up-status: 7, x-note: 3}\n")
    found = advice(advise("open.yaml", "--weights", "weights.yaml", "-o", "json", cwd=folder))
    (plan,) = (each["plan"] for each in found["manifests"])
    assert {each["type"]: each["weight"] for each in plan["actions"]} == {"complete-field": 1, "look-up-status": 7}
    assert plan["weight"] == 8
    assert found["weights"]["look-up-status"] == 7
    assert found["inputs"]["weights"]["path"] == "weights.yaml"
    told = advise("open.yaml", "--weights", "weights.yaml", cwd=folder)
    assert "note: weights are those of `weights.yaml`" in told.out


@pytest.mark.parametrize(
    ("text", "told"),
    first(
        [
            ("weights: 1\nactions: {renewl: 8}\n", "weights.yaml:2:19: unknown key `renewl`; did you mean `renewal`?"),
            (
                "weights: 1\nactions: {renewal: 1001}\n",
                "the weight 1001 of `renewal` is out of bounds; write a whole number",
            ),
            ("weights: 1\nactions: {renewal: -1}\n", "weights.yaml:2:20:"),
            ("weights: 2\nactions: {}\n", "weights.yaml:1:10:"),
            ("weights: 1\n", "`actions` is missing"),
        ],
        2,
    ),
)
def test_weights_that_can_not_be_used(folder: Path, text: str, told: str) -> None:
    (folder / "weights.yaml").write_text(text)
    ended = advise("open.yaml", "--weights", "weights.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    first(
        [
            (["open.yaml", "-o", "sarif"], "`sarif` is no format of advice; known: json, markdown, text"),
            (["open.yaml", "-o", "json", "-o", "markdown"], "two reports go to stdout"),
            (["open.yaml", "-o", "json=open.yaml"], "`-o` would write over `open.yaml`, which this run reads"),
            (["open.yaml", "--as-of", "tomorrow"], "`tomorrow` is no date"),
            (["none.yaml"], "none.yaml: the file does not exist"),
        ],
        2,
    ),
)
def test_what_is_refused(folder: Path, arguments: list[str], told: str) -> None:
    ended = certgate("advise", *arguments, "-p", "policies", cwd=folder)
    assert ended.code == 2
    assert told in ended.err


def test_without_a_policy_there_is_nothing_to_advise_on(folder: Path) -> None:
    ended = certgate("advise", "open.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "no policy is given" in ended.err


def test_one_unusable_manifest_does_not_stop_the_others(folder: Path) -> None:
    ended = advise("open.yaml", "none.yaml", "-o", "text", "-o", "json=advice.json", cwd=folder)
    assert ended.code == 2
    assert "look `qms` up in the body's register" in ended.out
    assert "could not be used: none.yaml: the file does not exist" in ended.out
    assert len(json.loads((folder / "advice.json").read_text())["errors"]) == 1


def test_standard_input_and_a_configuration(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("policies: [policies]\n")
    data = (folder / "open.yaml").read_bytes()
    ended = certgate("advise", "-", "--stdin-filename", "open.yaml", "--as-of", AS_OF, cwd=folder, stdin=data)
    assert ended.code == 0
    assert "defaults are taken from the configuration `certgate.yaml`" in ended.out


@pytest.mark.generated
def test_what_the_supplier_wrote_steers_nothing(folder: Path) -> None:
    text = (folder / "wrong-kind.yaml").read_text()
    attack = f"{HOSTILE}::error::x ##[error] <script>alert(1)</script> | [link](https://example.com)"
    written = json.dumps(attack)
    (folder / "bad.yaml").write_text(
        text.replace("NP-500-A", written).replace("Northwind Power Systems GmbH", written), encoding="utf-8"
    )
    for name in ("text", "markdown", "json"):
        ended = advise("bad.yaml", "-o", name, cwd=folder)
        assert ended.code == 0, ended.err
        assert "plan" in ended.out
        for line in ended.out.splitlines():
            assert visible(line) == line
            assert inert(line) == line
    html = check("bad.yaml", "--advise", "-o", "html", cwd=folder).out
    assert "<script>alert(1)" not in html
