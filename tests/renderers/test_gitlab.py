"""GitLab Code Quality: entries as GitLab takes them, the head among them, each told from the others."""

from __future__ import annotations

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.renderers.gitlab_format import render
from tests.renderers.made import Json, a_report, an_error, an_object, nothing_assessed, of_objects, standings
from tests.reports import SAMPLES, sample

HEAD = ("result", "relaxation", "policy")


def entries(report: Json) -> list[Json]:
    found: list[Json] = json.loads("".join(render(report)))
    return found


def severities(report: Json) -> list[str]:
    return [each["severity"] for each in entries(report) if each["check_name"] not in HEAD]


def test_the_entries(snapshot: SnapshotAssertion) -> None:
    assert "".join(render(standings()["waived"])) == snapshot


@pytest.mark.parametrize("name", SAMPLES)
def test_every_entry_has_what_gitlab_needs(name: str) -> None:
    drawn = entries(sample(name))
    for each in drawn:
        assert set(each) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert each["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert each["location"]["lines"]["begin"] >= 1
        assert not each["location"]["path"].startswith(("/", "."))
        assert "\n" not in each["description"]
    assert len({each["fingerprint"] for each in drawn}) == len(drawn)


def test_the_head_is_among_them() -> None:
    report = sample("warned")
    head = [each["description"] for each in entries(report) if each["check_name"] in HEAD]
    assert head[0].startswith("certgate: BLOCKED as of 2026-11-23: 15 manifests, 3 pass, 7 fail")
    assert head[1:5] == [f"certgate note: {each['effect']}" for each in report["relaxations"]]
    assert head[5:] == [
        "assessed by policy environment-and-ohs, version 2026-11",
        "assessed by policy eu-mdr-class-i, version 2026-11",
    ]


def test_the_head_names_the_result_where_nothing_that_blocks_is_in_effect() -> None:
    report = nothing_assessed()
    report["result"] = "passed"
    assert entries(report)[0]["description"].endswith("(result: passed)")


def test_another_result_is_another_entry() -> None:
    passed = of_objects(an_object())
    passed["result"] = "passed"
    assert entries(passed)[0]["fingerprint"] != entries(of_objects(an_object()))[0]["fingerprint"]


@pytest.mark.parametrize(
    ("name", "wanted"),
    {
        "pass": [],
        "pass with a note": ["info"],
        "pass with a warning": ["minor"],
        "pass that blocks by a warning": ["major", "info"],
        "fail": ["critical"],
        "undetermined": ["major"],
        "waived": ["info"],
        "not needed": ["info"],
        "advisory": ["minor"],
        "not in effect": ["minor"],
        "advisory that blocks": ["critical"],
    }.items(),
)
def test_the_severity_of_each_standing(name: str, wanted: list[str]) -> None:
    report = standings()[name]
    report["result"] = "blocked" if "blocks" in name or name in ("fail", "undetermined") else "passed"
    assert severities(report) == wanted


def test_unusable_inputs_and_a_run_that_assessed_nothing_are_blockers() -> None:
    assert (
        severities(sample("unusable"))
        == ["blocker"] * len(sample("unusable")["errors"]) + severities(sample("passing"))[1:]
    )
    assert severities(nothing_assessed()) == ["blocker"]


def test_a_description_is_one_paragraph_in_sentences() -> None:
    (entry,) = (each for each in entries(of_objects(an_object())) if each["check_name"] not in HEAD)
    assert entry["description"] == (
        "Fail: `ul` covers `A`, not `B`. For model B of p; supplier: Northwind. "
        "Asked by buyer, requirement listing: Each model listed [29 CFR 1910.7(b)]. "
        "To mend: have the model added. Remedy: Ask for a listing."
    )
    assert entry["location"] == {"path": "m.yaml", "lines": {"begin": 7}}


def test_a_file_outside_the_repository_is_named_in_the_description() -> None:
    entry = entries(a_report(errors=[an_error("../out.yaml", line=0)]))[-1]
    assert entry["location"] == {"path": "outside-the-repository/out.yaml", "lines": {"begin": 1}}
    assert entry["description"].endswith("In ../out.yaml.")
