"""Mutants of a policy: each operator is noticed by the case that it is about, and not noticed without it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.authoring.changes import apply
from checker.authoring.trial.asking import as_expected
from checker.authoring.trial.catching import Catcher
from checker.authoring.trial.model import Expected, Subject
from checker.authoring.trial.mutants import families, judging, mutants
from checker.authoring.trial.mutants._spans import scaled
from checker.authoring.trial.mutation import KILLED, REFUSED, SURVIVED
from checker.schema import conform
from tests.authoring.trial import base, fates_of, ran, subject
from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, UL, catalogue, changed, manifest, policy
from tests.strategies import POLICIES, manifests

Json = dict[str, Any]

ACCREDITED = [
    {
        "body": "SCC",
        "standard": "ISO/IEC 17065",
        "scope": ["UL 62368-1"],
        "from": "2020-01-01",
        "until": "2028-06-30",
    }
]
ORDER = {"order": 1, "items": [{"product": "np-500"}], "dates": {"award": "2026-12-01", "delivery": "2027-06-01"}}


def row(name: str, changes: Mapping[str, Any], rule: Json, *, keys: Json | None = None, **day: str) -> Any:
    """An operator: a requirement with something to mutate, the mutant, and the manifest that tells."""
    return pytest.param(name, changes, rule, keys or {}, day.get("as_of", "2026-11-23"), id=name)


L, Q = "listed-product", "quality-system"
OPERATORS = [
    row(
        f"{L}/standards: drop UL 60950-1",
        {
            f"{UL}/standard": "UL 60950-1:2007",
            f"{UL}/issued": "2019-01-15",
            f"{UL}/effective": "2019-01-15",
            f"{UL}/events": [],
        },
        {**LISTING, "standards": ["UL 62368-1", "UL 60950-1"], "edition": "any"},
    ),
    row(f"{Q}/assurance: documented -> declared", {f"{QMS}/evidence": []}, {**QUALITY, "assurance": "documented"}),
    row(f"{L}/standards: add UL 60950-1", {f"{UL}/standard": "UL 60950-1"}, LISTING),
    row(
        f"{Q}/standards: ISO 9001:2015 -> ISO 9001",
        {f"{QMS}/standard": "ISO 9001:2008"},
        {**QUALITY, "standards": ["ISO 9001:2015"]},
    ),
    row(f"{L}/edition: current -> any", {f"{UL}/standard": "UL 62368-1"}, LISTING),
    row(f"{L}/edition: any -> current", {f"{UL}/standard": "UL 62368-1"}, {**LISTING, "edition": "any"}),
    row(f"{L}/edition: drop 2014", {f"{UL}/standard": "UL 62368-1:2014"}, {**LISTING, "edition": ["2014", "2019"]}),
    row(
        f"{L}/edition: from 2015 -> from 2014",
        {f"{UL}/standard": "UL 62368-1:2014"},
        {**LISTING, "edition": {"from": 2015}},
    ),
    row(
        f"{L}/edition: from 2014 -> from 2015",
        {f"{UL}/standard": "UL 62368-1:2014"},
        {**LISTING, "edition": {"from": 2014}},
    ),
    row(
        f"{L}/edition: from 2014 -> current",
        {f"{UL}/standard": "UL 62368-1:2012"},
        {**LISTING, "edition": {"from": 2014}},
    ),
    row(f"{L}/attestation: add declaration", {f"{UL}/attestation": "declaration"}, LISTING),
    row(
        f"{L}/attestation: drop inspection",
        {f"{UL}/attestation": "inspection"},
        {**LISTING, "attestation": ["certification", "inspection"]},
    ),
    row(f"{L}/mark.types: default -> any", {f"{UL}/mark/type": "recognized-component"}, LISTING),
    row(f"{L}/mark.types: any -> listed", {f"{UL}/mark/type": "classified"}, {**LISTING, "mark": {"types": "any"}}),
    row(
        f"{L}/mark.types: drop classified",
        {f"{UL}/mark/type": "classified"},
        {**LISTING, "mark": {"types": ["listed", "classified"]}},
    ),
    row(
        f"{L}/mark.types: add classified",
        {f"{UL}/mark/type": "classified"},
        {**LISTING, "mark": {"types": ["listed"]}},
    ),
    row(f"{L}/mark.market: drop US", {f"{UL}/mark/markets": ["CA"]}, {**LISTING, "mark": {"market": "US"}}),
    row(f"{L}/mark.market: US -> EU", {f"{UL}/mark/markets": ["US"]}, {**LISTING, "mark": {"market": "US"}}),
    row(f"{L}/scheme.types: default -> any", {f"{UL}/scheme": {"type": "1a"}}, LISTING),
    row(
        f"{L}/scheme.types: any -> 3, 4, 5",
        {f"{UL}/scheme": {"type": "1a"}},
        {**LISTING, "scheme": {"types": "any"}},
    ),
    row(f"{L}/scheme.types: drop 3", {f"{UL}/scheme/type": "3"}, {**LISTING, "scheme": {"types": ["3", "5"]}}),
    row(f"{L}/scheme.types: add 1a", {f"{UL}/scheme/type": "1a"}, {**LISTING, "scheme": {"types": ["3", "5"]}}),
    row(f"{L}/body: osha-nrtl -> accredited", {f"{UL}/accreditations": []}, LISTING),
    row(f"{L}/body: accredited -> osha-nrtl", {f"{UL}/body": {"name": "Acme Test House"}}, {**LISTING, "body": {}}),
    row(f"{L}/body.by: drop SCC", {f"{UL}/accreditations": ACCREDITED}, {**LISTING, "body": {"by": ["ANAB", "SCC"]}}),
    row(
        f"{L}/body.by: add A2LA",
        {f"{UL}/accreditations": [{**ACCREDITED[0], "body": "A2LA"}]},
        {**LISTING, "body": {"by": ["ANAB"]}},
    ),
    row(f"{L}/body.by: drop the list", {f"{UL}/accreditations": ACCREDITED}, {**LISTING, "body": {"by": ["ANAB"]}}),
    row(
        f"{L}/body.mra: false -> true",
        {
            f"{UL}/accreditations": [{**ACCREDITED[0], "body": "GAC"}],
            f"{UL}/issued": "2021-05-01",
            f"{UL}/effective": "2021-05-01",
            f"{UL}/events": [],
        },
        {**LISTING, "body": {}},
        as_of="2021-08-10",
    ),
    row(
        f"{L}/covers.factory: true -> false",
        {f"{UL}/covers/factories": ["oslo"]},
        {**LISTING, "covers": {"factory": True}},
    ),
    row(f"{L}/covers.patterns: true -> false", {f"{UL}/covers/models": ["NP-500-*"]}, LISTING),
    row(f"{Q}/covers.sites: producing -> all", {f"{QMS}/covers/sites": ["linz"]}, QUALITY),
    row(f"{Q}/covers.sites: producing -> organisation", {f"{QMS}/covers/sites": ["oslo"]}, QUALITY),
    row(f"{Q}/covers.holder: operator -> supplier", {"/supplier/sites/0/operator": {"name": "Other Ltd"}}, QUALITY),
    row(
        f"{Q}/covers.activities: drop manufacture",
        {f"{QMS}/covers/activities": ["design"]},
        {**QUALITY, "covers": {"activities": ["design", "manufacture"]}},
    ),
    row(f"{Q}/covers.activities: add design", {f"{QMS}/covers/activities": ["manufacture"]}, QUALITY),
    row(f"{L}/surveillance: add 12 months", {f"{UL}/events": [{"type": "decision", "date": "2024-01-15"}]}, LISTING),
    row(
        f"{L}/surveillance: drop",
        {f"{UL}/events": [{"type": "decision", "date": "2024-01-15"}]},
        {**LISTING, "surveillance": {"every": "12 months"}},
    ),
    row(f"{L}/surveillance.every: 12 months -> 6 months", {}, {**LISTING, "surveillance": {"every": "12 months"}}),
    row(
        f"{L}/surveillance.every: 12 months -> 24 months",
        {f"{UL}/events": [{"type": "decision", "date": "2025-01-15"}]},
        {**LISTING, "surveillance": {"every": "12 months"}},
    ),
    row(
        f"{Q}/surveillance: iso-17021 -> 12 months",
        {f"{QMS}/events/4/date": "2025-05-05"},
        {**QUALITY, "surveillance": {"rule": "iso-17021"}},
    ),
    row(f"{L}/testing: add", {f"{UL}/events/0": REMOVED}, LISTING),
    row(f"{L}/testing: drop", {f"{UL}/events/0": REMOVED}, {**LISTING, "testing": {}}),
    row(
        f"{L}/testing.accredited_laboratory: false -> true",
        {f"{UL}/events/0/laboratory": REMOVED},
        {**LISTING, "testing": {}},
    ),
    row(f"{Q}/audits: add", {f"{QMS}/events/0": REMOVED}, QUALITY),
    row(f"{Q}/audits: drop", {f"{QMS}/events/0": REMOVED}, {**QUALITY, "audits": "required"}),
    row(f"{Q}/status.checked_within: 365 days -> never", {f"{QMS}/status/checked": "2025-06-01"}, QUALITY),
    row(
        f"{Q}/status.checked_within: 90 days -> 45 days",
        {f"{QMS}/status/checked": "2026-09-01"},
        {**QUALITY, "status": {"checked_within": "90 days"}},
    ),
    row(
        f"{Q}/status.checked_within: 90 days -> 180 days",
        {f"{QMS}/status/checked": "2026-08-01"},
        {**QUALITY, "status": {"checked_within": "90 days"}},
    ),
    row(
        f"{Q}/status.checked_within: never -> 365 days",
        {f"{QMS}/status/checked": "2025-06-01"},
        {**QUALITY, "status": {"checked_within": "never"}},
    ),
    row(
        f"{Q}/accept_unknown: drop status-missing",
        {f"{QMS}/status": REMOVED},
        {**QUALITY, "accept_unknown": ["status-missing"]},
    ),
    row(f"{Q}/enforcement: mandatory -> advisory", {"/certificates": []}, QUALITY),
    row(
        f"{Q}/effective.from: 2026-11-24 -> 2026-11-23",
        {"/certificates": []},
        {**QUALITY, "effective": {"from": "2026-11-24"}},
    ),
    row(
        f"{Q}/effective.from: 2026-11-23 -> 2026-11-24",
        {"/certificates": []},
        {**QUALITY, "effective": {"from": "2026-11-23"}},
    ),
    row(
        f"{Q}/effective.until: drop 2026-11-22",
        {"/certificates": []},
        {**QUALITY, "effective": {"until": "2026-11-22"}},
    ),
    row(
        "applies_to.categories: drop",
        {f"{PRODUCT}/categories": ["toys"]},
        LISTING,
        keys={"applies_to": {"categories": ["electrical-equipment"]}},
    ),
    row(
        "applies_to.categories: drop toys",
        {f"{PRODUCT}/categories": ["toys"]},
        LISTING,
        keys={"applies_to": {"categories": ["electrical-equipment", "toys"]}},
    ),
    row(
        "effective.from: drop 2026-12-01",
        {"/certificates": []},
        QUALITY,
        keys={"effective": {"from": "2026-12-01"}},
    ),
    row(
        "in_force: production -> assessment",
        {f"{PRODUCT}/lots": REMOVED},
        LISTING,
        keys={"in_force": {"on": "production"}},
    ),
    row(
        "period: drop",
        {f"{QMS}/expires": "2027-05-09"},
        QUALITY,
        keys={"period": {"from": "award", "until": "delivery"}},
    ),
    row(
        "period.until: delivery -> award",
        {f"{QMS}/expires": "2027-05-09"},
        QUALITY,
        keys={"period": {"from": "award", "until": "delivery"}},
    ),
]


def made(rule: Json, keys: Json) -> Subject:
    """The policy of one requirement, for a category unless said otherwise."""
    return subject(policy(rule, **{"applies_to": {"categories": ["electrical-equipment"]}, **keys}))


@pytest.mark.parametrize(("name", "changes", "rule", "keys", "as_of"), OPERATORS)
def test_an_operator_is_noticed_by_its_case_alone(
    name: str, changes: Mapping[str, Any], rule: Json, keys: Json, as_of: str
) -> None:
    under = made(rule, keys)
    order = ORDER if "period" in keys else None
    telling = ran(under, changed(manifest(), changes), as_of=as_of, order=order)
    found = fates_of(under, [telling])
    assert found[name].fate == KILLED, sorted(found)
    toys = changed(manifest(), {f"{PRODUCT}/categories": ["garden furniture"]})
    others = [manifest(), {**manifest(), "certificates": []}, toys]
    cases = [ran(under, each, as_of=day, order=order).case for each in others for day in (as_of, "2028-06-01")]
    mutant = found[name].mutant.policy
    assert mutant is not None
    assert any(as_expected(each, [mutant], catalogue()) for each in cases)


BOTH = (LISTING, QUALITY)


@pytest.mark.parametrize(
    ("name", "decision", "changes"),
    [
        ("decision: any -> all", {"any": [L, Q]}, {"/certificates/1": REMOVED}),
        ("decision: drop listed-product", {"any": [L, Q]}, {"/certificates/1": REMOVED}),
        ("decision: at_least 1 -> at_least 2", {"at_least": {"n": 1, "of": [L, Q]}}, {"/certificates/1": REMOVED}),
        ("requirements: drop listed-product", {"any": [L, Q]}, {"/certificates/1": REMOVED}),
    ],
)
def test_an_operator_of_decisions_is_noticed_by_one_half_alone(name: str, decision: Json, changes: Json) -> None:
    under = subject(policy(*BOTH, evidence="either", decision=decision))
    half = {**manifest(), "certificates": manifest()["certificates"][:1]}
    found = fates_of(under, [ran(under, half)])
    # Without the branch the policy may be one that certgate does not load.
    assert found[name].fate in (KILLED, REFUSED)
    assert fates_of(under, [ran(under, manifest())])[name].fate in (SURVIVED, REFUSED)


def test_a_nested_decision_is_mutated_at_each_of_its_parts() -> None:
    extra = {**QUALITY, "id": "environment", "standards": ["ISO 14001"]}
    under = subject(policy(QUALITY, extra, decision={"all": [Q, {"any": ["environment", Q]}]}))
    names = set(fates_of(under, []))
    assert {"decision/all/1: any -> all", "decision/all/1: drop environment", "decision: drop branch 2"} <= names


def test_every_family_has_an_operator_here() -> None:
    """What a family can be told by: the words before the colon."""
    told = {"decision", "requirements"} | {
        each.values[0].split(":")[0].rpartition("/")[2].split(".")[0] for each in OPERATORS
    }
    words = {"unknowns": "accept_unknown", "time": "period", "evidence": "testing", "requirements": "enforcement"}
    assert {words.get(name, name) for name in families()} <= told


def test_what_changes_no_verdict_is_no_mutant() -> None:
    rule = {**QUALITY, "title": "T", "citation": "C", "remedy": "R", "waivable": False}
    plain, told = subject(policy(QUALITY)), subject(policy(rule, rationale="because", citations=["x"]))
    assert judging(plain.policies[0]) == judging(told.policies[0])
    assert list(fates_of(plain, [])) == list(fates_of(told, []))


def test_mutants_of_each_version_have_its_name() -> None:
    old = policy(QUALITY, effective={"until": "2026-12-31"})
    new = {**policy({**QUALITY, "audits": "required"}, effective={"from": "2027-01-01"}), "version": "2"}
    found = fates_of(subject(old, new), [])
    assert {each.split(": ")[0] for each in found} == {"1", "2"}
    assert f"2: {Q}/audits: drop" in found
    assert f"1: {Q}/audits: add" in found


SPANS = [
    ("12 months", 2, "24 months"),
    ("1 year", 0.5, "6 months"),
    ("2 weeks", 0.5, "7 days"),
    ("1 day", 0.5, None),
    ("5 months", 0.5, "2 months"),
    ("2 months", 0.5, "1 month"),
    ("9000 days", 2, None),
    ("never", 2, None),
]


@pytest.mark.parametrize(("text", "factor", "found"), SPANS)
def test_spans_are_scaled(text: str, factor: float, found: str | None) -> None:
    assert scaled(text, factor) == found


@pytest.mark.generated
@settings(max_examples=12, deadline=None)
@given(raw=st.sampled_from(POLICIES), drawn=st.lists(manifests(), min_size=2, max_size=3))
def test_a_killed_mutant_differs_on_its_case_and_one_that_survives_on_none(raw: Json, drawn: list[Json]) -> None:
    """The short cut over the requirements that a mutant leaves alone says what whole assessments say."""
    under = subject(raw)
    cases = [ran(under, each, f"case {number}") for number, each in enumerate(drawn)]
    by_name = {each.case.name: each.case for each in cases}
    for fate in fates_of(under, cases).values():
        if fate.mutant.policy is None:
            continue
        same = {name: as_expected(case, [fate.mutant.policy], catalogue()) for name, case in by_name.items()}
        assert not same[fate.by] if fate.fate == KILLED else all(same.values()), fate.mutant.id


@pytest.mark.generated
@settings(max_examples=2, deadline=None)
@given(raw=st.sampled_from(POLICIES))
def test_a_suggested_case_notices_its_mutant(raw: Json) -> None:
    under = subject(raw)
    catcher = Catcher(under.policies, [base()], catalogue())
    values: Any = conform(under.versions[0].document, "policy")
    for mutant in list(mutants(values, catalogue()))[::5]:
        caught = catcher.catch(mutant.id, [mutant.policy]) if mutant.policy else None
        if caught is None or mutant.policy is None:
            continue
        noticed = suggested_case(under, caught)
        assert as_expected(noticed, under.policies, catalogue())
        assert not as_expected(noticed, [mutant.policy], catalogue()), mutant.id


def suggested_case(under: Subject, caught: Any) -> Any:
    """The case that a suggestion states."""
    raw = apply(caught.base.values, caught.changes)
    expected = Expected(caught.verdict, caught.requirements, caught.codes)
    return ran(under, raw, as_of=str(caught.as_of)).case._replace(expected=expected)
