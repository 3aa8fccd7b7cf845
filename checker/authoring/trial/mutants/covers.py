"""Scope: factories, series patterns, sites, activities, holder."""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import (
    OTHER,
    STRICTER,
    WEAKER,
    Edit,
    out_of,
    put_in,
    turned,
    without_each,
)
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT

_SITES = ("producing", "all", "organisation")
_ACTIVITIES = ("design", "manufacture", "distribution")


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of one requirement."""
    covers = rule.get("covers", {})
    if rule["kind"] == PRODUCT:
        yield _flipped(rule, "factory", covers.get("factory", False), strict=True)
        yield _flipped(rule, "patterns", covers.get("patterns", True), strict=False)
        return
    sites = covers.get("sites", "producing")
    for name in _SITES:
        if name != sites:
            yield turned("covers.sites", sites, name, _way(sites, name), put_in(rule, "covers", "sites", name))
    holder = covers.get("holder", "operator")
    other = "supplier" if holder == "operator" else "operator"
    # An organisation is operated by the supplier; only where activities are asked are its sites looked at.
    if sites != "organisation" or covers.get("activities"):
        yield turned("covers.holder", holder, other, OTHER, put_in(rule, "covers", "holder", other))
    yield from _activities(rule, covers.get("activities", []))


def _way(sites: str, name: str) -> str:
    return WEAKER if name == "organisation" or sites == "all" else STRICTER


def _flipped(rule: Json, key: str, value: bool, *, strict: bool) -> Edit:
    """A switch thrown; `strict`: it asks more when it is on."""
    direction = STRICTER if strict is not value else WEAKER
    told = f"covers.{key}"
    return turned(told, str(value).lower(), str(not value).lower(), direction, put_in(rule, "covers", key, not value))


def _activities(rule: Json, stated: list[str]) -> Iterator[Edit]:
    yield from without_each("covers.activities", stated, "/covers/activities", WEAKER)
    if len(stated) == 1:
        yield Edit("covers.activities", f"drop {stated[0]}", WEAKER, out_of(rule, "covers", "activities"))
    for name in [each for each in _ACTIVITIES if each not in stated][:1]:
        changes = put_in(rule, "covers", "activities", [*stated, name])
        yield Edit("covers.activities", f"add {name}", STRICTER, changes)
