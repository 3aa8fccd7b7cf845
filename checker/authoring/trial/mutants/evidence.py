"""Tests and audits: not asked, asked, in an accredited laboratory or not."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, out, put, turned
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT

_LABORATORY = "accredited_laboratory"


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    if rule["kind"] == PRODUCT:
        yield from _testing(rule)
    elif "audits" in rule:
        yield Edit("audits", "drop", WEAKER, out("/audits"))
    else:
        yield Edit("audits", "add", STRICTER, put("/audits", "required"))


def _testing(rule: Json) -> Iterator[Edit]:
    if "testing" not in rule:
        yield Edit("testing", "add", STRICTER, put("/testing", {_LABORATORY: False}))
        return
    yield Edit("testing", "drop", WEAKER, out("/testing"))
    value = rule["testing"].get(_LABORATORY, False)
    words = str(value).lower(), str(not value).lower()
    direction = WEAKER if value else STRICTER
    yield turned(f"testing.{_LABORATORY}", *words, direction, put(f"/testing/{_LABORATORY}", not value))
