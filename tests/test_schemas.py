"""The published schemas: well-formed, documented, strict about unknown keys, and true to the formats' examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from checker.advise.kinds import KINDS

ROOT = Path(__file__).parent.parent
EXAMPLES = Path(__file__).parent / "schema_examples"
NAMES = (
    "manifest",
    "policy",
    "catalogue",
    "waivers",
    "order",
    "policy-tests",
    "report",
    "forecast",
    "config",
    "expected",
    "weights",
    "advice",
    "trial",
    "lint",
    "validation",
    "pack",
    "diff",
    "log",
    "verification",
)
# Changes to one value of a format's example: schema, JSON pointer and, where the value is replaced, the new one.
EDITS = json.loads((EXAMPLES / "edits.json").read_text(encoding="utf-8"))
DIALECT = "https://json-schema.org/draft/2020-12/schema"

# `defaultSnippets` and `enumDescriptions` are what yaml-language-server offers and tells beyond the standard.
ANNOTATIONS = {"$schema", "$id", "$defs", "title", "description", "examples", "default"}
# `$comment` says what may stand in place of the words of an `enum`, for the message of who writes another.
ANNOTATIONS |= {"defaultSnippets", "enumDescriptions", "$comment"}
APPLICATORS = {"$ref", "properties", "patternProperties", "additionalProperties", "items", "if", "then"}
ASSERTIONS = {"type", "enum", "const", "pattern", "format", "required", "minLength", "minItems", "minimum"}

INTEGERS = {
    "pdf_pages",
    "manifest",
    "policy",
    "catalogue",
    "waivers",
    "order",
    "tests",
    "pack",
    "exit_code",
    "n",
    "weights",
    *KINDS,
}
WORDS = {"true": True, "false": False, "null": None}


@cache
def schema(name: str) -> dict[str, Any]:
    """One schema as published."""
    loaded: dict[str, Any] = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def example(name: str) -> dict[str, Any]:
    """The normative example of a format, its plain YAML scalars read as text unless the format wants otherwise."""
    if name in ("report", "forecast", "advice", "trial", "lint", "validation", "pack", "diff", "log", "verification"):
        report: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        return report
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    read: dict[str, Any] = typed(yaml.load(text, yaml.BaseLoader))
    return read


def typed(value: Any, key: str = "") -> Any:
    """Text as the reader hands it on: integers, true, false and null only where the formats have them."""
    if isinstance(value, dict):
        return {name: typed(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    if key in INTEGERS and value.isdigit():
        return int(value)
    return WORDS.get(value, value)


def accepts(root: dict[str, Any], document: Any, part: dict[str, Any] | None = None) -> bool:
    """Whether a document conforms, by two independent implementations that have to agree."""
    rule = root if part is None else {"$schema": DIALECT, "$defs": root.get("$defs", {}), **part}
    slow = Draft202012Validator(rule, format_checker=FormatChecker()).is_valid(document)
    fast = jsonschema_rs.validator_for(rule, validate_formats=True).is_valid(document)
    assert slow == fast, f"jsonschema says {slow}, jsonschema_rs says {fast} of {document!r:.200}"
    return slow


def children(node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The schemas directly inside a schema, but for `if` and `then`, whose properties are stated elsewhere."""
    for group in ("properties", "patternProperties", "$defs"):
        for key, each in node.get(group, {}).items():
            if key != "^x-":
                yield f"/{group}/{key}", each
    if "items" in node:
        yield "/items", node["items"]


def parts(node: dict[str, Any], place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema within a schema, itself included, with its place."""
    yield place, node
    for step, each in children(node):
        yield from parts(each, place + step)


def fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field a format has."""
    return ((place, node) for place, node in parts(schema(name)) if place.rpartition("/")[0].endswith("properties"))


def kinds(node: dict[str, Any]) -> set[str]:
    """The types a schema names."""
    stated = node.get("type", [])
    return {stated} if isinstance(stated, str) else set(stated)


def mappings(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping within a document, itself included."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from mappings(each)


@pytest.mark.parametrize("name", NAMES)
def test_is_itself_a_conforming_schema_of_its_dialect(name: str) -> None:
    root = schema(name)
    Draft202012Validator.check_schema(root)
    jsonschema_rs.meta.validate(root)
    assert root["$schema"] == DIALECT
    assert root["$id"] == f"https://certgate.example/schemas/{name}-1.schema.json"


def test_every_schema_file_is_listed_here_and_in_the_readme() -> None:
    files = {path.name.removesuffix(".schema.json") for path in (ROOT / "schemas").glob("*.json")}
    readme = (ROOT / "schemas" / "README.md").read_text(encoding="utf-8")
    assert files == set(NAMES)
    assert set(re.findall(r"^\| `([a-z-]+)` \|", readme, re.MULTILINE)) == files


@pytest.mark.parametrize("name", NAMES)
def test_keeps_to_the_keywords_that_the_reader_explains(name: str) -> None:
    allowed = ANNOTATIONS | APPLICATORS | ASSERTIONS
    assert {place: set(node) - allowed for place, node in parts(schema(name)) if set(node) - allowed} == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_what_an_editor_shows_on_hover(name: str) -> None:
    for place, node in fields(name):
        assert node.get("title", "").strip(), place
        assert node.get("description", "").endswith("."), place
        chosen = "enum" in node or "const" in node or kinds(node) == {"boolean"}
        structured = kinds(node) == {"object"} or "$ref" in node
        assert node.get("examples") or chosen or structured, f"{place} has no example"


@pytest.mark.parametrize("name", NAMES)
def test_texts_of_a_schema_say_what_they_mean(name: str) -> None:
    assert not re.search(r"\bvalid\b", json.dumps(schema(name)), re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_every_mapping_is_closed_but_for_extensions(name: str) -> None:
    for place, node in parts(schema(name)):
        if "object" in kinds(node) or "properties" in node:
            assert node.get("additionalProperties") is False, place
            assert node.get("patternProperties", {}).get("^x-") == {}, place


@pytest.mark.parametrize("name", NAMES)
def test_references_resolve_and_every_definition_is_used(name: str) -> None:
    root = schema(name)
    used = set(re.findall(r'"\$ref": "([^"]+)"', json.dumps(root)))
    assert used == {f"#/$defs/{key}" for key in root.get("$defs", {})}


@pytest.mark.parametrize("name", NAMES)
def test_examples_and_defaults_conform_to_their_own_schema(name: str) -> None:
    root = schema(name)
    for place, node in parts(root):
        stated = [*node.get("examples", []), *([node["default"]] if "default" in node else [])]
        for each in stated:
            assert accepts(root, each, {**node, "$id": "https://certgate.example/part"}), f"{place}: {each!r}"


@pytest.mark.parametrize("name", NAMES)
def test_the_format_example_conforms(name: str) -> None:
    Draft202012Validator(schema(name), format_checker=FormatChecker()).validate(example(name))
    assert accepts(schema(name), example(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.generated
def test_extensions_are_allowed_in_every_mapping_and_unknown_keys_in_none(name: str) -> None:
    extended = example(name)
    for index, mapping in enumerate(list(mappings(extended))):
        mapping["x-note"] = {"any": ["thing", 1, None]}
        assert accepts(schema(name), extended)
        wrong = example(name)
        list(mappings(wrong))[index]["unheard_of"] = 1
        assert not accepts(schema(name), wrong), f"mapping {index}"


def edited(name: str, pointer: str, *values: Any) -> dict[str, Any]:
    """The format's example with the value at a pointer replaced, or taken out when no value is given."""
    document = example(name)
    node: Any = document
    *path, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    for step in path:
        node = node[step]
    if values:
        node[last] = values[0]
    else:
        del node[last]
    return document


@pytest.mark.parametrize(("name", "pointer"), EDITS["required"])
def test_what_the_format_requires_can_not_be_left_out(name: str, pointer: str) -> None:
    assert not accepts(schema(name), edited(name, pointer))


@pytest.mark.parametrize(("name", "pointer"), EDITS["optional"])
def test_what_gates_judge_may_be_left_out(name: str, pointer: str) -> None:
    assert accepts(schema(name), edited(name, pointer))


def test_only_a_product_certificate_has_to_state_its_attestation() -> None:
    assert "attestation" not in example("manifest")["certificates"][1]
    assert not accepts(schema("manifest"), edited("manifest", "/certificates/1/kind", "product"))


@pytest.mark.parametrize(("name", "pointer", "value"), EDITS["refused"])
def test_a_wrong_document_is_refused(name: str, pointer: str, value: Any) -> None:
    assert not accepts(schema(name), edited(name, pointer, value))


@pytest.mark.parametrize(("name", "pointer", "value"), EDITS["accepted"])
def test_every_form_that_the_format_allows_conforms(name: str, pointer: str, value: Any) -> None:
    assert accepts(schema(name), edited(name, pointer, value))
