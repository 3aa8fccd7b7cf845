"""What a release promises to whoever builds on it, collected from the program and the schemas as they are.

`python -m tests.stability.promises` adds what is new to `promised.json`; it takes nothing out. What is to go stays in
the file until a major release, as `.github/STABILITY.md` says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

import checker
from checker import gates, plausibility, readers, renderers
from checker.authoring.lint.rules import lint_codes
from checker.cli.main import app
from checker.engine.result import ExitCode
from checker.renderers import advice, forecast

PROMISED = Path(__file__).with_name("promised.json")
# What users write; every other schema is of what certgate writes.
READ = ("catalogue", "config", "expected", "manifest", "order", "pack", "policy", "policy-tests", "waivers", "weights")

Node = dict[str, Any]
Promises = dict[str, list[str]]


def promises() -> Promises:
    """Everything that is promised, by kind, sorted."""
    kinds: dict[str, Iterator[str]] = {
        "finding codes": iter(checker.codes()),
        "codes of validate": iter(plausibility.codes()),
        "codes of policy lint": iter(lint_codes()),
        "gates": (gate.id for gate in gates.gates()),
        "exit codes": (f"{int(code)} {code.name.lower()}" for code in ExitCode),
        "commands and options": _options(typer.main.get_command(app), "certgate"),
        "formats of reports": iter(renderers.formats()),
        "formats of forecasts": iter(forecast.formats()),
        "formats of advice": iter(advice.FORMATS),
        "formats that are read": iter(readers.suffixes()),
        "formats of import": iter(readers.FORMATS),
        "policies": iter(checker.shipped_policies()),
        "schemas": iter(checker.schema_names()),
        "keys of schemas": (key for name in checker.schema_names() for key in _keys(name)),
        "what input schemas take": (value for name in READ for value in _values(name)),
        "library": iter(checker.__all__),
    }
    return {kind: sorted(set(found)) for kind, found in kinds.items()}


def _options(command: Any, name: str) -> Iterator[str]:
    """A command, its options and those of its commands."""
    yield name
    for each in command.params:
        if each.param_type_name == "option":
            yield from (f"{name} {flag}" for flag in (*each.opts, *each.secondary_opts))
    for word, each in getattr(command, "commands", {}).items():
        yield from _options(each, f"{name} {word}")


def _schema(name: str) -> Node:
    found: Node = json.loads(checker.schema_text(name))
    return found


# Under these a schema says more of the same value; what stands under `if` is asked and not demanded.
_SAME = ("then", "else", "allOf", "anyOf", "oneOf")


def _parts(root: Node, node: Any, place: str, within: tuple[str, ...] = ()) -> Iterator[tuple[str, Node]]:
    """All that a schema says, each with the place in a document of which it says it: `certificates/*/id`."""
    if isinstance(node, list):
        for each in node:
            yield from _parts(root, each, place, within)
    if not isinstance(node, dict):
        return
    yield place, node
    if (name := node.get("$ref", "").rpartition("/")[2]) and name not in within:
        yield from _parts(root, root["$defs"][name], place, (*within, name))
    for key in _SAME:
        yield from _parts(root, node.get(key), place, within)
    for key, each in node.get("properties", {}).items():
        yield from _parts(root, each, f"{place}/{key}", within)
    for each in (*node.get("patternProperties", {}).values(), node.get("additionalProperties"), node.get("items")):
        yield from _parts(root, each, f"{place}/*", within)


def _said(name: str) -> Iterator[tuple[str, Node]]:
    schema = _schema(name)
    return _parts(schema, schema, name)


def _keys(name: str) -> Iterator[str]:
    """Every key that a schema names, with its place."""
    for place, node in _said(name):
        yield from (f"{place}/{key}" for key in node.get("properties", ()))


def _values(name: str) -> Iterator[str]:
    """Every value that an input schema lists, and every version that it takes."""
    for place, node in _said(name):
        listed = [*node.get("enum", ()), *([node["const"]] if "const" in node else [])]
        yield from (f"{place}: {json.dumps(each)}" for each in listed)


def required(name: str) -> Iterator[str]:
    """Every key that a schema requires, with its place."""
    for place, node in _said(name):
        yield from (f"{place}/{key}" for key in node.get("required", ()))


def demands() -> Promises:
    """What input schemas require, which must not become more, and what written ones do, which must not become less."""
    every = set(checker.schema_names())
    return {
        "required of input": sorted({key for name in READ for key in required(name)}),
        "always written": sorted({key for name in every - set(READ) for key in required(name)}),
    }


def read() -> dict[str, Promises]:
    """The promises as committed."""
    found: dict[str, Promises] = json.loads(PROMISED.read_text(encoding="utf-8"))
    return found


def main() -> None:
    """Add what is new to the committed list."""
    old = read() if PROMISED.exists() else {}
    kept = {
        kind: sorted({*found, *old.get("promised", {}).get(kind, ())}) for kind, found in sorted(promises().items())
    }
    text = json.dumps({"promised": kept, "demanded": old.get("demanded") or demands()}, indent=1, ensure_ascii=False)
    PROMISED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
