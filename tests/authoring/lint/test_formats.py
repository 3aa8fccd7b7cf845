"""The formats of findings on policies: readable, and steered by nothing that a policy says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.authoring.lint.drawing import drawn, witness_files
from checker.authoring.lint.rules import rules
from checker.authoring.lint.running import Linted, lint_case
from checker.renderers import Look
from checker.renderers.lint import formats, render
from tests.authoring.lint.bench import DAY, cases
from tests.authoring.lint.examples import EXAMPLES, SYSTEM, written
from tests.builders import catalogue, policy

HOSTILE = "x\u202ey\x1b[31m::error::z"


def run(*texts: str) -> Linted:
    """A run over policies that are looked at together."""
    found = cases(*texts)
    return Linted(
        tuple(found), tuple(each for case in found for each in lint_case(case, rules())), (), DAY, catalogue()
    )


def draw(name: str, *texts: str, look: Look | None = None) -> str:
    """What a format makes of such a run."""
    return "".join(render(drawn(run(*texts), []), name, look))


@pytest.fixture(scope="module")
def two() -> tuple[str, ...]:
    """A policy that does not load, and one with a warning that is accepted beside one that is not."""
    row = {**SYSTEM, "effective": {"from": "2027-07-01"}, "remedy": "TODO"}
    accepting = policy(row, **{"x-lint": {"blocks-nothing": "notice given until July"}})
    return EXAMPLES["wrong-kind-standard"].raising[0], written({**accepting, "id": "other"})


@pytest.mark.parametrize("name", ["text", "github"])
def test_the_formats(name: str, two: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    assert draw(name, *two) == snapshot


def test_json_gives_every_finding_and_for_those_without_witness_the_reason(two: tuple[str, ...]) -> None:
    found: dict[str, Any] = json.loads(draw("json", *two))
    assert found["summary"] == {"error": 1, "warning": 1, "note": 0, "accepted": 1}
    assert [row["loads"] for row in found["policies"]] == [False, True]
    for each in found["findings"]:
        assert (each["witness"] is None) == (each["unwitnessed"] is not None)


def test_a_terminal_shows_less_or_more(two: tuple[str, ...]) -> None:
    assert "manifest: 1" in draw("text", *two, look=Look())
    assert "no witness: it is about the text" in draw("text", *two, look=Look(detail=1))
    assert "to mend" not in draw("text", *two, look=Look(detail=-1))
    assert "\x1b[" in draw("text", *two, look=Look(colour=True))


@pytest.mark.parametrize("name", formats())
def test_what_a_policy_says_steers_no_terminal_and_no_pipeline(name: str) -> None:
    row = {**SYSTEM, "standards": [HOSTILE], "remedy": f"TODO {HOSTILE}"}
    shown = draw(name, written(policy(row)))
    assert "unknown-standard" in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert not re.search(r"^\s*::error::z", shown, re.MULTILINE)


def test_a_witness_is_a_file_whatever_the_id_of_the_policy(two: tuple[str, ...]) -> None:
    text = EXAMPLES["blocks-nothing"].raising[0].replace("id: test-policy", "id: ../a/b")
    ((name, content),) = witness_files(run(text))
    assert name == "___a_b-blocks-nothing-1.yaml"
    assert content.startswith("# p0.yaml:")
