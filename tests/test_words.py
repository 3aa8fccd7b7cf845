"""What can not be seen is made visible, and what a pipeline obeys is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.words import inert, shorten, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Größe 测试 ❤️", "Größe 测试 ❤️"),
        ("a\x1b[31m\u202eb", "a\\u001b[31m\\u202eb"),
        ("NP-500-A\ufe00", "NP-500-A\\ufe00"),
        ("A\ufe0f", "A\\ufe0f"),
        ("a\u3164\u2800b", "a\\u3164\\u2800b"),
        ("e" + "\u0301" * 5, "e" + "\u0301" * 3 + "\\u0301" * 2),
        ("\U000e0101", "\\U000e0101"),
    ],
)
def test_what_can_not_be_seen_is_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_everything_shown_can_be_printed_and_is_shown_once(text: str) -> None:
    assert visible(text).isprintable()
    assert len(shorten(text, 20)) <= 200
    assert visible(visible(text)) == visible(text)


@pytest.mark.parametrize(
    ("line", "harmless"),
    [
        ("::error::x", "\\u003a:error::x"),
        ("  ::error::x", "  \\u003a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("x ##vso[task]", "x \\u0023#vso[task]"),
        ("##[error]", "\\u0023#[error]"),
        ("## heading", "## heading"),
    ],
)
def test_no_line_is_a_command_to_a_pipeline(line: str, harmless: str) -> None:
    assert inert(line) == harmless
