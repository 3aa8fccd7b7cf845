"""Attestation: drop each that is accepted, add one that is not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import Edit, with_each, without_each
from checker.catalogue import Catalogue

_DEFAULT = ["certification"]
_WORDS = ("certification", "declaration", "test-report", "inspection")


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement; where it states nothing, one stands for all that could be added."""
    stated = rule.get("attestation", _DEFAULT)
    yield from without_each("attestation", stated, "/attestation")
    added = _WORDS if "attestation" in rule else _WORDS[:2]
    yield from with_each("attestation", stated, added, "/attestation")
