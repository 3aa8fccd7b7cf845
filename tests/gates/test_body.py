"""Gate body: accredited by one entry that carries everything, or on the authority's list for the standard."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, QMS, QUALITY, REMOVED, UL, Case, Json, answer, case, changed, manifest

ACCREDITED: Json = {**LISTING, "body": {}}
ENTRIES = f"{UL}/accreditations"
ENTRY = f"{ENTRIES}/0"
ANAB: Json = {
    "body": "ANAB",
    "standard": "ISO/IEC 17065",
    "scope": ["UL 62368-1"],
    "from": "2020-01-01",
    "until": "2028-06-30",
}
WRONG, ACCREDITOR = "accreditation-wrong-standard", "accreditation-body-not-accepted"
SCOPE, TIME = "accreditation-out-of-scope", "accreditation-not-in-force"


@pytest.mark.parametrize(
    "row",
    [
        case("one entry carries everything", "pass"),
        case("not stated", "undetermined", "body-not-accredited", changes={ENTRIES: REMOVED}),
        case("stated to be none", "fail", "body-not-accredited", changes={ENTRIES: []}),
        case("no body named", "undetermined", "body-not-accredited", changes={f"{UL}/body": REMOVED}),
        case("a laboratory's", "fail", WRONG, changes={f"{ENTRY}/standard": "ISO/IEC 17025"}),
        case("a system certifier's", "fail", WRONG, changes={f"{ENTRY}/standard": "ISO/IEC 17021-1"}),
        case("to no standard", "undetermined", WRONG, changes={f"{ENTRY}/standard": REMOVED}),
        case("to a national print of it", "pass", changes={f"{ENTRY}/standard": "EN ISO/IEC 17065:2012"}),
        case("for another standard", "fail", SCOPE, changes={f"{ENTRY}/scope": ["UL 508A"]}),
        case("for no standard", "fail", SCOPE, changes={f"{ENTRY}/scope": []}),
        case("scope not stated", "undetermined", SCOPE, changes={f"{ENTRY}/scope": REMOVED}),
        case("scope prints the standard otherwise", "pass", changes={f"{ENTRY}/scope": ["ANSI/UL 62368-1:2019"]}),
        case("the full name of the accreditor", "pass", changes={f"{ENTRY}/body": "ANSI National Accreditation Board"}),
        case("an accreditor nobody knows", "undetermined", ACCREDITOR, changes={f"{ENTRY}/body": "Acme Accreditors"}),
        case("no accreditor", "undetermined", ACCREDITOR, changes={f"{ENTRY}/body": REMOVED}),
        case("an accreditor of laboratories", "fail", ACCREDITOR, changes={f"{ENTRY}/body": "NVLAP"}),
    ],
)
def test_accreditation(row: Case) -> None:
    row.check(ACCREDITED)


@pytest.mark.parametrize(
    ("entries", "outcome"),
    [
        ([{**ANAB, "scope": ["UL 508A"]}, ANAB], "pass"),
        ([{**ANAB, "standard": "ISO/IEC 17025"}, {**ANAB, "scope": ["UL 508A"]}], "fail"),
        ([{**ANAB, "until": "2025-12-31"}, {**ANAB, "from": "2025-12-31"}], "undetermined"),
        ([{**ANAB, "body": "Acme Accreditors"}, {**ANAB, "scope": ["UL 508A"]}], "undetermined"),
        ([{**ANAB, "body": "Acme Accreditors", "standard": "ISO/IEC 17025"}], "fail"),
        ([{key: value for key, value in ANAB.items() if key != "scope"}, {"scope": ["UL 62368-1"]}], "undetermined"),
    ],
)
def test_one_entry_has_to_carry_everything(entries: list[Json], outcome: str) -> None:
    assert answer(changed(manifest(), {ENTRIES: entries}), ACCREDITED).outcome == outcome


@pytest.mark.parametrize(
    "row",
    [
        case("a listed accreditor", "pass", rule={"body": {"by": ["A2LA", "ANAB"]}}),
        case("another accreditor", "fail", ACCREDITOR, rule={"body": {"by": ["A2LA"]}}),
        case(
            "one nobody knows",
            "fail",
            ACCREDITOR,
            changes={f"{ENTRY}/body": "Acme Accreditors"},
            rule={"body": {"by": ["A2LA"]}},
        ),
        case("the accreditor in other words", "pass", rule={"body": {"by": ["ANSI National Accreditation Board"]}}),
        case("one of the MRA family", "pass", rule={"body": {"mra": True}}),
        case("listed, and of the MRA family", "pass", rule={"body": {"by": ["ANAB"], "mra": True}}),
        case(
            "one nobody knows, where the MRA is asked",
            "undetermined",
            ACCREDITOR,
            changes={f"{ENTRY}/body": "Acme Accreditors"},
            rule={"body": {"mra": True}},
        ),
    ],
)
def test_which_accreditors_count(row: Case) -> None:
    row.check(ACCREDITED)


@pytest.mark.parametrize("body", [{}, {"mra": True}])
def test_a_programme_of_which_it_is_not_known_whether_it_is_offered_stays_open(body: Json) -> None:
    row = Case("undetermined", frozenset({f"undetermined {ACCREDITOR}"}), {f"{QMS}/accreditations/0/body": "A2LA"})
    row.check({**QUALITY, "body": body})


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({"from": "2024-01-15"}, "pass"),
        ({"from": "2024-01-16"}, "fail"),
        ({"from": REMOVED}, "undetermined"),
        ({"until": REMOVED}, "undetermined"),
        ({"until": None}, "undetermined"),
        ({"until": "2026-11-23"}, "pass"),
        ({"until": "2026-11-22"}, "undetermined"),
        ({"until": "2024-01-15"}, "undetermined"),
        ({"until": "2024-01-14"}, "fail"),
        ({"withdrawn": "2026-11-23"}, "fail"),
        ({"withdrawn": "2026-11-24"}, "pass"),
        ({"until": "2026-11-22", "withdrawn": "2026-11-22"}, "fail"),
        ({"from": "2024-01-16", "until": REMOVED}, "fail"),
    ],
)
def test_in_force_at_the_decision_and_on_the_date(dates: Json, outcome: str) -> None:
    given = changed(manifest(), {"/prepared": "2026-12-31"} | {f"{ENTRY}/{key}": value for key, value in dates.items()})
    found = answer(given, ACCREDITED)
    assert (found.outcome, found.findings) == (outcome, set() if outcome == "pass" else {f"{outcome} {TIME}"})


@pytest.mark.parametrize(("as_of", "outcome"), [("2024-01-14", "fail"), ("2024-01-15", "pass")])
def test_the_first_day_of_an_accreditation_is_in_force(as_of: str, outcome: str) -> None:
    given = changed(manifest(), {f"{ENTRY}/from": "2024-01-15"})
    assert answer(given, ACCREDITED, as_of).gate("body") == outcome


def test_of_two_entries_that_fail_alike_the_one_that_came_further_is_told() -> None:
    short, late = {**ANAB, "scope": ["UL 508A"]}, {**ANAB, "from": "2024-01-16"}
    for entries in ([short, late], [late, short]):
        found = answer(changed(manifest(), {ENTRIES: entries}), ACCREDITED)
        assert found.findings == {f"fail {TIME}"}


def test_the_newest_decision_counts_and_else_the_earliest_day_it_can_have_been() -> None:
    late = {f"{ENTRY}/from": "2024-01-16"}
    again = {**late, f"{UL}/events/-": {"type": "decision", "date": "2026-03-01"}}
    assert answer(changed(manifest(), again), ACCREDITED).outcome == "pass"
    undecided = {**late, f"{UL}/events": [], f"{UL}/issued": "2024-01-16", "/products/0/design_changes": []}
    assert answer(changed(manifest(), {**undecided, f"{UL}/effective": "2024-01-16"}), ACCREDITED).outcome == "pass"
    assert answer(changed(manifest(), undecided), ACCREDITED).gate("body") == "undetermined"


def test_without_any_day_of_decision_it_stays_open() -> None:
    changes = {f"{UL}/events": REMOVED, f"{UL}/issued": REMOVED, f"{UL}/effective": REMOVED}
    found = answer(changed(manifest(), {**changes, "/products/0/design_changes": []}), ACCREDITED)
    assert found.gate("body") == "undetermined"


@pytest.mark.parametrize(
    "row",
    [
        case("on the list for the standard", "pass"),
        case("by name alone", "pass", changes={f"{UL}/body": {"name": "UL Solutions"}}),
        case("by id alone", "pass", changes={f"{UL}/body": {"id": "ul"}}),
        case("not on the list", "fail", "body-not-recognised", changes={f"{UL}/body": {"name": "Acme Test House"}}),
        case("no body named", "undetermined", "body-not-recognised", changes={f"{UL}/body": REMOVED}),
        case(
            "on the list, the standard not in a complete scope",
            "fail",
            "recognition-out-of-scope",
            changes={f"{UL}/body": {"id": "solarptl"}},
        ),
        case("id and name of two bodies", "fail", "body-identity-conflict", changes={f"{UL}/body/id": "its"}),
        case(
            "an id nobody knows beside a known name",
            "fail",
            "body-identity-conflict",
            changes={f"{UL}/body/id": "acme"},
        ),
        case("accreditation is not asked", "pass", changes={ENTRIES: []}),
    ],
)
def test_recognition_by_osha(row: Case) -> None:
    row.check(LISTING)


def test_a_conflict_of_identity_fails_accreditation_too() -> None:
    Case("fail", frozenset({"fail body-identity-conflict"}), {f"{UL}/body/id": "its"}).check(ACCREDITED)


NOTIFIED: Json = {
    **QUALITY,
    "standards": ["MDR Annex IX Chapter I"],
    "edition": "any",
    "body": {"recognised_by": "eu-notified-bodies"},
}
UNDER_MDR = {f"{QMS}/standard": "MDR Annex IX Chapter I", f"{QMS}/body": {"id": "0123"}}


@pytest.mark.parametrize(
    "row",
    [
        case("scope not known", "undetermined", "recognition-out-of-scope", changes=UNDER_MDR),
        case(
            "scope not known, and that is accepted",
            "pass",
            "note recognition-out-of-scope",
            changes=UNDER_MDR,
            rule={"accept_unknown": ["recognition-out-of-scope"]},
        ),
        case(
            "not on a list that is not complete, although an unknown scope is accepted",
            "undetermined",
            "body-not-recognised",
            changes={**UNDER_MDR, f"{QMS}/body": {"name": "Acme Test House"}},
            rule={"accept_unknown": ["recognition-out-of-scope"]},
        ),
    ],
)
def test_recognition_where_the_scopes_are_not_known(row: Case) -> None:
    row.check(NOTIFIED)


def test_a_row_of_low_confidence_that_decides_says_so() -> None:
    found = answer(changed(manifest(), {f"{ENTRY}/body": "NVLAP"}), ACCREDITED)
    assert "assumed" in found.messages[0]
