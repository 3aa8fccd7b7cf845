"""Pairs of policies that differ by small edits, and manifests to judge them by, from a seed.

The edits name what `tests.strategies` changes in manifests, so that they matter there. Codes that can hide others when
they are accepted as unknown are drawn often.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from functools import cache
from random import Random
from typing import Any

import yaml

from checker import api
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.model.policy import Policy
from tests import strategies
from tests.builders import Json, document, load_policy, manifest

PRODUCT, SYSTEM = "product", "management-system"
SHIPPED = ("us-workplace-electrical", "environment-and-ohs", "food-safety-supplier", "us-medical-electrical")

_EITHER: dict[str, list[Any]] = {
    "edition": ["current", "any", ["2014"], ["2014", "2019"], ["2015"], ["2008", "2015"], {"from": 2014}, None],
    "body": [{}, {"mra": True}, {"by": ["ANAB"]}, {"by": ["ANAB", "DAkkS"]}, {"by": ["DAkkS"], "mra": True}, None],
    "status": [{"checked_within": span} for span in ("30 days", "90 days", "700 days", "never")] + [None],
    "accept_unknown": [
        ["status-missing"],
        ["status-stale", "status-conflict"],
        ["holder-missing", "holder-mismatch"],
        ["accreditation-not-in-force", "body-not-accredited", "accreditation-out-of-scope"],
        ["standard-unknown"],
        ["edition-missing", "edition-not-accepted", "edition-superseded"],
        ["component-only", "type-only", "lot-not-covered"],
        ["audit-record-missing"],
        ["activity-not-covered", "site-not-covered"],
        None,
    ],
    "attestation": [["certification", "declaration"], ["declaration"], ["certification", "test-report"], None],
    "effective": [{"from": "2026-11-23"}, {"until": "2026-11-22"}, {"from": "2026-10-01", "until": "2027-05-09"}, None],
    "enforcement": ["advisory", None],
    "waivable": [False, None],
}
_PRODUCT: dict[str, list[Any]] = {
    **_EITHER,
    "standards": [
        ["UL 62368-1"],
        ["UL 62368-1", "UL 60950-1"],
        ["UL 60950-1"],
        ["ANSI/UL 62368-1"],
        ["UL 62368-1", "IEC 62368-1"],
        ["UL 62368-1:2019"],
    ],
    "mark": [{"types": ["listed"]}, {"types": "any"}, {"market": "US"}, {"market": "EU"}, {"market": "DE"}, None],
    "scheme": [{"types": ["3", "4", "5"]}, {"types": ["5"]}, {"types": "any"}, {"types": ["1b", "5"]}, None],
    "covers": [{"factory": True}, {"patterns": False}, {"factory": True, "patterns": False}, None],
    "surveillance": [{"every": span} for span in ("12 months", "24 months", "365 days", "400 days")] + [None],
    "testing": [{}, {"accredited_laboratory": True}, None],
    "in_force": [{"on": "production"}, None],
}
_SYSTEM: dict[str, list[Any]] = {
    **_EITHER,
    "standards": [["ISO 9001"], ["ISO 9001", "ISO 14001"], ["ISO 14001"], ["EN ISO 9001"], ["ISO 9001:2015"]],
    "covers": [
        {"sites": "all"},
        {"sites": "organisation"},
        {"activities": ["design"]},
        {"activities": ["design", "manufacture"]},
        {"holder": "supplier"},
        None,
    ],
    "surveillance": [{"every": "12 months"}, {"rule": "iso-17021"}, {"rule": "iso-17021", "every": "18 months"}, None],
    "audits": ["required", None],
}
_APPLIES: list[Any] = [
    {"markets": ["US"]},
    {"markets": ["US", "EU"]},
    {"markets": ["DE"]},
    {"categories": ["electrical-equipment"]},
    {"categories": ["Electrical Equipment", "toys"]},
    {"types": ["series"]},
    None,
]
_MORE: list[Json] = [
    {"id": "environment", "kind": SYSTEM, "standards": ["ISO 14001"]},
    {"id": "another-listing", "kind": PRODUCT, "standards": ["UL 60950-1", "UL 62368-1"]},
    {"id": "organisation", "kind": SYSTEM, "standards": ["ISO 9001"], "covers": {"sites": "organisation"}},
]
_SOURCES: dict[Policy, Json] = {}
_DAYS = "2024-05-10 2025-04-20 2026-03-01 2026-10-01 2026-11-22 2026-11-23 2026-11-23 2026-11-24 2027-05-10"


@cache
def bases() -> tuple[Json, ...]:
    """The policies to start from: those of the strategies, and some that ship."""
    files = api.shipped_policies()
    shipped = []
    for name in SHIPPED:
        with open(files[name], encoding="utf-8") as file:
            shipped.append(yaml.load(file, yaml.BaseLoader))
    return (*strategies.POLICIES, *map(_plain, shipped))


def _plain(values: Any) -> Any:
    """Values with the booleans and numbers that a reader without a schema leaves as text."""
    if isinstance(values, dict):
        return {key: _plain(value) for key, value in values.items()}
    if isinstance(values, list):
        return [_plain(each) for each in values]
    return {"true": True, "false": False, "1": 1}.get(values, values) if isinstance(values, str) else values


def _with(values: Json, key: str, value: Any) -> Json:
    kept = {name: each for name, each in values.items() if name != key}
    return kept if value is None else {**kept, key: value}


def edited(random: Random, source: Json) -> Json:
    """A policy after one small edit; one that does not load is for the caller to refuse."""
    found = deepcopy(source)
    rows = found["requirements"]
    what, place = random.random(), random.randrange(len(rows))
    if what < 0.7:
        table = _PRODUCT if rows[place]["kind"] == PRODUCT else _SYSTEM
        key = random.choice(sorted(table))
        rows[place] = _with(rows[place], key, random.choice(table[key]))
    elif what < 0.8:
        found = _with(found, "applies_to", random.choice(_APPLIES))
    elif what < 0.86:
        rows.append(deepcopy(random.choice(_MORE)))
    elif what < 0.9 and len(rows) > 1:
        rows.pop(place)
    elif what < 0.93:
        rows[place]["id"] = "renamed"
    elif what < 0.97:
        found = _with(found, "decision", None if "decision" in found else "any")
    else:
        found = _with(found, "effective", random.choice([{"from": "2026-11-01"}, {"until": "2027-01-01"}]))
    return _coherent(found)


def _coherent(found: Json) -> Json:
    """The policy with a decision over what is mandatory, and the `evidence` that follows."""
    counting = [row for row in found["requirements"] if row.get("enforcement") != "advisory"]
    kinds = {row["kind"] for row in counting} or {PRODUCT}
    either = bool(found.get("decision")) and len(kinds) > 1
    found["evidence"] = "either" if either else "both" if len(kinds) > 1 else kinds.pop()
    names = [row["id"] for row in counting]
    return _with(found, "decision", {"any": names} if found.get("decision") and names else None)


def loaded(source: Json) -> Policy | None:
    """The policy, if it loads."""
    try:
        return load_policy(source)
    except InputError:
        return None


def pair(random: Random, edits: int) -> tuple[Policy, Policy]:
    """Two policies that differ by some edits, the first itself perhaps edited."""
    while True:
        one = deepcopy(random.choice(bases()))
        one = edited(random, one) if random.random() < 0.4 else one
        other = one
        for _ in range(edits):
            other = edited(random, other)
        first, second = loaded(one), loaded(other)
        if first and second and one != other:
            _SOURCES[first] = one
            return first, second


def families(random: Random, count: int, size: int) -> Iterator[list[Policy]]:
    """Families of policies: one, perhaps edited, and others that come of it by one edit each."""
    for _ in range(count):
        family = list(pair(random, 1))
        source = _SOURCES[family[0]]
        while len(family) < size:
            found = loaded(edited(random, source))
            if found and found not in family:
                family.append(found)
        yield family


def _sampled(random: Random, table: dict[str, list[Any]], most: int) -> Json:
    keys = random.sample(sorted(table), random.randint(0, most))
    return {key: random.choice(table[key]) for key in keys}


def _certificate(random: Random, name: str) -> Json:
    """One more certificate; half of them are known to be another than those there are."""
    listed = random.random() < 0.5
    table = strategies._LISTED if listed else strategies._QUALITY
    source = {"c": manifest()["certificates"][0 if listed else 1]}
    entry: Json = strategies._apply(source, strategies._under("/c", _sampled(random, table, 2)))["c"]
    fresh = {"number": f"fresh {name}", "body": {"id": "its"}} if random.random() < 0.5 else {}
    return {**entry, "id": name, **fresh}


def judged(random: Random) -> tuple[Manifest, date]:
    """A manifest as the strategies draw them, with one model for speed, and a day."""
    while True:
        values = strategies._apply(manifest(), _sampled(random, strategies._TABLE, 3))
        for product in values["products"]:
            product["models"] = product.get("models", [])[:1]
        if random.random() < 0.3:
            values["certificates"].append(_certificate(random, "more"))
        try:
            found = api.load_manifest(document(values))
        except InputError:
            continue
        return found, date.fromisoformat(random.choice(_DAYS.split()))
