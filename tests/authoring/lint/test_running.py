"""A run as a whole: the shipped policies are clean, a rule that fails is told, drawn policies never crash one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import api
from checker.authoring.lint import lint
from checker.authoring.lint.case import Case
from checker.authoring.lint.drawing import exit_code
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.fixing import meaning, mended
from checker.authoring.lint.rules import CRASHED, REFUTED
from checker.authoring.lint.running import Linted
from tests.authoring.lint.bench import DAY, asked, cases, findings
from tests.authoring.lint.examples import EXAMPLES, FIXABLE, SYSTEM, written
from tests.builders import Json, catalogue, policy
from tests.strategies import POLICIES

CLEAN = written(policy(SYSTEM))
CODE = Code("planted", "planted by a test", "take it out")


def _fails(case: Case) -> Iterator[Found]:
    yield Found("planted", "/id", "the first of two", unwitnessed="planted")
    raise KeyError(case.policy.id)


def _claims(case: Case) -> Iterator[Found]:
    values = {"manifest": 1, "prepared": "2026-11-23", "supplier": {"name": "X"}, "certificates": []}
    asks = (Ask("this policy", case.policy, "pass"),)
    yield Found("planted", "/id", "claimed", witness=Witness(values, DAY, asks, "it passes"))


@pytest.mark.parametrize(("look", "code"), [(_fails, CRASHED), (_claims, REFUTED)])
def test_a_rule_that_fails_or_is_wrong_is_a_finding_beside_what_it_found(look: object, code: Code) -> None:
    planted = Rule("planted", (CODE,), look, "")  # type: ignore[arg-type]
    found = asked([planted], CLEAN)
    assert {each.code.name for each in found} == {"planted", code.name}
    run = Linted(tuple(cases(CLEAN)), tuple(found), (), DAY, catalogue())
    assert exit_code(run) == 3
    assert all("Error" not in each.found.message or "KeyError" in each.found.message for each in found)


@pytest.mark.generated
def test_the_shipped_policies_are_clean() -> None:
    found = lint(sorted(api.shipped_policies()), catalogue(), DAY)
    assert [(str(each.location), each.code.name, each.found.message) for each in found.findings] == []
    assert (len(found.cases), exit_code(found)) == (len(api.shipped_policies()), 0)


@pytest.mark.parametrize("name", sorted(FIXABLE))
def test_a_fix_takes_the_finding_away_keeps_the_meaning_and_is_done_once(name: str) -> None:
    (case,) = cases(*EXAMPLES[name].raising)
    once = mended(case, "policy.schema.json")
    assert once.made
    (after,) = cases(once.after)
    assert meaning(after) == meaning(case)
    assert not [each for each in findings(once.after) if each.found.edit]
    assert mended(after, "policy.schema.json").after == once.after


BLOCK = """\
# yaml-language-server: $schema=policy.schema.json
policy: 1
id: "p"    # an id
title: 'T'
version: "1"
evidence: product
applies_to:
  markets:
    - EU
    # inside the Union
    - DE
    - FR   # twice over
requirements:
  - id: a
    kind: product
    standards: ["UL 62368-1",   'UL 62368-1', "ANSI/UL 62368-1"]  # one standard
    mark: {types: any}
    scheme: {types: any}
    accept_unknown:  # no register
      - status-stale
      - body-not-accredited
    citation: c
    remedy: r
"""


def test_comments_quotes_and_order_stay_and_an_entry_with_its_own_comment_is_left_to_people() -> None:
    (case,) = cases(BLOCK)
    done = mended(case, "policy.schema.json")
    wanted = BLOCK.replace("    - DE\n", "").replace(
        '"UL 62368-1",   \'UL 62368-1\', "ANSI/UL 62368-1"', '"UL 62368-1"'
    )
    wanted = wanted.replace(
        "      - status-stale\n      - body-not-accredited\n", "      - body-not-accredited\n      - status-stale\n"
    )
    assert done.after == wanted
    assert len(done.left) == 1
    assert "`FR`" in done.left[0]


# How a policy may go wrong, by pointer; each alone or with others.
_EDITS: list[tuple[str, object]] = [
    ("evidence", "both"),
    ("evidence", "either"),
    ("applies_to", {"categories": ["A b", "a-b"], "markets": ["EU", "DE", "USA", "US"], "types": ["batch", "batch"]}),
    ("applies_to", {"markets": ["Europe"]}),
    ("effective", {"from": "2027-01-01", "until": "2028-01-01"}),
    ("effective", {"from": "2020-01-01", "until": "2021-01-01"}),
    ("period", {"from": "award", "until": "delivery"}),
    ("in_force", {"on": "production"}),
    ("decision", {"at_least": {"n": 2, "of": ["listed-product", "quality-system", "listed-product"]}}),
]
_RULE_EDITS: list[tuple[str, object]] = [
    ("standards", ["UL 60950-1", "ANSI/UL 62368-1", "UL 62368-1"]),
    ("standards", ["ISO 9001", "EN ISO 9001", "ISO/IEC 27001:2013"]),
    ("standards", ["OHSAS 18001"]),
    ("edition", ["2013", "2013"]),
    ("edition", {"from": 2040}),
    ("body", {"by": ["A2LA", "ANAB", "ANAB"], "mra": True}),
    ("body", {"recognised_by": "eu-notified-bodies"}),
    ("mark", {"types": ["listed", "listed"], "market": "Mars"}),
    ("effective", {"from": "2027-07-01"}),
    ("effective", {"until": "2025-07-01"}),
    ("enforcement", "advisory"),
    ("attestation", ["certification", "declaration"]),
    ("accept_unknown", ["status-stale", "holder-missing", "status-stale"]),
    ("accept_unknown", ["body-not-accredited", "activity-not-covered", "recognition-out-of-scope"]),
    ("citation", "TODO"),
]


@st.composite
def drawn_policies(draw: st.DrawFn) -> Json:
    """A policy with up to four things that lint may say something about, or that keep it from loading."""
    base = draw(st.sampled_from(POLICIES))
    edits = dict(draw(st.lists(st.sampled_from(_EDITS), max_size=2)))
    found = {**base, "requirements": [dict(row) for row in base["requirements"]], **edits}
    for key, value in draw(st.lists(st.sampled_from(_RULE_EDITS), max_size=3)):
        draw(st.sampled_from(found["requirements"]))[key] = value
    return found


@pytest.mark.generated
@settings(deadline=None, max_examples=20)
@given(drawn_policies())
def test_no_rule_fails_no_witness_is_refuted_and_no_fix_changes_the_meaning(values: Json) -> None:
    text = written(values)
    assert not {each.code.name for each in findings(text)} & {"rule-crashed", "witness-refuted"}
    (case,) = cases(text)
    (after,) = cases(mended(case, "policy.schema.json").after)
    assert meaning(after) == meaning(case)
