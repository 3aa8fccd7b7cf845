"""A manifest from a plan, in the words in which certificates are printed."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from checker.authoring.changes import Json
from checker.catalogue import Catalogue
from checker.model.calendar import add
from checker.model.policy import Period

# Keys in the order of the format's example, which is that of a printed certificate.
_PRINTED = """
id kind number standard edition attestation mark scheme body accreditations holder covers issued effective expires
status events evidence
"""
_KEYS = _PRINTED.split()
_BODY = "Example Certification Body"
_LABORATORY = "Example Laboratory"
# Accreditations run for four or five years.
_ACCREDITED = Period(months=-36), Period(months=24)
# A certificate that is shown was granted some time ago.
_SINCE = timedelta(days=60)


def as_printed(values: Json, catalogue: Catalogue, day: date) -> Json:
    """The manifest with editions in the designations, names in place of blanks, and no list that says nothing.

    Whether it still passes is to be asked of the engine.
    """
    printed = deepcopy(values)
    decided = day - _SINCE if day - date.min > _SINCE else day
    products = printed.get("products", ())
    ids = {product["id"] for product in products if product.get("models")}
    printed["certificates"] = [_entry(entry, catalogue, decided, ids) for entry in printed["certificates"]]
    return printed


def _entry(entry: Json, catalogue: Catalogue, day: date, ids: set[str]) -> Json:
    if edition := entry.get("edition"):
        joined = f"{entry['standard']}{':' if edition[:1].isdecimal() else ' '}{edition}"
        if catalogue.resolve(joined) == catalogue.resolve(entry["standard"], edition)._replace(text=joined):
            entry = {**entry, "standard": joined, "edition": None}
    if entry["kind"] != "product":
        entry = {**entry, "attestation": None}
    body = entry.get("body")
    if body and "id" not in body:
        entry["body"] = {"name": _BODY}
    for key in ("issued", "effective", "expires"):
        if entry.get(key):
            entry[key] = (date.fromisoformat(entry[key]) - _SINCE).isoformat()
    for row in entry.get("accreditations", ()):
        row |= {"from": add(day, _ACCREDITED[0]).isoformat(), "until": add(day, _ACCREDITED[1]).isoformat()}
    for event in entry.get("events", ()):
        event["date"] = day.isoformat()
        if "laboratory" in event:
            event["laboratory"] = {"name": _LABORATORY, **event["laboratory"]}
            event["report"] = "TR-0001"
    covers: Json = entry.get("covers", {})
    if "models" in covers:
        covers["models"] = [name for name in covers["models"] if name not in ids]
    entry["covers"] = {key: value for key, value in covers.items() if value}
    return {key: entry[key] for key in _KEYS if key in entry and _says(key, entry[key])}


def _says(key: str, value: Any) -> bool:
    """Whether a value says something; a term that is stated as none does."""
    return key == "expires" or value not in (None, [], {})
