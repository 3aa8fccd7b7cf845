"""Registers as the command line and the configuration name them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checker.cli.config import Config
from checker.cli.session import parse_day
from checker.errors import UsageError
from checker.readers.discover import show_relative
from checker.registers import Given, Register, opened

_DATED = re.compile(r"(.+)@([0-9]{4}-[0-9]{2}-[0-9]{2})", re.DOTALL)


def opened_registers(given: Sequence[str], config: Config) -> tuple[Register, ...]:
    """The registers of the configuration and those of `--register`, by name. Raises UsageError or InputError."""
    named = [*_of_config(config), *map(register_given, given)]
    names = [each.name for each in named]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two registers are named `{name}`; give each a name of its own")
    return tuple(opened(each) for each in sorted(named))


def register_given(text: str) -> Given:
    """A register as `--register` names it: `NAME=FILE` or `NAME=FILE@YYYY-MM-DD`. Raises UsageError."""
    name, equals, path = text.partition("=")
    if not (name.strip() and equals and path):
        raise UsageError(f"`--register {text}` names no register; write NAME=FILE or NAME=FILE@YYYY-MM-DD")
    dated = None if os.path.exists(path) else _DATED.fullmatch(path)
    if dated is None:
        return _given(name.strip(), path)
    return _given(name.strip(), dated[1])._replace(day=parse_day(dated[2], "--register NAME=FILE@YYYY-MM-DD"))


def _given(name: str, path: str) -> Given:
    return Given(name, path, show_relative(path, os.getcwd()))


def _of_config(config: Config) -> Iterator[Given]:
    values: Any = config.document.values if config.document else {}
    for row in values.get("registers", ()):
        named = _given(row["name"], os.path.join(config.folder, row["file"]))
        yield named._replace(
            day=date.fromisoformat(row["date"]) if "date" in row else None,
            format=row.get("format"),
            complete=row.get("complete", False),
        )
