"""The two libraries that apply our schemas take and refuse the same documents: one decides, the other one explains."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from checker.document import Document
from checker.errors import InputError
from checker.readers import read_one
from checker.schema import compile_schema, conform, conform_to, load_schema
from tests.schema_mutations import DAYS, mutated
from tests.test_schemas import NAMES, example, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.generated

ROOT = Path(__file__).parent.parent
DAY = r"^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$"
FILES = {
    "manifest": sorted((ROOT / "fixtures" / "manifests").glob("*/conforming/*[!d].yaml")),
    "policy": sorted(path for path in (ROOT / "policies").glob("*.yaml") if not path.stem.endswith(".tests")),
    "policy-tests": sorted((ROOT / "policies").glob("*.tests.yaml")),
    "waivers": [ROOT / "fixtures" / "story" / "waivers.yaml"],
    "order": sorted((ROOT / "fixtures" / "story").glob("order*.yaml")),
}


def conforming(name: str) -> Iterator[Any]:
    """Documents that conform to a schema: the example of its format, and some files of the project."""
    yield example(name)
    for path in FILES.get(name, [])[:: max(1, len(FILES.get(name, [])) // 8)]:
        yield conform(read_one(path), name)


def differences(name: str, count: int, seed: int) -> list[str]:
    """Documents near to conforming ones on which the libraries differ, or of which nobody is told what is wrong."""
    compiled = compile_schema(load_schema(name))
    slow = Draft202012Validator(compiled.schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    dice = Random(f"{name}/{seed}")
    given = list(conforming(name))
    found: list[str] = []
    taken = 0
    for number in range(count):
        document = mutated(dice, dice.choice(given))
        expected = slow.is_valid(document)
        taken += expected
        if compiled.judge.is_valid(document) is not expected:
            found.append(json.dumps(document))
        elif not expected and number % 10 == 0:
            with pytest.raises(InputError) as caught:
                conform_to(Document("m", "", document, dict), compiled)
            assert "does not conform to its schema" not in str(caught.value)
    assert 0.1 * count < taken < 0.9 * count  # neither of the two is the answer to everything
    return found


@pytest.mark.parametrize("name", NAMES)
def test_what_one_library_refuses_the_other_refuses(name: str) -> None:
    assert differences(name, 20, 1) == []


@pytest.mark.deep
@pytest.mark.parametrize("name", NAMES)
def test_what_one_library_refuses_the_other_refuses_of_many(name: str) -> None:
    assert differences(name, 5_000, 2) == []


@pytest.mark.parametrize("name", NAMES)
def test_patterns_end_where_the_text_ends(name: str) -> None:
    # To Python `$` also fits before a last line end, to others (ECMA 262) only at the end.
    for place, node in parts(load_schema(name)):
        pattern = node.get("pattern", "")
        assert "$" not in re.sub(r"\(\?!\\n\)\$", "", pattern), place
        if node.get("format") == "date":
            assert pattern == DAY, f"{place}: year 0000 is a date to the fast library"


@pytest.mark.parametrize("defined", [False, True])
def test_no_day_but_those_of_the_calendar(defined: bool) -> None:
    day = {"type": "string", "format": "date", "pattern": DAY}
    rule = {"$ref": "#/$defs/day", "$defs": {"day": day}} if defined else day
    fast = compile_schema(rule).judge
    slow = Draft202012Validator(rule, format_checker=Draft202012Validator.FORMAT_CHECKER)
    years = ("0000", "0001", "0004", "0100", "0400", "1900", "2000", "2023", "2024", "2100", "9999")
    days = [f"{year}-{month:02}-{day:02}" for year in years for month in range(14) for day in range(33)]
    for text in (*DAYS, *days):
        assert fast.is_valid(text) is slow.is_valid(text), text
    assert sum(map(fast.is_valid, days)) == 10 * 365 + 4
