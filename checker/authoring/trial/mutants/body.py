"""Certification bodies: the other way of accepting them, a longer or shorter list, with or without the MRA."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import (
    OTHER,
    STRICTER,
    WEAKER,
    Edit,
    out,
    put,
    put_in,
    turned,
    with_each,
    without_each,
)
from checker.catalogue import Catalogue
from checker.model.accreditation import DEFAULT
from checker.model.policy import PRODUCT

_LISTS = {PRODUCT: "osha-nrtl"}
_OTHER_LIST = "eu-notified-bodies"


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:
    """The edits of one requirement."""
    body = rule.get("body", {})
    if listed := body.get("recognised_by"):
        yield turned("body", listed, "accredited", OTHER, put("/body", {"accredited_to": "default"}))
        for name in catalogue.recognition_ids():
            if name != listed:
                yield turned("body", listed, name, OTHER, put("/body/recognised_by", name))
        return
    name = _LISTS.get(rule["kind"], _OTHER_LIST)
    yield turned("body", "accredited", name, OTHER, put("/body", {"recognised_by": name}))
    mra = body.get("mra", False)
    direction = WEAKER if mra else STRICTER
    yield turned("body.mra", _word(mra), _word(not mra), direction, put_in(rule, "body", "mra", not mra))
    if by := body.get("by"):
        changes = out("/body/by") if len(body) > 1 else put("/body", {"accredited_to": "default"})
        yield Edit("body.by", "drop the list", WEAKER, changes)
        yield from without_each("body.by", by, "/body/by")
        yield from with_each("body.by", by, _another(by, rule["kind"], catalogue), "/body/by")


def _another(by: list[str], kind: str, catalogue: Catalogue) -> list[str]:
    """One accreditation body more that could be listed: the first of the catalogue with that programme."""
    taken = {row.id for name in by if (row := catalogue.accreditation_body(name))}
    rows = [row for row in catalogue.accreditation_bodies() if row.id not in taken]
    offered = [row.id for row in rows if (programme := row.programme(DEFAULT[kind])) and programme.offered]
    return offered[:1]


def _word(value: object) -> str:
    return str(value).lower()
