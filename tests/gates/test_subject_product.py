"""Gate subject, product certificates: holder, model, lot, scheme, mark, market, factory."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, PRODUCT, REMOVED, UL, Case, answer, case, changed, manifest

MISMATCH, MISSING = "holder-mismatch", "holder-missing"
LEI = "529900T8BM49AURSDO55"
OTHER_LEI = "5493001KJTIIGC8Y1R12"
NAME = "Northwind Power Systems GmbH"


def held(outcome: str, name: str, holder: object, *codes: str, **more: object) -> object:
    """A row about the holder, and what else the certificate covers."""
    changes = {f"{UL}/holder": holder, **{f"{UL}/covers/{key}": value for key, value in more.items()}}
    return case(name, outcome, *codes, changes=changes)


@pytest.mark.parametrize(
    "row",
    [
        held("pass", "the name alone", {"name": NAME}),
        held("pass", "other case and spaces", {"name": "  NORTHWIND  power systems\tgmbh "}),
        held(
            "pass",
            "compatibility forms of letters",
            {"name": "\N{FULLWIDTH LATIN CAPITAL LETTER N}orthwind Power Systems GmbH"},
        ),
        held("undetermined", "no legal form", {"name": "Northwind Power Systems"}, MISMATCH),
        held("undetermined", "another legal form", {"name": "Northwind Power Systems Ltd."}, MISMATCH),
        held("undetermined", "other punctuation", {"name": "Northwind-Power Systems GmbH"}, MISMATCH),
        held("fail", "a sister company", {"name": "Northwind Power Supplies GmbH"}, MISMATCH),
        held("fail", "a parent company", {"name": "Northwind Holding GmbH"}, MISMATCH),
        held("pass", "one identifier on both sides under another name", {"name": "Former Name AG", "lei": LEI}),
        held("pass", "an identifier in lower case with spaces", {"name": "X", "lei": "529900 t8bm49aursdo55"}),
        held("fail", "another identifier under the same name", {"name": NAME, "lei": OTHER_LEI}, MISMATCH),
        held("fail", "one of two identifiers differs", {"name": NAME, "lei": LEI, "duns": "999999999"}, MISMATCH),
        held("pass", "identifiers under their own key", {"identifiers": {"vat": "ATU12345678"}}),
        held("fail", "an identifier alone, another's", {"lei": OTHER_LEI}, MISMATCH),
        held("undetermined", "no holder", REMOVED, MISSING),
        held("undetermined", "a holder without name or identifier", {}, MISSING),
        held("pass", "the brand owner as listee", {"name": "Big OEM Inc"}, listees=[NAME]),
        held("pass", "a listee by identifier", {"name": "Big OEM Inc"}, listees=[{"lei": LEI}]),
        held("fail", "other listees", {"name": "Big OEM Inc"}, MISMATCH, listees=["Someone Ltd"]),
        held(
            "undetermined", "a listee but for legal form", {"name": "A"}, MISMATCH, listees=["Northwind Power Systems"]
        ),
        held("undetermined", "no holder, other listees", REMOVED, MISSING, listees=["Someone Ltd"]),
    ],
)
def test_holder_is_the_brand_owner_or_names_it_as_listee(row: Case) -> None:
    row.check(LISTING)


@pytest.mark.parametrize(
    "row",
    [
        case(
            "the supplier holds it", "fail", MISMATCH, changes={f"{PRODUCT}/brand_owner": {"name": "Retail Brand SA"}}
        ),
        case(
            "the brand owner is a listee",
            "pass",
            changes={
                f"{PRODUCT}/brand_owner": {"name": "Retail Brand SA"},
                f"{UL}/covers/listees": ["Retail Brand SA"],
            },
        ),
        case(
            "the brand owner holds it",
            "pass",
            changes={
                f"{PRODUCT}/brand_owner": {"name": "Retail Brand SA"},
                f"{UL}/holder": {"name": "Retail Brand SA"},
            },
        ),
        case("no brand owner is stated: the supplier", "pass", changes={f"{PRODUCT}/brand_owner": REMOVED}),
    ],
)
def test_of_another_brand_owner(row: Case) -> None:
    row.check(LISTING)


def models(outcome: str, name: str, asked: list[str], covered: object, *codes: str, patterns: bool = True) -> object:
    """A row about models asked and models covered."""
    changes = {f"{PRODUCT}/models": asked, f"{UL}/covers/models": covered}
    return case(name, outcome, *codes, changes=changes, rule={"covers": {"patterns": patterns}})


NOT_COVERED, SERIES = "model-not-covered", "note series-pattern"


@pytest.mark.parametrize(
    "row",
    [
        models("pass", "named", ["NP-500-A"], ["NP-500-A", "X"]),
        models("fail", "a sibling", ["NP-500-C"], ["NP-500-A", "NP-500-B"], NOT_COVERED),
        models("fail", "one of two", ["NP-500-A", "NP-500-C"], ["NP-500-A"], NOT_COVERED),
        models("fail", "a longer name", ["NP-500-AB"], ["NP-500-A"], NOT_COVERED),
        models("fail", "another case", ["NP-500-A"], ["np-500-a"], NOT_COVERED),
        models("fail", "none", ["NP-500-A"], [], NOT_COVERED),
        models("undetermined", "not stated", ["NP-500-A"], REMOVED, NOT_COVERED),
        models("pass", "a series", ["NP-500-A"], ["NP-500-*"], SERIES),
        models("pass", "a series with dots, slashes and digits", ["NP-500-1.2/X"], ["NP-500-*"], SERIES),
        models("pass", "two stars", ["NP-500-A-EU"], ["NP-*-A-*"], SERIES),
        models("fail", "two stars, one of them over nothing", ["NP-500-A-"], ["NP-*-A-*"], NOT_COVERED),
        models("fail", "a star over nothing", ["NP-500-A"], ["NP-500-A*"], NOT_COVERED),
        models("fail", "a bare star", ["NP-500-A"], ["*"], NOT_COVERED),
        models("fail", "two literals", ["NP-500-A"], ["NP*"], NOT_COVERED),
        models("pass", "three literals", ["NP-500-A"], ["NP-*"], SERIES),
        models("fail", "literals only after the star", ["NP-500-A"], ["*P-500-A"], NOT_COVERED),
        models("fail", "a lower-case name", ["NP-500-a"], ["NP-500-*"], NOT_COVERED),
        models("fail", "a lower-case series", ["NP-500-A"], ["np-500-*"], NOT_COVERED),
        models("fail", "a name with a space", ["NP-500-A B"], ["NP-500-*"], NOT_COVERED),
        models("fail", "a name with an underscore", ["NP-500-A_B"], ["NP-500-*"], NOT_COVERED),
        models("fail", "the series does not reach the end", ["NP-500-A-X"], ["NP-*-A"], NOT_COVERED),
        models("fail", "a series where exact names are asked", ["NP-500-A"], ["NP-500-*"], NOT_COVERED, patterns=False),
        models("pass", "a name where exact names are asked", ["NP-500-A"], ["NP-500-*", "NP-500-A"], patterns=False),
        models("fail", "a star is no regular expression", ["NP-500-A"], ["NP-500-."], NOT_COVERED),
    ],
)
def test_models(row: Case) -> None:
    row.check(LISTING)


def test_a_model_is_out_from_the_day_the_scope_was_reduced_by_it() -> None:
    reduced = {"type": "scope-reduction", "date": "2026-09-10", "models": ["NP-500-B"]}
    given = changed(manifest(), {f"{UL}/events/-": reduced, f"{UL}/status/checked": "2026-09-01"})
    assert answer(given, LISTING, "2026-09-09").outcome == "pass"
    outcomes = [str(each.outcome) for each in answer(given, LISTING, "2026-09-10").objects]
    assert outcomes == ["pass", "fail"]


ONE_LOT = {"scheme": {"types": ["1b"]}}


@pytest.mark.parametrize(
    "row",
    [
        case(
            "the lot is named",
            "pass",
            "note lots-only",
            changes={f"{UL}/covers/lots": ["L2026-07"]},
        ),
        case("another lot", "fail", "lot-not-covered", changes={f"{UL}/covers/lots": ["L2026-06"]}),
        case("no lot", "fail", "lot-not-covered", changes={f"{UL}/covers/lots": []}),
        case("lots not stated", "undetermined", "lot-not-covered", changes={f"{UL}/covers/lots": REMOVED}),
        case(
            "the product states no lot",
            "undetermined",
            "lot-not-covered",
            changes={f"{UL}/covers/lots": ["L2026-07"], f"{PRODUCT}/lots": REMOVED},
        ),
        case(
            "one of two lots",
            "fail",
            "lot-not-covered",
            changes={f"{UL}/covers/lots": ["L2026-07"], f"{PRODUCT}/lots/-": {"id": "L2026-08"}},
        ),
    ],
)
def test_type_1b_certifies_stated_lots(row: Case) -> None:
    base = changed(manifest(), {f"{UL}/scheme/type": "1b"})
    row.check({**LISTING, **ONE_LOT}, base)
    row.check(LISTING, base)


@pytest.mark.parametrize(
    "row",
    [
        case("production, where nothing is named", "pass"),
        case("type 1a, where nothing is named", "fail", "type-only", changes={f"{UL}/scheme/type": "1a"}),
        case(
            "type 1a, named",
            "pass",
            changes={f"{UL}/scheme/type": "1a"},
            rule={"scheme": {"types": ["1a", "5"]}},
        ),
        case("type 5, where 3 or 4 is named", "fail", "type-only", rule={"scheme": {"types": ["3", "4"]}}),
        case("type 5, named", "pass", rule={"scheme": {"types": ["3", "4", "5"]}}),
        case("no type stated", "undetermined", "type-only", changes={f"{UL}/scheme/type": REMOVED}),
        case("no scheme stated", "undetermined", "type-only", changes={f"{UL}/scheme": REMOVED}),
        case(
            "no scheme stated, one named",
            "undetermined",
            "type-only",
            changes={f"{UL}/scheme": REMOVED},
            rule={"scheme": {"types": ["5"]}},
        ),
        case(
            "no scheme stated, any will do",
            "pass",
            changes={f"{UL}/scheme": REMOVED},
            rule={"scheme": {"types": "any"}},
        ),
        case("type 1a, any will do", "pass", changes={f"{UL}/scheme/type": "1a"}, rule={"scheme": {"types": "any"}}),
    ],
)
def test_scheme_types(row: Case) -> None:
    row.check(LISTING)


COMPONENT = {f"{UL}/mark/type": "recognized-component"}
NAMED = {f"{UL}/mark/name": "UL Recognized"}


@pytest.mark.parametrize(
    "row",
    [
        case("a component mark", "fail", "component-only", changes=COMPONENT),
        case("named as a component mark alone", "undetermined", "component-only", changes=NAMED),
        case("named and typed as a component mark", "fail", "component-only", changes={**NAMED, **COMPONENT}),
        case("a component mark, named", "pass", changes=COMPONENT, rule={"mark": {"types": ["recognized-component"]}}),
        case("a component mark, any will do", "pass", changes=COMPONENT, rule={"mark": {"types": "any"}}),
        case(
            "a component mark, another named",
            "fail",
            "component-only",
            changes=COMPONENT,
            rule={"mark": {"types": ["listed"]}},
        ),
        case("classified, where nothing is named", "pass", changes={f"{UL}/mark/type": "classified"}),
        case(
            "classified, where listed is named",
            "fail",
            "component-only",
            changes={f"{UL}/mark/type": "classified"},
            rule={"mark": {"types": ["listed"]}},
        ),
        case("no mark", "undetermined", "component-only", changes={f"{UL}/mark": REMOVED}),
        case("no type of mark", "undetermined", "component-only", changes={f"{UL}/mark/type": REMOVED}),
        case("no mark, any will do", "pass", changes={f"{UL}/mark": REMOVED}, rule={"mark": {"types": "any"}}),
        case("the market", "pass", rule={"mark": {"market": "US"}}),
        case("another market", "fail", "market-not-covered", rule={"mark": {"market": "EU"}}),
        case(
            "a mark for no market",
            "fail",
            "market-not-covered",
            changes={f"{UL}/mark/markets": []},
            rule={"mark": {"market": "US"}},
        ),
        case(
            "a mark that names no market",
            "undetermined",
            "market-not-covered",
            changes={f"{UL}/mark/markets": REMOVED},
            rule={"mark": {"market": "US"}},
        ),
        case("a mark that names no market, where none is asked", "pass", changes={f"{UL}/mark/markets": REMOVED}),
        case(
            "no mark, where the market is asked of any",
            "undetermined",
            "market-not-covered",
            changes={f"{UL}/mark": REMOVED},
            rule={"mark": {"types": "any", "market": "US"}},
        ),
    ],
)
def test_marks_and_markets(row: Case) -> None:
    row.check(LISTING)


@pytest.mark.parametrize(
    "row",
    [
        case("named", "pass"),
        case("another", "fail", "factory-not-covered", changes={f"{UL}/covers/factories": ["oslo"]}),
        case("none", "fail", "factory-not-covered", changes={f"{UL}/covers/factories": []}),
        case("not stated", "undetermined", "factory-not-covered", changes={f"{UL}/covers/factories": REMOVED}),
        case("one of two", "fail", "factory-not-covered", changes={f"{PRODUCT}/produced_at": ["linz", "suzhou"]}),
        case("no producing site", "undetermined", "site-missing", changes={f"{PRODUCT}/produced_at": REMOVED}),
    ],
)
def test_factories_where_the_policy_asks(row: Case) -> None:
    row.check({**LISTING, "covers": {"factory": True}})


@pytest.mark.parametrize("factories", [["oslo"], [], REMOVED])
def test_factories_are_not_asked_otherwise(factories: object) -> None:
    Case("pass", frozenset(), {f"{UL}/covers/factories": factories}).check(LISTING)


def test_a_certificate_that_covers_nothing_stays_open() -> None:
    Case(
        "undetermined",
        frozenset({"undetermined model-not-covered"}),
        {f"{UL}/covers": REMOVED, f"{PRODUCT}/design_changes": []},
    ).check(LISTING)


def test_a_factory_is_out_from_the_day_the_scope_was_reduced_by_it() -> None:
    reduced = {"type": "scope-reduction", "date": "2026-10-10", "sites": ["linz"]}
    given = changed(manifest(), {f"{UL}/events/-": reduced})
    rule = {**LISTING, "covers": {"factory": True}}
    assert answer(given, rule, "2026-10-09").outcome == "pass"
    assert answer(given, rule, "2026-10-10").findings == {"fail factory-not-covered"}


def test_the_sentence_names_every_mark_that_would_do() -> None:
    rule = {**LISTING, "mark": {"types": ["listed", "classified"]}}
    found = answer(changed(manifest(), COMPONENT), rule)
    assert any("where `listed` or `classified` is required" in each for each in found.messages), found.messages


# A name that only looks the same, and what tells the two apart.
LOOKS = {
    "NP\u2011500-A": "; `NP\u2011500-A` has U+2011 where `NP-500-A` has U+002D",
    "\u039dP-500-A": "; `\u039dP-500-A` has U+039D where `NP-500-A` has U+004E",
    "NP-500-X": "",
    "np-500-a": "",
    "N\u2011500\u2011X\u2011": "",
    "\u4f60\u597d": "",
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_name_that_only_looks_the_same_is_told_apart(name: str) -> None:
    found = answer(changed(manifest(), {f"{UL}/covers/models": [name]}), LISTING)
    told = next(message for message in found.messages if "covers" in message)
    assert told.partition(", not `NP-500-A`")[2] == LOOKS[name]
