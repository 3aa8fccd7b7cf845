"""What `certgate registers show` prints: what a snapshot says of itself, and rows of it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from checker.cli.registers_output import send
from checker.errors import InputError, Location, Problem, UsageError
from checker.readers.discover import show_relative
from checker.readers.files import open_regular, read_up_to
from checker.registers.formats import formats
from checker.registers.row import Row
from checker.registers.store import MAGIC, Store, from_file
from checker.words import shorten


def run(path: str, number: str | None, near: bool, output: str) -> int:
    """Print a snapshot; returns the exit code. Raises UsageError or InputError."""
    if near and number is None:
        raise UsageError("`--near` needs a number to be near to; add `--number NUMBER`")
    shown = show_relative(path, os.getcwd())
    store = _opened(path, shown)
    found = None if number is None else store.by_number(number)
    close = store.near(number) if near and number is not None else []
    intact = store.intact()
    values = _values(store, shown, found, close, intact=intact)
    send(
        output,
        lambda: _text(values, number, near=near),
        lambda: json.dumps(values, ensure_ascii=False, indent=2),
        [path],
    )
    return 0 if intact and found != [] else 1


def _opened(path: str, shown: str) -> Store:
    descriptor, _ = open_regular(path, shown)
    try:
        start = read_up_to(descriptor, len(MAGIC))
    finally:
        os.close(descriptor)
    if start != MAGIC:
        mend = "make one with `certgate registers import`"
        raise InputError(Problem("this is no snapshot of a register", Location(shown), mend))
    return from_file(path, shown)


def _values(store: Store, shown: str, found: list[Row] | None, near: list[Row], *, intact: bool) -> dict[str, Any]:
    facts = store.facts
    title = formats()[facts.format].title if facts.format in formats() else "a format this version does not know"
    values: dict[str, Any] = {"path": shown, **facts._asdict(), "title": title, "intact": intact}
    if found is not None:
        values["found"] = [_stated(row) for row in found]
        values["near"] = [_stated(row) for row in near]
    return values


def _stated(row: Row) -> dict[str, Any]:
    """What a row says; what it does not say is left out."""
    return {name: value for name, value in row._asdict().items() if value != ""}


def _text(values: dict[str, Any], number: str | None, *, near: bool) -> Iterator[str]:
    rows = f"{values['rows']:,} {'row' if values['rows'] == 1 else 'rows'}"
    yield f"{values['name']} of {values['day']}: {rows}, {values['title']}"
    yield f"  from a table with sha256 {values['source_sha256']}"
    yield (
        "  what it does not hold does not exist"
        if values["complete"]
        else "  what it does not hold may exist all the same"
    )
    if not values["intact"]:
        yield "  DAMAGED: import the register again"
    if number is None:
        return
    if not values["found"]:
        yield f"no row has the number `{shorten(number)}`"
    for row in values["found"]:
        yield from _row(row)
    if near and not values["near"]:
        yield "no number is near it"
    for row in values["near"]:
        yield "near, but another number:"
        yield from _row(row)


def _row(row: dict[str, Any]) -> Iterator[str]:
    yield f"line {row['line']} of the table"
    for name, value in row.items():
        if name != "line":
            yield f"  {name:<11} {', '.join(value.splitlines())}"
