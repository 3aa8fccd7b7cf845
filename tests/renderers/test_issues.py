"""Findings as issues: what is one problem, how bad it is, and what stays the same from run to run."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any
from weakref import WeakSet

import pytest

from checker.renderers import render
from checker.renderers.issues import Issue, issues
from checker.renderers.marks import in_repository, unique_label
from tests.renderers.made import (
    Json,
    a_finding,
    a_manifest,
    a_policy,
    a_report,
    a_requirement,
    an_error,
    an_object,
    nothing_assessed,
    of_objects,
    standings,
)
from tests.reports import SAMPLES, sample


def found(report: Json) -> list[Issue]:
    return list(issues(report))


def fingerprints(report: Json) -> set[str]:
    return {issue.fingerprint for issue in issues(report)}


# What is one problem


def test_one_problem_of_many_objects_is_one_issue_that_names_them() -> None:
    (issue,) = found(of_objects(*(an_object(f"M{number}") for number in range(12))))
    assert "for model M0 of p, model M1 of p" in issue.text
    assert "model M9 of p, and 2 more; supplier: Northwind" in issue.text


def test_sentences_that_differ_from_object_to_object_are_told() -> None:
    objects = (an_object(each, a_finding(message=f"not `{each}`")) for each in "ABCDE")
    (issue,) = found(of_objects(*objects))
    assert issue.sentences == ("not `A`", "not `B`", "not `C`", "and 2 more")


def test_another_certificate_code_or_requirement_is_another_issue() -> None:
    findings = [a_finding(), a_finding("expired"), a_finding(certificate="tuv"), a_finding(certificate=None)]
    two = [a_requirement(an_object("B", *findings)), a_requirement(an_object("B"), id="other")]
    assert len(fingerprints(a_report(a_manifest(a_policy(*two))))) == 5


def test_an_issue_says_who_asks_and_how_to_mend_it() -> None:
    (issue,) = found(of_objects(an_object()))
    assert issue.text.splitlines() == [
        "fail: `ul` covers `A`, not `B`",
        "for model B of p; supplier: Northwind",
        "asked by buyer, requirement listing: Each model listed [29 CFR 1910.7(b)]",
        "to mend: have the model added",
        "remedy: Ask for a listing.",
    ]


def test_a_requirement_without_citation_remedy_or_help_leaves_no_empty_line() -> None:
    (issue,) = found(of_objects(an_object("B", a_finding(help="")), citation="", remedy=""))
    assert [line.partition(" ")[0] for line in issue.text.splitlines()] == ["fail:", "for", "asked"]


def test_other_places_of_one_problem_are_kept() -> None:
    elsewhere = {"file": "m.yaml", "line": 9, "column": 1}
    (issue,) = found(of_objects(an_object("A"), an_object("B", a_finding(location=elsewhere)), an_object("C")))
    assert (issue.line, issue.places) == (7, (elsewhere,))


# How bad it is


@pytest.mark.parametrize(
    ("name", "levels"),
    {
        "pass": [],
        "pass with a note": ["note"],
        "pass with a warning": ["warning"],
        "pass that blocks by a warning": ["error", "note"],
        "fail": ["error"],
        "undetermined": ["error"],
        "waived": ["note"],
        "not needed": ["note"],
        "advisory": ["warning"],
        "not in effect": ["warning"],
        "advisory that blocks": ["error"],
    }.items(),
)
def test_the_level_says_whether_it_blocks(name: str, levels: list[str]) -> None:
    report = standings()[name]
    report["result"] = "blocked" if "error" in levels else "passed"
    assert [issue.level for issue in issues(report)] == levels


@pytest.mark.parametrize("name", SAMPLES)
def test_there_is_an_error_exactly_where_something_blocks(name: str) -> None:
    report = sample(name)
    wanted = {
        (manifest["path"], policy["id"], requirement["id"])
        for manifest in report["manifests"]
        for policy in manifest["policies"]
        for requirement in policy["requirements"]
        if any(each["blocks"] for each in requirement["objects"])
    }
    drawn = [issue.facts for issue in issues(report) if issue.level == "error" and issue.facts]
    assert {(each["manifest"], each["policy"], each["requirement"]) for each in drawn} == wanted


def test_an_error_lowered_by_nothing_is_a_warning_where_its_object_does_not_block() -> None:
    assert [issue.level for issue in found(of_objects(an_object(blocks=False)))][:1] == ["warning"]


def test_an_object_that_blocks_is_an_error_even_where_no_reason_is_stated() -> None:
    (issue,) = found(of_objects({**an_object(), "findings": []}))
    assert (issue.level, issue.code, issue.file) == ("error", "no-reason-stated", "m.yaml")


def test_waived_and_blocking_objects_of_one_problem_are_two_issues() -> None:
    drawn = found(of_objects(an_object("A", blocks=False, waived_by="W-1"), an_object("B")))
    assert [(issue.level, issue.waiver, issue.word) for issue in drawn] == [
        ("error", None, "fail"),
        ("note", "W-1", "waived, fail"),
    ]
    assert drawn[0].fingerprint == found(of_objects(an_object("B")))[0].fingerprint != drawn[1].fingerprint


def test_a_blocked_run_that_assessed_nothing_has_an_issue() -> None:
    (issue,) = found(nothing_assessed())
    assert (issue.level, issue.code, issue.file) == ("error", "nothing-assessed", "m.yaml")
    assert "no policy applies to any manifest, so nothing was assessed" in issue.text


def test_a_blocked_run_in_which_no_object_blocks_has_an_issue() -> None:
    (issue,) = (each for each in found(of_objects(an_object(blocks=False))) if each.level == "error")
    assert "no object in the report blocks" in issue.text


def test_a_run_without_a_manifest_that_could_be_used_names_its_first_file() -> None:
    assert found(a_report(errors=[an_error()]))[0].file == "broken.yaml"
    assert found(a_report())[0].file == "-"


# Fingerprints


@pytest.mark.parametrize("name", SAMPLES)
def test_every_fingerprint_of_a_run_is_another(name: str) -> None:
    drawn = found(sample(name))
    assert len({issue.fingerprint for issue in drawn}) == len(drawn) > 0


def moved(report: Json) -> Json:
    """The same findings some lines further down, in certificates that stand in another order."""
    text = json.dumps(report).replace("/certificates/0", "/certificates/4").replace('"line": ', '"line": 1')
    found: Json = json.loads(text)
    for manifest in found["manifests"]:
        for policy in manifest["policies"]:
            for requirement in policy["requirements"]:
                requirement["objects"].reverse()
    return found


@pytest.mark.parametrize("name", ["failing", "undetermined", "waived", "warned", "hostile"])
def test_fingerprints_outlive_moved_lines_and_entries_in_another_order(name: str) -> None:
    assert fingerprints(moved(sample(name))) == fingerprints(sample(name))


def test_fingerprints_outlive_other_suppliers_and_further_models() -> None:
    few = of_objects(an_object("A"))
    many = copy.deepcopy(few)
    many["manifests"][0]["policies"][0]["requirements"][0]["objects"].insert(0, an_object("0"))
    many["manifests"].insert(0, a_manifest(a_policy(a_requirement(an_object())), path="a.yaml"))
    assert fingerprints(few) < fingerprints(many)
    assert len(fingerprints(many)) == 2


def lines(*suppliers: str) -> Json:
    each = a_policy(a_requirement(an_object()))
    return a_report(*(a_manifest(each, path=f"all.ndjson:{n}", supplier=s) for n, s in enumerate(suppliers, 1)))


def test_a_line_of_ndjson_is_told_by_its_supplier() -> None:
    assert fingerprints(lines("Northwind")) < fingerprints(lines("Acme", "Northwind"))


def test_two_lines_of_one_supplier_are_two() -> None:
    assert len(fingerprints(lines("Northwind", "Northwind"))) == 2


def test_the_same_problem_twice_in_one_unusable_file_is_two_issues() -> None:
    drawn = found(a_report(errors=[an_error(line=3), an_error(line=9)]))
    assert len({issue.fingerprint for issue in drawn}) == 2
    assert {issue.level for issue in drawn} == {"error"}


# What is shown


@pytest.mark.parametrize(
    ("file", "shown"),
    {
        "a/b.yaml": ("a/b.yaml", True),
        "./a//b.yaml": ("a/b.yaml", True),
        "-": ("standard-input", False),
        "../a/b.yaml": ("outside-the-repository/a/b.yaml", False),
        "a/../../b.yaml": ("outside-the-repository/a/b.yaml", False),
        "/etc/b.yaml": ("outside-the-repository/etc/b.yaml", False),
        "..": ("outside-the-repository/unnamed", False),
    }.items(),
)
def test_a_path_stays_in_the_repository(file: str, shown: tuple[str, bool]) -> None:
    assert in_repository(file) == shown


def test_names_that_look_the_same_when_cut_stay_apart() -> None:
    one, other = (unique_label("x" * 200 + middle + "x" * 200) for middle in "ab")
    assert one != other
    assert unique_label("plain") == "plain"


def test_an_unusable_line_of_ndjson_or_stdin_says_where_it_is() -> None:
    (issue,) = found(a_report(errors=[an_error("../x.yaml")]))
    assert issue.text.endswith("in ../x.yaml:3:5")
    (empty,) = found(a_report(errors=[{**an_error("-", line=0), "help": ""}]))
    assert empty.text.splitlines() == ["input that could not be used: unknown key `stadard`", "in -"]


# Large reports


class Entry(dict[str, Any]):
    """An entry that can be seen to be let go."""

    __hash__ = object.__hash__  # type: ignore[assignment]


class Drawn(Sequence[Any]):
    """Many manifests, each made when it is walked over; `most` is how many there were at one time."""

    def __init__(self, size: int) -> None:
        self.size, self.most = size, 0
        self.alive: WeakSet[Entry] = WeakSet()

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, index: Any) -> Any:
        entry = Entry(a_manifest(a_policy(a_requirement(an_object())), path=f"{range(self.size)[index]:05}.yaml"))
        self.alive.add(entry)
        self.most = max(self.most, len(self.alive))
        return entry

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self.size))


@pytest.mark.parametrize("format_", ["junit", "sarif", "github", "gitlab"])
def test_no_format_keeps_the_manifests_it_walked_over(format_: str) -> None:
    manifests = Drawn(200)
    parts = render({**a_report(), "manifests": manifests}, format_)
    assert max(len(part) for part in parts) < 50_000
    assert 0 < manifests.most <= 3
