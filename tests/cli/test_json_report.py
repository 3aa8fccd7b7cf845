"""The JSON report: it conforms to its schema, names nothing of the machine, and is the same every time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.schema import load_schema
from tests.cli.command import Ended, check
from tests.cli.test_inputs import as_json

pytestmark = pytest.mark.generated

MANIFESTS = ["conforming.yaml", "wrong-kind.yaml", "open.yaml"]
# What may differ between a YAML manifest and the same in JSON: which file it is, and where in it things stand.
OF_THE_FILE = {"path", "sha256", "location", "source"}


def without(value: Any, names: set[str]) -> Any:
    if isinstance(value, dict):
        return {name: without(each, names) for name, each in value.items() if name not in names}
    return [without(each, names) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("options", [[], ["--all-candidates", "--no-fail"], ["missing.yaml"]])
def test_the_report_conforms_to_its_schema(folder: Path, options: list[str]) -> None:
    report = check(*MANIFESTS, *options, "-o", "json", cwd=folder).report
    assert [error.message for error in Draft202012Validator(load_schema("report")).iter_errors(report)] == []


def test_the_report_names_no_place_outside_the_folder(folder: Path) -> None:
    absolute = str(folder / "conforming.yaml")
    for name in ("json", "text"):
        ended = check("open.yaml", absolute, "-o", name, cwd=folder)
        assert str(folder) not in ended.out + ended.err
        assert str(Path(__file__).parents[2]) not in ended.out + ended.err


@pytest.mark.parametrize("name", ["json", "text"])
def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(folder: Path, name: str) -> None:
    def run(seed: str) -> Ended:
        return check(*MANIFESTS, "missing.yaml", "-o", name, cwd=folder, env={"PYTHONHASHSEED": seed})

    assert run("1") == run("1") == run("2")


def test_the_order_of_the_arguments_does_not_matter(folder: Path) -> None:
    assert check(*MANIFESTS, "-o", "json", cwd=folder) == check(*reversed(MANIFESTS), "-o", "json", cwd=folder)


@pytest.mark.parametrize("manifest", ["conforming.yaml", "wrong-kind.yaml"])
def test_yaml_and_json_of_one_manifest_give_one_report(folder: Path, manifest: str) -> None:
    (folder / "same.json").write_text(as_json(folder / manifest))
    of_yaml, of_json = (check(name, "-o", "json", cwd=folder).report for name in (manifest, "same.json"))
    assert without(of_yaml, OF_THE_FILE) == without(of_json, OF_THE_FILE)


def test_a_date_given_and_the_missing_order_are_stated(folder: Path) -> None:
    report = check("conforming.yaml", "-o", "json", cwd=folder).report
    assert [each["type"] for each in report["relaxations"]] == ["no-order", "as-of"]


def test_all_candidates_reports_every_certificate(folder: Path) -> None:
    plain = check("conforming.yaml", "-o", "json", cwd=folder).report
    full = check("conforming.yaml", "--all-candidates", "-o", "json", cwd=folder).report
    (listed, *_), (chosen, *_) = (requirements(report)[0]["objects"] for report in (full, plain))
    assert [(each["certificate"], each["outcome"]) for each in listed["candidates"]] == [
        ("listing", "pass"),
        ("qms", "fail"),
    ]
    assert "candidates" not in chosen
    assert (full["inputs"]["options"].pop("all_candidates"), plain["inputs"]["options"].pop("all_candidates")) == (
        True,
        False,
    )
    assert without(full, {"candidates"}) == plain


def requirements(report: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report["manifests"][0]["policies"][0]["requirements"]
    return found


def test_a_pass_carries_its_certificate_and_every_gate(folder: Path) -> None:
    report = check("conforming.yaml", "-o", "json", cwd=folder).report
    for requirement in requirements(report)[:2]:
        for each in requirement["objects"]:
            assert each["outcome"] == "pass"
            assert each["certificate"] in {"listing", "qms"}
            assert len(each["gates"]) == 11
            assert {gate["outcome"] for gate in each["gates"]} <= {"pass", "not-asked"}


def test_a_finding_points_into_the_manifest(folder: Path) -> None:
    report = check("wrong-kind.yaml", "-o", "json", cwd=folder).report
    finding = requirements(report)[0]["objects"][0]["findings"][0]
    assert finding["code"] == "management-system-for-product"
    assert finding["pointer"] == "/certificates/0/standard"
    place = finding["location"]
    line = (folder / place["file"]).read_text().splitlines()[place["line"] - 1]
    assert line[place["column"] - 1 :] == "ISO 9001:2015"


def test_several_reports_of_one_run(folder: Path) -> None:
    ended = check("open.yaml", "-o", "json=a.json", "-o", "text=b.txt", "-o", "json=c.json", cwd=folder)
    assert ended.out == (folder / "b.txt").read_text()
    assert (folder / "a.json").read_bytes() == (folder / "c.json").read_bytes()
    assert json.loads((folder / "a.json").read_text())["verdict"] == "undetermined"


def test_text_leaves_stdout_to_the_format_that_takes_it(folder: Path) -> None:
    ended = check("open.yaml", "-o", "json", "-o", "text=b.txt", cwd=folder)
    assert ended.report["report"] == 1
    assert (folder / "b.txt").read_text().startswith("BLOCKED")
