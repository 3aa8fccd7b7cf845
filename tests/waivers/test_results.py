"""The exit code in every combination of outcome, waiver, option and input, and what reports say of waivers."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.errors import InputError
from checker.readers import Source
from checker.renderers import render
from tests.builders import REMOVED, UL, catalogue, changed, load_policy, manifest
from tests.cli.command import certgate, check
from tests.depth import first
from tests.reports import sample
from tests.waivers.book import AS_OF, RULES, Json, waivers

pytestmark = pytest.mark.generated

MANIFESTS: dict[str, Json] = {
    "pass": manifest(),
    "fail": changed(manifest(), {f"{UL}/covers/models": ["NP-500-A"]}),
    "undetermined": changed(manifest(), {f"{UL}/status": REMOVED}),
}
CODES = {"pass": "expired", "fail": "model-not-covered", "undetermined": "status-missing"}
# What the waivers lift: nothing there is, all, the model that passes anyway or one of two, nothing any more.
WAIVERS: dict[str, Callable[[str], list[Json]] | None] = {
    "none": None,
    "all": lambda outcome: [{"codes": [CODES[outcome]]}],
    "some": lambda outcome: [{"codes": [CODES[outcome]], "model": "NP-500-A"}],
    "expired": lambda outcome: [{"codes": [CODES[outcome]], "expires": "2026-11-22"}],
}
OPTIONS: dict[str, Json] = {
    "plain": {},
    "no-fail": {"no_fail": True},
    "undetermined": {"fail_on": "undetermined"},
    "warning": {"fail_on": "warning"},
}


def run(outcome: str, waived: str, option: str, *, unusable: bool = False) -> Json:
    made = WAIVERS[waived]
    book = waivers(*made(outcome)) if made else None
    given = api.Conditions(AS_OF, [load_policy(RULES)], catalogue(), waivers=book, **OPTIONS[option])
    sources = [Source.from_stdin(json.dumps(MANIFESTS[outcome]).encode(), "m.json")]
    if unusable:
        sources.append(Source.from_stdin(b"{", "z.json"))
    found = api.Run(given).check(sources)
    return {**found, "manifests": list(found["manifests"])}


def wanted(outcome: str, waived: str, option: str, *, unusable: bool) -> tuple[str, int]:
    """The result and the exit code, by the words of the design."""
    if unusable:
        return "blocked", 2
    if outcome == "pass":
        # Nothing is there to be lifted, so every waiver is unused or over: a warning.
        result = "blocked" if option == "warning" and waived != "none" else "passed"
    else:
        result = "passed-with-waivers" if waived == "all" else "blocked"
    return result, int(result == "blocked" and option != "no-fail")


@pytest.mark.parametrize(
    ("outcome", "waived", "option", "unusable"), [*product(MANIFESTS, WAIVERS, OPTIONS, [False, True])]
)
def test_the_exit_code_in_every_combination(outcome: str, waived: str, option: str, unusable: bool) -> None:
    report = run(outcome, waived, option, unusable=unusable)
    assert (report["result"], report["exit_code"]) == wanted(outcome, waived, option, unusable=unusable)
    assert report["verdict"] == outcome, "the verdict ignores waivers, options and what could not be read"
    assert report["summary"]["waived"] == int(waived == "all" and outcome != "pass")
    assert api.load_report("".join(render(report, "json")).encode(), "r.json") == report


# The same through the command

ITEM = """\
waivers: 1
items:
  - id: W-1
    policy: power-supply
    requirement: listed-product
    codes: [management-system-for-product]
    supplier: {name: Northwind Power Systems GmbH}
    reason: Field evaluation booked.
    approved_by: Head of procurement
    approved: 2026-11-02
    expires: 2027-01-31
"""

COMMANDS: dict[str, tuple[str, str, list[str], int, str]] = {
    "fails, no waivers": ("wrong-kind.yaml", "", [], 1, "blocked"),
    "fails, waived": ("wrong-kind.yaml", ITEM, [], 0, "passed-with-waivers"),
    "fails, another model waived": ("wrong-kind.yaml", f"{ITEM}    model: NP-500-A\n", [], 1, "blocked"),
    "fails, waiver over": ("wrong-kind.yaml", ITEM.replace("2027-01-31", "2026-11-22"), [], 1, "blocked"),
    "fails, waiver over, no fail": (
        "wrong-kind.yaml",
        ITEM.replace("2027-01-31", "2026-11-22"),
        ["--no-fail"],
        0,
        "blocked",
    ),
    "fails, waived by its supplier": (
        "wrong-kind.yaml",
        ITEM.replace("Head of procurement", "Northwind Power Systems GmbH"),
        [],
        1,
        "blocked",
    ),
    # The advisory requirement, which no waiver lifts, is a warning.
    "fails, waived, warnings block": ("wrong-kind.yaml", ITEM, ["--fail-on", "warning"], 1, "blocked"),
    "fails, waived, undetermined blocks": (
        "wrong-kind.yaml",
        ITEM,
        ["--fail-on", "undetermined"],
        0,
        "passed-with-waivers",
    ),
    "fails, waived, beside what can not be read": ("wrong-kind.yaml", ITEM, ["missing.yaml"], 2, "blocked"),
    "passes, waiver not needed": ("conforming.yaml", ITEM, [], 0, "passed"),
    "open, another code waived": ("open.yaml", ITEM, [], 1, "blocked"),
}


@pytest.mark.parametrize("name", first(COMMANDS, 4))
def test_the_exit_code_of_the_command(folder: Path, name: str) -> None:
    path, text, options, code, result = COMMANDS[name]
    (folder / "w.yaml").write_text(text)
    given = ["--waivers", "w.yaml"] if text else []
    ended = check(path, *given, *options, "-o", "json", cwd=folder)
    assert (ended.code, ended.report["result"], ended.report["exit_code"]) == (code, result, code)
    assert (ended.report["inputs"]["waivers"] or {}).get("path", "") == ("w.yaml" if text else "")


@pytest.mark.parametrize("before", ["power-supply", "listed-product", "management-system-for-product"])
def test_a_name_that_there_is_not_is_an_error_and_nothing_is_assessed(folder: Path, before: str) -> None:
    (folder / "w.yaml").write_text(ITEM.replace(before, f"{before}s"))
    ended = check("wrong-kind.yaml", "--waivers", "w.yaml", "-o", "json", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert f"did you mean `{before}`?" in ended.err
    assert ended.err.startswith("certgate: w.yaml:")


def test_the_configuration_names_waivers_and_how_long_they_may_hold(folder: Path) -> None:
    (folder / "buyer").mkdir()
    (folder / "buyer" / "w.yaml").write_text(ITEM)
    config = folder / "certgate.yaml"
    config.write_text("waivers: {files: [buyer/w.yaml], longest: 90 days}\n")
    ended = check("wrong-kind.yaml", "-o", "json", cwd=folder)
    assert (ended.code, ended.report["inputs"]["waivers"]["path"]) == (0, "buyer/w.yaml")
    config.write_text("waivers: {files: [buyer/w.yaml], longest: 89 days}\n")
    ended = check("wrong-kind.yaml", "-o", "json", cwd=folder)
    assert (ended.code, [each["code"] for each in ended.report["ledger"]]) == (1, ["waiver-over-long"])


def test_a_report_does_not_go_over_a_file_of_waivers_or_the_baseline(folder: Path) -> None:
    (folder / "w.json").write_text("{}")
    assert check("conforming.yaml", "-o", "json=r.json", cwd=folder).code == 0
    (folder / "w.yaml").write_text(ITEM)
    ended = check("conforming.yaml", "--waivers", "w.yaml", "-o", "json=w.yaml", cwd=folder)
    assert "`-o` would write over `w.yaml`, which this run reads" in ended.err
    ended = check("conforming.yaml", "--baseline", "r.json", "-o", "json=r.json", cwd=folder)
    assert "`-o` would write over `r.json`, which this run reads" in ended.err


def test_no_absolute_path_of_a_waivers_file_gets_into_a_report(folder: Path) -> None:
    (folder / "w.yaml").write_text(ITEM.replace("2027-01-31", "2026-11-22"))
    ended = check("wrong-kind.yaml", "--waivers", str(folder / "w.yaml"), "-o", "json", cwd=folder)
    assert ended.report["inputs"]["waivers"]["path"] == "w.yaml"
    assert str(folder) not in ended.out


def test_a_file_of_waivers_is_no_manifest(folder: Path) -> None:
    (folder / "w.yaml").write_text(ITEM)
    assert "give it with `--waivers`" in certgate("validate", "w.yaml", cwd=folder).err


# Reports that somebody changed


def _lift(report: Json) -> None:
    requirement = report["manifests"][0]["policies"][0]["requirements"][0]
    requirement["waived_by"] = "W-1"
    for each in requirement["objects"]:
        each["waived_by"], each["blocks"] = "W-1", False


def _first(report: Json) -> Any:
    return report["manifests"][0]["policies"][0]["requirements"][0]


TAMPERED: dict[str, tuple[str, Callable[[Json], Any], str]] = {
    "waived without a waiver": ("failing", _lift, "waived by `W-1`, which the relaxations do not state"),
    "a requirement waived whose objects are not": (
        "waived",
        lambda report: [each.update(waived_by=None, blocks=True) for each in _first(report)["objects"]],
        "the requirement is waived by `W-17`, and its objects by ``",
    ),
    "one object of a waived requirement is not": (
        "waived",
        lambda report: _first(report)["objects"][0].update(waived_by=None, blocks=True),
        "the requirement is waived by `W-17`, and its objects by ``",
    ),
    "a pass is waived": (
        "passing",
        lambda report: _first(report)["objects"][0].update(waived_by="W-1"),
        "this object is waived, although it passes",
    ),
    "a waiver without a file": (
        "waived",
        lambda report: report["inputs"].update(waivers=None),
        "although no file of waivers was given",
    ),
    "a waiver that lifts nothing": (
        "passing",
        lambda report: report["relaxations"].append({"type": "waiver", "id": "W-1", "effect": "waives all"}),
        "the relaxations state the waiver `W-1`, by which nothing is waived",
    ),
    "a warning about waivers that blocks": (
        "waived",
        lambda report: report["inputs"].update(fail_on="warning"),
        "although something in the report blocks",
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_report_whose_waivers_do_not_add_up_is_refused(name: str) -> None:
    source, edit, message = TAMPERED[name]
    report = sample(source)
    edit(report)
    with pytest.raises(InputError) as caught:
        api.load_report(json.dumps(report).encode(), "r.json")
    assert any(message in problem.message for problem in caught.value.problems), caught.value.problems


def test_a_report_of_an_earlier_release_is_read_without_ledger_and_baseline() -> None:
    report = sample("failing")
    del report["ledger"], report["baseline"]
    assert api.load_report(json.dumps(report).encode(), "r.json") == report
    assert "".join(render(report, "text")) == "".join(render(sample("failing"), "text"))
