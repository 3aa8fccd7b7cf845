"""`-o intoto`: a statement that never says more than the report does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker.renderers import render
from tests.replay.desk import AS_OF, Desk
from tests.reports import SAMPLES, report_of, sample

Json = dict[str, Any]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)


def stated(report: Json) -> Json:
    found: Json = json.loads("".join(render(report, "intoto")))
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_no_sample_is_stated_as_passed_all_of_them_being_relaxed(name: str) -> None:
    report = sample(name)
    result = stated(report)["predicate"]["result"]
    assert result == ("FAILED" if report["result"] == "blocked" else "WARNED")


def plain() -> Json:
    """A run that passes, by an order, on the day itself: nothing is relaxed."""
    report = sample("passing")
    report["relaxations"] = []
    return report


def test_passed_is_a_run_that_passes_without_a_warning_and_unrelaxed() -> None:
    assert stated(plain())["predicate"]["result"] == "PASSED"


RELAXED = ("waiver", "no-fail", "accept-unknown", "override", "catalogue", "as-of", "no-order", "open-order", "new-one")


@pytest.mark.parametrize("kind", RELAXED)
def test_a_run_that_was_relaxed_is_never_stated_as_passed(kind: str) -> None:
    report = plain()
    report["relaxations"] = [{"type": kind, "id": "x", "effect": "something is milder"}]
    predicate = stated(report)["predicate"]
    assert predicate["result"] == "WARNED"
    assert predicate["certgate"]["relaxations"] == report["relaxations"]


def test_a_configuration_alone_relaxes_nothing() -> None:
    report = plain()
    report["relaxations"] = [{"type": "config", "id": "certgate.yaml", "effect": "defaults"}]
    assert stated(report)["predicate"]["result"] == "PASSED"


@pytest.mark.parametrize(
    "change", [{"verdict": "undetermined"}, {"verdict": "not-applicable"}, {"result": "passed-with-waivers"}]
)
def test_what_is_no_pass_is_never_stated_as_passed(change: Json) -> None:
    assert stated({**plain(), **change})["predicate"]["result"] == "WARNED"


def test_a_warning_makes_its_test_and_the_result_a_warning() -> None:
    report = plain()
    row = report["manifests"][0]["policies"][0]["requirements"][0]
    row["objects"][0]["findings"].append({"severity": "warning", "code": "x"})
    predicate = stated(report)["predicate"]
    assert (predicate["result"], len(predicate["warnedTests"])) == ("WARNED", 1)
    assert predicate["warnedTests"][0] not in predicate["passedTests"]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_requirement_is_one_test(name: str) -> None:
    report = sample(name)
    predicate = stated(report)["predicate"]
    names = [each for key in ("passedTests", "warnedTests", "failedTests") for each in predicate[key]]
    rows = [
        row for manifest in report["manifests"] for policy in manifest["policies"] for row in policy["requirements"]
    ]
    unusable = {each["path"] for each in report["errors"]}
    assert len(names) == len(set(names)) == len(rows) + len(unusable) + len(report["ledger"])
    assert all(f"{path}: could not be used" in predicate["failedTests"] for path in unusable)


def test_subjects_are_manifests_and_their_evidence_by_digest(desk: Desk) -> None:
    manifest = desk.folder / "conforming.yaml"
    digest = "ab" * 32
    rows = f"evidence: [{{type: certificate, file: e/one.pdf, sha256: {digest}}}, {{type: certificate, file: two.pdf}}]"
    text = manifest.read_text(encoding="utf-8").replace("    kind: product\n", f"    kind: product\n    {rows}\n")
    desk.write("supplier/m.yaml", text)
    ended = desk.run("check", "supplier/m.yaml", "-p", "policies", "--as-of", AS_OF, "-o", "intoto")
    found = json.loads(ended.out)
    assert [row["name"] for row in found["subject"]] == ["supplier/m.yaml", "supplier/e/one.pdf"]
    assert found["subject"][1]["digest"] == {"sha256": digest}


def test_the_configuration_names_everything_else_by_digest(desk: Desk) -> None:
    given = (
        "--order",
        "order.yaml",
        "--waivers",
        "waivers.yaml",
        "--catalogue",
        "catalogue.yaml",
        "--config",
        "c.yaml",
    )
    desk.write("c.yaml", "fail_on: warning\n")
    desk.check(to="earlier.json")
    desk.run("check", "conforming.yaml", "-p", "policies", *given, "--baseline", "earlier.json", "-o", "intoto=s.json")
    found = json.loads((desk.folder / "s.json").read_text(encoding="utf-8"))["predicate"]["configuration"]
    names = [row["name"] for row in found]
    assert names == [
        "policy:power-supply",
        "catalogue",
        "waivers:waivers.yaml",
        "order:order.yaml",
        "config:c.yaml",
        "baseline:earlier.json",
    ]
    assert all(len(row["digest"]["sha256"]) == 64 for row in found)


def test_a_run_over_nothing_of_use_has_the_report_as_its_subject() -> None:
    report = report_of("../malformed", policies=("watersense",))
    found = stated(report)
    assert [row["name"] for row in found["subject"]] == ["report"]
    assert found["predicate"]["result"] == "FAILED"
