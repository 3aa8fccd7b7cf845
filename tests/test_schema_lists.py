"""What editors offer equals what catalogue, gates and shipped policies hold, and conforms where it is offered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from checker.schema import load_schema
from tests import schema_lists
from tests.builders import catalogue
from tests.test_schemas import NAMES, accepts, parts

MEND = "run `python -m tests.schema_lists`"


def lists(name: str) -> dict[str, Any]:
    """The definitions of a schema that hold a list, by name."""
    found = load_schema(name).get("$defs", {})
    return {key: each for key, each in found.items() if "defaultSnippets" in each}


@pytest.mark.parametrize("name", NAMES)
def test_the_lists_are_those_of_the_data(name: str) -> None:
    text = (schema_lists.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert schema_lists.rewritten(text) == text, MEND
    for key, node in lists(name).items():
        assert [each["label"] for each in node["defaultSnippets"]] == [text for text, _ in schema_lists.LISTS[key]()]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_stands_in_a_definition_of_its_own_and_conforms(name: str) -> None:
    root = load_schema(name)
    assert [place for place, node in parts(root) if "defaultSnippets" in node] == [
        f"/$defs/{key}" for key in lists(name)
    ]
    for node in lists(name).values():
        offered = node["defaultSnippets"]
        bodies = [json.loads(each["body"][1:]) if each["body"].startswith("^") else each["body"] for each in offered]
        assert bodies == [each["label"] for each in offered]
        assert accepts(root, bodies, {"type": "array", "items": node})


def test_words_of_a_choice_are_explained_one_by_one() -> None:
    for name in NAMES:
        for place, node in parts(load_schema(name)):
            if "enumDescriptions" in node:
                assert len(node["enumDescriptions"]) == len(node["enum"]), place


def test_an_edition_that_is_offered_is_read_as_that_edition() -> None:
    for text, _ in schema_lists.designations():
        found = catalogue().resolve(text)
        assert found.standard is not None, text
        if text != found.standard.id:
            assert found.standard.edition(found.edition or ""), text


def test_every_list_is_used() -> None:
    assert {key for name in NAMES for key in lists(name)} == set(schema_lists.LISTS)
