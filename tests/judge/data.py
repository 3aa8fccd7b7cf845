"""Reference data for the Rego judge, read from the catalogue files without the program's own readers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

Row = dict[str, Any]

CATALOGUE = Path(__file__).parents[2] / "checker" / "catalogue"

ACCREDITATION_STANDARDS = {
    "ISO/IEC 17065": "ISO/IEC 17065",
    "EN ISO/IEC 17065:2012": "ISO/IEC 17065",
    "ISO/IEC 17021-1": "ISO/IEC 17021-1",
    "ISO/IEC 17021-1:2015": "ISO/IEC 17021-1",
    "ISO/IEC 17025": "ISO/IEC 17025",
    "ISO/IEC 17025:2017": "ISO/IEC 17025",
    "ISO/IEC 17020": "ISO/IEC 17020",
}
_KINDS = {"ISO/IEC 17065": "product", "ISO/IEC 17021-1": "management-system"}


@cache
def reference() -> Row:
    """What the judge knows: standards, designations, accreditation bodies, bodies, recognition lists."""
    rows = _rows()
    standards = {row["id"]: _standard(row) for row in rows["standards"]}
    return {
        "standards": standards,
        "designations": {text: found for row in rows["standards"] for text, found in designations(row).items()},
        "accreditation_standards": ACCREDITATION_STANDARDS,
        "accreditors": {
            name.lower(): _accreditor(row)
            for row in rows["accreditation_bodies"]
            for name in (row["id"], row["name"], *row.get("aliases", ()))
        },
        "bodies_by_id": {row["id"]: row["id"] for row in rows["bodies"]},
        "bodies_by_name": {plain(name): row["id"] for row in rows["bodies"] for name in row["names"]},
        "recognition": {row["id"]: _members(row, standards) for row in rows["recognition_lists"]},
    }


def standard_rows() -> dict[str, Row]:
    """The rows of all standards by id."""
    return {row["id"]: row for row in _rows()["standards"]}


@cache
def _rows() -> dict[str, list[Row]]:
    """All catalogue files, every scalar a text."""
    found: dict[str, list[Row]] = {}
    for file in sorted(CATALOGUE.glob("*.yaml")):
        for key, value in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader).items():
            if isinstance(value, list):
                found.setdefault(key, []).extend(value)
    return found


def plain(name: str) -> str:
    """A body's name without case, spaces and punctuation."""
    return "".join(sign for sign in name.lower() if sign.isascii() and sign.isalnum())


def _standard(row: Row) -> Row:
    editions = {
        each["label"]: {"published": each.get("published", "0000-00-00"), "transitions": each.get("transitions", [])}
        for each in row.get("editions", ())
    }
    complete = row.get("editions_complete") == "true"
    return {"kind": _KINDS[row["accreditation"]], "editions": editions, "complete": complete}


def designations(row: Row) -> dict[str, Row]:
    """Every plain way to print a standard, undated and with each edition."""
    labels = {
        name: each["label"] for each in row.get("editions", ()) for name in (each["label"], *each.get("aliases", ()))
    }
    found = {}
    for name, editions in _names(row, labels):
        found[name] = {"standard": row["id"], "edition": None}
        for printed, label in editions.items():
            if len(printed) == len("2015") and (name == row["id"] or any(sign.isdigit() for sign in name)):
                found[f"{name}:{printed}"] = {"standard": row["id"], "edition": label}
    return found


def _names(row: Row, labels: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for name in (row["id"], *row.get("names", ()), *row.get("renamed", ())):
        yield name, labels
    for adoption in row.get("adoptions", ()):
        if adoption.get("relation") != "modified":
            yield adoption["name"], adoption.get("editions", labels)


def _accreditor(row: Row) -> Row:
    programmes = {
        each["standard"]: {**each, "offered": each.get("offered", "true") == "true"} for each in row["programmes"]
    }
    return {"id": row["id"], "programmes": programmes}


def _members(row: Row, standards: Row) -> Row:
    keys = {plain(standard): standard for standard in standards}
    return {
        member["body"]: {
            "scope": [keys[plain(line)] for line in member["scope"].splitlines() if plain(line) in keys]
            if "scope" in member
            else None,
            "complete": row.get("complete") == "true",
        }
        for member in row["members"]
    }
