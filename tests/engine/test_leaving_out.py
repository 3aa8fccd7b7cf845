"""Leaving a field out never helps: each field, against the fault in it that the certificate would otherwise show."""

from __future__ import annotations

from typing import Any

import pytest

from checker.errors import InputError
from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    SITES,
    UL,
    Json,
    answer,
    change,
    changed,
    manifest,
    policy,
    remove,
)
from tests.builders import verdict as verdict_of

STRICT: Json = {
    **LISTING,
    "body": {},
    "covers": {"factory": True},
    "mark": {"types": ["listed"], "market": "US"},
    "scheme": {"types": ["5"]},
}
DESIGN: Json = {**QUALITY, "covers": {"activities": ["design", "manufacture"]}}


@pytest.mark.parametrize(
    ("pointer", "fault", "rule"),
    [
        (f"{UL}/holder", {"name": "Somebody Else Ltd"}, STRICT),
        (f"{UL}/expires", "2026-11-22", STRICT),
        (f"{UL}/body", {"id": "its", "name": "UL LLC"}, STRICT),
        (f"{UL}/accreditations", [], STRICT),
        (f"{UL}/mark", {"type": "recognized-component", "markets": ["US"]}, STRICT),
        (f"{UL}/mark/type", "recognized-component", STRICT),
        (f"{UL}/mark/markets", ["EU"], STRICT),
        (f"{UL}/scheme", {"type": "1a"}, STRICT),
        (f"{UL}/scheme/type", "1a", LISTING),
        (f"{UL}/status", {"value": "suspended", "checked": "2026-11-01"}, STRICT),
        (f"{UL}/covers/models", ["NP-900"], STRICT),
        (f"{UL}/covers/factories", ["oslo"], STRICT),
        (f"{UL}/covers/revision", "C", LISTING),
        (f"{UL}/covers", {"models": []}, STRICT),
        (f"{PRODUCT}/produced_at", ["suzhou"], STRICT),
        (f"{QMS}/expires", "2026-11-22", DESIGN),
        (f"{QMS}/holder", {"name": "Somebody Else Ltd"}, DESIGN),
        (f"{QMS}/covers/sites", ["oslo"], DESIGN),
        (f"{QMS}/covers/activities", ["manufacture"], DESIGN),
        (f"{QMS}/covers", {"sites": []}, DESIGN),
        (f"{QMS}/status", {"value": "withdrawn"}, DESIGN),
        (f"{PRODUCT}/produced_at", ["suzhou"], DESIGN),
        (
            f"{SITES}/0/activities",
            ["design", "manufacture", "install"],
            {**DESIGN, "covers": {"activities": ["install"]}},
        ),
    ],
)
def test_without_the_field_it_passes_no_more_than_with_its_fault(pointer: str, fault: Any, rule: Json) -> None:
    faulty = change(manifest(), pointer, fault)
    if pointer.endswith("revision"):  # the evaluated revision decides only where no re-evaluation does
        faulty = remove(faulty, f"{UL}/events/4")
    assert answer(faulty, rule).outcome == "fail"
    assert answer(remove(faulty, pointer), rule).outcome != "pass"


@pytest.mark.parametrize("key", ["categories", "markets"])
def test_a_policy_is_not_escaped_by_saying_less_about_the_product(key: str) -> None:
    rules = policy(LISTING, applies_to={"categories": ["electrical-equipment"], "markets": ["US"]})
    faulty = change(manifest(), f"{UL}/expires", "2026-11-22")
    assert verdict_of(faulty, rules) == "fail"
    assert verdict_of(remove(faulty, f"{PRODUCT}/{key}"), rules) == "undetermined"


def test_an_edition_beside_the_designation() -> None:
    faulty = changed(manifest(), {f"{QMS}/standard": "ISO 9001", f"{QMS}/edition": "2008"})
    assert answer(faulty, QUALITY).outcome == "fail"
    assert answer(remove(faulty, f"{QMS}/edition"), QUALITY).outcome == "undetermined"


def test_sites_and_where_the_products_are_made() -> None:
    faulty = change(manifest(), f"{QMS}/covers/sites", ["oslo"])
    less = remove(remove(faulty, f"{PRODUCT}/produced_at"), SITES)
    assert answer(less, QUALITY).outcome == "undetermined"


def test_accepting_that_a_standard_is_unknown_does_not_accept_another_standard() -> None:
    rule = {**LISTING, "body": {}, "accept_unknown": ["standard-unknown"]}
    given = changed(manifest(), {f"{UL}/standard": "ACME 1", f"{UL}/accreditations/0/scope": ["ACME 1"]})
    try:
        outcome = answer(given, rule).outcome
    except InputError:  # to refuse a policy that asks for this will do too
        outcome = "refused"
    assert outcome != "pass"
