"""Each rule of a requirement: an edit that is stricter, one that is looser, one that is equal, and what is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.compare import (
    EQUAL,
    INCOMPARABLE,
    LOOSER,
    STRICTER,
    UNKNOWN,
    Part,
    requirement_parts,
    requirement_relation,
)
from checker.compare.rules import rules
from checker.compare.rules.body import accepts
from checker.compare.rules.surveillance import never_longer
from checker.gates._accreditation import _accreditor
from checker.gates.base import Context
from checker.model.assessment import Target
from checker.model.calendar import add
from checker.model.manifest import Accreditation
from checker.model.policy import BodyRule, Period, Requirement
from checker.model.reference import Designation
from tests.builders import LISTING, QUALITY, TODAY, Json, catalogue, document, load_policy, manifest, policy

CALENDAR = "by the calendar of ISO/IEC 17021-1"
MONTH: Json = {"surveillance": {"every": "1 month"}}
PRODUCT, SYSTEM = {**LISTING, "body": {}}, QUALITY


def requirement(base: Json, keys: Json) -> Requirement:
    return load_policy(policy({**base, **keys})).requirements[0]


def told(base: Json, old: Json, new: Json) -> list[Part]:
    return requirement_parts(requirement(base, old), requirement(base, new), catalogue())


# rule, base, the milder edit, the stricter edit, what is told of the way to the stricter and back
ORDERED: list[tuple[str, Json, Json, Json, str, str]] = [
    (
        "standards",
        PRODUCT,
        {"standards": ["UL 62368-1", "UL 60950-1"]},
        {"standards": ["UL 62368-1"]},
        "`UL 60950-1` is no longer accepted",
        "`UL 60950-1` is now accepted",
    ),
    (
        "edition",
        SYSTEM,
        {"edition": "any"},
        {"edition": ["2015"]},
        "the edition `2015` is accepted instead of any edition",
        "any edition is accepted instead of the edition `2015`",
    ),
    (
        "edition",
        SYSTEM,
        {"edition": ["2008", "2015"]},
        {"edition": ["2015"]},
        "the edition `2015` is accepted instead of the editions `2008` and `2015`",
        "the editions `2008` and `2015` are accepted instead of the edition `2015`",
    ),
    (
        "edition",
        PRODUCT,
        {"edition": {"from": 2014}},
        {"edition": {"from": 2019}},
        "editions of 2019 or later are accepted instead of editions of 2014 or later",
        "editions of 2014 or later are accepted instead of editions of 2019 or later",
    ),
    (
        "edition",
        SYSTEM,
        {"edition": "any"},
        {},
        "only the current edition is accepted instead of any edition",
        "any edition is accepted instead of only the current edition",
    ),
    (
        "attestation",
        PRODUCT,
        {"attestation": ["certification", "declaration"]},
        {},
        "`declaration` is no longer accepted as an attestation",
        "`declaration` is now accepted as an attestation",
    ),
    (
        "mark.types",
        PRODUCT,
        {},
        {"mark": {"types": ["listed"]}},
        "marks that are `classified` are no longer accepted",
        "marks that are `classified` are now accepted",
    ),
    (
        "mark.types",
        PRODUCT,
        {"mark": {"types": "any"}},
        {},
        "marks that are `recognized-component` and of no stated type are no longer accepted",
        "marks that are `recognized-component` and of no stated type are now accepted",
    ),
    (
        "mark.market",
        PRODUCT,
        {},
        {"mark": {"market": "US"}},
        "the mark has to name the market `US` now",
        "the mark need not name the market `US` any more",
    ),
    (
        "mark.market",
        PRODUCT,
        {"mark": {"market": "DE"}},
        {"mark": {"market": "EU"}},
        "the mark has to name the market `EU` instead of `DE`",
        "the mark has to name the market `DE` instead of `EU`",
    ),
    (
        "scheme",
        PRODUCT,
        {"scheme": {"types": ["3", "4", "5"]}},
        {"scheme": {"types": ["5"]}},
        "the scheme types `3` and `4` are no longer accepted",
        "the scheme types `3` and `4` are now accepted",
    ),
    (
        "body",
        SYSTEM,
        {"body": {"by": ["DAkkS", "ANAB"]}},
        {"body": {"by": ["DAkkS"]}},
        "accreditation by `ANAB` is no longer accepted",
        "accreditation by `ANAB` is now accepted",
    ),
    (
        "body",
        SYSTEM,
        {},
        {"body": {"mra": True}},
        "the accreditation body has to be in the mutual recognition family now",
        "the accreditation body need not be in the MRA any more",
    ),
    (
        "body",
        SYSTEM,
        {},
        {"body": {"by": ["ANAB"]}},
        "only accreditation by `ANAB` is accepted now, instead of by any known body",
        "accreditation by any known body is accepted now, instead of only by `ANAB`",
    ),
    (
        "covers.patterns",
        PRODUCT,
        {},
        {"covers": {"patterns": False}},
        "each model has to be named exactly; a printed series pattern no longer covers it",
        "a printed series pattern such as `NP-500-*` now covers a model",
    ),
    (
        "covers.activities",
        SYSTEM,
        {"covers": {"activities": ["design"]}},
        {"covers": {"activities": ["design", "manufacture"]}},
        "`manufacture` now has to be in the certified scope",
        "`manufacture` need not be in the certified scope any more",
    ),
    (
        "surveillance",
        PRODUCT,
        {},
        {"surveillance": {"every": "12 months"}},
        "surveillance has to be recorded every 12 months now",
        "no record of surveillance is asked for any more",
    ),
    (
        "surveillance",
        SYSTEM,
        {"surveillance": {"every": "366 days"}},
        {"surveillance": {"every": "12 months"}},
        "a surveillance may be 12 months old at most instead of 366 days",
        "a surveillance may be 366 days old at most instead of 12 months",
    ),
    (
        "surveillance",
        SYSTEM,
        {"surveillance": {"rule": "iso-17021"}},
        {"surveillance": {"rule": "iso-17021", "every": "18 months"}},
        f"surveillance has to be recorded every 18 months and {CALENDAR} instead of {CALENDAR}",
        f"surveillance has to be recorded {CALENDAR} instead of every 18 months and {CALENDAR}",
    ),
    (
        "testing",
        PRODUCT,
        {"testing": {}},
        {"testing": {"accredited_laboratory": True}},
        "a type test with its report from a laboratory accredited to ISO/IEC 17025 is asked for now",
        "a type test with its report is asked for, from any laboratory",
    ),
    (
        "audits",
        SYSTEM,
        {},
        {"audits": "required"},
        "stage 1 and stage 2, or the recertification, of the cycle have to be recorded now",
        "the audits of the cycle need not be recorded any more",
    ),
    (
        "checked_within",
        SYSTEM,
        {},
        {"status": {"checked_within": "90 days"}},
        "the last look-up of the status may be 90 days old at most instead of 365",
        "the last look-up of the status may be 365 days old at most instead of 90",
    ),
    (
        "checked_within",
        SYSTEM,
        {"status": {"checked_within": "never"}},
        {},
        "the last look-up of the status may be 365 days old at most, instead of any age",
        "the last look-up of the status may be of any age now, instead of 365 days old",
    ),
    (
        "accept_unknown",
        SYSTEM,
        {"accept_unknown": ["status-missing"]},
        {},
        "`status-missing` blocks again where the answer is not known",
        "`status-missing` no longer blocks where the answer is not known",
    ),
    (
        "effective",
        SYSTEM,
        {"effective": {"from": "2027-01-01"}},
        {},
        "it blocks on every day instead of from 2027-01-01 on",
        "it blocks from 2027-01-01 on instead of on every day",
    ),
    (
        "effective",
        SYSTEM,
        {"effective": {"from": "2026-01-01", "until": "2026-12-31"}},
        {"effective": {"until": "2026-12-31"}},
        "it blocks until 2026-12-31 instead of from 2026-01-01 until 2026-12-31",
        "it blocks from 2026-01-01 until 2026-12-31 instead of until 2026-12-31",
    ),
    (
        "enforcement",
        SYSTEM,
        {"enforcement": "advisory"},
        {},
        "it is mandatory now, and blocks",
        "it is advisory now, and only warns",
    ),
    (
        "waivable",
        SYSTEM,
        {},
        {"waivable": False},
        "no waiver can lift it any more",
        "a waiver can lift it now",
    ),
]


@pytest.mark.parametrize("row", ORDERED, ids=lambda row: f"{row[0]}: {row[4][:40]}")
def test_one_edit_is_stricter_and_its_reverse_looser(row: tuple[str, Json, Json, Json, str, str]) -> None:
    rule, base, mild, strict, there, back = row
    for old, new, relation, sentence in ((mild, strict, STRICTER, there), (strict, mild, LOOSER, back)):
        (part,) = told(base, old, new)
        assert (part.rule, part.relation, part.sentence) == (rule, relation, sentence)
        assert requirement_relation(requirement(base, old), requirement(base, new), catalogue()) == relation


# rule, base, two edits that ask the same in other words, what is told
SAME: list[tuple[str, Json, Json, Json, str]] = [
    (
        "standards",
        SYSTEM,
        {"standards": ["ISO 9001"]},
        {"standards": ["EN ISO 9001"]},
        "`EN ISO 9001` now names what `ISO 9001` did",
    ),
    (
        "standards",
        PRODUCT,
        {"standards": ["UL 62368-1", "UL 60950-1"]},
        {"standards": ["UL 60950-1", "UL 62368-1"]},
        "the same standards stand in another order",
    ),
    (
        "edition",
        SYSTEM,
        {"edition": ["2008", "2015"]},
        {"edition": ["2015", "2008"]},
        "the editions `2015` and `2008` are accepted instead of the editions `2008` and `2015`",
    ),
    (
        "attestation",
        PRODUCT,
        {"attestation": ["certification", "declaration"]},
        {"attestation": ["declaration", "certification"]},
        "the same kinds of attestation stand in another order",
    ),
    (
        "mark.types",
        PRODUCT,
        {},
        {"mark": {"types": ["listed", "classified"]}},
        "the same types of mark are accepted, written another way",
    ),
    (
        "mark.market",
        PRODUCT,
        {"mark": {"market": "US"}},
        {"mark": {"market": "USA"}},
        "the mark has to name the market `USA` instead of `US`",
    ),
    (
        "scheme",
        PRODUCT,
        {},
        {"scheme": {"types": ["1b", "2", "3", "4", "5", "6"]}},
        "the same scheme types are accepted, written another way",
    ),
    (
        "body",
        SYSTEM,
        {"body": {"by": ["ANAB", "DAkkS"]}},
        {"body": {"by": ["DAkkS", "ANAB"]}},
        "the same accreditation bodies are accepted, written another way",
    ),
    (
        "covers.activities",
        SYSTEM,
        {"covers": {"activities": ["design", "manufacture"]}},
        {"covers": {"activities": ["manufacture", "design"]}},
        "the same activities stand in another order",
    ),
    (
        "accept_unknown",
        SYSTEM,
        {"accept_unknown": ["status-missing", "expiry-missing"]},
        {"accept_unknown": ["expiry-missing", "status-missing"]},
        "the same codes are accepted as unknown, in another order",
    ),
    (
        "surveillance",
        SYSTEM,
        {"surveillance": {"every": "14 days"}},
        {"surveillance": {"every": "14 days", "x-note": "the same"}},
        "",
    ),
]


@pytest.mark.parametrize("row", SAME, ids=lambda row: f"{row[0]}: {row[4][:40]}")
def test_the_same_in_other_words_is_equal(row: tuple[str, Json, Json, Json, str]) -> None:
    rule, base, one, other, sentence = row
    found = [(part.rule, part.relation, part.sentence) for part in told(base, one, other)]
    assert found == ([(rule, EQUAL, sentence)] if sentence else [])
    assert requirement_relation(requirement(base, one), requirement(base, other), catalogue()) == EQUAL


# rule, base, two edits of which neither is stricter, the relation
APART: list[tuple[str, Json, Json, Json, str]] = [
    ("standards", SYSTEM, {}, {"standards": ["ISO 14001"]}, INCOMPARABLE),
    ("mark.types", PRODUCT, {"mark": {"types": ["listed"]}}, {"mark": {"types": ["classified"]}}, INCOMPARABLE),
    ("mark.market", PRODUCT, {"mark": {"market": "US"}}, {"mark": {"market": "EU"}}, INCOMPARABLE),
    ("body", PRODUCT, {}, {"body": {"recognised_by": "osha-nrtl"}}, INCOMPARABLE),
    ("edition", SYSTEM, {}, {"edition": ["2015"]}, UNKNOWN),
    ("edition", SYSTEM, {"edition": {"from": 2008}}, {"edition": ["2015"]}, UNKNOWN),
    # What is suspended or restored for some sites alone weighs differently.
    ("covers.factory", PRODUCT, {}, {"covers": {"factory": True}}, INCOMPARABLE),
    ("covers.sites", SYSTEM, {}, {"covers": {"sites": "all"}}, INCOMPARABLE),
    ("covers.sites", SYSTEM, {}, {"covers": {"sites": "organisation"}}, INCOMPARABLE),
    ("covers.activities", SYSTEM, {}, {"covers": {"activities": ["design"]}}, INCOMPARABLE),
    ("covers.holder", SYSTEM, {}, {"covers": {"holder": "supplier"}}, INCOMPARABLE),
    ("in_force", PRODUCT, {}, {"in_force": {"on": "production"}}, INCOMPARABLE),
    (
        "surveillance",
        SYSTEM,
        {"surveillance": {"every": "12 months"}},
        {"surveillance": {"rule": "iso-17021"}},
        INCOMPARABLE,
    ),
    (
        "surveillance",
        SYSTEM,
        {"surveillance": {"every": "1 month"}},
        {"surveillance": {"every": "30 days"}},
        INCOMPARABLE,
    ),
    # One finding may hide another where it is accepted.
    (
        "body",
        SYSTEM,
        {"accept_unknown": ["accreditation-body-not-accepted"]},
        {"accept_unknown": ["accreditation-body-not-accepted"], "body": {"mra": True}},
        UNKNOWN,
    ),
    (
        "surveillance",
        SYSTEM,
        {"accept_unknown": ["audit-record-missing"], "surveillance": {"rule": "iso-17021"}},
        {"accept_unknown": ["audit-record-missing"], "surveillance": {"rule": "iso-17021", "every": "12 months"}},
        UNKNOWN,
    ),
]


@pytest.mark.parametrize("row", APART, ids=lambda row: f"{row[0]}: {row[3]}")
def test_neither_is_claimed_to_be_stricter(row: tuple[str, Json, Json, Json, str]) -> None:
    rule, base, one, other, relation = row
    for old, new in ((one, other), (other, one)):
        (part,) = told(base, old, new)
        assert (part.rule, part.relation) == (rule, relation)
        assert part.sentence
        assert requirement_relation(requirement(base, old), requirement(base, new), catalogue()) == UNKNOWN


def test_nothing_is_claimed_of_coverage_elsewhere_that_is_accepted_as_unknown() -> None:
    keys: Json = {"covers": {"activities": ["design"]}, "accept_unknown": ["activity-not-covered"]}
    strict = {**keys, "status": {"checked_within": "30 days"}}
    assert requirement_relation(requirement(SYSTEM, keys), requirement(SYSTEM, strict), catalogue()) == UNKNOWN


def test_another_kind_is_another_requirement() -> None:
    old, new = requirement(PRODUCT, {}), requirement(SYSTEM, {})
    parts = {part.rule: part for part in requirement_parts(old, new, catalogue())}
    assert parts["kind"].sentence == "a management-system certificate is asked for instead of a product certificate"
    assert requirement_relation(old, new, catalogue()) == UNKNOWN


def test_every_rule_has_its_rows() -> None:
    stated = {row[0] for row in (*ORDERED, *SAME, *APART)} | {"kind"}
    # A policy that asks for more than declared evidence does not load.
    assert stated | {"assurance"} == {rule.id for rule in rules()}


def test_assurance_is_an_order_of_levels() -> None:
    base = requirement(SYSTEM, {})
    (part,) = requirement_parts(base, base._replace(assurance="documented"), catalogue())
    assert (part.relation, part.sentence) == (STRICTER, "evidence has to be documented instead of declared")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Period(months=12), Period(months=12), True),
        (Period(months=12), Period(days=366), True),
        (Period(months=12), Period(days=365), False),
        (Period(days=365), Period(months=12), True),
        (Period(days=366), Period(months=12), False),
        (Period(days=28), Period(months=1), True),
        (Period(days=29), Period(months=1), False),
        (Period(days=90), Period(days=91), True),
    ],
)
def test_a_span_that_is_never_longer(one: Period, other: Period, expected: bool) -> None:
    assert never_longer(one, other) is expected
    days = [date(2023, 2, 28), date(2024, 1, 31), date(2024, 2, 29), date(2100, 1, 29)]
    assert not expected or all(add(day, one) <= add(day, other) for day in days)


BODIES: list[Any] = [
    BodyRule(accredited_to="ISO/IEC 17021-1", by=by, mra=mra)
    for by in (None, ("ANAB",), ("DAkkS", "A2LA"))
    for mra in (False, True)
]


@pytest.mark.parametrize("rule", BODIES, ids=str)
def test_accreditation_bodies_are_judged_as_the_gate_judges_them(rule: BodyRule) -> None:
    """The comparison asks of every body and day what the gate would say; here the gate says it."""
    base, stated = requirement(SYSTEM, {})._replace(body=rule), api.load_manifest(document(manifest()))
    entry, target, named = stated.certificates[1], Target("organisation", None, ""), Designation("", None)
    rows = [None, *catalogue().accreditation_bodies()]
    for row in rows:
        given = Accreditation("", body=row.id if row else "Nobody", standard="ISO/IEC 17021-1")
        for day in (date(1999, 1, 1), date.fromisoformat(TODAY), date(2030, 1, 1)):
            flaw = _accreditor(Context(base, entry, target, stated, day, catalogue(), named), given, 1)
            assert accepts(rule, row, day) == (flaw.outcome if flaw else "pass")
