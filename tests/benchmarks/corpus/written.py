"""Manifests as text: lines of JSON, and YAML as a person with an editor would keep it."""

from __future__ import annotations

from typing import Any

import orjson
import yaml

from tests.benchmarks.corpus.vocabulary import Row

_HEADER = "# yaml-language-server: $schema=https://certgate.example/schemas/manifest-1.schema.json\n"
_NOTES = {
    "products:": "products:  # as in our price list",
    "certificates:": "# One entry for each certificate, as printed; looked up by our quality office.\ncertificates:",
}


class Dumper(yaml.CSafeDumper):
    """PyYAML's own, but a day is written as it is: text that needs no quotes where text is wanted."""


Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.CSafeDumper.yaml_implicit_resolvers.items()
}


def as_json(manifest: Row) -> bytes:
    """One line of JSON, without its end."""
    return orjson.dumps(manifest)


def as_yaml(manifest: Row) -> str:
    """A file: blocks, lists and mappings of plain values in one line, some comments."""
    text: str = yaml.dump(
        _own(manifest), Dumper=Dumper, sort_keys=False, default_flow_style=None, allow_unicode=True, width=120
    )
    lines = [_NOTES.get(line, line) for line in text.split("\n")]
    return _HEADER + "\n".join(lines)


def _own(value: Any) -> Any:
    """A copy in which nothing is the same object twice, because YAML would write that as an alias."""
    if isinstance(value, dict):
        return {key: _own(each) for key, each in value.items()}
    return [_own(each) for each in value] if isinstance(value, list) else value
