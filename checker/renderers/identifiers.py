"""Identifiers that formats ask for: made of what the report says, so that the same report has the same ones."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from checker.json_library import orjson
from checker.renderers.marks import fingerprint

Json = dict[str, Any]

NAMESPACE = UUID("5f0c6a52-8d0e-5c8b-9d6b-2f0d3c1b7a64")
"""The namespace of all identifiers that certgate makes (RFC 9562, version 5)."""


class Identifiers:
    """The identifiers of one report in one format; any change of the report changes all of them."""

    def __init__(self, report: Json, format_: str) -> None:
        digest = sha256(orjson.dumps({**report, "manifests": None}))
        for manifest in report["manifests"]:
            digest.update(orjson.dumps(manifest))
        self._root = uuid5(NAMESPACE, f"{format_}:{digest.hexdigest()}")

    @property
    def document(self) -> str:
        """The identifier of the report as a whole."""
        return str(self._root)

    def of(self, *parts: str | int) -> str:
        """The identifier of what these parts name within the report."""
        return str(uuid5(self._root, fingerprint(*map(str, parts))))
