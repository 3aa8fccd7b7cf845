"""`certgate forecast` as it is run: what it writes, how it ends, and what `check` says of the time ahead."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from checker.schema import load_schema
from tests.builders import QUALITY, manifest, policy, remove
from tests.cli.command import AS_OF, COMMAND, Ended, certgate, check
from tests.depth import first, nightly

MANIFESTS = ("conforming.yaml", "wrong-kind.yaml", "open.yaml")


def forecast(*arguments: str, cwd: Path, stdin: str = "") -> Ended:
    return certgate("forecast", *arguments, "-p", "policies", "--as-of", AS_OF, cwd=cwd, stdin=stdin)


def test_a_pass_is_told_with_its_end_and_its_reason(folder: Path) -> None:
    ended = forecast("conforming.yaml", cwd=folder)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("FORECAST from 2026-11-23 until 2029-11-23: 1 manifest\n")
    said = " ".join(ended.out.split())
    assert "passes until 2027-05-09, then fails: `qms` expired on 2027-05-09, before 2027-05-10" in said
    assert "assumed: a status or snapshot of a register that is fresh on the first day is looked up again" in said


def test_it_is_drawn_whatever_it_tells(folder: Path) -> None:
    assert forecast("wrong-kind.yaml", "open.yaml", cwd=folder).code == 0


@pytest.mark.parametrize(
    ("horizon", "until"),
    first([("90d", "2027-02-21"), ("2 weeks", "2026-12-07"), ("18 months", "2028-05-23"), ("1Y", "2027-11-23")], 1),
)
def test_it_looks_as_far_as_it_is_told(folder: Path, horizon: str, until: str) -> None:
    found = forecast("conforming.yaml", "--horizon", horizon, "-o", "json", cwd=folder).report
    assert found["until"] == found["segments"][-1]["until"] == until


@pytest.mark.parametrize("horizon", first(["soon", "0d", "-1d", "", "99999d", "1.5y"], 2))
def test_a_horizon_that_is_no_span_of_time_is_refused(folder: Path, horizon: str) -> None:
    ended = forecast("conforming.yaml", f"--horizon={horizon}", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert f"`{horizon}` is no span of time; write for example `--horizon 90d`, `3 months` or `1y`" in ended.err


def test_several_forms_of_one_run(folder: Path) -> None:
    ended = forecast(*MANIFESTS, "-o", "json=f.json", "-o", "ics=f.ics", "-o", "html=f.html", cwd=folder)
    assert ended.code == 0
    written = json.loads((folder / "f.json").read_text())
    assert [error.message for error in Draft202012Validator(load_schema("forecast")).iter_errors(written)] == []
    assert (folder / "f.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert (folder / "f.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("output", "message"),
    first(
        [
            ("jsn", "`jsn` is no format of a forecast; did you mean `json`?"),
            ("sarif", "`sarif` is no format of a forecast; known: html, ics, json, text"),
            ("html=pages/", "`html` is one file, not a folder; write `-o html=FILE`"),
            ("json=conforming.yaml", "`-o` would write over `conforming.yaml`, which this run reads"),
        ],
        1,
    ),
)
def test_an_output_that_can_not_be_is_refused(folder: Path, output: str, message: str) -> None:
    ended = forecast("conforming.yaml", "-o", output, cwd=folder)
    assert ended.code == 2
    assert message in ended.err


def test_what_can_not_be_used_is_2_and_the_rest_is_forecast(folder: Path) -> None:
    (folder / "broken.yaml").write_text("manifest: 1\nsupplier: [\n")
    ended = forecast("broken.yaml", "conforming.yaml", cwd=folder)
    assert ended.code == 2
    assert "broken.yaml" in ended.out
    assert "passes until 2027-05-09" in " ".join(ended.out.split())
    told = forecast("broken.yaml", "conforming.yaml", "-o", "json", cwd=folder)
    assert told.code == 2
    assert "broken.yaml" in told.err
    assert [each["path"] for each in told.report["manifests"]] == ["conforming.yaml"]
    nothing = forecast("broken.yaml", cwd=folder)
    assert (nothing.code, nothing.out) == (2, "")
    assert "broken.yaml" in nothing.err


def test_no_policy_is_refused_as_by_check(folder: Path) -> None:
    ended = certgate("forecast", "conforming.yaml", cwd=folder)
    assert ended.code == 2
    assert "no policy is given" in ended.err


def test_standard_input_and_configuration_are_read_as_by_check(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("policies: [policies]\n")
    text = (folder / "conforming.yaml").read_text()
    ended = certgate("forecast", "-", "--as-of", AS_OF, "-q", cwd=folder, stdin=text)
    assert ended.code == 0
    assert "defaults are taken from the configuration `certgate.yaml`" in " ".join(ended.out.split())


@nightly
def test_two_runs_are_the_same_to_the_byte(folder: Path) -> None:
    for name in ("text", "json", "ics", "html"):
        runs = [forecast(*MANIFESTS, "-o", name, cwd=folder).out for _ in range(2)]
        assert runs[0] == runs[1]
        assert str(folder) not in runs[0]


@pytest.mark.generated
def test_a_thousand_manifests_in_one_run(folder: Path) -> None:
    small = remove(manifest(), "/certificates/0")
    (folder / "many.ndjson").write_text(f"{json.dumps(small)}\n" * 1_000)
    (folder / "policies" / "power-supply.yaml").write_text(json.dumps(policy(QUALITY)))
    ended = forecast("many.ndjson", "-o", "json=many.json", cwd=folder)
    assert ended.code == 0, ended.err
    assert ended.out.startswith("FORECAST from 2026-11-23 until 2029-11-23: 1,000 manifests\n")
    assert ended.out.count("many.ndjson:") == 1_000
    assert len(json.loads((folder / "many.json").read_text())["manifests"]) == 1_000


def test_a_terminal_shows_how_far_it_is(folder: Path) -> None:
    """The line itself is that of `check`; here, that stdout stays as it is."""
    leader, follower = pty.openpty()
    arguments = [str(COMMAND), "forecast", "conforming.yaml", "-p", "policies", "--as-of", AS_OF]
    plain = subprocess.run(arguments, cwd=folder, capture_output=True, check=True)
    shown = subprocess.run(arguments, cwd=folder, stdout=subprocess.PIPE, stderr=follower, check=True)
    os.close(follower)
    os.close(leader)
    assert shown.stdout == plain.stdout


# What `check` says of the time ahead


def holds_of(ended: Ended) -> list[Any]:
    first = ended.report["manifests"][0]
    policy = first["policies"][0]
    rows = policy["requirements"]
    return [each["holds"] for each in (first, policy, *rows, *(one for row in rows for one in row["objects"]))]


def test_every_pass_says_how_long_it_holds(folder: Path) -> None:
    found = holds_of(check("conforming.yaml", "-o", "json", cwd=folder))
    ends = {"until": "2027-05-09", "then": "fail", "codes": ["expired"]}
    lasts: Any = {"until": "2029-11-23", "then": None, "codes": []}
    assert found[:2] == [ends, ends]
    assert {json.dumps(each) for each in found[2:]} == {json.dumps(each) for each in (ends, lasts, None)}
    assert holds_of(check("wrong-kind.yaml", "-o", "json", cwd=folder))[0] is None


@pytest.mark.parametrize("name", first(["text", "markdown", "html", "junit", "csv", "ndjson"], 2))
def test_every_format_shows_it(folder: Path, name: str) -> None:
    shown = check("conforming.yaml", "-o", name, cwd=folder).out
    assert "2027-05-09" in shown
    if name in ("text", "markdown", "html", "junit"):
        assert "holds until 2027-05-09, then expired" in " ".join(shown.split())
        assert "holds until 2029-11-23 at least" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("within", "warned"),
    first([("166d", False), ("167 days", True), ("6 months", True), ("5 months", False), ("1y", True)], 2),
)
def test_a_pass_that_ends_soon_is_warned_of(folder: Path, within: str, warned: bool) -> None:
    found = check("conforming.yaml", "--warn-within", within, "-o", "json", cwd=folder)
    assert found.code == 0
    objects = [one for row in found.report["manifests"][0]["policies"][0]["requirements"] for one in row["objects"]]
    told = [f for each in objects for f in each["findings"] if f["code"] == "ends-soon"]
    assert bool(told) == warned
    for each in told:
        assert (each["severity"], each["outcome"], each["gate"], each["certificate"]) == (
            "warning",
            "pass",
            None,
            "qms",
        )
        assert (
            "`qms` satisfies this now, but the pass lasts only until 2027-05-09; then it fails: expired"
            in each["message"]
        )
    assert found.report["inputs"]["warn_within"] is not None
    assert found.report["summary"]["warnings"] == 1 + len(told)


def test_such_a_warning_blocks_where_warnings_do(folder: Path) -> None:
    policy = folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text().partition("  - id: environment")[0])
    assert check("conforming.yaml", "--warn-within", "30d", "--fail-on", "warning", cwd=folder).code == 0
    assert check("conforming.yaml", "--warn-within", "1y", "--fail-on", "warning", cwd=folder).code == 1


def test_it_warns_as_the_configuration_says_unless_the_command_line_does(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("warn_within: 6 months\n")
    assert "ends-soon" in check("conforming.yaml", cwd=folder).out
    assert "ends-soon" not in check("conforming.yaml", "--warn-within", "30d", cwd=folder).out


def test_a_time_that_is_none_is_refused(folder: Path) -> None:
    ended = check("conforming.yaml", "--warn-within", "soon", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "`soon` is no span of time; write for example `--warn-within 90d`" in ended.err


@nightly
def test_a_report_of_before_there_was_such_a_key_is_drawn(folder: Path) -> None:
    report = check("conforming.yaml", "-o", "json", cwd=folder).report

    def older(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: older(each) for key, each in value.items() if key not in ("holds", "warn_within")}
        return [older(each) for each in value] if isinstance(value, list) else value

    (folder / "old.json").write_text(json.dumps(older(report)))
    for name in ("text", "markdown", "html", "junit", "csv", "ndjson", "sarif", "github", "gitlab"):
        ended = certgate("report", "old.json", "-o", name, cwd=folder)
        assert ended.code == 0, ended.err
        assert "holds until" not in ended.out


def test_the_code_is_explained(folder: Path) -> None:
    ended = certgate("explain", "ends-soon", cwd=folder)
    assert ended.code == 0
    assert "--warn-within" in ended.out
