"""`certgate verify REPORT`: the same inputs lead to the same bytes, and what is not the same is named."""

from __future__ import annotations

import io
import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from checker.renderers import render
from tests.replay.desk import WAIVERS, Desk

CONFIG = "policies: [policies]\nwaivers: {files: [waivers.yaml], longest: 180 days}\nwarn_within: 1y\n"

# Each run with all that bears on its report.
RUNS = {
    "plain": (),
    "two manifests": ("conforming.yaml", "wrong-kind.yaml"),
    "a folder with a file of no use": (".",),
    "order": ("conforming.yaml", "--order", "order.yaml"),
    "waivers": ("wrong-kind.yaml", "--waivers", "waivers.yaml"),
    "two files of waivers": ("wrong-kind.yaml", "--waivers", "waivers.yaml", "--waivers", "more.yaml"),
    "catalogue": ("conforming.yaml", "--catalogue", "catalogue.yaml"),
    "options": (".", "--all-candidates", "--advise", "--no-fail", "--fail-on", "warning", "--warn-within", "1y"),
    "baseline": ("wrong-kind.yaml", "--baseline", "earlier.json"),
    "configuration": ("conforming.yaml", "--config", "settings.yaml"),
    "many manifests": ("many.ndjson",),
    "a pattern without a match": ("conforming.yaml", "none/*.yaml", "gone.yaml"),
}


@pytest.fixture
def made(desk: Desk) -> Desk:
    desk.write("more.yaml", WAIVERS.replace("W-1", "W-2"))
    desk.write("settings.yaml", CONFIG)
    desk.check("conforming.yaml", to="earlier.json")
    rows = [(desk.folder / name).read_text(encoding="utf-8") for name in ("conforming.yaml", "wrong-kind.yaml")]
    desk.write("many.ndjson", "".join(f"{json.dumps(_values(each))}\n" for each in rows) + "{}\n")
    return desk


def _values(text: str) -> object:
    values = yaml.load(text, yaml.BaseLoader)
    values["manifest"] = 1
    for certificate in values["certificates"]:
        if certificate.get("expires") == "null":
            certificate["expires"] = None
    return values


@pytest.mark.parametrize("name", RUNS)
def test_the_same_inputs_lead_to_the_same_bytes(made: Desk, name: str) -> None:
    made.check(*RUNS[name])
    ended = made.replay()
    assert ended.code == 0, ended.out
    assert [each["check"] for each in ended.checks] == ["replay"]
    assert "the same bytes" in ended.checks[0]["message"]


def test_shipped_policies_and_todays_date_need_nothing_given(desk: Desk) -> None:
    assert desk.run("check", "conforming.yaml", "-p", "us-workplace-electrical", "-o", "json=report.json").code in (
        0,
        1,
        2,
    )
    ended = desk.run("verify", "report.json")
    assert (ended.code, ended.out.count("\n")) == (0, 2)
    assert ended.out.endswith(f"as of {desk.report()['as_of']}\n")


def test_what_was_standard_input_is_given_as_a_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (desk.folder / "conforming.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    desk.check("-")
    missing = desk.replay()
    assert (missing.code, missing.against) == (2, [("replay", "manifest `-`", "undetermined")])
    assert "--stdin" in missing.checks[0]["help"]
    assert desk.replay("--stdin", "conforming.yaml").code == 0
    assert desk.replay("--stdin", "wrong-kind.yaml").against[0] == ("replay", "manifest `-`", "fail")


# Each input that is changed is named, and each that is missing

INPUTS = {
    "conforming.yaml": "manifest `conforming.yaml`",
    "policies/power-supply.yaml": "policy `power-supply`",
    "order.yaml": "order `order.yaml`",
    "waivers.yaml": "waivers `waivers.yaml`",
    "catalogue.yaml": "catalogue `catalogue.yaml`",
    "earlier.json": "baseline `earlier.json`",
}
EVERY = ("conforming.yaml", "--order", "order.yaml", "--waivers", "waivers.yaml", "--catalogue", "catalogue.yaml")


@pytest.mark.parametrize("file", INPUTS)
def test_an_input_that_changed_is_named(made: Desk, file: str) -> None:
    made.check(*EVERY, "--baseline", "earlier.json")
    with open(made.folder / file, "a", encoding="utf-8") as text:
        text.write("\n" if file.endswith("json") else "# changed\n")
    ended = made.replay()
    assert ended.code == 1
    assert ended.against == [("replay", INPUTS[file], "fail")]
    assert "is not the one of the run; then: " in ended.checks[0]["message"]


@pytest.mark.parametrize("file", INPUTS)
def test_an_input_that_is_missing_is_named(made: Desk, file: str) -> None:
    made.check(*EVERY, "--baseline", "earlier.json")
    kept = made.folder / "policies" / "other.yaml"
    kept.write_text((made.folder / "policies" / "power-supply.yaml").read_text().replace("id: power-s", "id: other-s"))
    (made.folder / file).unlink()
    ended = made.replay()
    assert ended.code == 2
    assert ended.against == [("replay", INPUTS[file], "undetermined")]
    assert "missing" in ended.checks[0]["message"]


def test_a_change_that_matters_is_told_with_what_it_leads_to(made: Desk) -> None:
    made.check("conforming.yaml")
    manifest = made.folder / "conforming.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace("NP-500-B]}", "NP-600]}"), encoding="utf-8")
    ended = made.replay()
    assert [row[1] for row in ended.against] == ["manifest `conforming.yaml`", "result"]
    assert "`blocked`, verdict `fail`, and was `passed`, verdict `pass`" in ended.checks[1]["message"]


def test_a_policy_of_another_version_is_told_with_both(made: Desk) -> None:
    made.check("conforming.yaml")
    policy = made.folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    (found, *_) = made.replay().checks
    assert "then: version 1 (" in found["message"]
    assert "now: version 2 (" in found["message"]


def test_a_configuration_is_not_needed_again(made: Desk) -> None:
    made.check("conforming.yaml", "--config", "settings.yaml")
    (made.folder / "settings.yaml").unlink()
    assert made.replay().code == 0


def test_inputs_may_lie_elsewhere(made: Desk) -> None:
    made.check(*EVERY, "--baseline", "earlier.json")
    away = made.folder / "away"
    away.mkdir()
    for name in ("conforming.yaml", "order.yaml", "waivers.yaml", "catalogue.yaml", "earlier.json"):
        shutil.move(made.folder / name, away / name)
    given = [f"--{key}=away/{key}.yaml" for key in ("order", "waivers", "catalogue")]
    assert made.replay("--manifests", "away", *given, "--baseline", "away/earlier.json").code == 0


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_of_evidence_that_is_not_what_it_was_is_named(desk: Desk, change: str) -> None:
    """The manifest and the policy are those of the run, and the document behind the certificate is not."""
    file = desk.folder / "listing.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    row = f"evidence: [{{type: certificate, file: listing.png, sha256: {sha256(file.read_bytes()).hexdigest()}}}]"
    manifest, policy = desk.folder / "conforming.yaml", desk.folder / "policies" / "power-supply.yaml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("    kind: product\n", f"    kind: product\n    {row}\n"), "utf-8"
    )
    asked = policy.read_text(encoding="utf-8").replace("    mark:", "    assurance: documented\n    mark:")
    policy.write_text(asked, encoding="utf-8")
    assert desk.check().code == 0
    assert desk.replay().code == 0
    file.unlink() if change == "gone" else file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(65))
    ended = desk.replay()
    assert ended.code == 1
    assert ended.against[0] == ("replay", "evidence `listing.png, of certificate listing`", "fail")


# A report that is not what its inputs lead to


def test_another_version_of_certgate_is_named(desk: Desk) -> None:
    desk.check()
    report = desk.report()
    report["tool"]["version"] = "0.0.1"
    desk.write("report.json", "".join(render(report, "json")))
    ended = desk.replay()
    assert (ended.code, ended.against) == (1, [("replay", "certgate", "fail")])
    assert "certgate 0.0.1 made the report" in ended.checks[0]["message"]
    assert "apart from that: the same bytes" in ended.checks[0]["message"]


def test_a_report_that_somebody_changed_is_found_where_it_was_changed(desk: Desk) -> None:
    desk.check()
    report = desk.report()
    report["manifests"][0]["supplier"] = "Somebody Else GmbH"
    desk.write("report.json", "".join(render(report, "json")))
    ended = desk.replay()
    assert (ended.code, ended.against) == (1, [("replay", "report", "fail")])
    assert 'at `/manifests/0/supplier` it says `"Somebody Else GmbH"`' in ended.checks[0]["message"]


def test_a_report_that_was_laid_out_anew_is_not_the_same_bytes(desk: Desk) -> None:
    desk.check()
    desk.write("report.json", json.dumps(desk.report()))
    ended = desk.replay()
    assert ended.code == 1
    assert "laid out anew" in ended.checks[0]["message"]


def test_a_report_of_an_earlier_release_is_made_again(desk: Desk) -> None:
    desk.check()
    report = desk.report()
    del report["inputs"]["options"]
    desk.write("report.json", "".join(render(report, "json")))
    assert desk.replay().code == 0


def test_a_version_that_is_to_come_is_part_of_the_run(desk: Desk) -> None:
    """It says how long a pass holds, although it is not in effect yet."""
    policy = desk.folder / "policies" / "power-supply.yaml"
    now = policy.read_text(encoding="utf-8")
    later = now.replace('version: "1"', 'version: "2"\neffective: {from: 2027-01-01}').replace(
        "UL 62368-1", "UL 60950-1"
    )
    policy.write_text(now.replace('version: "1"', 'version: "1"\neffective: {until: 2026-12-31}'), encoding="utf-8")
    file = desk.write("policies/later.yaml", later)
    desk.check()
    assert [each["version"] for each in desk.report()["inputs"]["options"]["other_versions"]] == ["2"]
    assert desk.replay().code == 0
    file.unlink()
    assert desk.replay().against == [("replay", "policy `power-supply`", "fail")]


def test_what_is_no_report_is_refused_in_one_line(desk: Desk) -> None:
    for file in ("conforming.yaml", "key.pub", "gone.json"):
        ended = desk.run("verify", file)
        assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)


def test_inputs_are_named_as_they_were(tmp_path: Path, desk: Desk) -> None:
    """A replay from another folder names no folder of this machine: the bytes would differ."""
    desk.check(*EVERY)
    elsewhere = tmp_path / "Ünïcode folder" / "deeper"
    shutil.copytree(desk.folder, elsewhere, ignore=lambda _path, names: [name for name in names if "folder" in name])
    given = [f"--{key}={elsewhere / key}.yaml" for key in ("order", "waivers", "catalogue")]
    for name in ("conforming.yaml", "order.yaml", "waivers.yaml", "catalogue.yaml"):
        (desk.folder / name).unlink()
    assert desk.replay("--manifests", str(elsewhere), *given).code == 0
