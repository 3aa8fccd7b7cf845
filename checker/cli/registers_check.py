"""What `certgate registers check` does: each certificate in each register, fact by fact."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from checker.api import load_catalogue, load_manifest
from checker.catalogue import Catalogue
from checker.cli.config import find_config
from checker.cli.registers_given import opened_registers
from checker.cli.registers_output import known_output, send
from checker.cli.session import sources
from checker.cli.streams import say
from checker.errors import InputError, UsageError
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.readers import Source, read
from checker.records import NamedTuple
from checker.registers import Register, seen
from checker.words import shorten

_WORDS = {"pass": "agrees", "fail": "DISAGREES", "undetermined": "not confirmed"}
_SILENT = "does not speak of such certificates"


class Order(NamedTuple):
    """What is to be looked up, as given on the command line."""

    manifests: Sequence[str]
    register: Sequence[str]
    output: str
    catalogue: Sequence[str]
    stdin_filename: str | None
    config: str | None


def run(order: Order) -> int:
    """Look everything up and print it; returns the exit code. Raises UsageError or InputError."""
    known_output(order.output)
    config = find_config(order.config)
    catalogue = load_catalogue([*config.catalogue, *order.catalogue])
    registers = opened_registers(order.register, config)
    if not registers:
        raise UsageError("no register is given; name one with `--register NAME=FILE`, or in certgate.yaml")
    inputs = list(sources(order.manifests, order.stdin_filename))
    found, unusable = _looked_up(inputs, registers, catalogue)
    told = [entry for manifest in found for entry in manifest["certificates"]]
    outcomes = [row["outcome"] for entry in told for row in entry["registers"]]
    values = {
        "registers": [{"name": each.name, "day": each.day.isoformat(), "sha256": each.sha256} for each in registers],
        "manifests": found,
        "summary": {word: outcomes.count(word) for word in ("pass", "undetermined", "fail")},
    }
    paths = [each.path for each in registers] + [each.path for each in inputs if isinstance(each, Source)]
    send(order.output, lambda: _text(values), lambda: json.dumps(values, ensure_ascii=False, indent=2), paths)
    return 2 if unusable or not found else 1 if "fail" in outcomes else 0


def _looked_up(
    inputs: Sequence[Source | InputError], registers: Sequence[Register], catalogue: Catalogue
) -> tuple[list[dict[str, Any]], bool]:
    """What the registers say of every manifest that can be read, and whether some can not."""
    manifests: list[dict[str, Any]] = []
    unusable = False
    for source in inputs:
        for document in [source] if isinstance(source, InputError) else read(source):
            try:
                if isinstance(document, InputError):
                    raise document
                entries = load_manifest(document).certificates
                rows = [_certificate(entry, registers, catalogue) for entry in entries]
                manifests.append({"path": document.path, "certificates": rows})
            except InputError as error:
                unusable = True
                for problem in error.problems:
                    say(f"certgate: {problem}")
    return manifests, unusable


def _certificate(entry: Certificate, registers: Sequence[Register], catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": entry.id,
        "number": entry.number,
        "registers": [_told(entry, register, catalogue) for register in registers],
    }


def _told(entry: Certificate, register: Register, catalogue: Catalogue) -> dict[str, Any]:
    found = seen(entry, register, catalogue)
    if found is None:
        return {"register": register.source, "outcome": None, "message": _SILENT, "facts": []}
    facts = [
        {"fact": each.fact, "outcome": _value(each.outcome), "manifest": each.stated, "register": each.found}
        for each in found.answers
    ]
    trace = found.trace
    message = trace.message or f"confirms {', '.join(trace.facts)}"
    return {"register": register.source, "outcome": _value(trace.outcome), "message": message, "facts": facts}


def _value(outcome: Outcome) -> str:
    return str(outcome.value)


def _text(values: dict[str, Any]) -> Iterator[str]:
    for manifest in values["manifests"]:
        yield manifest["path"]
        for entry in manifest["certificates"]:
            yield f"  {entry['id']}  {shorten(entry['number'] or 'no number')}"
            for row in entry["registers"]:
                yield from _row(row)
    counts = values["summary"]
    yield f"{counts['pass']} agree, {counts['fail']} disagree, {counts['undetermined']} not confirmed"


def _row(row: dict[str, Any]) -> Iterator[str]:
    if row["outcome"] is None:
        yield f"    {row['register']}: {row['message']}"
        return
    told = row["message"].removeprefix(f"{row['register']} ")
    alike = all(fact["outcome"] == "pass" for fact in row["facts"])
    yield f"    {row['register']}: {_WORDS[row['outcome']]}{f': {told}' if alike else ''}"
    for fact in row["facts"]:
        mark = {"pass": "=", "fail": "!", "undetermined": "?"}[fact["outcome"]]
        both = fact["manifest"] or "not stated"
        if fact["outcome"] != "pass" or fact["fact"] == "status":
            both = f"manifest: {shorten(both)}; register: {shorten(fact['register'] or 'not stated')}"
        yield f"      {mark} {fact['fact']:<13} {shorten(both, 150)}"
