"""Gate edition: an accepted edition, on the date, in every market concerned. The last day of a transition counts."""

from __future__ import annotations

from datetime import date

import pytest

from checker import api
from checker.engine import turning_days
from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    UL,
    Case,
    Json,
    answer,
    answers,
    case,
    catalogue,
    change,
    changed,
    document,
    load_policy,
    manifest,
    policy,
)

# Only the edition is in question, on whatever day: no term, no staleness, any market.
SYSTEM: Json = {**QUALITY, "status": {"checked_within": "never"}}
ISMS: Json = {**SYSTEM, "standards": ["ISO/IEC 27001"]}
LEGACY: Json = {
    **LISTING,
    "standards": ["UL 60950-1"],
    "status": {"checked_within": "never"},
}
ENDING = "warning edition-ending"


def system(standard: str, issued: str, expires: str) -> Json:
    """The quality system, to another edition and over another term."""
    return {
        "/prepared": "2031-01-01",
        f"{QMS}/standard": standard,
        f"{QMS}/accreditations": [
            {
                "body": "DAkkS",
                "standard": "ISO/IEC 17021-1",
                "scope": [standard],
                "from": "2000-01-01",
                "until": "2040-01-01",
            }
        ],
        f"{QMS}/issued": issued,
        f"{QMS}/effective": issued,
        f"{QMS}/expires": expires,
        f"{QMS}/events": [],
        f"{QMS}/status/checked": issued,
    }


@pytest.mark.parametrize(
    "row",
    [
        case("an edition that is current", "pass"),
        case("an amendment changes no edition", "pass", changes={f"{QMS}/standard": "ISO 9001:2015/Amd 1:2024"}),
        case("no edition", "undetermined", "edition-missing", changes={f"{QMS}/standard": "ISO 9001"}),
        case("the edition apart", "pass", changes={f"{QMS}/standard": "ISO 9001", f"{QMS}/edition": "2015"}),
        case("the edition twice", "pass", changes={f"{QMS}/edition": "2015"}),
        case("two editions", "fail", "edition-not-accepted", changes={f"{QMS}/edition": "2008"}),
        case("an edition that never was", "fail", "edition-not-accepted", changes={f"{QMS}/standard": "ISO 9001:2012"}),
        case(
            "one that has ended",
            "fail",
            "edition-superseded",
            changes={f"{QMS}/standard": "ISO 9001:2008"},
        ),
    ],
)
def test_current_is_the_default(row: Case) -> None:
    row.check(QUALITY)


@pytest.mark.parametrize("rule", ["current", ["2015"], {"from": 2012}, {"from": 1987}])
def test_an_undated_designation_is_open_under_every_setting(rule: object) -> None:
    case_ = Case("undetermined", frozenset({"undetermined edition-missing"}), {f"{QMS}/standard": "ISO 9001"})
    case_.check({**QUALITY, "edition": rule})


@pytest.mark.parametrize("printed", ["ISO 9001", "ISO 9001:2008", "ISO 9001:2012"])
def test_any_edition_is_any_edition(printed: str) -> None:
    Case("pass", frozenset(), {f"{QMS}/standard": printed}).check({**QUALITY, "edition": "any"})


@pytest.mark.parametrize(
    "row",
    [
        case("in the list", "pass", rule={"edition": ["2008", "2015"]}),
        case("not in the list", "fail", "edition-not-accepted", rule={"edition": ["2008"]}),
        case("a dated standard is a list of one", "pass", rule={"standards": ["ISO 9001:2015"]}),
        case(
            "a dated standard takes no other edition",
            "fail",
            "edition-not-accepted",
            rule={"standards": ["ISO 9001:2008"]},
        ),
        case(
            "an ended edition that the policy lists",
            "pass",
            changes={f"{QMS}/standard": "ISO 9001:2008"},
            rule={"edition": ["2008"]},
        ),
        case(
            "of an edition that is no year no year is known",
            "undetermined",
            "edition-not-accepted",
            changes={
                f"{QMS}/standard": "TL 9000",
                f"{QMS}/edition": "R9.9",
                f"{QMS}/accreditations/0/scope": ["TL 9000"],
            },
            rule={"standards": ["TL 9000"], "edition": {"from": 2010}},
        ),
        case("from that year on", "pass", rule={"edition": {"from": 2015}}),
        case("from a later year on", "fail", "edition-not-accepted", rule={"edition": {"from": 2016}}),
        case(
            "the year of the international edition counts, not that of its adoption",
            "fail",
            "edition-not-accepted",
            changes={f"{QMS}/standard": "GB/T 19001-2016"},
            rule={"edition": {"from": 2016}},
        ),
    ],
)
def test_lists_and_years(row: Case) -> None:
    row.check(QUALITY)


@pytest.mark.parametrize(
    "row",
    [
        case(
            "the last day", "pass", changes=system("ISO/IEC 27001:2013", "2023-01-10", "2025-10-31"), as_of="2025-10-31"
        ),
        case(
            "the day after",
            "fail",
            "edition-superseded",
            changes=system("ISO/IEC 27001:2013", "2023-01-10", "2026-01-09"),
            as_of="2025-11-01",
        ),
        case(
            "a term beyond the end warns until then",
            "pass",
            ENDING,
            changes=system("ISO/IEC 27001:2013", "2023-01-10", "2026-01-09"),
            as_of="2025-10-31",
        ),
        case(
            "granted on the last day for new certificates",
            "pass",
            changes=system("ISO/IEC 27001:2013", "2024-04-30", "2025-10-31"),
            as_of="2024-05-02",
        ),
        case(
            "granted the day after",
            "fail",
            "edition-superseded",
            changes=system("ISO/IEC 27001:2013", "2024-05-01", "2025-10-31"),
            as_of="2024-05-02",
        ),
        case(
            "the successor",
            "pass",
            changes=system("ISO/IEC 27001:2022", "2024-05-01", "2027-04-30"),
            as_of="2026-01-01",
        ),
        case(
            "granted before its publication",
            "fail",
            "edition-not-accepted",
            changes=system("ISO/IEC 27001:2022", "2022-10-24", "2025-10-23"),
            as_of="2023-01-01",
        ),
        case(
            "granted on the day of its publication",
            "pass",
            changes=system("ISO/IEC 27001:2022", "2022-10-25", "2025-10-24"),
            as_of="2023-01-01",
        ),
    ],
)
def test_transitions_of_a_management_system_hold_world_wide(row: Case) -> None:
    row.check(ISMS)


@pytest.mark.parametrize("markets", [["US"], ["EU"], ["DE"], REMOVED])
def test_the_markets_of_the_products_do_not_move_a_management_system(markets: object) -> None:
    changes = {**system("ISO/IEC 27001:2013", "2023-01-10", "2026-01-09"), f"{PRODUCT}/markets": markets}
    Case("fail", frozenset({"fail edition-superseded"}), changes, as_of="2025-11-01").check(ISMS)


def legacy(issued: str, markets: object) -> Json:
    """A UL 60950-1 listing that has stood since `issued`, of a product for these markets."""
    return {
        f"{UL}/standard": "UL 60950-1:2007",
        f"{UL}/issued": issued,
        f"{UL}/effective": issued,
        f"{UL}/events": [{"type": "decision", "date": issued}],
        f"{PRODUCT}/design_changes": [],
        f"{PRODUCT}/markets": markets,
    }


@pytest.mark.parametrize(
    ("issued", "markets", "as_of", "outcome"),
    [
        ("2015-06-01", ["US"], "2026-11-23", "pass"),
        ("2015-06-01", ["US", "CA"], "2026-11-23", "pass"),
        ("2020-12-20", ["US"], "2026-11-23", "pass"),
        ("2020-12-21", ["US"], "2026-11-23", "fail"),
        ("2015-06-01", ["EU"], "2020-12-20", "pass"),
        ("2015-06-01", ["EU"], "2020-12-21", "fail"),
        ("2015-06-01", ["DE"], "2020-12-21", "fail"),
        ("2015-06-01", ["US", "EU"], "2026-11-23", "fail"),
        ("2015-06-01", REMOVED, "2026-11-23", "fail"),
    ],
)
def test_a_transition_holds_per_market(issued: str, markets: object, as_of: str, outcome: str) -> None:
    given = changed(manifest(), {**legacy(issued, markets), f"{UL}/status/checked": min(as_of, "2026-11-05")})
    found = answer(given, LEGACY, as_of)
    assert (found.outcome, found.gate("edition")) == (outcome, outcome), found.messages
    assert ("fail edition-superseded" in found.findings) == (outcome == "fail")


def test_only_the_markets_that_the_policy_names_count() -> None:
    given = changed(manifest(), legacy("2015-06-01", ["US", "EU"]))
    for markets, outcome in ((["US"], "pass"), (["EU"], "fail"), (["US", "EU"], "fail")):
        assert answers(given, policy(LEGACY, applies_to={"markets": markets}))["listed-product"].outcome == outcome


def test_a_listing_without_term_to_an_ending_edition_warns() -> None:
    given = {**legacy("2015-06-01", ["EU"]), f"{UL}/status/checked": "2020-12-01"}
    Case("pass", frozenset({ENDING}), given, as_of="2020-12-19").check(LEGACY)


def test_an_edition_that_is_named_for_a_year_to_come_counts_from_its_first_day() -> None:
    rules = [load_policy(policy({**SYSTEM, "edition": {"from": "2012"}}))]
    found = api.load_manifest(document(change(manifest(), f"{QMS}/standard", "ISO 9001:2028")))
    days = turning_days(found, rules, catalogue(), date(2026, 11, 23), date(2028, 6, 1))
    assert date(2028, 1, 1) in days
