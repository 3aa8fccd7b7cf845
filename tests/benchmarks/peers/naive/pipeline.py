"""From files to lines of a report: read with the given parser, validated by the given validator, judged by the loop."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tests.benchmarks.corpus.vocabulary import Row
from tests.benchmarks.many_policies import ten
from tests.benchmarks.peers.naive.loop import judged

SCHEMA = Path(__file__).parents[4] / "schemas" / "manifest.schema.json"
# PyYAML's parser in C, its types: seven times as fast as `yaml.safe_load`, which is what most would write.
Loader = yaml.CSafeLoader


def policies(paths: Iterable[Path] | None = None) -> list[Row]:
    """Policies as plain values."""
    return [_text(yaml.load(path.read_bytes(), Loader)) for path in (paths or ten())]


def validator() -> Any:
    """The validator of the given stack, with the schema of manifests."""
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def report(texts: Iterable[bytes], rules: list[Row], form: str = "json") -> Iterator[str]:
    """A line for each manifest: what is wrong with its form, or what each policy says."""
    checked = validator()
    for number, text in enumerate(texts):
        manifest = json.loads(text) if form == "json" else _text(yaml.load(text, Loader))
        wrong = [f"{fault.json_path}: {fault.message}" for fault in checked.iter_errors(manifest)]
        yield json.dumps(
            {"manifest": number, "errors": wrong} if wrong else {"manifest": number, **judged(manifest, rules)}
        )


def texts(path: Path) -> Iterator[bytes]:
    """The manifests of a file with one in each line, or of a folder of YAML files, one after the other."""
    if path.is_file():
        with path.open("rb") as file:
            yield from file
    else:
        yield from (each.read_bytes() for each in sorted(path.rglob("*.yaml")))


def main(given: str) -> None:
    """The pipeline as a process: its report goes to standard output."""
    path = Path(given)
    for line in report(texts(path), policies(), "json" if path.is_file() else "yaml"):
        sys.stdout.write(line + "\n")


def _text(value: Any) -> Any:
    """Days as text again, which YAML made something else of."""
    if isinstance(value, dict):
        return {key: _text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_text(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
