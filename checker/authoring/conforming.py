"""A small manifest that policies accept, made from the policies and the catalogue alone.

A supplier with one plant and one product of each kind that is asked for has no certificates; the advice on that
manifest names the certificates to get, and the engine says whether they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checker.advise import advise
from checker.advise.plan import FOUND, NOTHING
from checker.authoring.asking import document_of, verdict_of
from checker.authoring.changes import Json
from checker.authoring.printed import as_printed
from checker.authoring.written import raw_manifest
from checker.catalogue import Catalogue
from checker.gates._product_subject import LOT_ONLY, TYPE_ONLY
from checker.loading import load_manifest
from checker.model.order import Order
from checker.model.policy import All, Policy, Requirement, Window

SUPPLIER = "Example Manufacturing Ltd"
PLANT = "plant"
_BLOCKED = ("fail", "undetermined")
_SERIES, _BATCH = "series", "batch"
_MARKET = "US"


def conforming(
    policies: Sequence[Policy], catalogue: Catalogue, day: date, order: Order | None = None, *, whole: bool = False
) -> Json | None:
    """A manifest that these policies do not block on the day, with few certificates; None where none is found.

    `whole`: with what every requirement asks for that can be had, also those that are advisory, not in effect, or in
    a branch of the decision that is not needed.
    """
    judged = [_whole(policy) for policy in policies] if whole else list(policies)
    found = _certified(judged, catalogue, day, order)
    if found is None and whole:
        found = _certified(_one_by_one(judged, catalogue, day, order), catalogue, day, order)
    if found is None or verdict_of(found, policies, catalogue, day, order) in (*_BLOCKED, "unusable"):
        return conforming(policies, catalogue, day, order) if whole else None
    return found


def skeleton(policies: Sequence[Policy], day: date) -> Json:
    """A supplier's manifest with the products, sites and activities that the policies speak of, and no certificate."""
    rules = [rule for policy in policies for rule in policy.requirements]
    asked = dict.fromkeys(["manufacture", *(name for rule in rules for name in rule.covers.activities)])
    plant = {"id": PLANT, "name": "Main plant", "country": "US", "activities": list(asked)}
    return {
        "manifest": 1,
        "prepared": day.isoformat(),
        "supplier": {"name": SUPPLIER, "sites": [plant]},
        "products": _products(policies, day),
        "certificates": [],
    }


def _products(policies: Sequence[Policy], day: date) -> list[Json]:
    """One product that all policies apply to; several where they are about types that no one product can be of."""
    groups: dict[str, list[Policy]] = {}
    for policy in policies:
        groups.setdefault(_type(policy), []).append(policy)
    return [_product(kind, group, day, number) for number, (kind, group) in enumerate(sorted(groups.items()), 1)]


def _type(policy: Policy) -> str:
    types = policy.applies_to.types or (_SERIES,)
    in_lots = any(rule.on_production for rule in policy.requirements)
    return _BATCH if in_lots and _BATCH in types else _SERIES if _SERIES in types else types[0]


def _product(kind: str, policies: Sequence[Policy], day: date, number: int) -> Json:
    categories = dict.fromkeys(each for policy in policies for each in (policy.applies_to.categories or ())[:1])
    markets = [each for policy in policies for each in (policy.applies_to.markets or ())[:1]]
    markets += [rule.mark.market for policy in policies for rule in policy.requirements if rule.mark.market]
    product: Json = {"id": f"product-{number}", "name": "Example product"}
    if kind != _SERIES:
        product["type"] = kind
    if kind in (_SERIES, _BATCH):
        product["models"] = [f"EX-{number}00"]
    product |= {"categories": list(categories) or ["example"], "markets": list(dict.fromkeys(markets)) or [_MARKET]}
    product["produced_at"] = [PLANT]
    if kind == _BATCH or any(_by_lot(rule) for policy in policies for rule in policy.requirements):
        product["lots"] = [{"id": "L1", "produced": day.isoformat()}]
    return product


def _by_lot(rule: Requirement) -> bool:
    """Whether a certificate for the requirement has to name lots."""
    return rule.on_production or bool(rule.scheme_types and set(rule.scheme_types) <= {TYPE_ONLY, LOT_ONLY})


def _whole(policy: Policy) -> Policy:
    """The policy with every requirement mandatory, in effect and needed."""
    rules = tuple(rule._replace(mandatory=True, effective=Window()) for rule in policy.requirements)
    return policy._replace(requirements=rules, decision=All(tuple(rule.id for rule in rules)), effective=Window())


def _one_by_one(policies: Iterable[Policy], catalogue: Catalogue, day: date, order: Order | None) -> list[Policy]:
    """The policies with those requirements alone for which a certificate can be had."""
    kept = []
    for policy in policies:
        rules = tuple(
            rule
            for rule in policy.requirements
            if _certified([_alone(policy, rule)], catalogue, day, order) is not None
        )
        if rules:
            kept.append(policy._replace(requirements=rules, decision=All(tuple(rule.id for rule in rules))))
    return kept


def _alone(policy: Policy, rule: Requirement) -> Policy:
    return policy._replace(requirements=(rule,), decision=All((rule.id,)))


def _certified(policies: Sequence[Policy], catalogue: Catalogue, day: date, order: Order | None) -> Json | None:
    """The skeleton with the certificates of the cheapest plan; None where no plan is found."""
    if not policies:
        return None
    bare = skeleton(policies, day)
    advice = advise(load_manifest(document_of(bare)), policies, catalogue, day, order=order)
    if advice.outcome == NOTHING:
        return bare
    if advice.outcome != FOUND or advice.after is None:
        return None
    found = _named(raw_manifest(advice.after), policies)
    for written in (as_printed(found, catalogue, day), found):
        if verdict_of(written, policies, catalogue, day, order) == "pass":
            return written
    return None


def _named(values: Json, policies: Sequence[Policy]) -> Json:
    """The manifest with ids and numbers as a supplier would write them, in place of those of a plan."""
    taken: set[str] = set()
    for position, entry in enumerate(values["certificates"], 1):
        stem = _requirement_for(entry, policies)
        name = stem if stem not in taken else f"{stem}-{position}"
        taken.add(name)
        entry |= {"id": name, "number": f"EX-{position:04}"}
    return values


def _requirement_for(entry: Json, policies: Sequence[Policy]) -> str:
    """The id of the first requirement that takes the standard of a certificate."""
    for policy in policies:
        for rule in policy.requirements:
            if entry["standard"] in {ref.id for ref in rule.standards}:
                return rule.id
    return str(entry["kind"])
