"""Editions: any in place of the current one and the reverse, an entry of a list, a year more or less."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import OTHER, STRICTER, WEAKER, Edit, put, turned, without_each
from checker.catalogue import Catalogue


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:
    """The edits of one requirement."""
    stated: Any = rule.get("edition", "current")
    if any(catalogue.resolve(text).edition for text in rule["standards"]):
        return  # a dated standard is the edition
    if stated == "any":
        yield turned("edition", "any", "current", STRICTER, put("/edition", "current"))
        return
    yield turned("edition", _told(stated), "any", WEAKER, put("/edition", "any"))
    if isinstance(stated, list):
        yield from without_each("edition", stated, "/edition")
    if isinstance(stated, dict):
        year = int(stated["from"])
        yield turned("edition", f"from {year}", f"from {year - 1}", WEAKER, put("/edition/from", str(year - 1)))
        yield turned("edition", f"from {year}", f"from {year + 1}", STRICTER, put("/edition/from", str(year + 1)))
    if stated != "current":
        yield turned("edition", _told(stated), "current", OTHER, put("/edition", "current"))


def _told(stated: Any) -> str:
    if isinstance(stated, dict):
        return f"from {stated['from']}"
    return ", ".join(stated) if isinstance(stated, list) else str(stated)
