"""What is left to choose is chosen so that it serves all that ask: editions, bodies, marks, holders, tests, days."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.advise import Advice, _body, advice
from checker.advise.case import Case, blocked, case_of
from checker.advise.hitting import Chosen, _Branching, cheapest
from checker.advise.universe import universe
from tests.advise.cases import advised, cleared, types
from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    SITES,
    UL,
    Json,
    catalogue,
    changed,
    document,
    load_policy,
    manifest,
    policy,
)

ACCREDITED: Json = {"body": {}}
TEST: Json = {"type": "type-test", "date": "2023-11-20", "report": "TR-1"}


def says(found: Advice) -> list[str]:
    return [each.says for each in found.plan.actions] if found.plan else []


def named(rule: Json, name: str, **keys: Any) -> Json:
    return {**rule, "id": name, **keys}


def entry(found: Advice, name: str) -> Any:
    """A certificate as it would be stated once the plan is followed."""
    assert found.after is not None
    return next(each for each in found.after.certificates if each.id == name)


def case(raw: Json, *rules: Json) -> Case:
    policies = [load_policy(each) for each in rules]
    return case_of(api.load_manifest(document(raw)), policies, catalogue(), date(2026, 11, 23))


@pytest.mark.parametrize("kinds", [("listed", "classified"), ("classified", "listed")])
def test_a_mark_that_is_not_stated_is_one_that_every_requirement_accepts(kinds: tuple[str, str]) -> None:
    rules = policy(
        named(LISTING, "first", mark={"types": list(kinds)}), named(LISTING, "second", mark={"types": ["classified"]})
    )
    found = advised(changed(manifest(), {f"{UL}/mark": REMOVED}), rules)
    assert types(found) == ["complete-field"]
    assert entry(found, "ul-np-500").mark.type == "classified"


def test_a_scheme_that_is_not_stated_is_one_that_every_requirement_accepts() -> None:
    rules = policy(
        named(LISTING, "first", scheme={"types": ["1b", "3", "5"]}),
        named(LISTING, "second", scheme={"types": ["3", "4"]}),
    )
    found = advised(changed(manifest(), {f"{UL}/scheme": REMOVED}), rules)
    assert entry(found, "ul-np-500").scheme.type == "3"
    alone = advised(changed(manifest(), {f"{UL}/scheme": REMOVED}), policy(LISTING))
    assert "it has to be any but 1a" in says(alone)[0]
    assert entry(alone, "ul-np-500").scheme.type == "5"


def test_requirements_that_accept_nothing_together_are_told_one_after_the_other() -> None:
    rules = policy(
        named(LISTING, "first", mark={"types": ["listed"]}), named(LISTING, "second", mark={"types": ["classified"]})
    )
    found = advised(changed(manifest(), {f"{UL}/mark": REMOVED}), rules)
    assert types(found) == ["complete-field", "new-product-certificate"]


def test_a_new_certificate_is_to_an_edition_and_from_a_body_that_all_accept() -> None:
    rules = policy(
        named(LISTING, "first", edition=["2014", "2019"], mark={"types": ["listed", "classified"], "market": "US"}),
        named(LISTING, "second", edition=["2019", "2025"], mark={"types": ["classified"], "market": "CA"}),
        named(LISTING, "third", edition="any", scheme={"types": ["4", "3"]}, body={"accredited_to": "ISO/IEC 17065"}),
    )
    found = advised(changed(manifest(), {UL: REMOVED}), rules)
    assert types(found) == ["new-product-certificate"]
    made = entry(found, "new UL 62368-1 for np-500")
    assert (made.edition, made.mark.type, made.mark.markets, made.scheme.type) == (
        "2019", "classified", ("US", "CA", "EU"), "3",
    )  # fmt: skip


def test_a_new_system_certificate_has_what_is_asked_and_what_the_sites_do() -> None:
    rules = policy(
        named(QUALITY, "first", covers={"sites": "all", "activities": ["service"]}, body={"by": ["ANAB", "DAkkS"]}),
        named(QUALITY, "second", covers={"sites": "organisation", "activities": ["design"]}, body={"by": ["DAkkS"]}),
    )
    operator = {f"{SITES}/2/operator": REMOVED}
    found = advised(changed(manifest(), {QMS: REMOVED, **operator}), rules)
    assert set(types(found)) == {"new-system-certificate"}
    made = entry(found, "new ISO 9001 for northwind power systems gmbh")
    assert [(each.id, each.activities) for each in made.covers.sites] == [
        ("linz", ("service", "design", "manufacture")),
        ("oslo", ("service", "design", "distribution")),
        ("suzhou", ("service", "design", "manufacture")),
    ]
    assert [each.body for each in made.accreditations] == ["DAkkS"]


def accrediting(*accepted: list[str]) -> Json:
    """A policy whose requirements accept these accreditation bodies each."""
    rules = [{"by": each} if each else {} for each in accepted]
    return policy(*(named(QUALITY, f"r{number}", body=rule) for number, rule in enumerate(rules)))


@pytest.mark.parametrize(
    ("accepted", "by", "told"),
    [
        ([["ANAB", "DAkkS"], ["DAkkS"]], ["DAkkS"], " by DAkkS with"),
        ([["DAkkS"], ["ANAB", "DAkkS"]], ["DAkkS"], " by DAkkS with"),
        ([[], ["ANAB"]], ["ANAB"], " by ANAB with"),
        ([["UKAS", "ANAB", "DAkkS"], ["DAkkS", "ANAB", "JAB"]], ["ANAB"], " by ANAB or DAkkS with"),
        ([["UKAS", "DAkkS"], ["DAkkS"], ["ANAB"]], ["DAkkS", "ANAB"], " by DAkkS with"),
    ],
    ids=str,
)
def test_one_accreditation_serves_all_requirements_that_accept_it(
    accepted: list[list[str]], by: list[str], told: str
) -> None:
    rules = accrediting(*accepted)
    stated = advised(changed(manifest(), {f"{QMS}/accreditations": REMOVED}), rules)
    assert {each.body for each in entry(stated, "qms").accreditations} == set(by)
    assert types(stated) == ["complete-field"] * len(by)
    assert any(told in each for each in says(stated)), says(stated)
    new = advised(changed(manifest(), {QMS: REMOVED}), rules)
    (made,) = [each for each in new.after.certificates if each.id.startswith("new ")] if new.after else []
    assert {each.body for each in made.accreditations or ()} == set(by)
    wanted = told.removesuffix(" with") + (" and accredited to ISO/IEC 17021-1 by ANAB" if len(by) > 1 else "")
    assert says(new)[0].endswith(f"from a body accredited to ISO/IEC 17021-1{wanted}"), says(new)


@pytest.mark.parametrize("agreements", [(True, False), (False, True)])
def test_one_requirement_that_asks_for_the_agreement_asks_it_of_the_one_body(agreements: tuple[bool, bool]) -> None:
    rules = [named(QUALITY, f"r{place}", body={"mra": True} if asked else {}) for place, asked in enumerate(agreements)]
    assert says(advised(changed(manifest(), {QMS: REMOVED}), policy(*rules)))[0].endswith("17021-1 under the MRA")


def test_who_accredits_for_another_standard_has_no_say() -> None:
    rules = policy(
        named(QUALITY, "first", body={"by": ["ANAB", "DAkkS"]}),
        named(QUALITY, "second", standards=["ISO 14001"], body={"by": ["DAkkS"]}, enforcement="advisory"),
    )
    found = advised(changed(manifest(), {f"{QMS}/accreditations": REMOVED}), rules)
    assert [each.body for each in entry(found, "qms").accreditations] == ["ANAB"]
    assert " by ANAB or DAkkS with" in says(found)[0]


@pytest.mark.parametrize(
    ("changes", "holder"),
    [({}, "Suzhou EMS Co Ltd"), ({f"{SITES}/2/operator": REMOVED}, "Northwind Power Systems GmbH")],
)
def test_who_operates_a_site_holds_its_certificate(changes: Json, holder: str) -> None:
    raw = changed(manifest(), {f"{PRODUCT}/produced_at": ["suzhou"], f"{QMS}/covers/sites": ["suzhou"], **changes})
    found = advised(changed(raw, {f"{QMS}/holder": REMOVED}), policy(QUALITY))
    assert says(found) == [f"state `holder` of `qms` as printed; it has to be `{holder}`"]
    new = advised(changed(raw, {QMS: REMOVED}), policy(QUALITY))
    assert says(new)[0].startswith(f"have the management system of `{holder}` certified")
    supplier = {**QUALITY, "covers": {"holder": "supplier"}}
    told = advised(changed(raw, {f"{QMS}/holder": REMOVED}), policy(supplier))
    assert says(told) == ["state `holder` of `qms` as printed; it has to be `Northwind Power Systems GmbH`"]
    assert entry(told, "qms").holder.name == "Northwind Power Systems GmbH"
    owned = advised(changed(raw, {QMS: REMOVED}), policy(supplier))
    assert says(owned)[0].startswith("have the management system of `Northwind Power Systems GmbH` certified")


def test_a_brand_owner_who_is_not_the_supplier_is_listed_by_name() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/brand_owner": {"name": "Acme Brands Inc"}})
    found = advised(raw, policy(LISTING))
    assert "listee" in says(found)[0]
    assert "`Acme Brands Inc`" in says(found)[0]
    assert [each.name for each in entry(found, "ul-np-500").covers.listees] == ["Acme Brands Inc"]
    unstated = advised(changed(raw, {f"{UL}/holder": REMOVED}), policy(LISTING))
    assert says(unstated) == ["state `holder` of `ul-np-500` as printed; it has to be `Acme Brands Inc`"]


@pytest.mark.parametrize(
    ("events", "kind"),
    [
        ([TEST, {"type": "re-test", "date": "2024-11-20", "report": "TR-2"}], "complete-field"),
        ([{**TEST, "type": "re-test"}], "complete-field"),
        ([TEST, {"type": "surveillance", "date": "2023-01-02", "report": "S-1"}], "complete-field"),
        ([{**TEST, "laboratory": {"accreditation": {"body": "A2LA"}}}], "complete-field"),
        ([{**TEST, "laboratory": {"accreditation": {"standard": "ISO/IEC 17025"}}}], "complete-field"),
        ([{**TEST, "laboratory": {"accreditation": {"body": "A2LA", "standard": "ISO/IEC 17020"}}}], "re-test"),
        ([{**TEST, "laboratory": {"accreditation": {"body": "Nobody", "standard": "ISO/IEC 17025"}}}], "re-test"),
    ],
)
def test_a_laboratory_is_completed_where_it_is_not_stated_and_changed_where_it_falls_short(
    events: list[Json], kind: str
) -> None:
    raw = changed(manifest(), {f"{UL}/events": [*events, *manifest()["certificates"][0]["events"][1:]]})
    found = advised(raw, policy({**LISTING, "testing": {"accredited_laboratory": True}}))
    assert types(found) == [kind]
    reported = [each for each in entry(found, "ul-np-500").events if each.report]
    assert any(each.laboratory and each.laboratory.accreditation.standard == "ISO/IEC 17025" for each in reported)


EVENTS: list[Json] = manifest()["certificates"][1]["events"]
FIRST, SECOND = ({"type": "decision", "date": day} for day in ("2024-05-10", "2026-09-01"))
CYCLE: Json = {**QUALITY, "surveillance": {"rule": "iso-17021"}}


@pytest.mark.parametrize(
    ("events", "rule", "wanted"),
    [
        (
            [*EVENTS, SECOND],
            CYCLE,
            "record the `recertification` of `qms` that led to the decision of 2026-09-01",
        ),
        (
            [*EVENTS, {**SECOND, "date": "2026-08-01"}, SECOND],
            CYCLE,
            "record the `recertification` of `qms` that led to the decision of 2026-09-01",
        ),
        (
            EVENTS[1:],
            {**QUALITY, "audits": "required"},
            "record the `stage-1` and `stage-2` audits, or the `recertification`, of the present cycle of `qms`",
        ),
    ],
)
def test_the_audits_that_are_not_recorded_are_recorded(events: Any, rule: Json, wanted: str) -> None:
    found = advised(changed(manifest(), {f"{QMS}/events": events, f"{QMS}/expires": "2029-05-09"}), policy(rule))
    assert says(found) == [wanted]


def test_audits_without_a_second_decision_are_those_of_surveillance() -> None:
    """Other events of the past are no decisions: it is not a recertification that is missing."""
    rule = {**QUALITY, "surveillance": {"every": "12 months"}}
    events = [{"type": "stage-1", "date": "2024-03-01"}, {"type": "stage-2", "date": "2024-04-11"}]
    found = advised(changed(manifest(), {f"{QMS}/events": events}), policy(rule))
    assert says(found) == ["record the `decision` and the latest `surveillance` of `qms`"]


@pytest.mark.parametrize(
    ("changes", "value"),
    [
        ({f"{UL}/events": [FIRST, SECOND, {"type": "surveillance", "date": "2024-01-02"}]}, date(2024, 5, 10)),
        ({f"{UL}/events": REMOVED}, date(2026, 10, 1)),
        ({f"{UL}/events": REMOVED, f"{UL}/status/checked": REMOVED}, date(2026, 11, 23)),
    ],
)
def test_a_first_day_that_is_not_stated_lies_no_later_than_what_is_known(changes: Json, value: date) -> None:
    raw = changed(manifest(), {f"{PRODUCT}/design_changes": [], f"{UL}/effective": REMOVED, f"{UL}/issued": REMOVED})
    found = advised(changed(raw, changes), policy(LISTING))
    assert "state `effective` of `ul-np-500` as printed" in says(found)
    assert entry(found, "ul-np-500").effective == value


@pytest.mark.parametrize(
    ("changes", "rule", "value"),
    [
        ({f"{QMS}/expires": None}, QUALITY, date(2027, 5, 10)),
        ({f"{QMS}/expires": REMOVED}, CYCLE, date(2027, 5, 10)),
        ({f"{UL}/expires": REMOVED}, LISTING, date(2027, 11, 22)),
        ({f"{QMS}/expires": None, f"{QMS}/issued": REMOVED, f"{QMS}/effective": REMOVED, f"{QMS}/events": []}, QUALITY,
         date(2027, 11, 22)),
    ],
)  # fmt: skip
def test_a_last_day_that_is_not_stated_is_the_last_of_the_cycle(changes: Json, rule: Json, value: date) -> None:
    found = advised(changed(manifest(), changes), policy(rule))
    name = "ul-np-500" if rule is LISTING else "qms"
    assert f"state `expires` of `{name}` as printed; it has to be 2026-11-23 or later" in says(found)
    assert entry(found, name).expires == value


@pytest.mark.parametrize(
    ("expires", "kind", "previous"),
    [
        ("2026-11-22", "renewal", date(2026, 11, 22)),
        ("2026-05-23", "renewal", date(2026, 5, 23)),
        ("2026-05-22", "new-system-certificate", None),
    ],
)
def test_an_expired_system_certificate_is_restored_within_six_months(
    expires: str, kind: str, previous: date | None
) -> None:
    """ISO/IEC 17021-1, 9.6.3.2.5."""
    found = advised(changed(manifest(), {f"{QMS}/expires": expires}), policy(QUALITY))
    assert types(found) == [kind]
    if previous:
        assert entry(found, "qms").events[-1].previous_expiry == previous
        assert entry(found, "qms").expires == date(2029, 11, 22)


@pytest.mark.parametrize(
    ("changes", "body", "wanted"),
    [
        ({"accreditations": REMOVED}, {}, "state in `accreditations` of `ul-np-500` the body's accreditation to"),
        (
            {"accreditations": REMOVED},
            {"by": ["ANAB", "SCC"]},
            "to ISO/IEC 17065 by ANAB or SCC with UL 62368-1 in",
        ),
        ({"body": REMOVED, "accreditations": REMOVED}, {}, "state `body` of `ul-np-500` as printed"),
        ({"accreditations/0/scope": REMOVED}, {}, "state in `accreditations` of `ul-np-500`"),
        ({"accreditations/0/body": REMOVED}, {}, "state in `accreditations` of `ul-np-500`"),
        ({"accreditations/0/scope": ["UL 508A"]}, {}, "provide evidence that the body of `ul-np-500` is accredited to"),
        ({"accreditations/0/until": "2026-01-01"}, {}, "state in `accreditations` of `ul-np-500`"),
    ],
)
def test_what_is_asked_of_a_body_is_said_in_full(changes: Json, body: Json, wanted: str) -> None:
    raw = changed(manifest(), {f"{UL}/{key}": value for key, value in changes.items()})
    found = advised(raw, policy({**LISTING, "body": body}))
    assert any(wanted in each for each in says(found)), says(found)


def test_a_body_on_the_list_is_taken_whose_scope_names_the_standard() -> None:
    known = _body.members(case(manifest(), policy(LISTING)), load_policy(policy(LISTING)).requirements[0], "UL 62368-1")
    listing = catalogue().recognition("osha-nrtl")
    assert listing is not None
    key = catalogue().key("UL 62368-1")
    naming = [key in (listing.members[each.id or ""].scope or ()) for each in known]
    assert naming == sorted(naming, reverse=True)
    assert {True, False} == set(naming)
    assert len(known) == len(listing.members)
    found = advised(changed(manifest(), {f"{UL}/body": REMOVED}), policy(LISTING))
    assert entry(found, "ul-np-500").body == known[0]


def test_accreditation_bodies_of_the_mra_come_first() -> None:
    rule = load_policy(policy({**LISTING, "body": {}})).requirements[0]
    found = _body.accreditors(case(manifest(), policy(LISTING)), rule)
    rows = {each.id: each.programme("ISO/IEC 17065") for each in catalogue().accreditation_bodies()}
    within = [bool((row := rows[each]) and row.mra_on(date(2026, 11, 23))) for each in found]
    assert within == sorted(within, reverse=True)
    offered = [row for each in found if (row := rows[each]) and row.offered and row.on(date(2026, 11, 23))]
    assert len(offered) == len(found)
    assert found[: sum(within)] == sorted(found[: sum(within)])


@pytest.mark.parametrize(
    ("edition", "more"),
    [("current", []), ("any", []), (["2014", "2099"], ["2099"]), ({"from": "2014"}, [])],
)
def test_editions_to_choose_from_are_those_there_are_and_those_asked_for(edition: Any, more: list[str]) -> None:
    rule = load_policy(policy({**LISTING, "edition": edition})).requirements
    standard = catalogue().resolve("UL 62368-1").standard
    assert standard is not None
    labels = _body.edition_labels(case(manifest(), policy(LISTING)), "UL 62368-1", rule)
    assert labels == [*sorted((row.label for row in standard.editions), reverse=True), *more]
    assert _body.edition_labels(case(manifest(), policy(LISTING)), "ACME 1", rule) in ([], ["2014"], ["2014", "2099"])


def test_of_many_candidates_the_best_are_followed_for_each_object() -> None:
    """Each model has a listing of its own that was not looked up; to extend the other's to it is the longer way."""
    raw = changed(manifest(), {f"{UL}/status": REMOVED, f"{UL}/covers/models": ["NP-500-A"]})
    own = {**raw["certificates"][0], "id": "other", "number": "2"}
    raw["certificates"].insert(0, {**own, "covers": {**own["covers"], "models": ["NP-500-B"]}})
    held = case(raw, policy(LISTING))
    wanted = blocked(held.judge(held.manifest, held.policies))
    best = {("look-up-status", "other"), ("look-up-status", "ul-np-500")}
    longer = {("scope-extension", "other"), ("scope-extension", "ul-np-500")}
    for most, told in ((1, best), (2, best | longer), (None, best | longer)):
        found = universe(held, wanted, most)
        assert {(each.type, each.certificate) for each in found.actions if "new" not in each.type} == told
        assert found.whole is (most is None)


def test_no_choice_is_looked_at_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Chosen] = []
    plain = _Branching._branch

    def noting(self: _Branching, chosen: Chosen, excluded: Chosen) -> None:
        seen.append(chosen)
        assert not chosen & excluded
        plain(self, chosen, excluded)

    monkeypatch.setattr(_Branching, "_branch", noting)
    cores = [frozenset(each) for each in ({0, 1, 2}, {1, 2, 3}, {0, 3, 4}, {2, 4, 5})]
    assert cheapest(cores, [1] * 6, [frozenset({1, 4}), frozenset({0, 2}), frozenset({2, 3})]) == frozenset({2, 4})
    assert len(seen) == len(set(seen))


def test_what_is_still_to_come_is_never_thought_cheaper_than_it_is_nor_nothing() -> None:
    """Two cores that share nothing cost an element each, of what is not excluded; one that shares costs no more."""
    branching = _Branching([], [5, 2, 3, 9], [])
    apart, shared = [frozenset({0, 1}), frozenset({2, 3})], [frozenset({0, 1}), frozenset({1, 3})]
    assert branching._least(apart, frozenset()) == (5, 2)
    assert branching._least(apart, frozenset({1, 2})) == (14, 2)
    assert branching._least(shared, frozenset()) == (2, 1)
    assert branching._least([frozenset({1})], frozenset({1})) == (0, 1)
    assert branching._least([], frozenset()) == (0, 0)


def test_where_each_question_takes_long_objects_are_planned_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    changes = {f"{UL}/status": REMOVED, f"{QMS}/status": REMOVED}
    objects = 3  # two models and a site, against two certificates and two that could be new
    for most, exact in ((objects * 4, True), (objects * 4 - 1, False)):
        monkeypatch.setattr(advice, "WORK", most)
        found = advised(changed(manifest(), changes), policy(LISTING, QUALITY))
        assert (types(found), found.exact) == (["look-up-status"] * 2, exact)
        assert bool(found.alternatives) == exact


def test_what_a_policy_is_for_is_said_with_every_word() -> None:
    raw = changed(
        manifest(), {f"{PRODUCT}/categories": REMOVED, f"{PRODUCT}/markets": REMOVED, f"{UL}/status": REMOVED}
    )
    asked = {"categories": ["toys", "ict-equipment"], "markets": ["US", "CA"]}
    found = advised(raw, policy(LISTING, applies_to=asked), policy(named(LISTING, "other"), id="for-all"))
    assert [each.partition(": ")[0] for each in found.remarks] == [
        "`test-policy` is for categories `toys` or `ict-equipment` and markets `US` or `CA`"
    ]
    assert cleared(found) >= {"status-missing"}


def test_a_day_to_wait_for_is_the_first_on_which_all_passes() -> None:
    raw = changed(
        manifest(), {f"{UL}/effective": "2027-01-10", f"{UL}/issued": "2026-12-20", f"{QMS}/effective": "2026-12-05"}
    )
    found = advised(raw, policy(LISTING, QUALITY))
    assert found.wait == (date(2027, 1, 10), True)
    never = advised(changed(raw, {f"{QMS}/expires": "2026-12-31"}), policy(LISTING, QUALITY))
    assert never.wait is None


def test_editions_come_the_newest_first_whatever_they_are_called() -> None:
    held = case(manifest(), policy(LISTING))
    for row in catalogue().standards():
        labels = _body.edition_labels(held, row.id, [])
        published = {each.label: each.published for each in row.editions}
        assert set(labels) == {name for name, day in published.items() if day is None or day <= held.day}
        days = [day for each in labels if (day := published[each])]
        assert days == sorted(days, reverse=True), row.id


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        (date(2026, 11, 23), ["10", "9", "8.1"]),
        # An edition that is known as 2025 was not there before.
        (date(2025, 1, 1), ["10", "9", "8.1"]),
        (date(2024, 12, 31), ["9", "8.1"]),
        (date(2020, 9, 30), ["8.1"]),
    ],
)
def test_an_edition_without_a_day_comes_where_the_catalogue_has_it(day: date, labels: list[str]) -> None:
    """Of SQF 10 the catalogue knows no day, but the year by which it is also called."""
    held = case(manifest(), policy(LISTING))._replace(day=day)
    assert _body.edition_labels(held, "SQF Food Safety", []) == labels


@pytest.mark.parametrize(
    ("label", "day"), [("2012", date(2012, 1, 1)), ("2012+A1", date(2012, 1, 1)), ("20125", None), ("v6", None)]
)
def test_an_edition_without_a_day_is_of_the_year_that_its_name_begins_with(label: str, day: date | None) -> None:
    known = catalogue().resolve("ISO 9001").standard
    assert known is not None
    named = known.editions[0]._replace(published=None, label=label, aliases=())
    assert _body._by_age([named]) == [(named, day or date.min)]
    before = named._replace(published=date(2010, 5, 1))
    assert _body._by_age([before, named]) == [(before, date(2010, 5, 1)), (named, day or date(2010, 5, 1))]
    assert _body._by_age([named._replace(label="D", aliases=("E", label))])[0][1] == (day or date.min)


def test_the_catalogue_has_editions_in_the_order_in_which_they_appeared() -> None:
    """By which advice places those without a day and a year."""
    for row in catalogue().standards():
        days = [each.published for each in row.editions if each.published]
        assert days == sorted(days), row.id
        labels = [row.label for row in reversed(row.editions)]
        assert _body.edition_labels(case(manifest(), policy(LISTING)), row.id, []) == labels, row.id


def test_what_is_stated_of_a_mark_is_not_stated_again() -> None:
    """Its name tells of a component mark, its type does not: nobody is asked for the type."""
    found = advised(changed(manifest(), {f"{UL}/mark/name": "UL Recognized"}), policy(LISTING))
    assert types(found) == ["new-product-certificate"]
    assert {each.type for each in found.universe} == {"new-product-certificate"}


@pytest.mark.parametrize("name", ["UL", "QMS"])
def test_a_scope_that_is_not_stated_at_all_is_stated(name: str) -> None:
    at, rule, own = {"UL": (UL, LISTING, "ul-np-500"), "QMS": (QMS, QUALITY, "qms")}[name]
    found = advised(changed(manifest(), {f"{at}/covers": REMOVED}), policy(rule))
    assert set(types(found)) == {"complete-field"}
    assert entry(found, own).covers.pointer == f"{at}/covers"


def test_what_begins_today_is_nothing_to_wait_for() -> None:
    raw = changed(manifest(), {f"{UL}/effective": "2026-11-23", f"{UL}/status": REMOVED})
    assert advised(raw, policy(LISTING)).wait is None
