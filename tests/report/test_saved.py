"""A saved report is drawn again as it was; one that somebody changed is refused with the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from checker import api
from checker.errors import InputError
from checker.renderers import render
from tests.reports import SAMPLES, sample

Json = dict[str, Any]


def load(report: Json) -> Json:
    return api.load_report(json.dumps(report, indent=2).encode(), "r.json")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_saved_report_is_read_as_it_was_written(name: str) -> None:
    report = sample(name)
    text = "".join(render(report, "json"))
    assert api.load_report(text.encode(), "r.json") == report
    assert all(character.isprintable() for character in text.replace("\n", ""))


def first_object(report: Json) -> Json:
    found: Json = report["manifests"][0]["policies"][0]["requirements"][0]["objects"][0]
    return found


CHANGES: dict[str, tuple[Callable[[Json], Any], str]] = {
    "the head says pass": (lambda report: report.update(verdict="pass"), "the verdict is `pass`"),
    "the head says passed": (lambda report: report.update(result="passed", exit_code=0), "the result is `passed`"),
    "a manifest says pass": (lambda report: report["manifests"][-1].update(verdict="pass"), "the summary counts"),
    "a manifest is taken out": (lambda report: report["manifests"].pop(), "the summary counts"),
    "the counts say more": (lambda report: report["summary"].update(manifests=99), "the summary counts 99 manifests"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_report_whose_head_its_manifests_contradict_is_refused(name: str) -> None:
    report = sample("failing")
    edit, message = CHANGES[name]
    edit(report)
    with pytest.raises(InputError) as caught:
        load(report)
    assert any(message in problem.message for problem in caught.value.problems)
    assert all(problem.location.line > 1 for problem in caught.value.problems)


def test_a_failure_that_was_taken_for_a_pass_is_found_whatever_else_agrees() -> None:
    report = sample("failing")
    report.update(verdict="pass", result="passed", exit_code=0)
    report["summary"].update({"pass": 11, "fail": 0, "undetermined": 0})
    for manifest in report["manifests"]:
        manifest["verdict"] = "pass"
    with pytest.raises(InputError, match="that of its parts together is `fail`"):
        load(report)
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            policy["verdict"] = "pass" if policy["requirements"] else policy["verdict"]
            for requirement in policy["requirements"]:
                requirement["outcome"] = "pass"
                for each in requirement["objects"]:
                    each["outcome"], each["blocks"] = "pass", False
    with pytest.raises(InputError, match="although the finding `holder-mismatch` is against it"):
        load(report)


def test_an_object_that_does_not_pass_and_is_not_waived_blocks() -> None:
    report = sample("waived")
    requirement = report["manifests"][0]["policies"][0]["requirements"][0]
    requirement["waived_by"] = None
    for each in requirement["objects"]:
        each["waived_by"] = None
    with pytest.raises(InputError, match="no waiver lifts it, so it blocks"):
        load(report)


def test_an_object_that_blocks_is_no_part_of_a_report_that_passed() -> None:
    report = sample("passing")
    first_object(report)["blocks"] = True
    with pytest.raises(InputError, match="something in the report blocks"):
        load(report)


def test_a_report_with_waivers_is_no_contradiction() -> None:
    assert load(sample("waived"))["result"] == "passed-with-waivers"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this is no well-formed JSON"),
        (b'{"report": 1,', "this is no well-formed JSON"),
        (b"\xff\xfe", "this is no well-formed JSON"),
        (b"[]", "the document is a list"),
        (b'{"manifest": 1}', "a file of the format `manifest`, where a report is required"),
        (b'{"report": 1}', "`tool` is missing"),
        (b'{"report": 2}', "`report`"),
    ],
)
def test_what_is_no_report_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        api.load_report(data, "r.json")
    assert any(message in problem.message for problem in caught.value.problems)
    assert all(problem.location.file == "r.json" for problem in caught.value.problems)


ODD: dict[str, tuple[str, Callable[[Json], Any], str]] = {
    "passed without a pass": (
        "waived",
        lambda report: report.update(result="passed"),
        "although not everything passes",
    ),
    "waived by nobody": ("waived", lambda report: report["relaxations"].clear(), "waived by `W-17`, which the relax"),
    "waivers without any": (
        "passing",
        lambda report: report.update(result="passed-with-waivers"),
        "although nothing is waived",
    ),
    "blocked and exit 0": ("failing", lambda report: report.update(exit_code=0), "the exit code is 0, and that of"),
    "no-fail taken out": ("warned", lambda report: report["relaxations"].pop(0), "the exit code is 0, and that of"),
    "errors taken out": ("unusable", lambda report: report["errors"].clear(), "the exit code is 2, and that of"),
    "warnings miscounted": ("warned", lambda report: report["summary"].update(warnings=0), "the summary counts 0 warn"),
    "waivers miscounted": ("waived", lambda report: report["summary"].update(waived=0), "the summary counts 0 waived"),
    "a policy twice": (
        "failing",
        lambda report: report["manifests"][0]["policies"].append(report["manifests"][0]["policies"][0]),
        "the policy `us-medical-electrical` is reported twice",
    ),
    "a policy says pass": (
        "failing",
        lambda report: report["manifests"][-1]["policies"][0].update(verdict="pass"),
        "the verdict is `pass`, although the requirement `",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_a_report_that_does_not_add_up_is_refused(name: str) -> None:
    source, edit, message = ODD[name]
    report = sample(source)
    edit(report)
    with pytest.raises(InputError) as caught:
        load(report)
    assert any(message in problem.message for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize("value", [1e20, 1.0, 0.5])
def test_a_number_that_no_report_holds_is_refused(value: float) -> None:
    report = sample("failing")
    report["manifests"][0]["source"][0]["line"] = value
    with pytest.raises(InputError, match="a number with a fraction"):
        load(report)


def test_what_lies_too_deep_is_refused() -> None:
    report = sample("passing")
    deep: Json = {}
    for _ in range(300):
        deep = {"x": deep}
    report["x-deep"] = deep
    with pytest.raises(InputError, match="more than 64 levels"):
        load(report)


def test_a_requirement_that_is_said_not_to_be_needed_is_found() -> None:
    report = sample("failing")
    policy = next(
        policy
        for manifest in report["manifests"]
        for policy in manifest["policies"]
        if any(row["outcome"] == "fail" for row in policy["requirements"])
    )
    row = next(row for row in policy["requirements"] if row["outcome"] == "fail")
    row["needed"] = False
    for each in row["objects"]:
        each["blocks"] = False
    with pytest.raises(InputError) as caught:
        load(report)
    assert any(f"the decision needs the requirement `{row['id']}`" == each.message for each in caught.value.problems)


def test_a_report_that_does_not_say_what_its_policies_need_is_refused() -> None:
    report = sample("failing")
    del report["manifests"][0]["policies"][0]["decision"]
    with pytest.raises(InputError) as caught:
        load(report)
    assert any("states no decision" in each.message for each in caught.value.problems)


def test_a_mandatory_requirement_that_is_said_not_to_count_is_found() -> None:
    report = sample("failing")
    row = report["manifests"][-1]["policies"][0]["requirements"][0]
    row["counts"] = False
    with pytest.raises(InputError) as caught:
        load(report)
    assert caught.value.problems
