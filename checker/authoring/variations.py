"""Manifests near a given one, as changes: each a plausible near miss or near hit under some policies.

Every value that a policy names (a standard, a body, an activity, a span of time) is tried, and the value beside it.
What a change makes of the verdict is for the engine to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from checker.authoring import _around
from checker.authoring.changes import ChangeError, Json, pointer_of, value_at
from checker.catalogue import Catalogue
from checker.model.policy import PRODUCT, Policy, Requirement
from checker.records import NamedTuple

Changes = list[Json]


class Near(NamedTuple):
    """Where variations start from: the manifest's values, the policies, the catalogue and the day."""

    values: Json
    rules: tuple[Requirement, ...]
    policies: tuple[Policy, ...]
    catalogue: Catalogue
    day: date


def variations(
    values: Json, policies: Sequence[Policy], catalogue: Catalogue, day: date, *, pairs: bool = False
) -> Iterator[Changes]:
    """Lists of changes to a schema-conforming manifest, in a fixed order: one change each, the removal of parts first.

    `pairs`: then every two of them that concern different places; there are many, so take as many as you can afford.
    """
    rules = tuple(rule for policy in policies for rule in policy.requirements)
    near = Near(values, rules, tuple(policies), catalogue, day)
    singles = list(_distinct(near))
    yield from singles
    if pairs:
        for one, other in combinations(singles, 2):
            if not _touch(one, other):
                yield [*one, *other]


def _distinct(near: Near) -> Iterator[Changes]:
    """Every variation once, but for those that change nothing."""
    seen: set[str] = set()
    for changes in _all(near):
        key = repr(changes)
        if key not in seen and not _idle(near.values, changes):
            seen.add(key)
            yield changes


def _all(near: Near) -> Iterator[Changes]:
    for position, entry in enumerate(near.values["certificates"]):
        yield [{"remove": f"/certificates/{position}"}]
        place = ("certificates", position)
        for key in _keys(entry):
            yield [{"remove": pointer_of((*place, *key))}]
        for path, value in _of_certificate(near, entry):
            yield [_set(entry, place, path, value)]
        yield from _events(near, entry, place)
    yield from _of_the_rest(near)


def _keys(entry: Json) -> Iterator[tuple[str | int, ...]]:
    """What may be left out of a certificate: its optional keys, the keys of its parts, each of its dated facts."""
    for key in sorted(entry.keys() - {"id", "kind", "standard"}):
        yield (key,)
        part = entry[key]
        if isinstance(part, dict):
            yield from ((key, inner) for inner in sorted(part))
        elif isinstance(part, list):
            yield from ((key, index) for index in range(len(part)))


def _of_certificate(near: Near, entry: Json) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Places of a certificate, each with another value."""
    for text in _around.designations(near.rules, near.catalogue):
        yield ("standard",), text
    yield ("kind",), "management-system" if entry["kind"] == PRODUCT else PRODUCT
    kind = str(entry["kind"])
    rules = [rule for rule in near.rules if rule.kind == kind]
    table = _around.PRODUCT_PLACES if kind == PRODUCT else _around.SYSTEM_PLACES
    for path, of in (*_around.EITHER, *table):
        for value in of(rules, near.values, entry):
            yield path, value
    for value in _around.bodies(rules, near.catalogue, str(entry["standard"])):
        yield ("body",), value
    for value in _around.accreditations(rules, near.catalogue, entry, near.day):
        yield ("accreditations",), value
    for key, day in _around.terms(entry, near.day):
        yield (key,), day
    for status in _around.statuses(near.rules, near.day):
        yield ("status",), status


def _events(near: Near, entry: Json, place: tuple[str | int, ...]) -> Iterator[Changes]:
    """Adverse facts that are added, and every dated fact moved to the edges of what the policies ask."""
    start = {"value": [], "set": pointer_of((*place, "events"))}
    first = [] if isinstance(entry.get("events"), list) else [start]
    for event in _around.happenings(entry, near.day):
        yield [*first, {"add": pointer_of((*place, "events", "-")), "value": event}]
    for index, event in enumerate(entry.get("events", ())):
        for day in _around.moved(near.rules, near.day):
            if event["date"] != day:
                yield [{"set": pointer_of((*place, "events", index, "date")), "value": day}]
        if event["type"] == "surveillance":
            yield [{"set": pointer_of((*place, "events", index, "result")), "value": "nonconforming"}]


def _of_the_rest(near: Near) -> Iterator[Changes]:
    """Products and sites: what they are, where they are made, and more of them."""
    yield [{"set": "/certificates", "value": []}]
    for position, product in enumerate(near.values.get("products", ())):
        place: tuple[str | int, ...] = ("products", position)
        for key in sorted(product.keys() - {"id"}):
            yield [{"remove": pointer_of((*place, key))}]
        for path, value in _around.of_product(near.policies, near.values, product, near.day):
            yield [_set(product, place, path, value)]
    for index, site in enumerate(near.values["supplier"].get("sites", ())):
        place = ("supplier", "sites", index)
        for path, value in _around.of_site(near.rules, site):
            yield [_set(site, place, path, value)]
    yield from _around.more(near.values)


def _set(holder: Json, place: tuple[str | int, ...], path: tuple[str, ...], value: Any) -> Json:
    """A change that gives a part a value; where the part's holder is not there, the holder comes with it."""
    while len(path) > 1 and not isinstance(holder.get(path[0]), dict):
        *path_list, last = path
        path, value = tuple(path_list), {last: value}
    return {"set": pointer_of((*place, *path)), "value": value}


def _idle(values: Json, changes: Changes) -> bool:
    """Whether a change sets what stands there already, or takes out what does not."""
    change = changes[0]
    try:
        if "set" in change:
            return len(changes) == 1 and bool(value_at(values, change["set"]) == change["value"])
        if "remove" in change:
            value_at(values, change["remove"])
    except ChangeError:
        return "remove" in change
    return False


def _touch(one: Changes, other: Changes) -> bool:
    """Whether two lists of changes concern the same place, one within the other, or places of one list."""
    return any(_near(_place(a), _place(b)) for a in one for b in other)


def _place(change: Json) -> str:
    return str(change.get("set") or change.get("add") or change.get("remove"))


def _near(one: str, other: str) -> bool:
    within = f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
    return within or _same_list(one, other) or _same_list(other, one)


def _same_list(one: str, other: str) -> bool:
    """Whether both are entries of one list, where the removal of one would move the other."""
    head, last = one.rsplit("/", 1)
    return other.startswith(f"{head}/") and (last.isdecimal() or last == "-")
