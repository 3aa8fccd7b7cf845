"""Every rule: a policy that raises each of its codes, one that does not, and witnesses that are run again."""

from __future__ import annotations

import re

import pytest

from checker import plausibility
from checker.authoring.lint.rules import lint_codes, lint_page, rules
from checker.authoring.lint.running import counted
from checker.authoring.lint.witness import confirmed, said
from checker.authoring.written import as_yaml
from checker.engine.pages import codes as engine_codes
from checker.loading import load_manifest
from checker.readers.yaml_reader import read_yaml
from tests.authoring.lint.bench import codes, findings
from tests.authoring.lint.examples import EXAMPLES, EXEMPT, FIXABLE, Example, written
from tests.builders import LISTING, QUALITY, catalogue, policy

ROWS = [pytest.param(name, row, id=name) for name, row in EXAMPLES.items()]
# What manifests show nothing of, by the pages of their rules; everything else has a witness in its example.
_UNWITNESSED = """
standard-with-amendment edition-stated-twice dated-beside-others body-rules-exclude rule-of-other-kind
assurance-not-decided surveillance-without-rule unknown-code decision-names-unknown decision-form
decision-names-twice requirement-id-twice accreditation-body-without-programme requirement-unmet
citation-missing remedy-missing placeholder-text accept-unknown-unexplained entry-twice
standard-by-other-name codes-unsorted modeline-missing acceptance-unused
versions-overlap versions-gap version-twice predecessor-beside-successor
extends-own-id extension-looser unknown-override override-needless
override-unreasoned
"""
UNWITNESSED = set(_UNWITNESSED.split())


def test_every_code_has_a_policy_that_raises_it_and_one_that_does_not() -> None:
    assert set(EXAMPLES) | set(EXEMPT) == set(lint_codes())
    assert not set(EXAMPLES) & set(EXEMPT)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_raises_its_code_with_a_place_a_mend_and_a_witness_that_holds(name: str, row: Example) -> None:
    found = [each for each in findings(*row.raising) if each.code.name == name]
    assert found
    assert any(each.found.edit for each in findings(*row.raising)) == (name in FIXABLE)
    for each in found:
        assert each.location.line >= 1
        assert each.found.mend
        assert not each.found.message.endswith(".")
        witness = each.found.witness
        assert (witness is None) == (name in UNWITNESSED)
        if witness is None:
            assert each.found.unwitnessed
            continue
        read_back = read_yaml(as_yaml(witness.values).encode(), "witness.yaml")
        assert load_manifest(read_back).prepared <= witness.day
        assert confirmed(witness, catalogue())
        for ask in witness.asks:
            answer, reasons = said(ask, witness.values, catalogue(), witness.day)
            assert (answer, reasons >= set(ask.codes)) == (ask.answer, True)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_the_policy_that_differs_in_this_alone_does_not_raise_it(name: str, row: Example) -> None:
    assert name not in codes(*row.clean)


def test_a_witness_is_as_small_as_it_can_be() -> None:
    (each,) = (row for row in findings(*EXAMPLES["blocks-nothing"].raising) if row.code.name == "blocks-nothing")
    assert each.found.witness
    assert each.found.witness.values == {
        "manifest": 1,
        "prepared": "2026-11-23",
        "supplier": {"name": "Example Manufacturing Ltd"},
        "certificates": [],
    }


@pytest.mark.parametrize("name", sorted(lint_codes()))
def test_every_code_is_explained(name: str) -> None:
    page = lint_page(name)
    assert page.startswith(f"{name}: {lint_codes()[name].title}")
    assert re.search(r"^to mend: \S", page, re.MULTILINE)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_its_page(rule: object) -> None:
    page = " ".join(getattr(rule, "page", "").split())
    places = [page.find(part) for part in ("**Asks**", "**Why**", "**Shows**", "**To mend**")]
    assert -1 not in places
    assert places == sorted(places)
    assert page.partition("**Asks**")[0].strip().endswith("?")


def test_no_code_is_one_of_the_engine_or_of_manifests_too() -> None:
    assert not set(lint_codes()) & (set(engine_codes()) | set(plausibility.codes()))


def test_a_finding_that_the_author_accepts_stands_with_the_reason_and_does_not_block() -> None:
    (text,) = EXAMPLES["acceptance-unused"].clean
    (each,) = findings(text)
    assert (each.code.name, each.accepted) == ("both-slips", "agreed")
    assert counted([each]) == {"error": 0, "warning": 0, "note": 0, "accepted": 1}


def test_an_error_is_never_accepted() -> None:
    (text,) = EXAMPLES["requirement-unmeetable"].raising
    names = codes(text.replace("requirements:", "x-lint: {requirement-unmeetable: so be it}\nrequirements:"))
    assert names == {"requirement-unmeetable", "acceptance-unused"}


def test_a_requirement_that_repeats_another_in_any_is_told_too() -> None:
    rows = [{**QUALITY, "citation": "a", "remedy": "b"} for _ in range(2)]
    rows[1] |= {"id": "stricter", "audits": "required"}
    text = written(policy(*rows, decision={"any": ["quality-system", "stricter"]}))
    assert [each.found.pointer for each in findings(text) if each.code.name == "requirement-implied"] == [
        "/requirements/1"
    ]


@pytest.mark.generated
def test_a_list_that_knows_no_scope_accepts_nobody_unless_the_policy_accepts_that() -> None:
    row = {**LISTING, "body": {"recognised_by": "eu-notified-bodies"}}
    assert "requirement-unmeetable" in codes(written(policy(row)))
    row["accept_unknown"] = ["recognition-out-of-scope"]
    assert not {"requirement-unmeetable", "requirement-unmet"} & codes(written(policy(row)))
