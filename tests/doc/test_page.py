"""What a policy's page says: every rule is told, and what it calls not accepted is refused by the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from checker.authoring.asking import ask, verdict_of
from checker.authoring.changes import apply
from checker.authoring.doc import page
from checker.engine.pages import codes
from checker.model.order import Item, Order
from checker.model.policy import Policy
from tests.builders import catalogue, manifest
from tests.doc.sheets import AS_OF, PRODUCT, SYSTEM, policy, shipped

pytestmark = pytest.mark.generated

Json = dict[str, Any]

PLAIN = {"types": "any"}
UL, QMS = "/certificates/0", "/certificates/1"


def drawn(found: Policy, day: date = AS_OF) -> Json:
    return page(found, catalogue(), day)


def example(found: Policy) -> Json:
    """The values of the example, as certgate reads them."""
    return typed(yaml.load(drawn(found)["example"]["yaml"], yaml.BaseLoader))


def typed(values: Any) -> Json:
    read: Json = {**values, "manifest": 1}
    for each in read["certificates"]:
        if each.get("expires") == "null":
            each["expires"] = None
    return read


@pytest.mark.parametrize("name", sorted(shipped()))
def test_the_example_of_a_shipped_policy_passes_as_it_is_printed(name: str) -> None:
    found = shipped()[name]
    wanted = "not-applicable" if name == "eu-mdr-class-i" else "pass"
    assert verdict_of(example(found), [found], catalogue(), AS_OF) == wanted
    assert drawn(found)["example"]["told"].startswith("it passes" if wanted == "pass" else "nothing")


@pytest.mark.parametrize("name", sorted(shipped()))
def test_a_page_names_every_requirement_standard_and_citation(name: str) -> None:
    found, told = shipped()[name], drawn(shipped()[name])
    assert [row["id"] for row in told["requirements"]] == [row.id for row in found.requirements]
    assert {line["requirement"] for line in told["decision"]} - {None} == {row.id for row in found.requirements}
    for row, page_row in zip(found.requirements, told["requirements"], strict=True):
        text = str(page_row["needs"])
        assert all(f"`{ref.text}`" in text for ref in row.standards)
        assert {each["code"] for each in page_row["refused"]} <= set(codes())
        assert [each["code"] for each in page_row["accepted"]] == list(row.accept_unknown)
    assert told == drawn(found)


# Every rule changes the page. Requirement with the rule, and a part of what the page then says.
RULES: dict[str, tuple[Json, str]] = {
    "edition any": ({**PRODUCT, "edition": "any"}, "any edition"),
    "edition list": ({**PRODUCT, "edition": ["2019"]}, "edition `2019` and no other"),
    "edition from": ({**PRODUCT, "edition": {"from": 2019}}, "of the year 2019 or later"),
    "attestation": ({**PRODUCT, "attestation": ["certification", "declaration"]}, "also `declaration` is accepted"),
    "no certification": ({**PRODUCT, "attestation": ["declaration"]}, "not certification but `declaration`"),
    "mark types": ({**PRODUCT, "mark": {"types": ["listed", "classified"]}}, "type `listed` or `classified`"),
    "mark any": ({**PRODUCT, "mark": PLAIN}, "any mark, or none"),
    "mark market": ({**PRODUCT, "mark": {"market": "CA"}}, "for market `CA`"),
    "scheme types": ({**PRODUCT, "scheme": {"types": ["1a", "5"]}}, "type `1a` or `5`"),
    "scheme any": ({**PRODUCT, "scheme": PLAIN}, "any certification scheme']"),
    "recognised": ({**PRODUCT, "body": {"recognised_by": "osha-nrtl"}}, "on the list `osha-nrtl`"),
    "by": ({**PRODUCT, "body": {"by": ["ANAB", "A2LA"]}}, "accredited by `ANAB` or `A2LA`"),
    "mra": ({**SYSTEM, "body": {"mra": True}}, "mutual recognition family"),
    "factory": ({**PRODUCT, "covers": {"factory": True}}, "it names each factory"),
    "no patterns": ({**PRODUCT, "covers": {"patterns": False}}, "by its exact name"),
    "sites all": ({**SYSTEM, "covers": {"sites": "all"}}, "each site of the supplier"),
    "sites organisation": ({**SYSTEM, "covers": {"sites": "organisation"}}, "which sites it lists is not asked"),
    "activities": ({**SYSTEM, "covers": {"activities": ["design"]}}, "its scope holds `design`"),
    "holder": ({**SYSTEM, "covers": {"holder": "supplier"}}, "it is held by the supplier"),
    "every": ({**PRODUCT, "surveillance": {"every": "24 months"}}, "no more than 2 years ago"),
    "every days": ({**SYSTEM, "surveillance": {"every": "90 days"}}, "no more than 90 days ago"),
    "iso-17021": ({**SYSTEM, "surveillance": {"rule": "iso-17021"}}, "one in each calendar year"),
    "testing": ({**PRODUCT, "testing": {}}, "a type test with its report is on record"),
    "laboratory": ({**PRODUCT, "testing": {"accredited_laboratory": True}}, "accredited to ISO/IEC 17025"),
    "audits": ({**SYSTEM, "audits": "required"}, "stage 1 and stage 2"),
    "status": ({**PRODUCT, "status": {"checked_within": "30 days"}}, "no more than 30 days ago"),
    "status never": ({**PRODUCT, "status": {"checked_within": "never"}}, "does not grow old"),
    "accept_unknown": ({**PRODUCT, "accept_unknown": ["status-missing"]}, "no status is stated"),
    "not waivable": ({**PRODUCT, "waivable": False}, "'waivable': False"),
    "citation": ({**PRODUCT, "citation": "29 CFR 1910.7(b)"}, "29 CFR 1910.7(b)"),
    "remedy": ({**PRODUCT, "remedy": "Ask a laboratory."}, "Ask a laboratory."),
    "advisory": ({**PRODUCT, "enforcement": "advisory"}, "advisory: a failure is a warning and never blocks"),
    "production": ({**PRODUCT, "in_force": {"on": "production"}}, "on the day on which each lot was produced"),
    "from": ({**PRODUCT, "effective": {"from": "2027-07-01"}}, "is not in effect yet: from 2027-07-01"),
    "until": ({**PRODUCT, "effective": {"until": "2027-07-01"}}, "is in effect until 2027-07-01"),
    "over": ({**PRODUCT, "effective": {"until": "2025-07-01"}}, "was in effect until 2025-07-01"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_is_switched_on_is_told(name: str) -> None:
    rule, words = RULES[name]
    bare = PRODUCT if rule["kind"] == "product" else SYSTEM
    assert words in str(drawn(policy(rule))["requirements"])
    assert words not in str(drawn(policy(bare))["requirements"])


def test_rules_of_the_policy_are_told() -> None:
    found = policy(
        PRODUCT,
        SYSTEM,
        applies_to={"categories": ["ict-equipment"], "markets": ["US"], "types": ["series", "batch"]},
        period={"from": "award", "until": "delivery"},
        effective={"from": "2026-01-01", "until": "2030-12-31"},
    )
    told = drawn(found)
    assert told["applies"] == [
        "products of category `ict-equipment`",
        "for market `US`",
        "stated as type `series` or `batch`",
    ]
    assert "is in effect from 2026-01-01 until 2030-12-31, both days included" in told["when"][0]
    assert "from `award` until `delivery` of the order" in told["when"][1]
    assert drawn(policy(PRODUCT))["applies"] == ["every product that the supplier states"]


def test_a_nested_decision_is_told_in_words_part_by_part() -> None:
    rows = [{**PRODUCT, "id": name, "title": name.upper()} for name in "abcd"]
    nested = {"at_least": {"n": 2, "of": ["a", "b", {"any": ["c", {"all": ["d"]}]}]}}
    advisory = {**PRODUCT, "id": "e", "title": "E", "enforcement": "advisory"}
    lines = drawn(policy(*rows, advisory, decision=nested))["decision"]
    assert [(line["depth"], line["text"]) for line in lines] == [
        (0, "at least 2 of these 3"),
        (1, "A"),
        (1, "B"),
        (1, "one of these is enough"),
        (2, "C"),
        (2, "D"),
        (0, "E"),
    ]
    assert lines[-1]["note"] == "advisory: a failure is a warning"


def test_editions_stand_with_the_days_of_their_transition() -> None:
    rows = drawn(policy({**SYSTEM, "standards": ["ISO/IEC 27001"]}), date(2025, 10, 31))["requirements"][0]["editions"]
    before = {row["edition"]: (row["standing"], row["note"]) for row in rows["rows"]}
    assert before["ISO/IEC 27001:2013"][0] == "accepted"
    assert "until 2025-10-31, that day included" in before["ISO/IEC 27001:2013"][1]
    after = drawn(policy({**SYSTEM, "standards": ["ISO/IEC 27001"]}), date(2025, 11, 1))["requirements"][0]
    assert ("ISO/IEC 27001:2013", "not accepted") in [
        (row["edition"], row["standing"]) for row in after["editions"]["rows"]
    ]
    assert "`ISO/IEC 27001:2013`" in str(after["refused"])


# What turns the example of us-medical-electrical into each thing that its page calls not accepted.
REFUSED: dict[str, list[Json]] = {
    "management-system-for-product": [{"remove": UL}],
    "product-for-management-system": [{"remove": QMS}],
    "not-certification": [{"set": f"{UL}/attestation", "value": "test-report"}],
    "standard-not-accepted": [{"set": f"{UL}/standard", "value": "UL 60601-1:2003"}],
    "edition-superseded": [{"set": f"{QMS}/standard", "value": "ISO 13485:2003"}],
    "edition-missing": [{"set": f"{QMS}/standard", "value": "ISO 13485"}],
    "holder-mismatch": [{"set": f"{UL}/holder/name", "value": "Somebody Else"}],
    "model-not-covered": [{"set": f"{UL}/covers/models", "value": ["EX-200"]}],
    "factory-not-covered": [{"set": f"{UL}/covers/factories", "value": ["elsewhere"]}],
    "component-only": [{"set": f"{UL}/mark/type", "value": "recognized-component"}],
    "market-not-covered": [{"set": f"{UL}/mark/markets", "value": ["CA"]}],
    "type-only": [{"set": f"{UL}/scheme/type", "value": "1a"}],
    "body-not-recognised": [{"set": f"{UL}/body", "value": {"name": "Nobody Certification"}}],
    "recognition-out-of-scope": [{"set": f"{UL}/body", "value": {"id": "iapmo"}}],
    "expired": [{"set": f"{QMS}/expires", "value": "2026-11-22"}],
    "suspended": [{"set": f"{UL}/status/value", "value": "suspended"}],
    "withdrawn": [{"set": f"{UL}/status/value", "value": "withdrawn"}],
    "expiry-missing": [{"remove": f"{QMS}/expires"}],
    "status-missing": [{"remove": f"{QMS}/status"}],
    "status-stale": [{"set": f"{QMS}/status/checked", "value": "2026-08-24"}],
    "test-report-missing": [{"remove": f"{UL}/events/0"}],
    "laboratory-not-accredited": [
        {"set": f"{UL}/events/0/laboratory/accreditation/standard", "value": "ISO/IEC 17065"}
    ],
    "audit-record-missing": [{"remove": f"{QMS}/events"}],
    "surveillance-overdue": [{"set": f"{UL}/events/2/date", "value": "2025-11-20"}],
    "cycle-too-long": [{"set": f"{QMS}/expires", "value": "2030-09-23"}],
    "site-not-covered": [{"set": f"{QMS}/covers/sites", "value": ["elsewhere"]}],
    "activity-not-covered": [
        {"set": f"{QMS}/covers/sites", "value": ["plant"]},
        {"set": f"{QMS}/covers/activities", "value": ["manufacture"]},
    ],
    "body-not-accredited": [{"set": f"{QMS}/accreditations", "value": []}],
    "accreditation-wrong-standard": [{"set": f"{QMS}/accreditations/0/standard", "value": "ISO/IEC 17025"}],
    "accreditation-out-of-scope": [{"set": f"{QMS}/accreditations/0/scope", "value": ["ISO 9001"]}],
    "accreditation-body-not-accepted": [{"set": f"{QMS}/accreditations/0/body", "value": "INMETRO Nowhere"}],
    "accreditation-not-in-force": [{"set": f"{QMS}/accreditations/0/from", "value": "2026-10-01"}],
    "design-change-not-evaluated": [
        {
            "set": "/products/0/design_changes",
            "value": [{"date": "2026-11-01", "revision": "B", "significant": True}],
        }
    ],
    "organisation-change-not-assessed": [
        {"add": f"{QMS}/events/-", "value": {"type": "organisation-change", "date": "2026-11-01"}}
    ],
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_a_page_calls_not_accepted_is_not_accepted(code: str) -> None:
    found = shipped()["us-medical-electrical"]
    told = [each for row in drawn(found)["requirements"] for each in row["refused"] if each["code"] == code]
    assert told
    asked = ask(apply(example(found), REFUSED[code]), [found], catalogue(), AS_OF)
    assert asked.verdict in ("fail", "undetermined")
    objects = [each for row in asked.policies[0].requirements for each in row.objects]
    raised = [finding.code for each in objects for finding in each.findings]
    raised += [finding.code for each in objects for one in each.candidates for finding in one.findings]
    assert code in raised, raised


def test_every_code_of_the_page_is_tried_above() -> None:
    rows = drawn(shipped()["us-medical-electrical"])["requirements"]
    assert {each["code"] for row in rows for each in row["refused"]} == set(REFUSED)


def test_what_is_accepted_as_unknown_is_not_called_refused() -> None:
    row = drawn(policy({**PRODUCT, "accept_unknown": ["status-missing", "edition-missing"]}))["requirements"][0]
    assert not {"status-missing", "edition-missing"} & {each["code"] for each in row["refused"]}


def test_without_an_order_a_contract_period_has_no_example_and_with_one_it_has() -> None:
    lasting = policy(PRODUCT, period={"from": "award", "until": "delivery"})
    assert drawn(lasting)["example"] == {
        "yaml": "",
        "told": "The days of the contract come from an order; with `--order FILE` an example can be made",
    }
    dates = {"award": date(2026, 12, 1), "delivery": date(2027, 1, 31)}
    ordered = Order((Item("product-1", "/items/0"),), dates=dates)
    assert page(lasting, catalogue(), AS_OF, ordered)["example"]["told"] == "it passes"


OLD = {**PRODUCT, "standards": ["UL 60950-1"], "body": {"recognised_by": "osha-nrtl"}}


@pytest.mark.parametrize("markets", [None, ["US"], ["US", "EU"], ["EU"], ["DE"], ["world"], ["BR"]])
@pytest.mark.parametrize("stated", [["US"], ["EU"], ["DE"], ["BR"], ["US", "EU"]])
def test_an_edition_that_counts_in_one_of_the_markets_is_not_called_refused(
    markets: list[str] | None, stated: list[str]
) -> None:
    """UL 60950-1 has ended in the EU, and goes on in the US for what was listed before 2020-12-20."""
    found = policy(OLD, **({"applies_to": {"markets": markets}} if markets else {}))
    held: list[Json] = [
        {"set": f"{UL}/standard", "value": "UL 60950-1:2007"},
        {"set": f"{UL}/issued", "value": "2018-01-15"},
        {"set": f"{UL}/effective", "value": "2018-01-15"},
        {"set": f"{UL}/events", "value": [{"type": "decision", "date": "2018-01-15"}]},
        {"set": "/products/0/markets", "value": stated},
        {"remove": "/products/0/design_changes"},
    ]
    verdict = verdict_of(apply(manifest(), held), [found], catalogue(), AS_OF)
    (row,) = drawn(found)["requirements"]
    refused = [each["text"] for each in row["refused"] if each["code"] == "edition-superseded"]
    assert verdict != "pass" or not refused
    assert bool(refused) == (markets in (["EU"], ["DE"]))


def test_of_a_list_that_is_not_complete_nothing_is_called_refused_that_is_accepted_as_unknown() -> None:
    body = {"recognised_by": "eu-notified-bodies"}
    for codes_ in ([], ["recognition-out-of-scope"], ["body-not-recognised", "recognition-out-of-scope"]):
        (row,) = drawn(policy({**SYSTEM, "body": body, "accept_unknown": codes_}))["requirements"]
        told = {each["code"]: each["open"] for each in row["refused"] if "recogni" in each["code"]}
        wanted = {"body-not-recognised", "recognition-out-of-scope"} - set(codes_)
        assert told == dict.fromkeys(wanted, True)
