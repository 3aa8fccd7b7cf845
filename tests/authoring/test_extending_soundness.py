"""What loads without an override blocks whatever the extended policy blocks: drawn policies, manifests, days, orders.

A policy extends a drawn one by small edits, or one that does so itself. On the days on which it is in effect it has to
block whatever the extended one blocks, with an order that states a contract period and without one.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from checker import api
from checker.document import Document
from checker.engine import assess
from checker.errors import InputError
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.policy import Policy
from tests.builders import Json, catalogue, document
from tests.compare import drawn

pytestmark = pytest.mark.generated

CHAINS, MANIFESTS, EACH = 260, 200, 30
_WINDOWS: list[Json] = [
    {},
    {"from": "2025-01-01"},
    {"from": "2026-03-01"},
    {"from": "2026-11-23"},
    {"until": "2026-11-23"},
    {"from": "2025-01-01", "until": "2027-06-01"},
]
_PERIOD = {"from": "award", "until": "delivery"}
_DATES = [("2024-03-01", "2026-12-31"), ("2025-06-01", "2027-01-31"), ("2026-11-01", "2027-09-01")]


def whole(random: Random, base: Json) -> Json:
    """Keys of a whole policy that one which extends `base` states anew."""
    names = [row["id"] for row in base["requirements"]]
    table: dict[str, list[Any]] = {
        "effective": _WINDOWS,
        "applies_to": [each for each in drawn._APPLIES if each] + [{}],
        "decision": [{"any": names}, {"all": names}, {"at_least": {"n": 1, "of": names}}, names[0]],
        "period": [_PERIOD],
        "in_force": [{"on": "production"}],
        "evidence": ["both", "either", "product", "management-system"],
    }
    key = random.choice(sorted(table))
    return {key: random.choice(table[key])}


def extending(random: Random, base: Json, name: str) -> Json:
    """A policy that extends `base` by one edit, two or three."""
    own: Json = {"policy": 1, "id": name, "title": name, "version": "1", "extend": base["id"]}
    rows: dict[str, Json] = {}
    for _ in range(random.randint(1, 3)):
        if "effective" in base and random.random() < 0.3:
            # The same days, said of the requirements instead of the policy.
            own["effective"] = random.choice(_WINDOWS)
            rows |= {row["id"]: {"id": row["id"], "effective": base["effective"]} for row in base["requirements"]}
        elif random.random() < 0.35:
            own |= whole(random, base)
        elif random.random() < 0.15:
            rows["more"] = {**random.choice(drawn._MORE), "id": "more"}
        else:
            row = random.choice(base["requirements"])
            table = drawn._PRODUCT if row.get("kind", drawn.PRODUCT) == drawn.PRODUCT else drawn._SYSTEM
            key = random.choice(sorted(table))
            value = random.choice(_WINDOWS if key == "effective" else [each for each in table[key] if each is not None])
            rows.setdefault(row["id"], {"id": row["id"]})[key] = value
    return {**own, "requirements": list(rows.values())} if rows else own


def started(random: Random) -> Json:
    """A policy to be extended, in effect for a while or with a contract period."""
    base = deepcopy(random.choice(drawn.bases()))
    base = drawn.edited(random, base) if random.random() < 0.5 else base
    base["id"] = "base"
    if random.random() < 0.4:
        base["effective"] = random.choice(_WINDOWS)
    if random.random() < 0.4:
        base["period"] = _PERIOD
    return base


def chain(random: Random) -> list[Policy]:
    """Policies of which each extends the one before, as far as they load."""
    first = started(random)
    files = {"base": first}
    found = [first]
    for name in ("one", "two"):
        files[name] = {**extending(random, found[0] if name == "two" else found[-1], name), "extend": found[-1]["id"]}
        found.append(files[name])

    def find(name: str, _given: Document) -> Document:
        return document(deepcopy(files[name]), f"{name}.json")

    loaded: list[Policy] = []
    for values in found:
        try:
            loaded.append(api.load_policy(document(deepcopy(values), f"{values['id']}.json"), catalogue(), find))
        except InputError:
            break
    return loaded


def ordered(random: Random, manifest: Manifest) -> Order | None:
    if random.random() < 0.3:
        return None
    items = [{"product": product.id} for product in manifest.products or ()]
    award, delivery = random.choice(_DATES)
    values = {"order": 1, "items": items, "dates": {"award": award, "delivery": delivery}}
    return api.load_order(document(values, "o.json")) if items else None


def test_nothing_that_loads_without_an_override_lets_pass_what_the_extended_policy_blocks() -> None:
    random, seen = Random(7), Counter[str]()
    corpus = [drawn.judged(random) for _ in range(MANIFESTS)]
    for _ in range(CHAINS):
        policies = chain(random)
        for base, own in pairwise(policies):
            seen["loaded"] += 1
            for manifest, day in random.sample(corpus, EACH):
                order = ordered(random, manifest) if base.period else None
                if own.effective.holds(day) and blocked(base, manifest, day, order):
                    seen["blocked"] += 1
                    assert blocked(own, manifest, day, order), (base, own, day, order)
    assert seen["loaded"] >= CHAINS / 4, seen
    assert seen["blocked"] >= 5 * seen["loaded"], seen


def blocked(policy: Policy, manifest: Manifest, day: date, order: Order | None) -> bool:
    return assess(manifest, [policy], catalogue(), day, order=order).verdict in ("fail", "undetermined")
