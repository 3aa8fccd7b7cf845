"""What a waiver lifts, and what it does not: outcomes stay, and every match key decides alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.engine.result import Tally, blocks, count, settled
from checker.engine.waiving import waive
from checker.model.assessment import WARNING, Finding
from checker.model.outcome import Outcome
from checker.model.policy import Period
from tests import strategies
from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, TODAY, UL, assess, changed, manifest, only, policy
from tests.waivers.book import AS_OF, RULES, SHORT, Json, judged, row, waivers

LEI = {"lei": "529900T8BM49AURSDO55"}


def test_the_outcome_stays_and_the_object_is_waived() -> None:
    found = judged(waivers({}))
    listing = row(found)
    covered, waived = listing.objects
    assert (found.verdict, listing.outcome, listing.waived_by) == ("fail", Outcome.FAIL, ("W-1",))
    assert (covered.outcome, covered.waived_by) == (Outcome.PASS, ())
    assert (waived.outcome, waived.waived_by) == (Outcome.FAIL, ("W-1",))
    assert result(found) == "passed-with-waivers"


def result(found: Any, fail_on: str | None = None) -> str:
    tally = Tally(fail_on)
    tally.add(count(found, fail_on))
    return tally.result(errors=False)


KEYS: dict[str, tuple[Json, bool]] = {
    "as it is": ({}, True),
    "the supplier by its LEI": ({"supplier": LEI}, True),
    "the supplier by name and LEI": ({"supplier": {**LEI, "name": "Somebody Else Ltd"}}, True),
    "another supplier": ({"supplier": {"name": "Somebody Else Ltd"}}, False),
    "another LEI, though the name is the same": (
        {"supplier": {"name": "Northwind Power Systems GmbH", "lei": "529900T8BM49AURSDO56"}},
        False,
    ),
    "a name that may be the same": ({"supplier": {"name": "Northwind Power Systems"}}, False),
    "an identifier that the manifest does not state": ({"supplier": {"registration": "HRB 1"}}, False),
    "the product": ({"product": "np-500"}, True),
    "another product": ({"product": "np-501"}, False),
    "the model": ({"model": "NP-500-B"}, True),
    "another model": ({"model": "NP-500-A"}, False),
    "the model in another case": ({"model": "np-500-b"}, False),
    "a site, where no site is judged": ({"site": "linz"}, False),
    "another requirement": ({"requirement": "quality-system"}, False),
    "a shipped policy that is not in the run": ({"policy": "us-medical-electrical"}, False),
    "another code": ({"codes": ["expired"]}, False),
    "several codes": ({"codes": ["expired", "model-not-covered"]}, True),
    "the first day": ({"approved": TODAY}, True),
    "the last day": ({"expires": TODAY}, True),
    "from tomorrow on": ({"approved": "2026-11-24"}, False),
    "until yesterday": ({"expires": "2026-11-22"}, False),
    "approved by the supplier": ({"approved_by": "Northwind Power Systems GmbH"}, False),
    "approved by what may be the supplier": ({"approved_by": "Northwind Power Systems"}, False),
    "approved by somebody at the supplier": ({"approved_by": "J. Doe, NORTHWIND Power Systems GmbH, Linz"}, False),
}


@pytest.mark.parametrize("name", KEYS)
def test_every_key_decides_alone(name: str) -> None:
    change, lifted = KEYS[name]
    found = judged(waivers(change))
    assert bool(row(found).waived_by) is lifted
    assert found.verdict == "fail"
    assert result(found) == ("passed-with-waivers" if lifted else "blocked")


def test_the_supplier_who_is_known_by_its_identifier_approves_nothing_either() -> None:
    found = judged(waivers({"supplier": LEI, "approved_by": "Northwind Power Systems GmbH"}))
    assert row(found).waived_by == ()


@pytest.mark.parametrize(
    ("longest", "lifted"),
    [(Period(days=90), True), (Period(days=89), False), (Period(months=3), True), (Period(months=2), False)],
)
def test_one_that_holds_longer_than_the_buyer_allows_lifts_nothing(longest: Period, lifted: bool) -> None:
    found = judged(waivers({}, longest=longest))
    assert bool(row(found).waived_by) is lifted


def test_a_requirement_that_takes_no_waivers_keeps_blocking() -> None:
    rules = policy({**LISTING, "waivable": False}, QUALITY)
    assert row(judged(waivers({}, rules=rules), rules=rules)).waived_by == ()
    # Nor where they were read for a policy that takes them.
    assert row(judged(waivers({}), rules=rules)).waived_by == ()


def test_every_code_against_an_object_has_to_be_lifted() -> None:
    raw = changed(SHORT, {f"{UL}/status/value": "suspended", f"{UL}/covers/models": ["NP-500-X"]})
    assert row(judged(waivers({}), raw)).waived_by == ()
    assert row(judged(waivers({"codes": ["suspended"]}), raw)).waived_by == ()
    both = judged(waivers({"id": "W-2"}, {"codes": ["suspended"]}), raw)
    assert row(both).waived_by == ("W-1", "W-2")
    assert [each.lifted for each in row(both).objects] == [("model-not-covered", "suspended")] * 2


def test_a_requirement_is_waived_when_each_open_object_of_it_is() -> None:
    raw = changed(SHORT, {f"{UL}/covers/models": ["NP-500-X"]})
    found = judged(waivers({"model": "NP-500-A"}), raw)
    assert [each.waived_by for each in row(found).objects] == [("W-1",), ()]
    assert row(found).waived_by == ()
    assert result(found) == "blocked"


@pytest.mark.parametrize(("site", "lifted"), [("linz", True), ("oslo", False)])
def test_the_site_is_that_of_the_object(site: str, lifted: bool) -> None:
    system = {"requirement": "quality-system", "codes": ["site-not-covered"], "site": site}
    raw = changed(manifest(), {f"{QMS}/covers/sites": ["oslo"]})
    assert bool(row(judged(waivers(system), raw), "quality-system").waived_by) is lifted
    rules = policy({**LISTING, "covers": {"factory": True}})
    factory = {"codes": ["factory-not-covered"], "site": site}
    raw = changed(manifest(), {f"{UL}/covers/factories": ["oslo"]})
    assert bool(row(judged(waivers(factory, rules=rules), raw, rules)).waived_by) is lifted


def test_what_is_undetermined_can_be_waived() -> None:
    found = judged(waivers({"codes": ["status-missing"]}), changed(manifest(), {f"{UL}/status": REMOVED}))
    assert (found.verdict, row(found).waived_by) == ("undetermined", ("W-1",))
    assert result(found) == "passed-with-waivers"


def test_what_the_policy_accepts_as_unknown_needs_no_waiver() -> None:
    rules = policy({**LISTING, "accept_unknown": ["status-missing"]}, QUALITY)
    raw = changed(SHORT, {f"{UL}/status": REMOVED})
    assert row(judged(waivers({}, rules=rules), raw, rules)).waived_by == ("W-1",)


def test_that_there_is_nothing_to_assess_can_be_waived() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/models": REMOVED})
    assert row(judged(waivers({"codes": ["no-object"]}), raw)).waived_by == ("W-1",)
    assert row(judged(waivers({"codes": ["no-object"], "model": "NP-500-A"}), raw)).waived_by == ()


def test_a_waiver_never_counts_as_a_pass_in_any() -> None:
    other = {**LISTING, "id": "other", "standards": ["UL 60950-1"], "edition": "any"}
    rules = policy(LISTING, other, decision={"any": ["listed-product", "other"]})
    raw = changed(manifest(), {f"{UL}/covers/models": ["NP-500-X"]})
    found = judged(waivers({}, rules=rules), raw, rules)
    assert (row(found).waived_by, found.verdict) == (("W-1",), "fail")
    assert result(found) == "blocked"


def test_a_requirement_that_the_decision_passes_without_takes_no_waiver() -> None:
    other = {**LISTING, "id": "other", "covers": {"patterns": False}}
    rules = policy(LISTING, other, decision={"any": ["listed-product", "other"]})
    passing = judged(waivers({}, rules=rules), manifest(), rules)
    assert (passing.verdict, result(passing)) == ("pass", "passed")


def test_an_advisory_requirement_can_be_waived_against_fail_on() -> None:
    rules = policy({**LISTING, "enforcement": "advisory"}, QUALITY)
    book = waivers({}, rules=rules)
    plain, lifted = assess(SHORT, rules), judged(book, SHORT, rules)
    assert (result(plain), result(plain, "warning")) == ("passed", "blocked")
    assert (result(lifted), result(lifted, "warning")) == ("passed-with-waivers",) * 2


def test_with_fail_on_warning_a_warning_that_no_waiver_lifts_still_blocks() -> None:
    listing = row(judged(waivers({})))
    waived = listing.objects[1]
    ending = Finding("edition-ending", Outcome.PASS, "the edition ends", "", severity=WARNING)
    warned = waived._replace(own_findings=(ending,))
    assert not blocks(listing, waived, "warning")
    assert blocks(listing, warned, "warning")
    assert not blocks(listing, warned, None)
    assert not blocks(listing, warned._replace(lifted=("edition-ending", "model-not-covered")), "warning")


def test_a_policy_that_nothing_in_it_keeps_from_passing_is_not_settled() -> None:
    open_ = only(judged(waivers({})))
    assert settled(open_)
    assert not settled(open_._replace(requirements=()))


def test_no_manifest_that_names_nobody_in_the_book_is_touched() -> None:
    plain = assess(SHORT, RULES)
    assert waive(plain, waivers({"supplier": {"name": "Somebody Else Ltd"}}), AS_OF) is plain


# Properties

_CODES = ["model-not-covered", "status-missing", "suspended", "expired", "holder-mismatch", "site-not-covered"]
_ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "codes": st.lists(st.sampled_from(_CODES), min_size=1, max_size=4, unique=True),
            "requirement": st.sampled_from(["listed-product", "quality-system"]),
            "expires": st.sampled_from(["2026-11-22", "2026-11-23", "2027-01-31"]),
            "model": st.sampled_from([None, "NP-500-A", "NP-500-B"]),
        }
    ),
    max_size=4,
)
BLOCKED = {"passed": 0, "passed-with-waivers": 0, "blocked": 1}
LENIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _book(items: list[Json]) -> Any:
    return waivers(*({**item, "id": f"W-{number}"} for number, item in enumerate(items)))


@LENIENT
@given(strategies.manifests(), _ITEMS, st.sampled_from([None, "undetermined", "warning"]))
def test_a_waiver_changes_no_verdict_and_blocks_nothing_more(raw: Json, items: list[Json], fail_on: str | None) -> None:
    before = assess(raw, RULES)
    after = waive(before, _book(items), AS_OF)
    assert after.verdict == before.verdict
    assert only(after).verdict == only(before).verdict
    assert [each.outcome for each in only(after).requirements] == [each.outcome for each in only(before).requirements]
    assert BLOCKED[result(after, fail_on)] <= BLOCKED[result(before, fail_on)]
    waived = [each for rule in only(after).requirements for each in rule.objects if each.waived_by]
    assert all(each.outcome is not Outcome.PASS for each in waived)
    assert not waived or result(after, fail_on) != "passed"
    if after.verdict != "pass":
        assert result(after, fail_on) != "passed"


@LENIENT
@given(strategies.manifests(), _ITEMS)
def test_a_waiver_for_codes_that_are_not_raised_changes_nothing(raw: Json, items: list[Json]) -> None:
    before = assess(raw, RULES)
    raised = {each.code for rule in only(before).requirements for part in rule.objects for each in part.findings}
    unheard = [{**item, "codes": [code]} for item in items for code in item["codes"] if code not in raised]
    after = waive(before, _book(unheard), AS_OF)
    assert [each.waived_by for each in only(after).requirements] == [()] * len(only(after).requirements)
    assert result(after) == result(before)
