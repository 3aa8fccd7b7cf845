"""The loop over the policies: what applies, what each requirement says, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.benchmarks.corpus.vocabulary import AS_OF, Row
from tests.benchmarks.peers.naive import product as of_product
from tests.benchmarks.peers.naive import system as of_system
from tests.benchmarks.peers.naive.certificate import body, in_force, refused

NOT_APPLICABLE = "not-applicable"


def judged(manifest: Row, policies: list[Row], today: date = AS_OF) -> Row:
    """What each policy says of a manifest: its verdict, and by requirement the objects that are blocked and why."""
    return {policy["id"]: _policy(manifest, policy, today) for policy in policies}


def _policy(manifest: Row, policy: Row, today: date) -> Row:
    products = manifest.get("products", [])
    applicable = [each for each in products if _applies(policy, each)]
    if products and not applicable:
        return {"verdict": NOT_APPLICABLE, "requirements": {}}
    found = {asked["id"]: list(_blocked(manifest, asked, applicable, today)) for asked in policy["requirements"]}
    counting = {asked["id"]: not found[asked["id"]] for asked in policy["requirements"] if _counts(asked, today)}
    return {"verdict": "pass" if _decided(policy.get("decision"), counting) else "blocked", "requirements": found}


def _applies(policy: Row, product: Row) -> bool:
    """Whether a policy applies to a product, or may: what the product does not state leaves it open."""
    rules = policy.get("applies_to", {})
    stated = {**product, "types": [product.get("type", "series")]}
    return all(not stated.get(key) or set(wanted) & set(stated[key]) for key, wanted in rules.items())


def _counts(asked: Row, today: date) -> bool:
    later = asked.get("effective", {}).get("from", "") > str(today)
    return asked.get("enforcement", "mandatory") == "mandatory" and not later


def _decided(rule: Any, counting: dict[str, bool]) -> bool:
    if rule is None:
        return all(counting.values())
    if isinstance(rule, str):
        return counting[rule]
    if "all" in rule:
        return all(_decided(each, counting) for each in rule["all"] if not isinstance(each, str) or each in counting)
    wanted, least = rule["at_least"]["of"], int(rule["at_least"]["n"])
    return sum(_decided(each, counting) for each in wanted if each in counting) >= least


def _blocked(manifest: Row, asked: Row, products: list[Row], today: date) -> Iterator[Row]:
    """The objects of a requirement that no certificate satisfies, each with the reasons against the best one."""
    why = {row["id"]: refused(row, asked) for row in manifest["certificates"]}
    rows = [row for row in manifest["certificates"] if why[row["id"]] is None]
    known = {row["id"]: [*in_force(row, asked, manifest, today), *body(row, asked, today)] for row in rows}
    objects: Any
    reasons: Any
    if asked["kind"] == "product":
        objects, reasons = of_product.items(asked, products), of_product.reasons
    else:
        objects, reasons = of_system.places(asked, products, manifest), of_system.reasons
    objects = None if objects is None else list(objects)
    if not objects:
        yield {"object": None, "certificate": None, "codes": ["site-missing" if objects is None else "no-object"]}
    for each in objects or ():
        tried = [(row["id"], [*known[row["id"]], *reasons(row, asked, each, today)]) for row in rows]
        if all(codes for _, codes in tried):
            of_kinds = sorted({code for code in why.values() if code}) or ["no-certificate"]
            name, codes = min(tried, key=lambda pair: len(pair[1]), default=(None, of_kinds))
            yield {"object": _name(each), "certificate": name, "codes": codes}


def _name(item: Any) -> str:
    if isinstance(item, of_product.Item):
        return " ".join(each for each in (*item.models, item.lot, item.site) if each)
    return item["id"] if item else "organisation"
