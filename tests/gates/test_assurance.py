"""Gate assurance: what stands behind a certificate against what is asked, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker import api
from checker.api import load_manifest
from checker.engine import turning_days
from checker.model.assessment import ObjectAssessment
from checker.model.backing import FACTS, LEVELS, Backing, Trace
from checker.model.manifest import Manifest
from checker.model.outcome import Outcome
from tests.builders import (
    LISTING,
    QUALITY,
    TODAY,
    UL,
    answer,
    catalogue,
    change,
    document,
    load_policy,
    manifest,
    policy,
    remove,
)

DAY = date.fromisoformat(TODAY)
AT = "/certificates/1"
SHOWN = ("number", "standard", "holder", "expires", "status")


def trace(level: str = "documented", outcome: str = "pass", code: str = "", **more: Any) -> Trace:
    """Something that was seen behind the quality certificate."""
    facts = more.pop("facts", SHOWN)
    return Trace(
        level,
        "a file",
        Outcome(outcome),
        AT,
        code,
        "it says so" if code else "",
        facts if outcome == "pass" else (),
        **more,
    )


def backed(*traces: Trace) -> Manifest:
    found = load_manifest(document(manifest()))
    entries = tuple(
        entry._replace(backing=Backing(traces)) if entry.id == "qms" else entry for entry in found.certificates
    )
    return found._replace(certificates=entries)


def judged(rule: dict[str, Any], *traces: Trace, day: date = DAY, known: date | None = None) -> ObjectAssessment:
    rules = load_policy(policy({**QUALITY, **rule}))
    found = api.assess(backed(*traces), [rules], catalogue(), day, known=known)
    return found.policies[0].requirements[0].objects[0]


def told(found: ObjectAssessment) -> tuple[str, list[str]]:
    return str(found.outcome), [row.code for row in found.findings if row.severity == "error"]


REGISTER = trace("confirmed", day=DAY - timedelta(days=10), standing=True)
AGAINST = trace("confirmed", "fail", "register-disagrees", day=DAY - timedelta(days=10), standing=True)
ALTERED = trace("documented", "fail", "evidence-altered")
MISSING = trace("documented", "undetermined", "evidence-not-attached")
UNKNOWN = trace("confirmed", "undetermined", "not-confirmed")
REPORT = trace("documented", facts=("testing",))


@pytest.mark.parametrize("rule", [LISTING, QUALITY, {**LISTING, "assurance": "declared"}])
def test_nothing_is_asked_beyond_the_declaration(rule: dict[str, object]) -> None:
    for values in (manifest(), remove(manifest(), f"{UL}/evidence")):
        found = answer(values, rule)
        assert (found.outcome, found.gate("assurance")) == ("pass", "not-asked")


@pytest.mark.parametrize(
    ("asked", "traces", "outcome", "codes"),
    [
        ("documented", (), "undetermined", ["evidence-not-attached"]),
        ("documented", (trace(),), "pass", []),
        ("documented", (REGISTER,), "pass", []),
        ("documented", (REPORT,), "undetermined", ["evidence-not-attached"]),
        ("documented", (MISSING,), "undetermined", ["evidence-not-attached"]),
        ("documented", (trace(), MISSING, UNKNOWN), "pass", []),
        ("documented", (trace(), ALTERED), "fail", ["evidence-altered"]),
        ("documented", (ALTERED,), "fail", ["evidence-altered"]),
        ("documented", (trace(), AGAINST), "fail", ["register-disagrees"]),
        ("documented", (UNKNOWN,), "undetermined", ["evidence-not-attached"]),
        ("confirmed", (), "undetermined", ["not-confirmed"]),
        ("confirmed", (trace(),), "undetermined", ["not-confirmed"]),
        ("confirmed", (REGISTER,), "pass", []),
        ("confirmed", (trace("confirmed", facts=("body", "accreditation")),), "undetermined", ["not-confirmed"]),
        ("confirmed", (REGISTER, AGAINST), "fail", ["register-disagrees"]),
        ("confirmed", (REGISTER, ALTERED), "fail", ["evidence-altered"]),
        ("declared", (AGAINST,), "fail", ["register-disagrees"]),
        ("declared", (ALTERED, MISSING, UNKNOWN), "pass", []),
    ],
)
def test_levels(asked: str, traces: tuple[Trace, ...], outcome: str, codes: list[str]) -> None:
    assert told(judged({"assurance": asked}, *traces)) == (outcome, codes)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"day": DAY - timedelta(days=90)}, None),
        ({"day": DAY - timedelta(days=91)}, "not-confirmed"),
        ({"day": DAY}, None),
        ({"day": DAY + timedelta(days=1)}, "not-confirmed"),
        ({"start": DAY, "until": DAY}, None),
        ({"start": DAY + timedelta(days=1)}, "credential-not-effective"),
        ({"until": DAY - timedelta(days=1)}, "credential-expired"),
    ],
)
def test_what_agrees_speaks_for_its_time_alone(row: dict[str, Any], code: str | None) -> None:
    rule = {"assurance": "confirmed", "status": {"checked_within": "90 days"}}
    expected = ("undetermined", [code]) if code else ("pass", [])
    assert told(judged(rule, trace("confirmed", **row))) == expected


def test_without_a_limit_a_snapshot_never_grows_old_but_shows_no_later_cycle() -> None:
    rule = {"assurance": "confirmed", "status": {"checked_within": "never"}}
    assert told(judged(rule, trace("confirmed", day=date(2024, 5, 10))))[0] == "pass"
    assert told(judged(rule, trace("confirmed", day=date(2024, 5, 9)))) == ("undetermined", ["not-confirmed"])


def test_what_is_adverse_never_goes_stale_and_counts_from_its_own_day() -> None:
    old = AGAINST._replace(day=date(2024, 6, 1))
    assert told(judged({"assurance": "documented"}, trace(), old)) == ("fail", ["register-disagrees"])
    later = AGAINST._replace(day=DAY + timedelta(days=1))
    assert told(judged({}, later))[0] == "pass"
    assert told(judged({}, later, known=later.day)) == ("undetermined", ["not-confirmed"])
    assert told(judged({"accept_unknown": ["not-confirmed"]}, later, known=later.day))[0] == "undetermined"


def test_a_snapshot_of_a_later_day_is_named_as_such() -> None:
    """Whoever gave a register and reads that there is none looks for the fault in the wrong place."""
    found = judged({"assurance": "confirmed"}, trace("confirmed", day=DAY + timedelta(days=1)))
    assert told(found) == ("undetermined", ["not-confirmed"])
    assert f"is of a later day than {DAY}" in found.findings[0].message


def test_in_a_forecast_a_fresh_snapshot_is_taken_to_be_renewed() -> None:
    rule = {"assurance": "confirmed", "status": {"checked_within": "90 days"}}
    ahead = DAY + timedelta(days=60)
    assert told(judged(rule, REGISTER._replace(day=DAY - timedelta(days=40)), day=ahead))[0] == "undetermined"
    assert told(judged(rule, REGISTER._replace(day=DAY - timedelta(days=40)), day=ahead, known=DAY))[0] == "pass"


def test_the_days_on_which_it_changes_are_told() -> None:
    rules = [load_policy(policy({**QUALITY, "assurance": "confirmed", "status": {"checked_within": "90 days"}}))]
    row = trace("confirmed", day=DAY, start=DAY, until=DAY + timedelta(days=100))
    days = turning_days(
        backed(row, AGAINST._replace(day=DAY + timedelta(days=5))), rules, catalogue(), DAY, DAY + timedelta(days=200)
    )
    assert {DAY + timedelta(days=step) for step in (5, 91, 101)} <= set(days)


@pytest.mark.parametrize("within", ["90 days", "never"])
def test_what_has_no_day_or_never_gets_old_has_no_day_on_which_it_does(within: str) -> None:
    rules = [load_policy(policy({**QUALITY, "assurance": "confirmed", "status": {"checked_within": within}}))]
    days = (DAY, DAY + timedelta(days=200))
    without = turning_days(backed(trace("confirmed")), rules, catalogue(), *days)
    assert without == turning_days(backed(), rules, catalogue(), *days)
    dated = turning_days(backed(trace("confirmed", day=DAY)), rules, catalogue(), *days)
    assert set(dated) - set(without) == ({DAY + timedelta(days=91)} if within == "90 days" else set())


@pytest.mark.parametrize(("decided", "fact"), [(True, "events"), (False, "issued")])
def test_the_edition_rests_on_the_decision_or_else_on_the_day_of_issue(decided: bool, fact: str) -> None:
    events = manifest()["certificates"][1]["events"] if decided else []
    found = load_manifest(document(change(manifest(), f"{AT}/events", events)))
    rest = tuple(each for each in FACTS if each != fact)
    traces = (trace("confirmed", facts=rest), trace("documented", facts=(fact,)))
    entries = tuple(row._replace(backing=Backing(traces)) if row.id == "qms" else row for row in found.certificates)
    assessed = api.assess(found._replace(certificates=entries), [load_policy(policy(QUALITY))], catalogue(), DAY)
    chosen = assessed.policies[0].requirements[0].objects[0].chosen
    assert chosen is not None
    assert next(gate.founded for gate in chosen.gates if gate.gate == "edition") == "documented"


def test_the_basis_of_a_gate_is_the_least_founded_of_the_facts_it_rests_on() -> None:
    found = judged({"assurance": "documented", "surveillance": {"rule": "iso-17021"}}, trace(), REGISTER)
    assert found.chosen is not None
    basis = {gate.gate: gate.basis for gate in found.chosen.gates}
    assert (basis["standard"], basis["assurance"], basis["kind"]) == ("catalogue", "confirmed", "catalogue")
    assert (basis["in-force"], basis["surveillance"], basis["body"]) == ("declared", "declared", "declared")
    assert found.chosen.basis == "declared"


def entered_twice(*traces: Trace, **changes: Any) -> ObjectAssessment:
    """The quality certificate, and a second entry of it that the traces are of."""
    again = {**manifest()["certificates"][1], "id": "again", **changes}
    found = load_manifest(document(change(manifest(), "/certificates/-", again)))
    entries = tuple(row._replace(backing=Backing(traces)) if row.id == "again" else row for row in found.certificates)
    rules = load_policy(policy(QUALITY))
    assessed = api.assess(found._replace(certificates=entries), [rules], catalogue(), DAY)
    return assessed.policies[0].requirements[0].objects[0]


def test_what_contradicts_one_entry_of_a_certificate_contradicts_all_but_not_another_cycle() -> None:
    assert told(entered_twice(AGAINST)) == ("fail", ["register-disagrees"])
    before = {"issued": "2021-05-10", "effective": "2021-05-10", "expires": "2024-05-09", "events": []}
    assert told(entered_twice(AGAINST, **before)) == ("pass", [])


@pytest.mark.parametrize("term", [{"start": DAY}, {"until": DAY}, {"start": DAY, "until": DAY}])
def test_what_is_in_its_term_and_old_is_not_said_to_be_out_of_term(term: dict[str, Any]) -> None:
    rule = {"assurance": "confirmed", "status": {"checked_within": "90 days"}}
    assert told(judged(rule, trace("confirmed", day=DAY - timedelta(days=91), **term))) == (
        "undetermined",
        ["not-confirmed"],
    )


def test_findings_stand_where_the_trace_was_found() -> None:
    place = f"{AT}/status"
    rule = {"assurance": "confirmed", "status": {"checked_within": "90 days"}}
    for row in (
        trace("confirmed", day=DAY + timedelta(days=1)),
        trace("confirmed", day=DAY - timedelta(days=91)),
        UNKNOWN,
        AGAINST,
    ):
        assert [each.pointer for each in judged(rule, row._replace(pointer=place)).findings] == [place]


def test_a_fact_is_as_well_founded_as_the_best_that_shows_it() -> None:
    both = judged({}, trace("documented", facts=FACTS), trace("confirmed", facts=FACTS))
    assert both.chosen is not None
    assert both.chosen.basis == "confirmed"


@pytest.mark.parametrize(
    "fact", ["holder", "models", "mark", "scheme", "standard", "accreditation", "expires", "status"]
)
def test_nothing_founds_of_a_product_certificate_what_it_does_not_show(fact: str) -> None:
    rest = tuple(each for each in FACTS if each != fact)
    rule = {**LISTING, "body": {}}
    assert listed_basis(rule, trace("confirmed", facts=FACTS)) == "confirmed"
    shown = (trace("confirmed", facts=rest), trace("documented", facts=(fact,)))
    assert listed_basis(rule, *shown) == "documented"


@pytest.mark.parametrize(("asked", "basis"), [(True, "documented"), (False, "confirmed")])
def test_factories_have_to_be_shown_where_they_are_asked(asked: bool, basis: str) -> None:
    rest = tuple(each for each in FACTS if each != "factories")
    rule = {**LISTING, "body": {}, "covers": {"factory": asked}}
    assert listed_basis(rule, trace("confirmed", facts=rest), trace("documented", facts=("factories",))) == basis


def listed_basis(rule: dict[str, Any], *traces: Trace) -> str:
    """What the pass of the listing rests on, by the traces of it."""
    found = load_manifest(document(manifest()))
    entries = tuple(
        row._replace(backing=Backing(traces)) if row.id == "ul-np-500" else row for row in found.certificates
    )
    assessed = api.assess(found._replace(certificates=entries), [load_policy(policy(rule))], catalogue(), DAY)
    chosen = assessed.policies[0].requirements[0].objects[0].chosen
    assert chosen is not None
    return chosen.basis


def test_what_has_no_day_of_its_own_does_not_go_stale() -> None:
    rule = {"assurance": "confirmed", "status": {"checked_within": "90 days"}}
    assert told(judged(rule, trace("confirmed")))[0] == "pass"
    ahead = DAY + timedelta(days=120)
    assert told(judged(rule, trace("confirmed"), day=ahead, known=DAY))[0] == "pass"


def test_nothing_founds_what_it_does_not_show() -> None:
    found = judged({"surveillance": {"rule": "iso-17021"}}, *(trace("confirmed", facts=FACTS) for _ in range(2)))
    assert found.chosen is not None
    assert found.chosen.basis == "confirmed"
    for fact in ("accreditation", "standard", "events", "expires", "sites"):
        rest = tuple(each for each in FACTS if each != fact)
        found = judged({}, trace("confirmed", facts=rest), trace("documented", facts=(fact,)))
        assert found.chosen is not None
        assert (fact, found.chosen.basis) == (fact, "documented")


_TRACES = st.builds(
    lambda level, outcome, shows, days, standing: trace(
        level, outcome, "" if outcome == "pass" else "register-disagrees",
        facts=SHOWN if shows else ("testing",), day=days and DAY + timedelta(days=days), standing=standing,
    ),
    st.sampled_from(LEVELS), st.sampled_from(("pass", "fail")), st.booleans(),
    st.none() | st.sampled_from((-400, -91, -90, -1, 1, 30)), st.booleans(),
)  # fmt: skip


@pytest.mark.generated
@given(st.lists(_TRACES, max_size=4))
def test_a_higher_level_asks_for_more(traces: list[Trace]) -> None:
    found = {level: judged({"assurance": level}, *traces).outcome for level in LEVELS}
    assert found["declared"].rank >= found["documented"].rank >= found["confirmed"].rank
    adverse = any(each.outcome is Outcome.FAIL and (each.day is None or each.day <= DAY) for each in traces)
    if found["documented"] is Outcome.PASS:
        assert not adverse
        assert any(each.outcome is Outcome.PASS and each.of_certificate and each.level != "declared" for each in traces)
