"""What `certgate import` does: read records, see that each is a usable manifest, write them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from checker.api import load_catalogue, load_manifest
from checker.authoring.written import as_yaml
from checker.cli.session import sources
from checker.cli.streams import put, say
from checker.errors import InputError, UsageError
from checker.readers import Asked, import_source

Values = dict[str, Any]

_MANY = (".ndjson", ".jsonl")
_ONE = (".yaml", ".yml", ".json")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_NAME = re.compile(r"[^A-Za-z0-9._-]+")


class Order(NamedTuple):
    """What is to be imported, and where to, as given on the command line."""

    format: str
    files: Sequence[str]
    output: str | None = None
    prepared: str | None = None
    kind: str | None = None
    stdin_filename: str | None = None


def run(order: Order) -> int:
    """Import all that can be; returns the exit code. Every record that can not be used is named on stderr."""
    _refuse_no_day(order.prepared)
    target = _target(order.output)
    manifests: list[Values] = []
    faulty = 0
    for found in _manifests(order):
        if isinstance(found, InputError):
            faulty += 1
            for problem in found.problems:
                say(f"certgate: {problem}")
        else:
            manifests.append(found)
    if manifests:
        target(manifests)
    say(f"certgate: {len(manifests)} imported, {faulty} not")
    return 2 if faulty or not manifests else 0


def _manifests(order: Order) -> Iterator[Values | InputError]:
    asked = Asked(order.prepared, order.kind, _kinds())
    for source in sources(order.files, order.stdin_filename):
        for found in [source] if isinstance(source, InputError) else import_source(source, order.format, asked):
            try:
                if isinstance(found, InputError):
                    raise found
                load_manifest(found)
            except InputError as error:
                yield error
            else:
                yield found.values  # type: ignore[misc]  # a manifest is a mapping


def _kinds() -> Callable[[str], str | None]:
    """What the catalogue says of a standard: the kind of its certificates, None where it has no row."""
    catalogue = load_catalogue()

    def kind(text: str) -> str | None:
        standard = catalogue.resolve(text).standard
        return standard.kind if standard else None

    return kind


def _refuse_no_day(text: str | None) -> None:
    """Raise UsageError for a `--prepared` that is no calendar day."""
    try:
        if text is not None and not (_DAY.fullmatch(text) and date.fromisoformat(text)):
            raise ValueError
    except ValueError:
        raise UsageError(f"`{text}` is no date; write --prepared YYYY-MM-DD") from None


def _target(output: str | None) -> Callable[[list[Values]], None]:
    """What writes the manifests where they are to go. Raises UsageError for a file whose name says no format."""
    if output is None:
        return lambda manifests: put(as_yaml(manifests[0]) if len(manifests) == 1 else _lines(manifests))
    if output.endswith("/") or os.path.isdir(output):
        return lambda manifests: _to_folder(manifests, output)
    suffix = os.path.splitext(output)[1].lower()
    if suffix in _MANY:
        return lambda manifests: _to_file(output, _lines(manifests))
    if suffix in _ONE:
        return lambda manifests: _to_one(manifests, output, suffix)
    raise UsageError(f"`{output}` says no format; name it .yaml, .json or .ndjson, or a folder with a `/` at its end")


def _to_one(manifests: list[Values], path: str, suffix: str) -> None:
    if len(manifests) > 1:
        raise UsageError(f"{len(manifests)} manifests do not go into one `{suffix}`; name a .ndjson, or a folder")
    text = json.dumps(manifests[0], ensure_ascii=False, indent=2) + "\n" if suffix == ".json" else as_yaml(manifests[0])
    _to_file(path, text)


def _to_folder(manifests: list[Values], folder: str) -> None:
    """A YAML file for each manifest, named for its first product; a number tells namesakes apart."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from None
    used: dict[str, int] = {}
    for values in manifests:
        name = _NO_NAME.sub("-", values["products"][0]["id"])[:100].strip("-.") or "item"
        used[name] = used.get(name, 0) + 1
        ending = "" if used[name] == 1 else f"-{used[name]}"
        _to_file(os.path.join(folder, f"{name}{ending}.yaml"), as_yaml(values))


def _to_file(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: str, error: OSError) -> UsageError:
    return UsageError(f"can not write `{path}`: {os.strerror(error.errno or 0).lower()}")


def _lines(manifests: list[Values]) -> str:
    return "".join(json.dumps(values, ensure_ascii=False) + "\n" for values in manifests)
