"""The ledger says of each waiver what the buyer has to look at, once, whatever the size of the run."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from checker.engine.ledger import effect, state
from checker.model.policy import Period
from tests.builders import LISTING, QUALITY, UL, changed, manifest, policy
from tests.waivers.book import AS_OF, SHORT, Json, full_ledger, ledger, waivers

LEI = {"lei": "529900T8BM49AURSDO55"}
OTHER = changed(SHORT, {"/supplier/name": "Contoso Ltd", "/supplier/identifiers": {"lei": "529900T8BM49AURSDO56"}})
ANONYMOUS = changed(SHORT, {"/supplier/name": "Contoso Ltd", "/supplier/identifiers": {}})

STATIC: dict[str, tuple[Json, list[str]]] = {
    "in order": ({}, []),
    "the last day": ({"expires": "2026-11-23"}, []),
    "over": ({"expires": "2026-11-22"}, ["waiver-expired W-1"]),
    "to come": ({"approved": "2026-11-24"}, ["waiver-not-yet-in-force W-1"]),
    "by the supplier": ({"approved_by": "Northwind Power Systems GmbH"}, ["waiver-self-approved W-1"]),
    "too long": ({"expires": "2027-05-02"}, ["waiver-over-long W-1"]),
    "as long as allowed": ({"expires": "2027-05-01"}, []),
    "for ever, by the supplier": (
        {"expires": "9999-12-31", "approved_by": "northwind power systems, gmbh"},
        ["waiver-over-long W-1", "waiver-self-approved W-1"],
    ),
}


@pytest.mark.parametrize("name", STATIC)
def test_what_a_waiver_says_of_itself(name: str) -> None:
    change, wanted = STATIC[name]
    assert ledger(waivers(change, longest=Period(days=180))) == wanted


def test_a_requirement_that_takes_no_waivers() -> None:
    rules = policy({**LISTING, "waivable": False}, QUALITY)
    assert ledger(waivers({}, rules=rules), SHORT, rules=rules) == ["waiver-refused W-1"]


USES: dict[str, tuple[Json, tuple[Json, ...], list[str]]] = {
    "it lifts": ({}, (SHORT,), []),
    "the requirement passes by now": ({}, (manifest(),), ["waiver-unused W-1"]),
    "its supplier is not assessed": ({}, (OTHER,), []),
    "nobody is assessed": ({}, (), []),
    "its policy is not in the run": ({"policy": "us-medical-electrical"}, (SHORT,), []),
    "it lifts once, and is not needed elsewhere": ({}, (SHORT, manifest()), []),
    "another code": ({"codes": ["expired"]}, (SHORT,), ["waiver-unused W-1"]),
    "another model": ({"model": "NP-500-A"}, (SHORT,), ["waiver-unused W-1"]),
    "a name that may be the same": (
        {"supplier": {"name": "Northwind Power Systems"}},
        (SHORT,),
        ["waiver-supplier-unclear W-1"],
    ),
    "a name that may be the same, and nothing to lift": (
        {"supplier": {"name": "Northwind Power Systems"}},
        (manifest(),),
        [],
    ),
    "an identifier that nobody states": ({"supplier": LEI}, (ANONYMOUS,), ["waiver-supplier-unclear W-1"]),
    "an identifier that somebody states": ({"supplier": LEI}, (ANONYMOUS, SHORT), []),
    "another identifier": ({"supplier": LEI}, (OTHER,), []),
    "approved by the supplier that the identifier stands for": (
        {"supplier": LEI, "approved_by": "Northwind Power Systems GmbH"},
        (SHORT,),
        ["waiver-self-approved W-1"],
    ),
}


@pytest.mark.parametrize("name", USES)
def test_what_a_run_says_of_it(name: str) -> None:
    change, manifests, wanted = USES[name]
    assert ledger(waivers(change), *manifests) == wanted


def test_a_part_that_still_blocks_is_named() -> None:
    raw = changed(SHORT, {f"{UL}/status/value": "suspended"})
    (entry,) = full_ledger(waivers({}), raw, raw).entries()
    assert (entry.code, entry.severity) == ("waiver-partial", "warning")
    assert "`suspended` still blocks model `NP-500-B` of `Northwind Power Systems GmbH` (and 1 more)" in entry.message
    assert entry.help == "mend the rest, or have it waived as well"
    assert str(entry.location) == "w.json:1:1"


def test_all_that_still_blocks_is_named() -> None:
    raw = changed(SHORT, {f"{UL}/status/value": "suspended", f"{UL}/holder": {"name": "Somebody Else Ltd"}})
    (entry,) = full_ledger(waivers({}), raw).entries()
    assert "`holder-mismatch` and `suspended` still block model `NP-500-B`" in entry.message


OVERLAPS: dict[str, tuple[Json, bool]] = {
    "the same": ({}, True),
    "narrower": ({"model": "NP-500-B"}, True),
    "narrower otherwise": ({"product": "np-500"}, True),
    "another code": ({"codes": ["expired"]}, False),
    "one code in common": ({"codes": ["expired", "model-not-covered"]}, True),
    "another supplier": ({"supplier": {"name": "Somebody Else Ltd"}}, False),
    "the supplier by another identifier": ({"supplier": {**LEI, "name": "Northwind Power Systems GmbH"}}, True),
    "over": ({"expires": "2026-11-22"}, False),
    "another requirement": ({"requirement": "quality-system"}, False),
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_two_that_lift_the_same_overlap(name: str) -> None:
    change, overlap = OVERLAPS[name]
    for items in ([{}, {**change, "id": "W-2"}], [change, {"id": "W-2"}]):
        found = [each for each in ledger(waivers(*items)) if "overlapping" in each]
        assert found == (["waiver-overlapping W-2"] if overlap else [])


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({"model": "NP-500-A"}, {"model": "NP-500-B"}, False),
        ({"model": "NP-500-A"}, {"site": "linz"}, True),
        ({"model": "NP-500-A", "product": "np-500"}, {"product": "np-500", "site": "linz"}, True),
        ({"model": "NP-500-A", "product": "np-500"}, {"product": "np-501", "site": "linz"}, False),
    ],
)
def test_narrowed_waivers_overlap_where_nothing_tells_them_apart(one: Json, other: Json, overlap: bool) -> None:
    found = ledger(waivers(one, {**other, "id": "W-2"}))
    assert ("waiver-overlapping W-2" in found) is overlap


def test_two_that_name_the_supplier_differently_overlap_where_they_meet() -> None:
    book = waivers({"supplier": LEI}, {"id": "W-2"})
    assert ledger(book) == []
    (entry,) = full_ledger(book, SHORT).entries()
    assert (entry.code, entry.waiver) == ("waiver-overlapping", "W-2")
    assert "it lifts `model-not-covered` of the same thing as waiver `W-1`" in entry.message


def test_what_was_lifted_is_stated_with_whose_leave_and_why() -> None:
    book = waivers({"ticket": "PROC-2211", "model": "NP-500-B"}, {"id": "W-2", "codes": ["expired"]})
    said = (
        "waives `model-not-covered` of `listed-product` (test-policy) for Northwind Power Systems GmbH, model "
        "`NP-500-B` until 2027-01-31, approved by Head of procurement on 2026-11-02 (PROC-2211): "
        "Field evaluation booked."
    )
    assert list(full_ledger(book, SHORT).relaxations()) == [("W-1", said)]


def test_a_long_reason_is_cut_and_an_unseen_character_is_shown() -> None:
    (waiver,) = waivers({"reason": "\u202e" + "x" * 10_000_000, "supplier": LEI}).items
    said = effect(waiver)
    assert len(said) < 700
    assert said.isprintable()
    assert "for lei 529900T8BM49AURSDO55 until" in said


def test_the_effect_names_everything_that_narrows_it() -> None:
    (waiver,) = waivers({"product": "np-500", "model": "NP-500-B", "site": "linz", "ticket": "T-7"}).items
    assert effect(waiver) == (
        "waives `model-not-covered` of `listed-product` (test-policy) for Northwind Power Systems GmbH, product"
        " `np-500`, model `NP-500-B`, site `linz` until 2027-01-31, approved by Head of procurement on 2026-11-02"
        " (T-7): Field evaluation booked."
    )


def test_the_state_is_the_first_thing_that_keeps_it_from_lifting() -> None:
    long = {"id": "W-2", "expires": "2030-01-01"}
    first, second, third = waivers({}, long, {"id": "W-3", "expires": "2026-11-22"}).items
    assert [state(each, AS_OF, Period(days=180)) for each in (first, second, third)] == [
        "in force",
        "over long",
        "expired",
    ]


def test_the_ledger_keeps_nothing_of_the_manifests() -> None:
    found = full_ledger(waivers({}, {"id": "W-2", "codes": ["expired"]}), SHORT)
    before = _size(found)
    again = full_ledger(waivers({}, {"id": "W-2", "codes": ["expired"]}), *[SHORT] * 20)
    assert _size(again) <= before + 200


def _size(found: Any) -> int:
    return sum(sys.getsizeof(value) for value in vars(found).values())


def test_many_waivers_are_compared_in_a_moment() -> None:
    items = [{"id": f"W-{number}", "model": f"M-{number}"} for number in range(3_000)]
    assert ledger(waivers(*items, {"id": "all"})) == ["waiver-overlapping all"]
