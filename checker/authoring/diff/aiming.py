"""Where to look for a manifest that shows a difference: the days, the orders, the places of a manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.authoring.changes import Json
from checker.authoring.diff.pairs import Pair
from checker.catalogue import Catalogue
from checker.compare import EQUAL, Comparison
from checker.engine.days import window
from checker.model.calendar import add, next_day, previous_day
from checker.model.order import Item, Order
from checker.model.policy import Period

_MOST_DAYS = 16
_SOON = Period(months=6)
# The places of a manifest that each rule looks at.
_PLACES = {
    "kind": ("/kind", "/standard"),
    "standards": ("/standard",),
    "edition": ("/standard", "/edition", "/issued"),
    "attestation": ("/attestation",),
    "mark.types": ("/mark",),
    "mark.market": ("/mark",),
    "scheme": ("/scheme",),
    "body": ("/body", "/accreditations"),
    "covers.factory": ("/factories", "/produced_at", "/supplier/sites"),
    "covers.patterns": ("/models",),
    "covers.sites": ("/sites", "/produced_at"),
    "covers.activities": ("/activities", "/sites"),
    "covers.holder": ("/holder", "/operator"),
    "surveillance": ("/events",),
    "testing": ("/events",),
    "audits": ("/events",),
    "checked_within": ("/status",),
    "in_force": ("/lots", "/expires", "/effective"),
    "applies_to": ("/categories", "/markets", "/type"),
}


def days(pair: Pair, found: Comparison, catalogue: Catalogue, day: date) -> list[date]:
    """The day itself, then those about which requirements begin or cease to block, and editions appear or end."""
    rules = [rule for policy in (pair.old, pair.new) for rule in policy.requirements]
    edges = [edge for rule in rules for edge in window(rule.effective)]
    changed = {part.rule for part in found.parts}
    if changed & {"edition", "standards", "applies_to"}:
        names = dict.fromkeys(ref.id for rule in rules for ref in rule.standards)
        rows = [row for name in names if (row := catalogue.standard(name)) is not None]
        ends = [each for row in rows for edition in row.editions for each in edition.transitions]
        edges += [next_day(end) for each in ends for end in (each.end, each.last_new_issue) if end]
        published = [edition.published for row in rows for edition in row.editions if edition.published]
        edges += [when for each in published for when in (each, add(each, _SOON))]
    # The day before an edition appears it can be in a list, but not be current.
    near = sorted(dict.fromkeys(edges), key=lambda edge: (abs((edge - day).days), edge))
    both = [each for edge in near for each in (edge, previous_day(edge))]
    return list(dict.fromkeys([day, *both]))[:_MOST_DAYS]


def orders(pair: Pair, day: date, order: Order | None) -> list[Order | None]:
    """The order that is given; else none, and where a policy has a period one that states its dates."""
    periods = [policy.period for policy in (pair.old, pair.new) if policy.period]
    if order is not None or not periods:
        return [order]
    until = add(day, Period(months=3))
    dates = {name: when for period in periods for name, when in ((period.start, day), (period.until, until))}
    items = (Item("product-1", "/items/0"), Item("product-2", "/items/1"))
    return [None, *(Order(items[:count], dates, "order.yaml") for count in (1, 2))]


def aims(found: Iterable[list[Json]], comparison: Comparison, *, aimed: bool) -> Iterator[list[Json]]:
    """The changes to the places that the differing rules look at, or the others; in their order."""
    places = tuple(place for part in comparison.parts if part.relation != EQUAL for place in _PLACES.get(part.rule, ()))
    for changes in found:
        text = " ".join(_pointer(change) for change in changes)
        if any(place in text for place in places) is aimed:
            yield changes


def _pointer(change: Json) -> str:
    return str(change.get("set") or change.get("add") or change.get("remove"))
