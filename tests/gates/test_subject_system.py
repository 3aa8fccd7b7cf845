"""Gate subject, management-system certificates: operator, site and activities."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    SITES,
    Case,
    Json,
    answer,
    case,
    change,
    changed,
    manifest,
)

BOTH: Json = {**QUALITY, "covers": {"activities": ["design", "manufacture"]}}
OPERATOR = "Suzhou EMS Co Ltd"
NAME = "Northwind Power Systems GmbH"


@pytest.mark.parametrize(
    "row",
    [
        case("the supplier", "pass"),
        case("somebody else", "fail", "holder-mismatch", changes={f"{QMS}/holder": {"name": "Somebody Else Ltd"}}),
        case(
            "but for legal form",
            "undetermined",
            "holder-mismatch",
            changes={f"{QMS}/holder": {"name": "Northwind Power Systems AG"}},
        ),
        case("nobody", "undetermined", "holder-missing", changes={f"{QMS}/holder": REMOVED}),
        case(
            "somebody else, with the supplier as entity of the annex",
            "pass",
            changes={f"{QMS}/holder": {"name": "Group AG"}, f"{QMS}/covers/sites": [{"id": "linz", "entity": NAME}]},
        ),
        case(
            "somebody else, with a third as entity of the annex",
            "fail",
            "holder-mismatch",
            changes={
                f"{QMS}/holder": {"name": "Group AG"},
                f"{QMS}/covers/sites": [{"id": "linz", "entity": "Third AG"}],
            },
        ),
        case(
            "a listee does not matter to a management system",
            "fail",
            "holder-mismatch",
            changes={f"{QMS}/holder": {"name": "Group AG"}, f"{QMS}/covers/listees": [NAME]},
        ),
    ],
)
def test_holder_of_an_own_plant(row: Case) -> None:
    row.check(QUALITY)


def contract(holder: str, site: object = "suzhou") -> Json:
    """A product made at the contract plant, and who is certified for it."""
    return {f"{PRODUCT}/produced_at": ["suzhou"], f"{QMS}/holder": {"name": holder}, f"{QMS}/covers/sites": [site]}


@pytest.mark.parametrize(
    ("holder", "site", "operator", "supplier"),
    [
        (OPERATOR, "suzhou", "pass", "fail"),
        (NAME, "suzhou", "fail", "pass"),
        (NAME, {"id": "suzhou", "entity": OPERATOR}, "pass", "pass"),
        ("Suzhou EMS", "suzhou", "undetermined", "fail"),
    ],
)
def test_holder_of_a_contract_plant_is_its_operator_unless_the_policy_says_the_supplier(
    holder: str, site: object, operator: str, supplier: str
) -> None:
    given = changed(manifest(), contract(holder, site))
    assert answer(given, QUALITY).outcome == operator
    assert answer(given, {**QUALITY, "covers": {"holder": "supplier"}}).outcome == supplier


@pytest.mark.parametrize(
    "row",
    [
        case("listed", "pass"),
        case("listed as an annex entry", "pass", changes={f"{QMS}/covers/sites": [{"id": "linz"}]}),
        case("another", "fail", "site-not-covered", changes={f"{QMS}/covers/sites": ["oslo"]}),
        case("unknown ids match nothing", "fail", "site-not-covered", changes={f"{QMS}/covers/sites": ["Linz", "lin"]}),
        case("none", "fail", "site-not-covered", changes={f"{QMS}/covers/sites": []}),
        case("not stated", "undetermined", "site-not-covered", changes={f"{QMS}/covers/sites": REMOVED}),
        case("covers not stated", "undetermined", "site-not-covered", changes={f"{QMS}/covers": REMOVED}),
        case(
            "a second producing site",
            "fail",
            "site-not-covered",
            "holder-mismatch",
            changes={f"{PRODUCT}/produced_at": ["linz", "suzhou"]},
        ),
        case(
            "taken out by a reduction of scope",
            "fail",
            "site-not-covered",
            changes={f"{QMS}/events/-": {"type": "scope-reduction", "date": "2026-10-15", "sites": ["linz"]}},
        ),
        case(
            "a reduction by another site",
            "pass",
            changes={f"{QMS}/events/-": {"type": "scope-reduction", "date": "2026-10-15", "sites": ["oslo"]}},
        ),
    ],
)
def test_sites(row: Case) -> None:
    row.check(QUALITY)


def activities(own: object, annex: object = None) -> Json:
    """What the certificate covers, and what its annex lists for the plant."""
    found: Json = {f"{QMS}/covers/activities": own}
    if annex is not None:
        found[f"{QMS}/covers/sites"] = [{"id": "linz", "activities": annex}]
    return found


NOT = "activity-not-covered"


@pytest.mark.parametrize(
    "row",
    [
        case("both", "pass"),
        case("one of two", "fail", NOT, changes=activities(["manufacture"])),
        case("none", "fail", NOT, changes=activities([])),
        case("not stated", "undetermined", NOT, changes=activities(REMOVED)),
        case("the annex has less", "fail", NOT, changes=activities(["design", "manufacture"], ["manufacture"])),
        case("the annex has more", "pass", changes=activities(["manufacture"], ["design", "manufacture"])),
        case("the annex alone", "pass", changes=activities(REMOVED, ["design", "manufacture"])),
        case(
            "an exclusion names its clause",
            "fail",
            NOT,
            changes={f"{QMS}/covers/exclusions": ["8.3 Design and development"]},
        ),
        case("an exclusion names it", "fail", NOT, changes={f"{QMS}/covers/exclusions": ["Design"]}),
        case(
            "an exclusion of something else",
            "pass",
            changes={f"{QMS}/covers/exclusions": ["8.5.3 Property of customers"]},
        ),
        case(
            "taken out by a reduction of scope",
            "fail",
            NOT,
            changes={f"{QMS}/events/-": {"type": "scope-reduction", "date": "2026-10-15", "activities": ["design"]}},
        ),
        case(
            "the site does not say what it performs, but all of it is covered",
            "pass",
            changes={f"{SITES}/0/activities": REMOVED},
        ),
        case(
            "the site does not say what it performs, and not all is covered",
            "undetermined",
            NOT,
            changes={f"{SITES}/0/activities": REMOVED, **activities(["manufacture"])},
        ),
        case(
            "performed nowhere, covered nowhere",
            "fail",
            NOT,
            changes={f"{SITES}/0/activities": ["manufacture"], **activities(["manufacture"])},
        ),
    ],
)
def test_activities_that_the_policy_asks(row: Case) -> None:
    row.check(BOTH)


@pytest.mark.parametrize("own", [["distribution"], [], REMOVED])
def test_activities_are_not_asked_otherwise(own: object) -> None:
    Case("pass", frozenset(), activities(own)).check(QUALITY)


def two_plants(**design: Any) -> Json:
    """Made at a contract plant with its own certificate; designed at the own plant under another, which may change."""
    own = manifest()["certificates"][1]
    plant = {**own, "id": "plant", "number": "P-1", "holder": {"name": OPERATOR}}
    plant["covers"] = {"sites": ["suzhou"], "activities": ["manufacture"]}
    given = change(manifest(), f"{PRODUCT}/produced_at", ["suzhou"])
    given["certificates"] = [plant, {**own, **design}]
    return given


@pytest.mark.parametrize(
    ("design", "outcome"),
    [
        ({}, "pass"),
        ({"expires": "2026-11-22"}, "fail"),
        ({"status": {"value": "suspended", "checked": "2026-11-01"}}, "fail"),
        ({"covers": {"sites": ["linz"], "activities": ["manufacture"]}}, "fail"),
        ({"covers": {"sites": ["oslo"], "activities": ["design"]}}, "fail"),
        ({"covers": {"sites": ["linz"], "activities": ["design", "manufacture"], "exclusions": ["Design"]}}, "fail"),
        (
            {
                "covers": {
                    "sites": ["linz"],
                    "activities": ["design", "manufacture"],
                    "exclusions": ["8.5.3 Property of customers"],
                }
            },
            "pass",
        ),
        ({"status": {"value": "active", "checked": "2025-01-01"}}, "undetermined"),
        ({"holder": {"name": "Somebody Else Ltd"}}, "fail"),
    ],
)
def test_an_activity_may_be_covered_at_another_site_by_another_certificate_that_passes_there(
    design: Json, outcome: str
) -> None:
    found = answer(two_plants(**design), BOTH)
    assert found.outcome == outcome, found.messages
    assert outcome == "pass" or found.findings == {f"{outcome} {NOT}"}


def test_what_a_site_performs_is_not_lent_by_another() -> None:
    given = change(two_plants(), f"{SITES}/2/activities", ["design", "manufacture"])
    assert answer(given, BOTH).findings == {f"fail {NOT}"}


def test_of_the_organisation_the_certificate_alone_speaks() -> None:
    rule = {**QUALITY, "covers": {"sites": "organisation", "activities": ["design"]}}
    assert answer(manifest(), rule).outcome == "pass"
    assert answer(changed(manifest(), activities(["manufacture"])), rule).outcome == "fail"
    assert answer(changed(manifest(), {f"{QMS}/covers/sites": []}), rule).outcome == "pass"
