"""Annotations of GitHub Actions: read back as its runner reads them, no more than it shows, forged by nobody."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.renderers.github_format import render
from tests.renderers.made import (
    Json,
    a_finding,
    a_report,
    an_error,
    an_object,
    nothing_assessed,
    of_objects,
    standings,
)
from tests.reports import SAMPLES, sample


class Command(NamedTuple):
    level: str
    properties: dict[str, str]
    message: str


def unescaped(text: str, *more: tuple[str, str]) -> str:
    """As the runner does it: `%` last, or an escaped escape would become one."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), *more, ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands(report: Json) -> list[Command]:
    """Every line, taken apart as the runner does."""
    found = []
    for line in "".join(render(report)).splitlines():
        command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert command, line
        pairs = [pair.split("=", 1) for pair in command[2].split(",")]
        given = {key: unescaped(value, ("%3A", ":"), ("%2C", ",")) for key, value in pairs}
        found.append(Command(command[1], given, unescaped(command[3])))
    return found


def levels(report: Json) -> list[str]:
    """The levels of all that follows the head."""
    return [each.level for each in commands(report) if "certgate" not in each.properties["title"]]


@pytest.mark.parametrize("name", ["undetermined", "waived"])
def test_the_annotations(name: str, snapshot: SnapshotAssertion) -> None:
    assert "".join(render(sample(name))) == snapshot


def test_the_result_comes_first_and_everything_that_makes_it_milder_next() -> None:
    result, notes, *_ = commands(sample("warned"))
    assert result.level == notes.level == "notice"
    assert result.message.startswith("BLOCKED as of 2026-11-23: 15 manifests, 3 pass, 7 fail, 2 undetermined")
    assert result.properties == {"title": "certgate: blocked"}
    assert notes.message.split("\n") == [each["effect"] for each in sample("warned")["relaxations"]]


def test_relaxations_too_long_for_one_message_are_not_cut() -> None:
    report = of_objects(an_object())
    effects = [f"waiver {number} {'x' * 1_100}" for number in range(12)]
    report["relaxations"] = [{"type": "waiver", "id": "W", "effect": each} for each in effects]
    drawn = commands(report)
    told = "\n".join(each.message for each in drawn if "notes" in each.properties["title"])
    assert told.split("\n") == effects
    assert all(len(each.message) <= 2_000 for each in drawn)


def test_no_relaxation_no_second_notice() -> None:
    assert len(commands(a_report(errors=[an_error()], relaxations=[]))) == 2


@pytest.mark.parametrize(
    ("name", "wanted"),
    {
        "pass": [],
        "pass with a note": ["notice"],
        "pass with a warning": ["warning"],
        "pass that blocks by a warning": ["error", "notice"],
        "fail": ["error"],
        "undetermined": ["error"],
        "waived": ["notice"],
        "not needed": ["notice"],
        "advisory": ["warning"],
        "not in effect": ["warning"],
        "advisory that blocks": ["error"],
    }.items(),
)
def test_the_level_of_each_standing(name: str, wanted: list[str]) -> None:
    report = standings()[name]
    report["result"] = "blocked" if "error" in wanted else "passed"
    assert levels(report) == wanted


def test_an_annotation_stands_at_its_line() -> None:
    (error,) = (each for each in commands(of_objects(an_object())) if each.level == "error")
    place = {"file": "m.yaml", "line": "7", "col": "3"}
    assert error.properties == {**place, "title": "fail: model-not-covered"}
    assert error.message.startswith("fail: `ul` covers `A`, not `B`\nfor model B of p; supplier: Northwind\n")


@pytest.mark.parametrize(
    ("error", "file"),
    [
        (an_error(line=0), {"file": "broken.yaml"}),
        (an_error("-"), {}),
        (an_error("../out.yaml"), {}),
        (an_error("a,b:c%.yaml"), {"file": "a,b:c%.yaml", "line": "3", "col": "5"}),
    ],
)
def test_a_place_is_given_as_far_as_there_is_one(error: Json, file: dict[str, str]) -> None:
    found = commands(a_report(errors=[error]))[-1]
    assert found.properties == {**file, "title": "input that could not be used"}
    assert found.message.split("\n")[:2] == [
        "input that could not be used: unknown key `stadard`",
        "to mend: write `standard`",
    ]


@pytest.mark.parametrize("count", [9, 10, 11, 40])
def test_github_shows_ten_of_a_level_so_the_tenth_counts_the_rest(count: int) -> None:
    drawn = commands(a_report(errors=[an_error(line=n) for n in range(1, count + 1)]))
    errors = [each for each in drawn if each.level == "error"]
    assert len(errors) == min(count, 10)
    counted = [each.message for each in errors if each.properties["title"] == "certgate: more"]
    left = f"{count - 9} errors are not shown here, for GitHub shows 10 per step; other formats have all"
    assert counted == ([left] if count > 10 else [])


def test_notices_leave_room_for_the_head() -> None:
    notes = [a_finding("series-pattern", certificate=str(n), outcome="pass", severity="note") for n in range(20)]
    drawn = commands(of_objects(an_object("B", *notes, outcome="pass", blocks=False)))
    notices = [each for each in drawn if each.level == "notice"]
    assert len(notices) == 10
    assert notices[-1].message.startswith("13 notes are not shown")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_blocked_run_has_an_error_and_a_passed_one_none(name: str) -> None:
    report = sample(name)
    assert ("error" in levels(report)) == (report["result"] == "blocked")


def test_a_run_that_assessed_nothing_is_an_error() -> None:
    assert levels(nothing_assessed()) == ["error"]


def test_a_message_is_no_longer_than_the_runner_takes() -> None:
    found = a_finding(message="\U0001f4a9" * 1_000)
    report = of_objects(
        *(an_object(f"{n}{'x' * 200}", {**found, "message": f"{n}{found['message']}"}) for n in range(5))
    )
    for each in commands(report):
        assert len(each.message.encode("utf-16-le")) // 2 <= 4_096


def test_what_looks_like_an_escape_is_shown_as_written() -> None:
    report = of_objects(an_object("%0A::error::forged%0D%3A"))
    (error,) = (each for each in commands(report) if each.level == "error")
    assert "model %0A::error::forged%0D%3A of p" in error.message
