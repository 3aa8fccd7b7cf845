"""The manifest that the rows of a filled form state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from checker.errors import InputError, Problem, did_you_mean
from checker.readers.gs1_node import Entry
from checker.readers.xlsx_cells import NONE, Cell, Row
from checker.readers.xlsx_columns import LIST, TERM
from checker.words import shorten

if TYPE_CHECKING:
    from checker.document import Document, Value

_NAMED_ONCE = "certificate"


def manifest(document: Document, rows: Mapping[str, Sequence[Row]]) -> Entry:
    """The manifest; raises InputError for a form without its one supplier, and for rows about no certificate."""
    suppliers = rows.get("Supplier", ())
    if len(suppliers) != 1:
        at = document.locate(f"/Supplier/{suppliers[1].number}/A" if suppliers else "/Supplier")
        message = "the form states more than one supplier" if suppliers else "the form states no supplier"
        raise InputError(Problem(message, at, "fill in one row on the sheet Supplier"))
    entry = Entry(origins={"": "/Supplier"})
    entry.values["manifest"] = 1
    stated = _mapping(suppliers[0])
    entry.values["prepared"] = stated.values.pop("prepared")
    entry.origins["/prepared"] = stated.origins.pop("/prepared")
    supplier = _with_identifiers(stated)
    _nest(supplier, "sites", [_mapping(row) for row in rows.get("Sites", ())])
    entry.nest("supplier", supplier)
    _nest(entry, "products", [_mapping(row) for row in rows.get("Products", ())])
    certificates = [_certificate(row) for row in rows.get("Certificates", ())]
    for key, sheet in (("events", "Events"), ("evidence", "Evidence")):
        _belonging(document, certificates, key, rows.get(sheet, ()))
    entry.values["certificates"] = []
    _nest(entry, "certificates", certificates)
    return entry


def _nest(entry: Entry, key: str, rows: Sequence[Entry]) -> None:
    if rows:
        entry.values[key] = [row.values for row in rows]
        entry.origins[f"/{key}"] = rows[0].origins[""].rpartition("/")[0]
        for index, row in enumerate(rows):
            for below, origin in row.origins.items():
                entry.origins[f"/{key}/{index}{below}"] = origin


def _mapping(row: Row) -> Entry:
    """The mapping that a row states, each value where its header says."""
    entry = Entry(origins={"": f"/{row.sheet}/{row.number}"})
    for cell in row.cells:
        within: dict[str, Value] = entry.values
        for key in cell.of.path[:-1]:
            below = within.setdefault(key, {})
            assert isinstance(below, dict)
            within = below
        within[cell.of.path[-1]] = _value(cell)
        entry.origins["/" + "/".join(cell.of.path)] = row.pointer(cell)
    return entry


def _value(cell: Cell) -> Value:
    if cell.of.kind == LIST:
        return [text for each in cell.text.replace("\n", ";").split(";") if (text := each.strip())]
    return None if cell.of.kind == TERM and cell.text == NONE else cell.text


def _with_identifiers(stated: Entry) -> Entry:
    """A party whose identifiers stand below a key of their own, as a supplier's do."""
    given = [key for key in ("lei", "duns", "vat", "registration") if key in stated.values]
    numbers: dict[str, Value] = {key: stated.values.pop(key) for key in given}
    if numbers:
        stated.values["identifiers"] = numbers
        for key in numbers:
            stated.origins[f"/identifiers/{key}"] = stated.origins.pop(f"/{key}")
    return stated


def _certificate(row: Row) -> Entry:
    """A certificate; its one accreditation is the first of a list."""
    entry = _mapping(row)
    held = entry.values.pop("accreditation", None)
    if held is not None:
        entry.values["accreditations"] = [held]
        for pointer in [each for each in entry.origins if each.startswith("/accreditation/")]:
            entry.origins[pointer.replace("/accreditation/", "/accreditations/0/", 1)] = entry.origins.pop(pointer)
    return entry


def _belonging(document: Document, certificates: Sequence[Entry], key: str, rows: Sequence[Row]) -> None:
    """Put rows under the certificates that they name; raises InputError for those that name none, with every place."""
    known: dict[Any, Entry] = {each.values.get("id"): each for each in certificates}
    problems: list[Problem] = []
    found: dict[Any, list[Entry]] = {}
    for row in rows:
        entry = _mapping(row)
        name = entry.values.pop(_NAMED_ONCE)
        at = entry.origins.pop(f"/{_NAMED_ONCE}")
        if name not in known:
            mend = did_you_mean(str(name), map(str, known)) or "name the `id` of a row on the sheet Certificates"
            problems.append(Problem(f"unknown certificate `{shorten(str(name))}`", document.locate(at), mend))
        else:
            found.setdefault(name, []).append(entry)
    if problems:
        raise InputError(problems)
    for name, entries in found.items():
        _nest(known[name], key, entries)
