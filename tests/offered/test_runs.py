"""The library says what the command says, and refuses what it can not mean."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import checker
from tests import builders
from tests.cli.command import certgate

ROOT = Path(__file__).parents[2]
SUPPLIERS = "fixtures/manifests/us-medical-electrical"
POLICY = "us-medical-electrical"
DAY = date(2026, 11, 23)


def parsed(document: checker.Report) -> Any:
    """A document as its JSON says."""
    return json.loads(b"".join(checker.render(document, "json")))


@pytest.fixture(autouse=True)
def _in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def told(*arguments: str) -> Any:
    """What the command writes as JSON."""
    return json.loads(certgate(*arguments, "-p", POLICY, "--as-of", str(DAY), "-o", "json", cwd=ROOT).out)


def test_a_report_is_that_of_check() -> None:
    report = checker.make_report([SUPPLIERS], checker.load_policies(POLICY), as_of=DAY)
    assert parsed(report) == told("check", SUPPLIERS)


def test_a_forecast_is_that_of_forecast() -> None:
    policies = checker.load_policies(POLICY)
    made = checker.make_forecast([SUPPLIERS], policies, as_of=DAY, until=date(2028, 11, 23))
    assert parsed(made) == told("forecast", SUPPLIERS, "--horizon", "2y")


def test_advice_is_that_of_advise() -> None:
    made = checker.make_advice(
        [f"{SUPPLIERS}/nonconforming/listing-only.yaml"], checker.load_policies(POLICY), as_of=DAY
    )
    assert parsed(made) == told("advise", f"{SUPPLIERS}/nonconforming/listing-only.yaml")


def test_a_loaded_manifest_is_assessed_as_its_file_would_be() -> None:
    policies = checker.load_policies(POLICY)
    for file in sorted(Path(SUPPLIERS).rglob("*.yaml")):
        if not file.name.endswith(".expected.yaml"):
            by_file = checker.make_report([file], policies, as_of=DAY)
            assert parsed(checker.make_report([checker.load_manifest(file)], policies, as_of=DAY)) == parsed(by_file)


def test_a_manifest_in_memory_is_one_whether_text_bytes_or_mapping() -> None:
    stated = builders.manifest()
    text = json.dumps(stated)
    policies = checker.load_policies(POLICY)
    verdicts = {
        checker.make_report([checker.parse_manifest(each)], policies, as_of=DAY)["verdict"]
        for each in (stated, text, text.encode())
    }
    assert len(verdicts) == 1


def test_evidence_of_a_manifest_in_memory_is_looked_for_in_the_folder_named_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = ROOT / "fixtures/manifests/quality-system-documented/conforming"
    file = min(path for path in folder.glob("*.yaml") if not path.name.endswith(".expected.yaml"))
    policies = checker.load_policies("quality-system-documented")
    monkeypatch.chdir(folder)  # where its files would be found, if anybody looked

    def verdict(manifest: checker.Manifest) -> Any:
        return checker.make_report([manifest], policies, as_of=DAY)["verdict"]

    text = file.read_text(encoding="utf-8")
    assert verdict(checker.load_manifest(file)) == "pass"
    assert verdict(checker.parse_manifest(text, "m.yaml", folder=folder)) == "pass"
    assert verdict(checker.parse_manifest(text, "m.yaml")) != "pass"


def test_what_can_not_be_read_blocks() -> None:
    report = checker.make_report(["no-such-file.yaml"], checker.load_policies(POLICY), as_of=DAY)
    assert (report["result"], report["exit_code"]) == ("blocked", 2)
    assert report["errors"][0]["path"] == "no-such-file.yaml"


def test_nothing_assessed_is_no_pass() -> None:
    report = checker.make_report([], checker.load_policies(POLICY), as_of=DAY)
    assert (report["result"], report["exit_code"]) == ("blocked", 2)


def test_what_is_wrong_with_a_manifest_comes_with_every_place() -> None:
    with pytest.raises(checker.InputError) as raised:
        checker.parse_manifest("{}", "supplier.json")
    assert {str(each.location) for each in raised.value.problems} == {"supplier.json:1:1"}
    assert len(raised.value.problems) > 3


def test_a_file_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "m.json"
    file.write_text(json.dumps(builders.manifest()), encoding="utf-8")
    manifest = checker.load_manifest(file)
    file.unlink()
    report = checker.make_report([manifest], checker.load_policies(POLICY), as_of=DAY)
    assert report["errors"] == []
    assert report["manifests"][0]["sha256"] == manifest.sha256


POLICIES = checker.load_policies(POLICY)
REFUSED: dict[str, Callable[[], object]] = {
    "`as_of` has to be a day": lambda: checker.make_report([], POLICIES, as_of=datetime(2026, 1, 1)),
    "no policy is given": lambda: checker.make_report([], [], as_of=DAY),
    "has to be what `load_policies` returned": lambda: checker.make_report([], "iso", as_of=DAY),  # type: ignore[arg-type]
    "two manifests go by the name": lambda: checker.make_report(
        [checker.parse_manifest(builders.manifest())] * 2, POLICIES, as_of=DAY
    ),
    "`error` is nothing to fail on": lambda: checker.make_report([], POLICIES, as_of=DAY, fail_on="error"),
    "before it begins": lambda: checker.make_forecast([], POLICIES, as_of=DAY, until=date(2026, 1, 1)),
    "did you mean `us-medical-electrical`": lambda: checker.load_policies("us-medical-electical"),
    "is read as JSON": lambda: checker.parse_manifest(builders.manifest(), "supplier.yaml"),
    "`jsn` is no format of a report; did you mean `json`": lambda: checker.render({"report": 1}, "jsn"),
    "`pdf` is no format of advice": lambda: checker.render({"advice": 1}, "pdf"),
    "only what `make_report`": lambda: checker.render({}, "json"),
    "`trial` is nothing that is drawn": lambda: checker.formats("trial"),
    "`expird` is no finding code; did you mean `expired`": lambda: checker.code_page("expird"),
    "`manifets` is no schema; did you mean `manifest`": lambda: checker.schema_text("manifets"),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_can_not_be_meant_is_refused(sentence: str) -> None:
    with pytest.raises(checker.UsageError) as raised:
        REFUSED[sentence]()
    assert sentence in str(raised.value)


def test_a_mapping_that_json_can_not_hold_is_refused() -> None:
    with pytest.raises(checker.InputError, match="write dates as text"):
        checker.parse_manifest({**builders.manifest(), "prepared": DAY})


@pytest.mark.parametrize("kind", ["report", "forecast", "advice"])
def test_every_format_is_drawn(kind: str) -> None:
    manifests = [f"{SUPPLIERS}/nonconforming/listing-only.yaml"]
    made = {
        "report": lambda: checker.make_report(manifests, POLICIES, as_of=DAY),
        "forecast": lambda: checker.make_forecast(manifests, POLICIES, as_of=DAY, until=date(2027, 11, 23)),
        "advice": lambda: checker.make_advice(manifests, POLICIES, as_of=DAY),
    }[kind]()
    for name in checker.formats(kind):
        assert b"".join(checker.render(made, name))


def test_codes_and_schemas_are_told() -> None:
    assert checker.code_page("expired").startswith("expired: ")
    assert all(json.loads(checker.schema_text(name))["$schema"] for name in checker.schema_names())
    assert POLICY in checker.shipped_policies()
