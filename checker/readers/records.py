"""Records of other data models: `gs1_gdsn.py` turns GS1 GDSN trade items into manifests, and so on for each model.

A module of a format has `manifests(document, asked)`: the documents of the manifests that a record states, every value
of which keeps its place in the record (`Stated`). What has to be read in a way of its own (a table, a spreadsheet, a
signed text) has `documents(source)` besides. A new format is one such file and its line in `FORMATS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from checker.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Document
    from checker.readers.asked import Asked
    from checker.readers.gs1_node import Stated

FORMATS = {
    "gs1-gdsn": "GS1 GDSN trade items (JSON, NDJSON)",
    "gs1-jsonld": "schema.org Certification and gs1:CertificationDetails (JSON-LD)",
    "gs1-us": "GS1 US Data Hub product reports with columns for certificates (CSV)",
    "iaf-certsearch": "exports of IAF CertSearch (CSV)",
    "untp": "UNTP Digital Conformity Credentials 0.5, 0.6, 0.7 (JSON, signed text)",
    "xlsx": "filled spreadsheets of suppliers (`--template` writes the empty one)",
}
"""Each format with what its records are; the module is named for the format."""

_DIRECT = {"gs1-gdsn": ("DraftItem", "CatalogueItem", "TradeItem")}
_CREDENTIAL = "DigitalConformityCredential"


class Format(Protocol):
    """What the module of a format offers."""

    def manifests(self, document: Document, asked: Asked) -> Iterator[Stated]:
        """The manifests that a record states; raises InputError with the place for what is none."""


def as_manifest(document: Document) -> Document:
    """The manifest that a document states if it is a record that `check` reads as it is, else the document.

    Raises InputError for a signed credential, which is evidence, and a manifest only once it is imported.
    """
    values = document.values
    if type(values) is dict and "manifest" not in values:
        for name, keys in _DIRECT.items():
            if any(key in values for key in keys):
                return cast("Any", format_of(name)).manifest(document)  # type: ignore[no-any-return]
        if _CREDENTIAL in str(values.get("type", ""))[:1000]:
            mend = "write a manifest of it with `certgate import untp`; as evidence, name it .jsonld"
            raise InputError(Problem("this is a UNTP credential, and no manifest", document.locate(""), mend))
    return document


def import_record(document: Document, name: str, asked: Asked) -> Iterator[Stated]:
    """The manifests that a record of the named format states, each with where it comes from under `x-imported`.

    Raises InputError for anything else.
    """
    from checker.readers.provenance import mark  # noqa: PLC0415 - of no use to most runs

    for found in format_of(name).manifests(document, asked):
        mark(found, name)
        yield found


def format_of(name: str) -> Format:
    """The module of a format; imported by need, because most runs read manifests alone."""
    return cast("Format", import_module(f"checker.readers.{name.replace('-', '_')}"))
