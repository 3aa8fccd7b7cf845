"""Documents against schemas: plain scalars become what is wanted, each fault is told at its place and mended."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from checker.document import Plain
from checker.errors import InputError
from checker.readers.json_reader import read_json
from checker.readers.yaml_reader import read_yaml
from checker.schema import compile_schema, conform_to

if TYPE_CHECKING:
    from checker.document import Document, Value

OWN: dict[str, Any] = {"^x-": {}}
DAY = {"type": "string", "format": "date", "pattern": r"^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$"}
SMALL = {
    "$defs": {
        "tree": {
            "type": ["string", "object"],
            "properties": {"all": {"type": "array", "items": {"$ref": "#/$defs/tree"}}, "n": {"type": "integer"}},
            "patternProperties": OWN,
            "additionalProperties": False,
        },
        "party": {"anyOf": [{"type": "string"}, {"type": "object", "properties": {"n": {"type": "integer"}}}]},
    },
    "type": "object",
    "required": ["version"],
    "properties": {
        "version": {"type": "integer", "const": 1},
        "number": {"type": "string", "minLength": 1},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "flag": {"type": "boolean"},
        "expires": {"type": ["string", "null"], "format": "date", "pattern": DAY["pattern"]},
        "either": {"type": ["integer", "string"]},
        "kind": {"enum": ["product", "management-system"]},
        "one": {"const": 1},
        "sizes": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3, "uniqueItems": True},
        "every": {"type": "string", "pattern": "^[0-9]+ months$", "examples": ["12 months"]},
        "id": {"type": "string", "pattern": r"^[^\s]+(?!\n)$"},
        "short": {"type": "string", "maxLength": 3},
        "tree": {"$ref": "#/$defs/tree"},
        "party": {"$ref": "#/$defs/party"},
        "choice": {"anyOf": [{"type": "object", "properties": {"flag": {"type": "boolean"}}}, {"enum": ["any"]}]},
        "how": {
            "type": ["string", "array"],
            "if": {"type": "string"},
            "then": {"enum": ["any"], "$comment": "or a list"},
        },
        "map": {"type": "object", "additionalProperties": {"type": "boolean"}},
    },
    "patternProperties": OWN,
    "additionalProperties": False,
    "if": {"required": ["kind"], "properties": {"kind": {"const": "product"}}},
    "then": {"required": ["number"], "properties": {"extra": {"type": "integer"}}},
}
COMPILED = compile_schema(SMALL)
NULL = ", or `null` where there is none"


def yaml(text: str) -> Document:
    return read_yaml(text.encode(), "m.yaml")


def told(document: Document) -> list[str]:
    """What is told of a document that does not conform to the small schema."""
    with pytest.raises(InputError) as caught:
        conform_to(document, COMPILED)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("number: 12", "12"),
        ("number: 0012345", "0012345"),
        ("number: null", "null"),
        ("number: true", "true"),
        ("count: 7", 7),
        ("flag: true", True),
        ("flag: false", False),
        ("expires: null", None),
        ("expires: ~", None),
        ("expires: 2024-01-15", "2024-01-15"),
        ("either: 12", "12"),
        ("one: 1", 1),
        ("sizes: [1, 20, 300]", [1, 20, 300]),
        ("tree: {all: [a, {n: 3}, 4]}", {"all": ["a", {"n": 3}, "4"]}),
        ("party: {n: 5}", {"n": 5}),
        ("party: 5", "5"),
        ("map: {a: true, b: false}", {"a": True, "b": False}),
        ("choice: {flag: true}", {"flag": True}),
        ("x-own: {a: 1, b: [true, null]}", {"a": "1", "b": ["true", "null"]}),
    ],
)
def test_a_plain_scalar_becomes_what_the_schema_wants(written: str, value: Value) -> None:
    document = yaml(f"version: 1\n{written}\n")
    values = conform_to(document, COMPILED)
    assert values == {"version": 1, written.partition(":")[0]: value}
    assert json.dumps(values) == json.dumps({"version": 1, written.partition(":")[0]: value})


def test_no_plain_scalar_is_left_and_the_document_is_not_changed() -> None:
    document = yaml("version: 1\nnumber: 5\nx-own: [6]\n")
    before: Any = copy.deepcopy(document.values)
    values: Any = conform_to(document, COMPILED)
    assert type(values["number"]) is str
    assert type(values["x-own"][0]) is str
    assert document.values == before
    assert type(before["number"]) is Plain


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("count: 012", "2:8: `count` is the text `012`; write a whole number"),
        ("count: '7'", "2:8: `count` is the text `7`; write it without quotes"),
        ("count: 1_0", "2:8: `count` is the text `1_0`; write a whole number"),
        ("count: 0", "2:8: `count` is `0`; 1 is the least"),
        ("count: 10", "2:8: `count` is `10`; 9 is the most"),
        ("count: ", "2:7: `count` is empty; write a whole number, or leave the key out"),
        ("flag: True", "2:7: `flag` is the text `True`; write `true` or `false`"),
        ("flag: 'true'", "2:7: `flag` is the text `true`; write it without quotes"),
        ("flag: [true]", "2:7: `flag` is a list; write `true` or `false`"),
        ("number: ''", "2:9: `number` is empty; write it, or leave the key out"),
        ("number: {a: b}", "2:9: `number` is a mapping; write a text"),
        ("expires: 2024-02-30", "2:10: `2024-02-30` is no date; the calendar has no such day; correct it"),
        ("expires: 0000-01-01", "2:10: `0000-01-01` is no date; the calendar has no such day; correct it"),
        ("expires: 20240115", f"2:10: `20240115` is no date; write YYYY-MM-DD{NULL}"),
        ("expires: 2024-W01-1", f"2:10: `2024-W01-1` is no date; write YYYY-MM-DD{NULL}"),
        ("expires: ''", f"2:10: `expires` is empty; write YYYY-MM-DD{NULL}"),
        ("expires:", f"2:9: `expires` is empty; write YYYY-MM-DD{NULL}"),
        ('expires: "2024-01-15\\n"', f"2:10: `2024-01-15\\u000a` is no date; write YYYY-MM-DD{NULL}"),
        ("sizes: 1", "2:8: `sizes` is the text `1`; write a list: `[first, second]`"),
        ("sizes: []", "2:8: `sizes` is empty; write it, or leave the key out"),
        ("sizes:", "2:7: `sizes` is empty; write `[]` for an empty list"),
        ("sizes: [1, b]", "2:12: item 2 of `sizes` is the text `b`; write a whole number"),
        ("sizes: [1, 1]", "2:8: `sizes` holds something twice; keep one of the two"),
        ("sizes: [1, 2, 3, 4]", "2:8: `sizes` is too long; 3 is the most"),
        ("short: abcd", "2:8: `short` is too long; 3 is the most"),
        ("every: 12", "2:8: `every` is `12`, which is not of the form required; write it like `12 months`"),
        ("id: a b", "2:5: `id` is `a b`, which is not of the form required; write it without spaces"),
        ('id: "a\\n"', "2:5: `id` is `a\\u000a`, which is not of the form required; write it without spaces"),
        ("id: ''", "2:5: `id` is empty; it has to match `^[^\\s]+(?!\\n)$`"),
        (
            "kind: management-systems",
            (
                "2:7: `kind` is `management-systems`; did you mean `management-system`? write one of `product`, "
                "`management-system`"
            ),
        ),
        ("kind: []", "2:7: `kind` is a list; write one of `product`, `management-system`"),
        ("choice: some", "2:9: `choice` is `some`; write `any`"),
        ("how: some", "2:6: `how` is `some`; write `any`, or a list"),
        ("choice: [any]", "2:9: `choice` is a list; write a mapping"),
        ("choice: {flag: maybe}", "2:16: `flag` is the text `maybe`; write `true` or `false`"),
        ("party: [1]", "2:8: `party` is a list; write a text or a mapping"),
        ("tree: {al: []}", "2:12: unknown key `al`; did you mean `all`?"),
        (
            "tree: {every: []}",
            "2:15: unknown key `every`; known here: `all`, `n`; keys of your own start with `x-`",
        ),
        ("coutn: 1", "2:8: unknown key `coutn`; did you mean `count`?"),
        ("kind: product", "1:1: `number` is missing; add it"),
    ],
)
def test_a_fault_is_told_at_its_place_with_its_mend(written: str, expected: str) -> None:
    assert told(yaml(f"version: 1\n{written}\n")) == [f"m.yaml:{expected}"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('"number": 12', "`number` is a number; write it in quotes"),
        ('"number": 1.5', "`number` is a number; write it in quotes"),
        ('"number": true', "`number` is `true`; write it in quotes"),
        ('"number": null', "`number` is empty; write a text, or leave the key out"),
        ('"kind": true', "`kind` is `true`; write one of `product`, `management-system`"),
        ('"count": "1"', "`count` is the text `1`; write it without quotes"),
        ('"count": 1.5', "`count` is `1.5`; write a whole number"),
        ('"count": true', "`count` is `true`; write a whole number"),
        ('"expires": 20240115', "`expires` is a number; write it in quotes"),
        ('"x\\u202ey": 1', "unknown key `x\\u202ey`; known here: "),
    ],
)
def test_a_fault_in_json_is_told_the_same_way(written: str, expected: str) -> None:
    (line,) = told(read_json(f'{{"version": 1, {written}}}'.encode(), "m.json"))
    assert expected in line


def test_the_top_level_has_to_be_a_mapping() -> None:
    assert told(yaml("[]")) == ["m.yaml:1:1: the document is a list; write a mapping"]
    assert told(yaml("text")) == ["m.yaml:1:1: the document is the text `text`; write a mapping"]


def test_long_input_is_shortened() -> None:
    for written in ("kind: " + "y" * 9999, "y" * 9999 + ": 1", "count: " + "9" * 9999, "id: " + "a " * 9999):
        (line,) = told(read_json(json.dumps({"version": 1, **_entry(written)}).encode(), "m.json"))
        assert len(line) < 300


def _entry(written: str) -> dict[str, str]:
    """A line `key: value` as a mapping."""
    key, _, value = written.partition(": ")
    return {key: value}


def test_problems_are_sorted_by_place_and_counted_from_the_twentieth() -> None:
    lines = told(yaml("version: 1\n" + "".join(f"k{number}: v\n" for number in range(30))))
    assert len(lines) == 21
    assert [line.split(":")[1] for line in lines[:20]] == [str(number) for number in range(2, 22)]
    assert lines[20] == "m.yaml:1:1: 10 more problems; mend these first"


def test_one_value_has_one_problem() -> None:
    document = read_json(b'{"version": "1", "number": 7, "expires": "x"}', "m.json")
    assert len(told(document)) == 3


def test_one_bad_item_of_a_list_is_found_among_the_good() -> None:
    assert told(yaml("version: 1\ntree: {all: [a, {n: 1}, {n: b}, c]}\n")) == [
        "m.yaml:2:29: `n` is the text `b`; write a whole number"
    ]


def test_days_are_those_that_the_calendar_has() -> None:
    judge = compile_schema({"type": "string", "format": "date"}).judge
    for day in ("2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2024-1-15", "2024-01-15T00:00:00"):
        try:
            expected = str(date.fromisoformat(day)) == day
        except ValueError:
            expected = False
        assert judge.is_valid(day) == expected
