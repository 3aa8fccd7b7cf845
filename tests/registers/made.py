"""Registers in memory, made of a table that a test writes down, and certificates looked up in them."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from checker.api import load_catalogue, load_manifest
from checker.model.manifest import Certificate
from checker.registers import Register
from checker.registers.formats import formats
from checker.registers.importing import rows_of
from checker.registers.lookup import Seen, seen
from checker.registers.row import Row
from checker.registers.store import Facts, in_memory
from tests.builders import document, manifest

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "registers"
CATALOGUE = load_catalogue()
DAY = date(2026, 11, 1)

QMS_ROW = {
    "number": "12 100 54321 TMS",
    "body": "TÜV SÜD Management Service GmbH",
    "standard": "ISO 9001:2015",
    "holder": "Northwind Power Systems GmbH",
    "status": "active",
    "issued": "2024-05-10",
    "expires": "2027-05-09",
}
"""The row that agrees with the quality system of the normative manifest."""


def rows(table: str | bytes, format_: str = "supplier") -> list[Row]:
    """The rows of a table; raises InputError."""
    data = table if isinstance(table, bytes) else table.encode()
    return list(rows_of(BytesIO(data), "own.csv", formats()[format_]))


def csv_of(*entries: dict[str, str]) -> str:
    """A table with every column that some row fills."""
    names = list(dict.fromkeys(name for entry in entries for name in entry))
    quoted = [[f'"{entry.get(name, "")}"' for name in names] for entry in entries]
    return "\n".join([",".join(names), *(",".join(row) for row in quoted)]) + "\n"


def register(*entries: dict[str, str], format_: str = "supplier", complete: bool = False) -> Register:
    """A register of these rows as of DAY."""
    facts = Facts(format_, "own", DAY.isoformat(), "0" * 64, 0, complete)
    store = in_memory(rows(csv_of(*entries), format_), facts, "own.csv")
    return Register("own", DAY, "own.csv", "0" * 64, store, complete)


def entry(position: int = 1, **changes: Any) -> Certificate:
    """A certificate of the normative manifest, the quality system unless said otherwise; None takes a key out."""
    values = manifest()
    stated = values["certificates"][position]
    for key, value in changes.items():
        if value is None:
            stated.pop(key, None)
        else:
            stated[key] = value
    return load_manifest(document(values)).certificates[position]


def looked_up(found: Register, certificate: Certificate | None = None) -> Seen:
    """What the register says of the certificate; it has to say something."""
    told = seen(certificate or entry(), found, CATALOGUE)
    assert told is not None
    return told
