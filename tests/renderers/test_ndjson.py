"""NDJSON: a line for the run, then a line for each manifest, the same whatever else the run kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.renderers import render
from checker.report import Entries
from tests.renderers.samples import EVERY, nothing
from tests.reports import sample

Json = dict[str, Any]


def lines(report: Json) -> list[str]:
    return "".join(render(report, "ndjson")).splitlines()


@pytest.mark.parametrize("name", EVERY)
def test_the_first_line_is_the_report_and_the_others_its_manifests(name: str) -> None:
    report = sample(name)
    head, *manifests = (json.loads(line) for line in lines(report))
    assert head == {key: value for key, value in report.items() if key != "manifests"}
    assert len(manifests) == len(report["manifests"])
    for line, manifest in zip(manifests, report["manifests"], strict=True):
        assert {key: line[key] for key in ("path", "supplier", "verdict")} == {
            key: manifest[key] for key in ("path", "supplier", "verdict")
        }


def without_gates(value: Any) -> Any:
    """What a run keeps for formats that show findings alone."""
    if isinstance(value, dict):
        return {
            key: [] if key in ("gates", "source", "certificates") else without_gates(each)
            for key, each in value.items()
        }
    return [without_gates(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", EVERY)
def test_a_full_report_and_one_of_findings_give_the_same_lines(name: str) -> None:
    report = sample(name)
    brief = {**report, "manifests": without_gates(report["manifests"])}
    assert brief != report
    assert lines(report) == lines(brief)
    assert [json.loads(line) for line in lines(report)][1:] == brief["manifests"]


@pytest.mark.parametrize("name", EVERY)
def test_what_is_known_to_be_brief_gives_the_same_lines(name: str) -> None:
    report = sample(name)
    entries = Entries(brief=True)
    for each in without_gates(report["manifests"]):
        entries.append(each)
    assert lines({**report, "manifests": entries}) == lines(report)


def test_the_report_is_left_as_it_was() -> None:
    report = sample("warned")
    lines(report)
    assert report == sample("warned")


def test_a_run_of_nothing_has_its_line() -> None:
    (line,) = lines(nothing())
    assert json.loads(line)["verdict"] == "not-applicable"


def test_no_line_is_a_command_or_turns_round_where_it_is_shown() -> None:
    text = "".join(render(sample("hostile"), "ndjson"))
    assert "##" not in text.replace("\\u0023#", "")
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert len(text.splitlines()) == text.count("\n") == 2
