"""The report for auditors: complete, self-contained, steered by no supplier, the same every time."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import pytest

from checker.renderers.rows import headline, rows
from tests.renderers.made import (
    a_finding,
    an_error,
    an_object,
    nothing_assessed,
    of_objects,
    standings,
)
from tests.renderers.pages import TAGS, Page, drawn, drawn_sample, folder, page, plain
from tests.renderers.samples import EVERY, READABLE, nothing
from tests.reports import sample

pytestmark = pytest.mark.generated

Json = dict[str, Any]


@pytest.mark.parametrize("name", EVERY)
def test_the_first_heading_is_the_result_as_of_the_date(name: str) -> None:
    report, found = sample(name), Page(drawn_sample(name))
    assert found.all("h1") == [f"{report['result'].replace('-', ' ')} as of {report['as_of']}"]
    assert f"Verdict of the evidence, waivers and options aside: {report['verdict']}" in found.text
    assert headline(report) in found.all("footer")[0]


@pytest.mark.parametrize("name", READABLE)
def test_conditions_relaxations_and_unusable_inputs_are_stated(name: str) -> None:
    report, text = sample(name), Page(drawn_sample(name)).text
    for each in report["relaxations"]:
        assert plain(each["effect"]) in text
    for each in report["errors"]:
        assert plain(each["message"]) in text
        assert each["path"] in text
    inputs = report["inputs"]
    for each in (*inputs["policies"], inputs["catalogue"]):
        assert f"version {each['version']}" in text
        assert each["sha256"] in text
    assert ("--fail-on" in text) is (inputs["fail_on"] is not None)
    assert f"Exit code {report['exit_code']}" in text


@pytest.mark.parametrize("name", READABLE)
def test_everything_found_is_told_with_its_place(name: str) -> None:
    report, text = sample(name), Page(drawn_sample(name)).text
    for row in rows(report):
        for finding in row.object["findings"]:
            assert plain(finding["message"]) in text
            assert finding["code"] in text
            assert f"{finding['location']['line']}:{finding['location']['column']}" in text
            if finding["severity"] != "note":
                assert plain(finding["help"]) in text
        if row.requirement["outcome"] != "pass":
            assert plain(row.requirement["remedy"]) in text
        assert row.requirement["citation"] in text


@pytest.mark.parametrize("name", EVERY)
def test_headings_skip_no_level_and_every_link_leads_somewhere(name: str) -> None:
    found = Page(drawn_sample(name))
    assert found.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(found.levels, found.levels[1:], strict=False))
    assert [each for each, count in Counter(found.ids).items() if count > 1] == []
    assert {each.removeprefix("#") for each in found.links} <= set(found.ids)


@pytest.mark.parametrize("name", EVERY)
def test_the_page_needs_nothing_but_itself(name: str) -> None:
    text = drawn_sample(name)
    found = Page(text)
    assert set(found.tags) <= TAGS
    assert all(each.startswith("#") for each in found.links)
    assert not [each for each in found.attributes if each[1].startswith("on") or each[1] in ("src", "srcset", "style")]
    for style in found.all("style"):
        assert all(each.startswith(('"data:', "#")) for each in re.findall(r"url\(([^)]{0,8})", style))
        assert "@import" not in style


@pytest.mark.parametrize("name", EVERY)
def test_the_security_policy_lets_our_style_and_script_run_and_nothing_else(name: str) -> None:
    text = drawn_sample(name)
    policy = next(
        value for tag, key, value in Page(text).attributes if (tag, key) == ("meta", "content") and ";" in value
    )
    rules = dict(each.strip().split(" ", 1) for each in policy.split(";"))
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        inline = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", text, re.DOTALL)
        digests = [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in inline]
        assert digests == rules[rule].split()
    assert rules["default-src"] == "'none'"


def test_no_text_of_a_supplier_becomes_markup() -> None:
    hostile, tame = Page(drawn_sample("hostile")), Page(drawn_sample("passing"))
    assert hostile.tags["script"] == tame.tags["script"] == 1
    assert "<script>alert(1)</script><img src=x onerror=alert(1)>" in hostile.text
    assert "{{ 7+7 }} {% raw %} ${{ secrets.X }}" in hostile.text
    assert not {"img", "failure"} & set(hostile.tags)
    assert len(drawn_sample("hostile")) < 400_000, "a megabyte of name is cut"


def test_what_can_not_be_seen_is_shown_as_an_escape() -> None:
    text = drawn_sample("hostile")
    assert {each for each in text if not each.isprintable()} <= {"\n"}
    assert "\\u202eRTL\\u2066override" in text
    assert "\\u001b[31mred" in text


def test_nothing_is_hidden_but_the_tools_that_need_the_script() -> None:
    for name in EVERY:
        hidden = [tag for tag, key, _ in Page(drawn_sample(name)).attributes if key == "hidden"]
        assert len(hidden) <= 1


@pytest.mark.parametrize("name", ["failing", "hostile"])
def test_a_report_is_drawn_the_same_every_time(name: str) -> None:
    assert drawn(sample(name)) == drawn_sample(name)
    assert folder(sample(name)) == folder(sample(name))


class Fresh(Sequence[Json]):
    """Manifests that exist while they are looked at, as those of a large run do."""

    def __init__(self, held: list[Json]) -> None:
        self.held = held

    def __len__(self) -> int:
        return len(self.held)

    def __getitem__(self, index: Any) -> Any:
        return {**self.held[index]}

    def __iter__(self) -> Iterator[Json]:
        return ({**each} for each in self.held)


def test_manifests_may_be_read_anew_every_time() -> None:
    report = sample("failing")
    assert drawn({**report, "manifests": Fresh(report["manifests"])}) == drawn_sample("failing")


# What the run comes to


@pytest.mark.parametrize("standing", standings())
def test_every_standing_keeps_its_outcome_and_says_why_it_does_not_block(standing: str) -> None:
    report = standings()[standing]
    found = page(report)
    requirement = report["manifests"][0]["policies"][0]["requirements"][0]
    each = requirement["objects"][0]
    assert f"{requirement['outcome']} {requirement['title']}" in " ".join(found.all("h5"))
    assert ("blocks" in found.all("span")) is each["blocks"]
    if "that blocks" in standing:
        assert found.all("small") == ["blocks by --fail-on"]
        return
    asides = {"waived": "waived", "not needed": "not needed", "advisory": "advisory", "not in effect": "not in effect"}
    # A pass needs no reason; of the others only what is mandatory and in effect has none.
    assert found.all("small") == [asides[key] for key in asides if standing.startswith(key)][:1] or (
        standing == "waived"
    )


def test_a_waived_requirement_states_the_waiver() -> None:
    text = Page(drawn_sample("waived")).text
    assert "passed with waivers" in text
    assert "fail Each model listed by an NRTL to ES60601-1 waived" in text
    assert text.count("waives management-system-for-product of listed-product (us-medical-electrical)") == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, "A mandatory requirement is not shown to be met."),
        ({"verdict": "pass"}, "What was assessed passes; the run does not."),
        ({"verdict": "not-applicable"}, "No policy whose requirements count applies to what was checked"),
        ({"verdict": "pass", "result": "passed"}, "if what the manifests declare is true"),
        (
            {"verdict": "fail", "result": "passed-with-waivers"},
            "Not everything passes: the buyer lets the run go ahead",
        ),
        ({"verdict": "not-applicable", "result": "passed"}, "No requirement that blocks is in effect"),
        ({"errors": [an_error()]}, "Inputs that could not be used keep a run from passing."),
    ],
)
def test_what_the_result_means_is_said_in_words(change: Json, words: str) -> None:
    text = page({**of_objects(an_object()), **change}).text
    assert words in text
    assert "It rests on what the suppliers declare: no certificate was opened and no register was asked." in text


def test_nothing_in_effect_is_not_called_passed_in_the_heading() -> None:
    report = {**nothing_assessed(), "result": "passed", "exit_code": 0}
    found = page(report)
    assert found.all("h1") == ["not applicable as of 2026-11-23"]
    assert "Result, as a pipeline sees it: passed" in found.text


def test_a_run_without_manifests_policies_or_relaxations_says_so() -> None:
    report = nothing()
    report["inputs"]["policies"] = []
    report["inputs"]["waivers"] = {"path": "waivers.yaml", "sha256": "a" * 64}
    report["inputs"]["order"] = {"path": "order.yaml", "sha256": "b" * 64}
    text = page(report).text
    assert "No manifest was assessed." in text
    assert "waivers.yaml SHA-256 aaaaaaaaaaaa" in text
    assert "order.yaml SHA-256 bbbbbbbbbbbb" in text
    assert text.count("None.") == 2


@pytest.mark.parametrize(
    ("fail_on", "words"), [("warning", "and every warning"), ("undetermined", "every undetermined one")]
)
def test_what_blocks_beside_mandatory_requirements_is_stated(fail_on: str, words: str) -> None:
    report = of_objects(an_object())
    report["inputs"]["fail_on"] = fail_on
    assert words in page(report).text


def test_a_report_of_another_version_with_a_strange_date_and_code_is_drawn() -> None:
    report = {**of_objects(an_object("B", a_finding("code-of-tomorrow"))), "as_of": '";}*{display:none'}
    found = page(report)
    assert "code-of-tomorrow" in found.text
    assert "display:none" not in found.all("style")[1]
