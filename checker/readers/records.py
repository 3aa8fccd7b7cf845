"""Records of other data models that are read as manifests: `gs1_gdsn.py` turns GS1 GDSN trade items into them.

A module of a format has `manifest(document, prepared)`: the document of the manifest that a record states, every value
of which keeps its place in the record. A new format is one such file, its name, and the keys that tell its records.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from checker.errors import InputError, Problem, did_you_mean

if TYPE_CHECKING:
    from checker.document import Document

FORMATS = {"gs1-gdsn": ("DraftItem", "CatalogueItem", "TradeItem")}
"""Each format with the keys of which a record has one at its top; the module is named for the format."""


class _Format(Protocol):
    """What the module of a format offers."""

    def manifest(self, document: Document, prepared: str | None = None) -> Document:
        """The manifest that a record states; `prepared` (YYYY-MM-DD) stands in for a date that the record lacks."""


def as_manifest(document: Document) -> Document:
    """The manifest that a document states if it is a record of a known format, else the document as it is."""
    values = document.values
    if type(values) is dict and "manifest" not in values:
        for name, keys in FORMATS.items():
            if any(key in values for key in keys):
                return _format(name).manifest(document)
    return document


def import_record(document: Document, name: str, prepared: str | None = None) -> Document:
    """The manifest that a record of the named format states; raises InputError for anything else."""
    values = document.values
    if type(values) is not dict or not any(key in values for key in FORMATS[name]):
        mend = f"such a record has `{'`, `'.join(FORMATS[name][:-1])}` or `{FORMATS[name][-1]}` at its top"
        if type(values) is dict and (near := next((did_you_mean(key, FORMATS[name]) for key in values), "")):
            mend = near
        raise InputError(Problem(f"this is no {name} record", document.locate(""), mend))
    return _format(name).manifest(document, prepared)


def _format(name: str) -> _Format:
    """The module of a format; imported by need, because most runs read manifests alone."""
    return cast("_Format", import_module(f"checker.readers.{name.replace('-', '_')}"))
