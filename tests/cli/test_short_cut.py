"""`check` has a parser of its own for plain arguments; what it takes, typer takes the same way."""

from __future__ import annotations

from typing import Any

import pytest
import typer.main
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import options
from checker.cli.main import app

TOKENS = [
    *("-p", "--policy", "--policy=a b", "-pa", "-p=a", "--pol", "--as-of", "--as-of=2026-11-23", "--as-of=", "-o"),
    *("json", "json=r.json", "--output=text", "--catalogue", "--fail-on", "warning", "--no-fail", "--no-fail=1"),
    *("--all-candidates", "--stdin-filename", "--config=c.yaml", "-", "--", "m.yaml", "a=b", "", "--help", "-h", "-x"),
]


def by_typer(arguments: list[str]) -> dict[str, Any] | None:
    """The parameters as typer reads them, or None for what it refuses or answers itself."""
    command = typer.main.get_command(app).commands["check"]  # type: ignore[attr-defined]
    try:
        context = command.make_context("check", list(arguments))
    except (SystemExit, Exception):
        return None
    return {name: list(value) if isinstance(value, tuple) else value for name, value in context.params.items()}


@given(st.lists(st.sampled_from(TOKENS), max_size=7))
def test_what_the_short_cut_takes_typer_takes_the_same_way(arguments: list[str]) -> None:
    short = options.parse(arguments, options.CHECK)
    if short is not None:
        assert short == by_typer(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["m.yaml", "-p", "a", "--policy", "b", "--policy=c", "--as-of", "2026-11-23"],
        ["--no-fail", "-o", "json=r.json", "m.yaml", "-", "--all-candidates"],
    ],
)
def test_plain_arguments_take_the_short_cut(arguments: list[str]) -> None:
    assert options.parse(arguments, options.CHECK) == by_typer(arguments) is not None
