"""Scaffolds: they state nothing, they ask for enough, and what was left in them is no fact."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from itertools import pairwise

import pytest
from syrupy.assertion import SnapshotAssertion

from checker import api
from checker.authoring.asking import verdict_of
from checker.authoring.conforming import conforming
from checker.authoring.scaffold import Named, Supplied, scaffold
from checker.authoring.scaffold.editions import printed
from checker.authoring.scaffold.wanted import wanted
from checker.document import Document
from checker.errors import InputError
from checker.model.policy import Policy
from checker.model.reference import Standard
from checker.plausibility import implausible
from checker.readers import Source, read
from tests.authoring.filled import filled, questions
from tests.builders import LISTING, QUALITY, Json, catalogue, load_policy, policy

DAY = date(2026, 11, 23)
SUPPLIED = Supplied("Northwind Power Systems GmbH")
SHIPPED = sorted(api.shipped_policies())
# Each shipped policy with the next one: all of them twice, and as unlike as the alphabet makes them.
PAIRS = list(pairwise([*SHIPPED, SHIPPED[0]]))

THIRD = {**LISTING, "id": "third", "standards": ["UL 508A"], "mark": {"types": "any"}, "scheme": {"types": ["1b"]}}
NESTED = policy(
    LISTING,
    {**QUALITY, "audits": "required", "surveillance": {"rule": "iso-17021"}},
    THIRD,
    decision={"all": ["quality-system", {"any": ["listed-product", "third"]}]},
)


def shipped(*names: str) -> list[Policy]:
    return api.load_policies(list(names), catalogue())


def written(policies: list[Policy], supplied: Supplied = SUPPLIED) -> str:
    return scaffold(policies, catalogue(), DAY, supplied)


def document(text: str) -> Document:
    (found,) = read(Source.from_stdin(text.encode(), "manifest.yaml"))
    assert isinstance(found, Document), found
    return found


def refused(text: str) -> str:
    """Why a text is no document."""
    (found,) = read(Source.from_stdin(text.encode(), "manifest.yaml"))
    return str(found)


def assert_states_nothing(text: str, policies: list[Policy]) -> None:
    """It conforms, nothing but what is left to fill in looks wrong, and no policy passes."""
    read_back = document(text)
    manifest = api.load_manifest(read_back)
    assert isinstance(read_back.values, dict)
    assert {row.code for row in implausible(manifest, read_back.values, catalogue())} == {"placeholder-left"}
    found = api.assess(manifest, policies, catalogue(), DAY)
    assert all(each.verdict in ("fail", "undetermined", "not-applicable") for each in found.policies)
    assert not any(row.outcome == "pass" for each in found.policies for row in each.requirements)


def assert_asks_enough(text: str, policies: list[Policy]) -> None:
    """Filled in with what it asks for, and nothing else, it passes."""
    passing = conforming(policies, catalogue(), DAY)
    assert passing is not None
    manifest = filled(text, wanted(policies, DAY), passing, catalogue())
    assert verdict_of(manifest, policies, catalogue(), DAY) == verdict_of(passing, policies, catalogue(), DAY)


@pytest.mark.parametrize("name", SHIPPED)
def test_of_every_shipped_policy_states_nothing_and_asks_enough(name: str) -> None:
    policies = shipped(name)
    assert_states_nothing(written(policies), policies)
    assert_asks_enough(written(policies), policies)


@pytest.mark.generated
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_of_two_policies_states_nothing_and_asks_enough(one: str, other: str) -> None:
    policies = shipped(one, other)
    assert_states_nothing(written(policies), policies)
    assert_asks_enough(written(policies), policies)


def test_of_a_nested_decision_says_what_is_enough() -> None:
    policies = [load_policy(NESTED)]
    text = written(policies)
    assert_states_nothing(text, policies)
    assert_asks_enough(text, policies)
    plain = re.sub(r"\s+(?:## )?", " ", text)
    wanted_ = "all of these two: (1) `quality-system`; (2) [one of these two: (1) `listed-product`; (2) `third`]"
    assert f"test-policy needs {wanted_}. Take out the entries that you do not use." in plain


@pytest.mark.parametrize("names", [["us-medical-electrical"], ["eu-mdr-class-iii", "food-safety-supplier"]])
def test_reads_as_a_supplier_speaks(names: list[str], snapshot: SnapshotAssertion) -> None:
    sites = (Named("linz"), Named("contract-plant", "Contract plant"))
    supplied = Supplied("Northwind: Power & Söhne", (Named("np-500"), Named("007", "#7 'pump'")), sites)
    assert written(shipped(*names), supplied) == snapshot


def test_the_same_is_written_every_time() -> None:
    digests = {hashlib.sha256(written(shipped(*SHIPPED)).encode()).hexdigest() for _ in range(2)}
    assert len(digests) == 1


def test_all_shipped_policies_together_state_nothing() -> None:
    policies = shipped(*SHIPPED)
    assert_states_nothing(written(policies), policies)


def test_one_entry_serves_two_policies_that_ask_for_one_certificate() -> None:
    policies = shipped("us-medical-electrical", "fda-qmsr-supplier")
    systems = [each for each in wanted(policies, DAY) if each.kind == "management-system"]
    assert [[owner.id for owner, _ in each.rules] for each in systems] == [
        ["fda-qmsr-supplier", "us-medical-electrical"]
    ]


def test_one_certificate_for_several_entries_is_stated_once() -> None:
    once = "## Where one certificate answers several entries, state it once, and take the others out."
    assert once in written([load_policy(NESTED)])
    assert once not in written([load_policy(policy(LISTING, QUALITY))])


def test_an_entry_that_asks_for_no_event_names_the_key_for_those_that_stop_it() -> None:
    text = written(shipped("nec-listed-equipment"))
    assert "## Only if there was a suspension, a restoration, or a re-evaluation" in text
    assert "# events:" not in text


def test_a_key_that_was_left_behind_its_mark_is_named() -> None:
    text = written(shipped("us-workplace-electrical"))
    line = text.split("\n").index("    # covers:") + 1
    open_ = text.replace("    #   models:", "      models:")
    assert f"take the `# ` from line {line} (`covers:`) too, or check the indent" in refused(open_)
    assert "check the indent and the quotes" in refused(open_.replace("    # covers:", ""))


def test_what_is_uncommented_and_not_filled_in_is_refused() -> None:
    head, _, rest = written(shipped("us-medical-electrical")).partition("\n")
    text = f"{head}\n" + re.sub(r"^( *)# (.*)$", r"\1\2", rest, flags=re.MULTILINE)
    with pytest.raises(InputError):
        api.load_manifest(document(text))


@pytest.mark.parametrize("standard", catalogue().standards(), ids=lambda row: row.id)
def test_editions_are_told_as_they_can_be_written(standard: Standard) -> None:
    for row in standard.editions:
        found = catalogue().resolve(printed(standard, row, catalogue()))
        assert found.standard is not None
        assert (found.standard.id, found.edition) == (standard.id, row.label)


def test_asks_only_for_what_is_needed() -> None:
    asked = questions(written(shipped("information-security-iso-27001")))
    (entry,) = asked["certificates"]
    assert "mark" not in entry
    assert "attestation" not in entry
    assert "factories" not in entry["covers"]
    plain = policy({**LISTING, "mark": {"types": "any"}, "scheme": {"types": "any"}})
    asked = questions(written([load_policy(plain)]))
    assert not {"mark", "scheme", "accreditations", "events"} & asked["certificates"][0].keys()
    assert "sites" not in asked["supplier"]


_RULES: list[tuple[Json, Json, str]] = [
    (LISTING, {"mark": {"types": ["classified"], "market": "CA"}}, "classified, for CA"),
    (LISTING, {"scheme": {"types": ["4"]}}, "ISO/IEC 17067: 4."),
    (LISTING, {"covers": {"factory": True}}, "factories: [FILL-IN]"),
    (LISTING, {"covers": {"patterns": False}}, "a series such as"),
    (LISTING, {"testing": {"accredited_laboratory": True}}, "ISO/IEC 17025"),
    (LISTING, {"testing": {"accredited_laboratory": False}}, "report: FILL-IN}"),
    (LISTING, {"surveillance": {"every": "6 months"}}, "no longer ago than 6 months"),
    (LISTING, {"edition": ["2014", "2019"]}, "has to be 2014 or 2019"),
    (LISTING, {"edition": {"from": 2014}}, "of 2014 or later"),
    (LISTING, {"attestation": ["certification", "inspection"]}, "certification or inspection"),
    (LISTING, {"in_force": {"on": "production"}}, "produced: YYYY-MM-DD"),
    (LISTING, {"body": {"by": ["ANAB", "SCC"]}}, "by ANAB or SCC"),
    (LISTING, {"status": {"checked_within": "30 days"}}, "30 days when it is checked"),
    (LISTING, {"enforcement": "advisory", "id": "more"}, "Advice only"),
    (LISTING, {"effective": {"from": "2027-07-01"}}, "Asked from 2027-07-01 on"),
    (LISTING, {"effective": {"until": "2027-07-01"}}, "Asked until 2027-07-01"),
    (LISTING, {"remedy": "Call us."}, "Call us."),
    (LISTING, {"citation": "29 CFR 1910.7(b)"}, "[29 CFR 1910.7(b)]"),
    (QUALITY, {"covers": {"activities": ["design"]}}, "activities: [FILL-IN]"),
    (QUALITY, {"audits": "required"}, "type: stage-2"),
    (QUALITY, {"surveillance": {"rule": "iso-17021"}}, "one in each calendar year"),
    (QUALITY, {"body": {"mra": True}}, "mutual recognition family"),
]


@pytest.mark.parametrize(("base", "rule", "words"), _RULES)
def test_every_rule_of_a_requirement_is_told(base: Json, rule: Json, words: str) -> None:
    changed = {**base, **rule}
    rows = [base, changed] if rule.get("enforcement") == "advisory" else [changed]
    text, before = (written([load_policy(policy(*each))]) for each in (rows, [base]))
    assert words in re.sub(r"\s+(?:## )?", " ", text)
    assert words not in re.sub(r"\s+(?:## )?", " ", before)


def test_a_period_and_its_days_are_told() -> None:
    text = written([load_policy(policy(LISTING, period={"from": "award", "until": "delivery"}))])
    assert "It has to hold from `award` until `delivery`" in text


def test_texts_of_a_policy_can_not_become_facts() -> None:
    hostile = "x\n- id: evil\r\n# \u202e y: z"
    rules = {**LISTING, "title": hostile, "remedy": hostile, "citation": hostile}
    policies = [load_policy(policy(rules, title=hostile, citations=[hostile]))]
    text = written(policies)
    assert_states_nothing(text, policies)
    assert "\u202e" not in text
