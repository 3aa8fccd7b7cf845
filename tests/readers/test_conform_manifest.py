"""The schema of manifests as it ships: both libraries agree, every refusal is explained, and in bounded time."""

from __future__ import annotations

import copy
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from checker.errors import InputError
from checker.readers.json_reader import read_json
from checker.readers.yaml_reader import read_yaml
from checker.resources import resource_folder
from checker.schema import compile_schema, conform, load_schema

pytestmark = pytest.mark.generated

PARTY = {"name": "Northwind Power Systems GmbH", "lei": "529900T8BM49AURSDO55"}
MANIFEST: dict[str, Any] = {
    "manifest": 1,
    "prepared": "2026-11-05",
    "supplier": {
        "name": PARTY["name"],
        "sites": [{"id": "linz", "name": "Linz plant", "country": "AT", "activities": ["design"]}],
    },
    "products": [
        {
            "id": "np-500",
            "type": "series",
            "models": ["NP-500-A"],
            "markets": ["US"],
            "design_changes": [{"date": "2025-03-02", "significant": True}],
        }
    ],
    "certificates": [
        {
            "id": "ul",
            "kind": "product",
            "standard": "UL 62368-1:2019",
            "attestation": "certification",
            "expires": None,
            "holder": PARTY,
            "covers": {"models": ["NP-500-A"], "listees": ["Contoso", PARTY]},
            "events": [{"type": "decision", "date": "2024-01-15"}],
        }
    ],
}
ODD: list[Any] = [
    None,
    "",
    0,
    1,
    2,
    -1,
    1.5,
    1.0,
    True,
    False,
    [],
    {},
    [[]],
    "x",
    "x\n",
    " ",
    "2024-02-30",
    "0000-01-01",
    "1",
]


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all values below the top."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    below = [(*path, key) for key, _ in entries]
    return below + [deep for key in below for deep in paths(_at(value, key[len(path) :]), key)]


def _at(value: Any, path: tuple[Any, ...]) -> Any:
    """The value at a path."""
    for key in path:
        value = value[key]
    return value


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """The manifest with up to three values replaced, removed or added to."""
    manifest = copy.deepcopy(MANIFEST)
    for _ in range(draw(st.integers(0, 3))):
        path = draw(st.sampled_from(paths(manifest)))
        parent, key = _at(manifest, path[:-1]), path[-1]
        how = draw(st.sampled_from(["replace", "remove", "add"]))
        if how == "replace" or isinstance(parent, list):
            parent[key] = copy.deepcopy(draw(st.sampled_from(ODD)))
        elif how == "remove" and len(parent) > 1:
            del parent[key]
        else:
            parent[draw(st.sampled_from(["x-own", "nmae", "lei", "date"]))] = draw(st.sampled_from(ODD))
    return manifest


SCHEMA = load_schema("manifest")
SHIPPED = compile_schema(SCHEMA)
SLOW = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(mutated())
def test_both_libraries_agree_and_every_refusal_is_explained(manifest: dict[str, Any]) -> None:
    accepted = not list(SLOW.iter_errors(manifest))
    assert SHIPPED.judge.is_valid(manifest) == accepted
    document = read_json(json.dumps(manifest).encode(), "m.json")
    if accepted:
        assert conform(document, "manifest") == manifest
        return
    with pytest.raises(InputError) as caught:
        conform(document, "manifest")
    problems = caught.value.problems
    assert problems
    assert list(problems) == sorted(problems, key=lambda problem: (problem.location, problem.message))
    for problem in problems:
        assert problem.help
        assert not re.search(r"\b(valid|str|int|dict|None|True|False|NoneType)\b|['\n]", str(problem))


def as_yaml(value: Any) -> str:
    """Values as YAML on one line, texts bare where they can be."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_yaml, value)) + "]"
    bare = isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 :./-]*[A-Za-z0-9]", value)
    return str(value) if bare else json.dumps(value)


def test_yaml_and_json_of_a_manifest_conform_to_the_same_values() -> None:
    text = as_yaml(MANIFEST)
    assert '"' not in text
    assert conform(read_yaml(text.encode(), "m.yaml"), "manifest") == MANIFEST


def test_a_large_document_is_explained_in_bounded_time() -> None:
    certificates = [*MANIFEST["certificates"] * 3000, {"id": "x"}]
    large = read_json(json.dumps({**MANIFEST, "certificates": certificates}).encode(), "m.json")
    crowd = read_json(json.dumps(MANIFEST | {f"k{number}": 1 for number in range(100_000)}).encode(), "m.json")
    start = time.process_time()
    for document, last in ((large, "`standard` is missing"), (crowd, "at least 980 more problems")):
        with pytest.raises(InputError) as caught:
            conform(document, "manifest")
        assert last in str(caught.value.problems[-1])
    assert time.process_time() - start < (20 if sys.gettrace() else 4)


def test_the_shipped_schemas_are_found() -> None:
    assert Path(resource_folder("schemas"), "manifest.schema.json").is_file()
    assert Path(resource_folder("policies")).name == "policies"
