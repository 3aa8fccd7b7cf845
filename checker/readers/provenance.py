"""Where an imported manifest comes from: the source, its digest, the part of it that each field was taken from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.document import escape_pointer
from checker.readers.json_scan import LONG

if TYPE_CHECKING:
    from checker.document import Value
    from checker.readers.gs1_node import Stated

_LONG = 500
_ONLY = {"gs1-gdsn": "/CertificationInformationModule/"}
_WHOLE = ("xlsx",)  # forms have no columns but those that are read
_TABLES = ("gs1-us", "iaf-certsearch")


def mark(stated: Stated, name: str) -> None:
    """Enter `x-imported`: the source by name and SHA-256, and by pointer what each field comes from and what has none.

    `unmapped` holds what the record says beside (of GDSN: of certificates), so that an import loses nothing; a text of
    more than 500 characters stands there by its length, which keeps pictures out.
    """
    assert isinstance(stated.values, dict)
    taken = set(stated.origins.values())
    # A table may state many manifests, each of which has rows of its own.
    rows = {_row(pointer) for pointer in taken} if name in _TABLES else None
    fields: Value = {
        pointer: stated.origins[pointer] for pointer, value in _stated(stated.values) if pointer in stated.origins
    }
    left: Value = {
        pointer: f"({len(value)} characters)" if isinstance(value, str) and len(value) > _LONG else value
        for pointer, value in _leaves(stated.record.values)
        if name not in _WHOLE
        and pointer not in taken
        and _ONLY.get(name, "") in pointer
        and (rows is None or _row(pointer) in rows)
    }
    # The name alone: where the file lies says something of the machine.
    source = stated.record.name.replace(os.sep, "/").rpartition("/")[2]
    found: dict[str, Value] = {"from": source, "sha256": stated.sha256, "format": name, "fields": fields}
    stated.values["x-imported"] = {**found, "unmapped": left} if left else found


def _row(pointer: str) -> str:
    return pointer[1:].partition("/")[0]


def _stated(value: Value, pointer: str = "") -> Iterator[tuple[str, Value]]:
    """The fields of a manifest with their JSON pointers, those under `x-` too; a list of texts is one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _stated(each, f"{pointer}/{escape_pointer(key)}")
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from _stated(each, f"{pointer}/{index}")
    else:
        yield pointer, value


def _leaves(value: Value, pointer: str = "") -> Iterator[tuple[str, Value]]:
    """Every text, number and truth value with its JSON pointer, also under `x-`; depth is bounded by the readers.

    Below keys of thousands of characters nothing is told apart, or the pointers would take a million times the record.
    """
    if len(pointer) > LONG and isinstance(value, dict | list):
        yield pointer, f"({len(value)} entries below a key that is too long)"
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{pointer}/{escape_pointer(key)}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _leaves(each, f"{pointer}/{index}")
    elif value not in (None, ""):
        yield pointer, value
