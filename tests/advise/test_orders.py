"""What is advised where a buyer's order fixes what is judged: what it names, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from checker.advise import Advice
from tests.advise.cases import advised, cleared, types
from tests.builders import LISTING, PRODUCT, QMS, QUALITY, REMOVED, UL, Json, changed, manifest, policy

FACTORY: Json = {**LISTING, "covers": {"factory": True}}


def order(*items: Json, **dates: str) -> Json:
    return {"order": 1, "items": list(items), **({"dates": dates} if dates else {})}


def item(**keys: Any) -> Json:
    return {"product": "np-500", **keys}


def says(found: Advice) -> list[str]:
    return [each.says for each in found.plan.actions] if found.plan else []


def test_only_what_is_ordered_is_mended() -> None:
    raw = changed(manifest(), {f"{PRODUCT}/models": ["NP-500-A", "NP-500-C", "NP-500-D"]})
    assert "`NP-500-C` and `NP-500-D`" in says(advised(raw, policy(LISTING)))[0]
    one = advised(raw, policy(LISTING), ordered=order(item(models=["NP-500-C"])))
    assert says(one) == ["have the scope of `ul-np-500` extended to `NP-500-C`"]
    assert advised(raw, policy(LISTING), ordered=order(item(models=["NP-500-A"]))).outcome == "nothing-to-do"


def test_products_that_are_not_ordered_need_nothing() -> None:
    raw = changed(manifest(), {"/products/-": {**manifest()["products"][0], "id": "np-900", "models": ["N-1"]}})
    assert types(advised(raw, policy(LISTING))) == ["scope-extension"]
    assert advised(raw, policy(LISTING), ordered=order(item())).outcome == "nothing-to-do"


@pytest.mark.parametrize(
    ("rule", "ordered", "changes"),
    [
        (LISTING, item(models=["NP-500-C"]), {}),
        (LISTING, {"product": "np-900"}, {}),
        (LISTING, item(lots=["L9"]), {f"{PRODUCT}/type": "batch"}),
        (FACTORY, item(produced_at=["graz"]), {}),
        (QUALITY, item(produced_at=["graz"]), {}),
        (QUALITY, {"product": "np-900"}, {}),
    ],
)
def test_what_is_ordered_and_not_declared_has_to_be_declared_first(rule: Json, ordered: Json, changes: Json) -> None:
    """No certificate is advised for what the supplier does not say that it makes."""
    found = advised(changed(manifest(), changes), policy(rule), ordered=order(ordered))
    assert (found.outcome, cleared(found)) == ("open", {"not-declared"})
    assert all(each.startswith("declare in the manifest what is ordered: the order names") for each in says(found))
    assert {each.finding.code for each in found.obstacles} == {"not-declared"}


def test_a_new_certificate_is_for_what_is_ordered() -> None:
    raw = changed(manifest(), {UL: REMOVED, f"{PRODUCT}/produced_at": ["linz", "suzhou"]})
    found = advised(raw, policy(FACTORY), ordered=order(item(models=["NP-500-A"], produced_at=["suzhou"])))
    assert types(found) == ["new-product-certificate"]
    assert "`NP-500-A`, made at `suzhou`" in says(found)[0]
    assert "NP-500-B" not in says(found)[0]


def test_sites_of_the_order_are_audited() -> None:
    found = advised(manifest(), policy(QUALITY), ordered=order(item(produced_at=["suzhou"])))
    assert "`suzhou`" in says(found)[0]
    assert advised(manifest(), policy(QUALITY), ordered=order(item(produced_at=["linz"]))).outcome == "nothing-to-do"


def test_a_contract_period_is_held_by_a_renewal_or_said_to_be_in_the_way() -> None:
    period = {"from": "award", "until": "delivery"}
    dates = {"award": "2026-12-01", "delivery": "2027-06-30"}
    found = advised(manifest(), policy(QUALITY, period=period), ordered=order(item(), **dates))
    assert cleared(found) >= {"expired"}
    unknown = advised(manifest(), policy(QUALITY, period=period), ordered=order(item(), award="2026-12-01"))
    assert (unknown.outcome, unknown.plan) == ("none", None)
    assert {each.finding.code for each in unknown.obstacles} == {"period-unknown"}


def test_lots_of_an_ordered_batch_are_named_on_the_certificate() -> None:
    changes = {f"{PRODUCT}/type": "batch", f"{UL}/covers/lots": ["L1"], f"{PRODUCT}/lots": lots("L1", "L2", "L3")}
    found = advised(changed(manifest(), changes), policy(LISTING), ordered=order(item(lots=["L1", "L2"])))
    assert says(found) == ["have `ul-np-500` extended to the lots `L2`"]
    assert says(advised(changed(manifest(), changes), policy(LISTING))) == [
        "have `ul-np-500` extended to the lots `L2` and `L3`"
    ]


def lots(*names: str) -> list[Json]:
    return [{"id": name, "produced": "2026-07-14"} for name in names]


def test_models_of_a_batch_are_named_together() -> None:
    """A lot holds every model of its product, so the certificate has to name all of them."""
    changes = {f"{PRODUCT}/type": "batch", f"{UL}/covers": {"lots": ["L1"]}, f"{PRODUCT}/lots": lots("L1")}
    found = advised(changed(manifest(), changes), policy(LISTING))
    assert says(found) == ["state `covers.models` of `ul-np-500` as printed; it has to name `NP-500-A` and `NP-500-B`"]


def test_the_day_a_lot_was_produced_has_to_be_stated() -> None:
    rule = {**LISTING, "in_force": {"on": "production"}}
    for produced in ({}, {"produced": "2026-10-02"}):
        raw = changed(manifest(), {f"{PRODUCT}/lots": [{"id": "L1", **produced}]})
        found = advised(raw, policy(rule), as_of="2026-10-01")
        assert (found.outcome, cleared(found)) == ("open", {"production-day-missing"})
        assert "the `lots` of the product, each with the day `produced`" in says(found)[0]
    today = changed(manifest(), {f"{PRODUCT}/lots": [{"id": "L1", "produced": "2026-10-01"}]})
    assert advised(today, policy(rule), as_of="2026-10-01").outcome == "nothing-to-do"


def test_an_order_is_kept_to_in_every_plan() -> None:
    raw = changed(manifest(), {f"{QMS}/status": REMOVED, UL: REMOVED})
    raw["certificates"][0].pop("status", None)
    rules = policy(LISTING, QUALITY, evidence="either", decision={"any": ["listed-product", "quality-system"]})
    found = advised(raw, rules, ordered=order(item(models=["NP-500-A"])))
    assert types(found) == ["look-up-status"]
    other = next(each for each in found.alternatives if each.others[0].type == "new-product-certificate")
    assert [row.target.id for row in other.others[0].serves] == ["NP-500-A"] * len(other.others[0].serves)


def test_each_of_two_ordered_products_has_a_certificate_of_its_own() -> None:
    other = {**manifest()["products"][0], "id": "np-900", "models": ["N-1"]}
    raw = changed(manifest(), {UL: REMOVED, "/products/-": other})
    found = advised(raw, policy(LISTING), ordered=order(item(models=["NP-500-A"]), {"product": "np-900"}))
    assert types(found) == ["new-product-certificate"] * 2
    assert "`np-500`: `NP-500-A`" in says(found)[0]
    assert "`np-900`: `N-1`" in says(found)[1]
