"""A plan in lines: every outcome, what is cut, and supplier text that stays text."""

from __future__ import annotations

from typing import Any

import pytest

from checker.renderers import Look, render
from checker.renderers.advice import FORMATS
from checker.renderers.plans import plan_lines
from tests.renderers.pages import Page
from tests.reports import ATTACKS, report_of, sample

Json = dict[str, Any]

OBJECT: Json = {"type": "model", "product": "p", "site": None, "id": "A"}
EMPTY: Json = {
    "outcome": "plan",
    "complete": True,
    "exact": True,
    "weight": 6,
    "passes_from": None,
    "actions": [],
    "alternatives": [],
    "obstacles": [],
    "remarks": [],
}


MAY_BE = "a smaller one may exist, since there was too much to try all of it"


def action(text: str = "have it done") -> Json:
    return {
        "type": "scope-extension",
        "weight": 6,
        "action": text,
        "certificate": text,
        "names": [text],
        "actors": ["supplier"],
        "steps": ["application", "decision"],
        "clears": [
            {"policy": text, "requirement": text, "code": "model-not-covered", "objects": [{**OBJECT, "id": text}]}
        ],
    }


def lines(verdict: str = "fail", **plan: Any) -> list[str]:
    return [f"{line.depth} {line.text}" for line in plan_lines({"verdict": verdict, "plan": {**EMPTY, **plan}})]


def test_no_plan_was_asked_for() -> None:
    assert list(plan_lines({"plan": None, "verdict": "fail"})) == []
    assert list(plan_lines({"verdict": "fail"})) == []


@pytest.mark.parametrize(
    ("verdict", "told"),
    [
        ("pass", "0 nothing to do: everything passes"),
        ("not-applicable", "0 nothing to do: no requirement that is in effect applies"),
        ("fail", "0 nothing to do: nothing that is mandatory stands in the way"),
    ],
)
def test_nothing_to_do(verdict: str, told: str) -> None:
    assert lines(verdict, outcome="nothing-to-do", weight=None) == [told]


def test_a_plan_is_numbered_with_who_acts_what_it_takes_and_what_it_clears() -> None:
    other = {"weight": 20, "instead_of": [1], "actions": [action("get another")]}
    assert lines(actions=[action()], alternatives=[other], exact=False) == [
        f"0 plan: 1 action, weight 6; once all of it is done as wished, everything passes; {MAY_BE}",
        "1 1. have it done (scope-extension, weight 6)",
        "2 who acts: supplier",
        "2 what it takes:",
        "3 application",
        "3 decision",
        "2 clears `model-not-covered` of `have it done` (have it done) for model have it done of p",
        "1 or, instead of 1 (weight 20 in all):",
        "2 get another (scope-extension, weight 6); who acts: supplier",
    ]


def test_what_has_to_be_stated_first_is_no_claim_of_a_pass() -> None:
    assert lines(outcome="open", actions=[action()])[0].endswith(
        "it goes no further until that is stated, and is no claim of a pass"
    )


def test_obstacles_are_told_with_what_would_mend_them() -> None:
    row = {"policy": "p", "requirement": "r", "object": OBJECT, "code": "c", "message": "m", "help": "h"}
    told = lines(outcome="none", weight=None, obstacles=[row, {**row, "help": ""}, *([row] * 20)])
    assert told[:4] == [
        "0 no plan: no action that is known makes it pass on this day",
        "1 `c` of `r` stays for model A of p: m",
        "2 to mend: h",
        "1 `c` of `r` stays for model A of p: m",
    ]
    assert told[-1] == "1 and 2 more objects"


@pytest.mark.parametrize(
    ("look_up", "how"), [(True, "once its statuses are looked up again"), (False, "without action")]
)
def test_what_time_alone_mends(look_up: bool, how: str) -> None:
    told = lines(remarks=["first"], passes_from={"day": "2026-12-01", "look_up": look_up})
    assert told[1:] == ["1 note: first", f"1 note: by time alone it passes from 2026-12-01, {how}"]


def hostile() -> Json:
    """A report whose every manifest has a plan made of attacks."""
    report = sample("hostile")
    obstacles = [
        {
            "policy": each,
            "requirement": each,
            "object": {**OBJECT, "id": each},
            "code": "c",
            "message": each,
            "help": each,
        }
        for each in ATTACKS
    ]
    for manifest in report["manifests"]:
        plan = {
            **EMPTY,
            "actions": [action(each) for each in ATTACKS],
            "obstacles": obstacles,
            "remarks": list(ATTACKS),
        }
        manifest["plan"] = {**plan, "alternatives": [{"weight": 1, "instead_of": [1], "actions": plan["actions"]}]}
    return report


@pytest.mark.generated
def test_no_text_of_a_supplier_becomes_markup() -> None:
    page = Page("".join(render(hostile(), "html")))
    assert page.tags["script"] == 1
    assert not {"img", "failure"} & set(page.tags)


@pytest.mark.generated
@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_what_can_not_be_seen_is_shown_and_what_is_long_is_cut(name: str) -> None:
    text = "".join(render(hostile(), name))
    assert {each for each in text if not each.isprintable()} <= {"\n"}
    assert len(text) < 600_000


@pytest.mark.generated
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_advice_is_visible_and_bounded_in_every_format(name: str) -> None:
    report = hostile()
    advice = {
        "as_of": "2026-11-23",
        "assumptions": [],
        "relaxations": [],
        "errors": [],
        "inputs": {"policies": report["inputs"]["policies"], "weights": {"path": ATTACKS[1], "sha256": "0" * 64}},
        "summary": {"manifests": 1, "nothing-to-do": 0, "plan": 1, "open": 0, "none": 0},
        "manifests": report["manifests"],
    }
    text = "".join(FORMATS[name](advice, Look()))
    assert {each for each in text if not each.isprintable()} <= {"\n"}
    assert not any(line.startswith(("::", "##[", "##vso[")) for line in text.splitlines())


@pytest.mark.generated
def test_markdown_of_attacks_stays_text() -> None:
    markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
    manifest = {"path": "m", "supplier": "s", "verdict": "fail", "plan": hostile()["manifests"][0]["plan"]}
    advice = {
        "as_of": "2026-11-23",
        "assumptions": [],
        "relaxations": [],
        "errors": [],
        "inputs": {"policies": [], "weights": None},
        "summary": {"manifests": 1, "nothing-to-do": 0, "plan": 1, "open": 0, "none": 0},
        "manifests": [manifest],
    }
    found = markdown_it.MarkdownIt("commonmark").parse("".join(FORMATS["markdown"](advice, Look())))
    every = [each for token in found for each in (token, *(token.children or ()))]
    assert not {each.type for each in every} & {"link_open", "image", "fence", "html_block", "em_open"}
    assert {each.content for each in every if each.type == "html_inline"} <= {"<span>", "</span>"}


@pytest.mark.generated
def test_a_run_over_fixtures_carries_plans_that_pages_show() -> None:
    report = report_of("watersense/nonconforming", policies=("watersense",), advise=True)
    assert {each["plan"]["outcome"] for each in report["manifests"]} == {"plan"}
    page = Page("".join(render(report, "html")))
    assert sum("What is to be done" in each for each in page.words["h4"]) == len(report["manifests"])
