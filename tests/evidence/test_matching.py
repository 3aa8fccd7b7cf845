"""What a text holds: tolerant of how text comes out of a PDF, not of another digit, edition or name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.evidence.matching import legible, missing
from checker.model.manifest import Certificate, Party
from tests.builders import catalogue


def lacking(text: str, number: str = "E123456", standard: str = "ISO 9001:2015", holder: str = "Ames GmbH") -> set[str]:
    entry = Certificate("c", 0, "", "management-system", standard, number=number, holder=Party(holder))
    return {each.split(" ")[1] for each in missing(entry, text, catalogue())}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12 100 54321 TMS", "No. 12100 54321TMS issued"),
        ("12 100 54321 TMS", "12 100\n54321 TMS"),
        ("12-100-54321", "12\u2013100\u201154321"),
        ("E123456", "File:E123456."),
        ("E123456", "No.E123456"),
        ("FM-77", "\uff26\uff2d\uff17\uff17"),
        ("D-ZM-14143-01-00", "d-zm-14143-01-\n00"),
        ("e123456", "E123456"),
    ],
)
def test_a_number_is_found_however_it_is_set(number: str, text: str) -> None:
    assert "number" not in lacking(text, number=number)


@pytest.mark.parametrize(
    "text", ["E1234567", "E12345", "E123457", "1E123456", "E123456-20240115", "E123456/2", "E123456A", "E 123 465", ""]
)
def test_another_number_is_not_taken_for_it(text: str) -> None:
    assert "number" in lacking(text)


@pytest.mark.parametrize(
    "text",
    [
        "ISO 9001:2015",
        "DIN EN ISO 9001:2015-11",
        "BS EN ISO 9001 : 2015",
        "iso\n9001:2015",
        "JIS Q 9001:2015",
        "GB/T 19001-2016",
        "to ISO 9001:2015, ISO 14001:2015",
        "ISO 9001:2008 and ISO 9001:2015",
        "ISO 9001:2015\n2024-05-10",
    ],
)
def test_a_standard_goes_by_all_of_its_names(text: str) -> None:
    assert "standard" not in lacking(text)


@pytest.mark.parametrize("text", ["ISO 9001:2008", "ISO 9001", "ISO 90011:2015", "ISO 14001:2015", "ISO 9001:20155"])
def test_another_standard_or_edition_is_not_taken_for_it(text: str) -> None:
    assert "standard" in lacking(text)


def test_a_deviating_adoption_is_another_standard() -> None:
    assert "standard" in lacking("UL 62368-1:2014", standard="IEC 62368-1:2014")
    assert "standard" in lacking("certified to CSA C22.2 No. 62368-1:14", standard="IEC 62368-1:2014")
    assert "standard" not in lacking("certified to IEC 62368-1:2014", standard="IEC 62368-1:2014")
    assert "standard" in lacking("IEC 60601-1-2:2014", standard="IEC 60601-1:2014")


def test_a_standard_that_nobody_knows_is_looked_for_as_it_is_written() -> None:
    assert "standard" not in lacking("to ACME 17, edition B", standard="ACME 17")
    assert "standard" in lacking("to ACME 171", standard="ACME 17")


@pytest.mark.parametrize("text", ["AMES GMBH", "Ames\nGmbH, Linz", "held by \u201cAmes GmbH\u201d", "Ames  G.m.b.H."])
def test_a_holder_is_found_however_it_is_set(text: str) -> None:
    assert "holder" not in lacking(text)


def test_ligatures_and_accents_put_together_are_the_letters_they_are() -> None:
    assert "holder" not in lacking("O\ufb03ce TU\u0308V", holder="Office TÜV")
    assert "holder" in lacking("Office TUV", holder="Office TÜV")


@pytest.mark.parametrize("text", ["James GmbH", "Ames", "Ames GmbHolding", "Emes GmbH", "Ames AG"])
def test_another_holder_is_not_taken_for_it(text: str) -> None:
    assert "holder" in lacking(text)


def test_what_has_no_letters_holds_nothing() -> None:
    assert lacking("anything", number=" - ", holder="...", standard="ISO 9001:2015") == {"number", "standard", "holder"}
    assert lacking("E" * 400, number="E" * 400) >= {"number"}


def test_a_scan_or_glyphs_without_names_are_no_text_to_speak_of() -> None:
    assert not legible("")
    assert not legible("Page 1 of 2")
    assert not legible("\ue001\ue002 ab" * 40)
    assert legible("This is to certify that Ames GmbH runs a quality management system.")


@given(st.text("0123456789", min_size=5, max_size=9), st.integers(0, 8), st.sampled_from("0123456789"))
def test_a_number_with_one_other_digit_is_another(number: str, place: int, digit: str) -> None:
    other = number[: place % len(number)] + digit + number[place % len(number) + 1 :]
    assert ("number" in lacking(f"Certificate No. {other}\nissued", number=number)) == (other != number)
