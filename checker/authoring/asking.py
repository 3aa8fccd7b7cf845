"""What policies say of a manifest that is given as values: the way of a file, through schema, decoder and engine."""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from hashlib import sha256

from checker.authoring.changes import Json
from checker.catalogue import Catalogue
from checker.document import Document
from checker.engine.assess import assess
from checker.errors import InputError
from checker.evidence import as_stated
from checker.loading import load_manifest
from checker.model.assessment import Assessment
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.policy import Policy

UNUSABLE = "unusable"
"""The verdict on values that are no manifest."""


def document_of(values: Json, name: str = "manifest.json") -> Document:
    """Values as if they had been read from a file; every place is its beginning."""
    digest = sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    return Document(name, digest, deepcopy(values), dict)


def manifest_of(document: Document) -> Manifest:
    """The manifest of a document, its evidence taken at its word: no file is opened. Raises InputError."""
    return as_stated(load_manifest(document))


def ask(
    values: Json, policies: Sequence[Policy], catalogue: Catalogue, day: date, order: Order | None = None
) -> Assessment:
    """The assessment of a manifest on a day. Raises InputError for values that are no manifest."""
    return assess(manifest_of(document_of(values)), policies, catalogue, day, order=order)


def verdict_of(
    values: Json, policies: Sequence[Policy], catalogue: Catalogue, day: date, order: Order | None = None
) -> str:
    """The verdict on a manifest on a day; `unusable` for values that are no manifest."""
    try:
        return ask(values, policies, catalogue, day, order).verdict
    except InputError:
        return UNUSABLE
