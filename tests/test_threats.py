"""The threat model names a test for every threat, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))
ROWS = re.findall(r"^\| (?!-)(.+?) \|.*\| (.*) \|$", TEXT.partition("## Who may lie")[2], re.MULTILINE)


@cache
def held_in(file: str) -> set[str]:
    """The functions of a file that pytest takes for tests."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_is_there(file: str, name: str) -> None:
    assert name in held_in(file)


def test_every_threat_names_a_test() -> None:
    threats = [row for row in ROWS if row[1] != "held by"]
    assert len(threats) > 20
    assert [threat for threat, held in threats if "::test_" not in held] == []


def test_nothing_that_looks_like_the_name_of_a_test_is_passed_over() -> None:
    assert TEXT.count("::") == len(re.findall(r"`tests/[\w/]+\.py::\w+`", TEXT))
