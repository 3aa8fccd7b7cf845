"""Texts that nobody prints: they name nothing, and cost nothing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.catalogue import load_catalogue
from checker.catalogue.designation import LONGEST, readings, scope_key

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    "unit", ["1", "A1:2024+", " ", "(", "ISO 9001:2015/", "-0", "DIN ", "ﷺ", "é", "(1)", "A", "\u2010"]
)
@pytest.mark.parametrize("size", [LONGEST, LONGEST + 1, 100_000])
def test_long_texts_are_read_in_bounded_time(unit: str, size: int) -> None:
    text = (unit * size)[:size]
    start = time.perf_counter()
    CATALOGUE.resolve(text)
    CATALOGUE.resolve("ISO 9001", text)
    CATALOGUE.suggest(text)
    CATALOGUE.key(text)
    CATALOGUE.accreditation_body(text)
    assert time.perf_counter() - start < 1.0


def test_overlong_text_is_unknown() -> None:
    assert CATALOGUE.resolve("ISO 9001:2015" + " " * 100_000).standard is None


@pytest.mark.generated
@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_reading_or_none(text: str) -> None:
    for reading in readings(text):
        assert all(reading.keys)
    scope_key(text)
    found = CATALOGUE.resolve(text)
    assert found.text == text


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["ISO 9001:2015", "UL 62368-1:2019", "AS9100D"]), st.text(alphabet="XYZ", min_size=1, max_size=5)
)
def test_foreign_letters_around_a_designation_are_not_dropped(printed: str, letters: str) -> None:
    assert CATALOGUE.resolve(letters + printed).standard is None
    assert CATALOGUE.resolve(f"{letters} {printed}").standard is None
