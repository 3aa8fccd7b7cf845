"""Registers as the command line and the configuration name them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.cli.config import Config
from checker.errors import UsageError
from checker.readers.discover import show_relative

if TYPE_CHECKING:
    from checker.registers import Given, Register

_DATED = re.compile(r"(.+)@([^@/]*)", re.DOTALL)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def opened_registers(given: Sequence[str], config: Config) -> tuple[Register, ...]:
    """The registers of the configuration and those of `--register`, by name. Raises UsageError or InputError."""
    values: Any = config.document.values if config.document else {}
    from checker.registers import opened

    named = [*_of_config(values.get("registers", ()), config.folder), *map(register_given, given)]
    names = [each.name for each in named]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"two registers are named `{name}`; give each a name of its own")
    return tuple(opened(each) for each in sorted(named, key=lambda each: each.name))


def register_given(text: str) -> Given:
    """A register as `--register` names it: `NAME=FILE` or `NAME=FILE@YYYY-MM-DD`. Raises UsageError."""
    name, _, path = (part.strip() for part in text.partition("="))
    if not (name and path):
        raise UsageError(f"`--register {text}` names no register; write NAME=FILE or NAME=FILE@YYYY-MM-DD")
    dated = None if os.path.exists(path) else _DATED.fullmatch(path)
    return _given(name, dated[1], parse_register_day(dated[2])) if dated else _given(name, path)


def parse_register_day(text: str) -> date:
    """The day of a snapshot. Raises UsageError for what is no day."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"`{text}` is no date of a snapshot; write YYYY-MM-DD") from None


def _given(name: str, path: str, day: date | None = None) -> Given:
    from checker.registers import Given

    return Given(name, path, show_relative(path, os.getcwd()), day)


def _of_config(rows: Sequence[dict[str, Any]], folder: str) -> Iterator[Given]:
    for row in rows:
        day = date.fromisoformat(row["date"]) if "date" in row else None
        named = _given(row["name"], os.path.join(folder, row["file"]), day)
        yield named._replace(format=row.get("format"), complete=row.get("complete", False))
