"""What a register says of a certificate: it confirms only what both say alike, and nothing left out helps."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.registers import traces
from checker.registers.row import ADVERSE
from tests.registers.made import CATALOGUE, QMS_ROW, entry, looked_up, register

FAIL, OPEN, PASS = Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS


def test_a_row_that_agrees_confirms_exactly_what_it_shows() -> None:
    found = looked_up(register(QMS_ROW)).trace
    assert (found.outcome, found.level, found.source) == (PASS, "confirmed", "own of 2026-11-01")
    assert sorted(found.facts) == ["body", "expires", "holder", "issued", "number", "standard", "status"]
    assert str(found.until) == "2027-05-09"
    assert not found.standing


@pytest.mark.parametrize(
    ("column", "value", "outcome", "said"),
    [
        ("holder", "Somebody Else GmbH", FAIL, "holder is `Somebody Else GmbH` there"),
        ("holder", "Northwind Power Systems", OPEN, "holder is `Northwind Power Systems` there"),
        ("standard", "ISO 14001:2015", FAIL, "standard is `ISO 14001:2015` there"),
        ("standard", "ISO 9001:2008", FAIL, "standard is `ISO 9001:2008` there"),
        ("standard", "ISO 9001", OPEN, "standard is `ISO 9001` there"),
        ("standard", "DIN EN ISO 9001:2015-11", PASS, ""),
        ("issued", "2024-05-11", FAIL, "issued is `2024-05-11` there"),
        ("expires", "2026-10-31", FAIL, "expires is `2026-10-31` there"),
        ("kind", "product", FAIL, "kind is `product` there"),
        ("accreditation_body", "UKAS", FAIL, "accreditation is `UKAS` there"),
        ("accreditation_body", "DAkkS", PASS, ""),
        ("accreditation_body", "Some Board", OPEN, "accreditation is `Some Board` there"),
        ("number", "12 100  54321 TMS ", PASS, ""),
        ("number", "12 100 54321 tms", OPEN, "near it are `12 100 54321 tms"),
        ("number", "12100-54321-TMS", OPEN, "near it are `12100-54321-TMS"),
        ("number", "12 100 54312 TMS", OPEN, "near it are `12 100 54312 TMS"),
        ("number", "99 999", OPEN, "of that holder it has `99 999`"),
        ("body", "DQS GmbH", OPEN, "it has that number of `DQS GmbH`"),
        ("body", "TUV SUD Management Service GmbH", PASS, ""),
        *(("status", word, FAIL, f"it is {word}") for word in ADVERSE),
    ],
)
def test_one_column_that_differs(column: str, value: str, outcome: Outcome, said: str) -> None:
    found = looked_up(register({**QMS_ROW, column: value})).trace
    assert (found.outcome, said in found.message) == (outcome, True), found.message
    assert found.code == {FAIL: "register-disagrees", OPEN: "not-confirmed", PASS: ""}[outcome]
    assert found.standing == (outcome is FAIL)


def without(key: str) -> Certificate:
    changes: dict[str, Any] = {key: None}
    return entry(**changes)


@pytest.mark.parametrize("left_out", ["number", "body", "holder", "issued", "expires"])
def test_what_the_manifest_leaves_out_is_not_confirmed(left_out: str) -> None:
    certificate = without(left_out)
    assert looked_up(register(QMS_ROW), certificate).trace.outcome is OPEN
    assert looked_up(register({**QMS_ROW, "status": "suspended"}), certificate).trace.outcome is FAIL


@pytest.mark.parametrize("number", ["12 100 54321 TM", "12 100 54321 TMS1", "12-100-54321-TMS", "12 100 54321 TNS"])
def test_a_slip_of_the_pen_does_not_take_a_suspension_away(number: str) -> None:
    found = looked_up(register({**QMS_ROW, "status": "suspended"}), entry(number=number)).trace
    assert (found.outcome, "`12 100 54321 TMS` is suspended there" in found.message) == (FAIL, True)


@pytest.mark.parametrize("number", ["54321", "54321 TMS", "12 100 54321", "12 100 54321 TMS 2026", "2"])
def test_a_part_of_the_number_does_not_take_a_suspension_away(number: str) -> None:
    """A PDF that prints the number prints its parts, so that `documented` would not stop it."""
    found = looked_up(register({**QMS_ROW, "status": "suspended"}), entry(number=number)).trace
    assert (found.outcome, "`12 100 54321 TMS` is suspended there" in found.message) == (FAIL, True)
    assert looked_up(register(QMS_ROW), entry(number=number)).trace.outcome is OPEN


@pytest.mark.parametrize("body", ["DQS GmbH", "TÜV SÜD Management Service AG"])
def test_another_body_does_not_take_away_what_the_number_of_the_holder_says(body: str) -> None:
    found = looked_up(register({**QMS_ROW, "status": "suspended"}), entry(body={"name": body})).trace
    assert (found.outcome, "is suspended there" in found.message) == (FAIL, True)
    other = {**QMS_ROW, "status": "suspended", "holder": "Other GmbH"}
    assert looked_up(register(other), entry(body={"name": "DQS GmbH"})).trace.outcome is OPEN


def test_a_row_of_a_body_that_may_be_the_same_counts_beside_one_that_agrees() -> None:
    doubtful = {**QMS_ROW, "body": "TÜV SÜD Management Service AG", "status": "suspended"}
    assert looked_up(register(QMS_ROW, doubtful)).trace.outcome is FAIL
    assert looked_up(register(QMS_ROW, {**doubtful, "status": "active"})).trace.outcome is PASS


def test_a_near_number_of_somebody_else_is_only_shown() -> None:
    other = {**QMS_ROW, "number": "12 100 54322 TMS", "holder": "Other GmbH", "status": "suspended"}
    assert looked_up(register(other)).trace.outcome is OPEN


def test_the_number_of_a_certificate_of_somebody_else_fails() -> None:
    other = {**QMS_ROW, "number": "FM 12345", "holder": "Famous Company AG"}
    assert looked_up(register(other), entry(number="FM 12345")).trace.outcome is FAIL


def test_a_complete_register_without_a_row_fails_and_any_other_leaves_it_open() -> None:
    other = {**QMS_ROW, "number": "FM 1", "holder": "Other GmbH"}
    assert looked_up(register(other, complete=True)).trace.outcome is FAIL
    assert looked_up(register(other)).trace.outcome is OPEN
    for left_out in ("number", "body"):
        assert looked_up(register(other, complete=True), without(left_out)).trace.outcome is FAIL


def test_all_rows_of_the_standard_have_to_agree_and_those_of_another_are_another_certificate() -> None:
    environment = {**QMS_ROW, "standard": "ISO 14001:2015", "status": "withdrawn"}
    assert looked_up(register(QMS_ROW, environment)).trace.outcome is PASS
    assert looked_up(register(QMS_ROW, {**QMS_ROW, "status": "suspended"})).trace.outcome is FAIL


def test_an_earlier_cycle_is_no_contradiction_and_alone_no_confirmation() -> None:
    before = {**QMS_ROW, "status": "expired", "issued": "2021-05-10", "expires": "2024-05-09"}
    assert looked_up(register(before, QMS_ROW)).trace.outcome is PASS
    assert looked_up(register(before)).trace.outcome is FAIL


def test_a_term_that_is_over_on_the_day_of_the_snapshot_fails_though_the_status_says_active() -> None:
    certificate = entry(expires="2026-10-31")
    found = looked_up(register({**QMS_ROW, "expires": "2026-10-31"}), certificate).trace
    assert (found.outcome, "its term ended on 2026-10-31" in found.message) == (FAIL, True)


def test_identifiers_that_both_carry_decide_on_the_holder() -> None:
    row = {**QMS_ROW, "holder": "Northwind Power Systems GmbH", "lei": "529900T8BM49AURSDO56"}
    certificate = entry(holder={"name": "Northwind Power Systems GmbH", "lei": "529900T8BM49AURSDO55"})
    assert looked_up(register(row), certificate).trace.outcome is FAIL


UL_ROW = {
    "File Number": "E123456",
    "CCN": "QQJQ",
    "Company Name": "Northwind Power Systems GmbH",
    "Model": "NP-500-A;NP-500-B",
    "Standard": "UL 62368-1:2019",
}


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, PASS),
        ({"Standard": ""}, OPEN),
        ({"Model": "NP-500-A"}, FAIL),
        ({"Model": "NP-500-*"}, PASS),
        ({"CCN": "QQJQ2"}, FAIL),
        ({"CCN": "QQJQ7"}, PASS),
        ({"Company Name": "Other Inc."}, FAIL),
    ],
)
def test_files_of_ul(changes: dict[str, str], outcome: Outcome) -> None:
    row = {**UL_ROW, **changes}
    component = {**UL_ROW, "CCN": "QQJQ2", "Model": "NP-BOARD"}
    found = looked_up(register(row, component, format_="ul-product-iq"), entry(0, number="E123456")).trace
    assert found.outcome is outcome, found.message


def test_a_register_of_one_kind_or_body_says_nothing_of_others() -> None:
    assert traces(entry(1), [register(UL_ROW, format_="ul-product-iq", complete=True)], CATALOGUE) == ()
    elsewhere = entry(0, body={"name": "Intertek"})
    assert traces(elsewhere, [register(UL_ROW, format_="ul-product-iq", complete=True)], CATALOGUE) == ()


NUMBERS = st.text("0123456789AB -", min_size=1, max_size=6).filter(str.strip)


@pytest.mark.generated
@given(st.lists(NUMBERS, min_size=1, max_size=8), NUMBERS)
def test_a_look_up_equals_a_walk_over_all_rows_and_a_near_miss_never_confirms(numbers: list[str], asked: str) -> None:
    entries: list[dict[str, Any]] = [{**QMS_ROW, "number": number} for number in numbers]
    found = looked_up(register(*entries), entry(number=asked)).trace
    exact = any(" ".join(number.split()) == " ".join(asked.split()) for number in numbers)
    assert found.outcome is (PASS if exact else OPEN)
