"""The order fixes what is judged: the supplier adds, never removes, and what it does not declare stays open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    LISTING,
    PRODUCT,
    QUALITY,
    REMOVED,
    UL,
    Json,
    answer,
    answers,
    assess,
    changed,
    manifest,
    only,
    policy,
)
from tests.strategies import days, manifests, policies

FACTORY: Json = {**LISTING, "covers": {"factory": True}}
ALL_SITES: Json = {**QUALITY, "covers": {"sites": "all"}}


def order(*items: Json, **dates: str) -> Json:
    """An order of these items."""
    return {"order": 1, "items": list(items), **({"dates": dates} if dates else {})}


def item(**keys: Any) -> Json:
    """An item for the product of the normative manifest."""
    return {"product": "np-500", **keys}


def objects(given: Json, rule: Json, ordered: Json) -> list[tuple[str, Any, Any, str]]:
    """Type, id, site and outcome of each object."""
    found = answer(given, rule, order=ordered).objects
    return [(each.target.type, each.target.id, each.target.site, str(each.outcome)) for each in found]


def test_the_ordered_models_alone_are_judged() -> None:
    uncovered = changed(manifest(), {f"{PRODUCT}/models": ["NP-500-A", "NP-500-C"]})
    assert objects(uncovered, LISTING, order(item(models=["NP-500-A"]))) == [("model", "NP-500-A", None, "pass")]
    assert objects(uncovered, LISTING, order(item())) == [
        ("model", "NP-500-A", None, "pass"),
        ("model", "NP-500-C", None, "fail"),
    ]


@pytest.mark.parametrize(
    ("rule", "ordered", "changes", "message"),
    [
        (LISTING, item(models=["NP-500-C"]), {}, "the order names the model `NP-500-C` of product `np-500`"),
        (LISTING, {"product": "np-900"}, {}, "the order names the product `np-900`, which the manifest does not"),
        (LISTING, {"product": "np-900", "models": ["N"]}, {}, "the order names the product `np-900`"),
        (LISTING, item(lots=["L9"]), {}, "the order names the lot `L9`"),
        (LISTING, item(lots=["L9"]), {f"{PRODUCT}/type": "batch"}, "the order names the lot `L9`"),
        (LISTING, item(produced_at=["graz"]), {}, "the order names `graz` as a producing site of `np-500`"),
        (FACTORY, item(produced_at=["graz"]), {}, "the order names `graz` as a producing site of `np-500`"),
        (QUALITY, item(produced_at=["graz"]), {}, "the order names `graz` as a producing site of `np-500`"),
        (ALL_SITES, item(produced_at=["graz"]), {}, "the order names `graz` as a producing site of `np-500`"),
        (QUALITY, {"product": "np-900"}, {}, "the order names the product `np-900`"),
        (QUALITY, {"product": "np-900", "produced_at": ["linz"]}, {}, "the order names the product `np-900`"),
    ],
)
def test_what_the_manifest_does_not_declare_is_undetermined(
    rule: Json, ordered: Json, changes: Json, message: str
) -> None:
    found = answer(changed(manifest(), changes), rule, order=order(ordered))
    assert ("undetermined not-declared" in found.findings, found.outcome != "pass") == (True, True)
    assert any(each.startswith(message) for each in found.messages), found.messages


def test_an_undeclared_model_is_open_whatever_a_series_pattern_covers() -> None:
    series = changed(manifest(), {f"{UL}/covers/models": ["NP-500-*"]})
    found = answer(series, LISTING, order=order(item(models=["NP-500-C"])))
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined not-declared"})


ASKED = policy(LISTING, applies_to={"categories": ["ict-equipment"], "markets": ["US"]})


@pytest.mark.parametrize("key", ["categories", "markets"])
@pytest.mark.parametrize("stated", [REMOVED, ["toys"]])
def test_the_supplier_can_not_take_a_category_or_market_away(key: str, stated: Any) -> None:
    """What the order states counts, whatever the manifest leaves out or says instead."""
    value = stated if stated is REMOVED or key == "categories" else ["BR"]
    expired = changed(manifest(), {f"{PRODUCT}/{key}": value, f"{UL}/expires": "2026-11-22"})
    full = order(item(categories=["ict-equipment"], markets=["US"]))
    assert only(assess(expired, ASKED, order=full)).verdict == "fail"
    assert only(assess(expired, ASKED)).verdict in ("undetermined", "not-applicable")


def test_the_supplier_can_add_a_category() -> None:
    found = only(assess(manifest(), ASKED, order=order(item(categories=["furniture"], markets=["DE"]))))
    assert found.verdict == "pass"


def test_products_that_are_not_ordered_are_left_out_with_the_reason() -> None:
    other = {"id": "np-900", "models": ["NP-900"], "produced_at": ["linz"]}
    given_ = changed(manifest(), {"/products/-": other})
    found = only(assess(given_, policy(LISTING), order=order(item())))
    assert (found.verdict, found.left_out) == ("pass", (("np-900", "the order does not name it"),))


def test_a_policy_for_other_products_does_not_apply_to_the_order() -> None:
    toys = policy(LISTING, applies_to={"categories": ["toys"]})
    assert only(assess(manifest(), toys, order=order(item()))).verdict == "not-applicable"


def test_an_ordered_product_of_unknown_type_leaves_open_whether_the_policy_applies() -> None:
    batches = policy(LISTING, applies_to={"types": ["batch"]})
    found = answers(manifest(), batches, order=order({"product": "np-900"}))["listed-product"]
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined not-declared"})


def test_the_ordered_sites_are_judged() -> None:
    assert objects(manifest(), QUALITY, order(item(produced_at=["suzhou"]))) == [("site", "suzhou", "suzhou", "fail")]
    assert objects(manifest(), FACTORY, order(item(models=["NP-500-A"], produced_at=["suzhou"]))) == [
        ("model", "NP-500-A", "suzhou", "fail")
    ]


def test_the_ordered_lots_of_a_batch_are_judged() -> None:
    lots = [{"id": "L1"}, {"id": "L2"}]
    batch = changed(manifest(), {f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": lots, f"{UL}/covers/lots": ["L1"]})
    assert objects(batch, LISTING, order(item(lots=["L1"]))) == [("lot", "L1", None, "pass")]
    assert objects(batch, LISTING, order(item(lots=[{"id": "L2"}]))) == [("lot", "L2", None, "fail")]


@pytest.mark.generated
@settings(max_examples=150, deadline=None, derandomize=True)
@given(manifests(), policies(), days(), st.booleans())
def test_an_order_of_all_that_is_declared_changes_no_verdict(raw: Json, rules: Json, as_of: str, whole: bool) -> None:
    """The order repeats the manifest, in full or by the ids of the products alone."""
    keys = ("models", "categories", "markets", "produced_at") if whole else ()
    items = [
        {"product": row["id"], **{key: row[key] for key in keys if row.get(key)}} for row in raw.get("products", ())
    ]
    before, after = assess(raw, rules, as_of), assess(raw, rules, as_of, order(*items))
    assert (after.verdict, only(after).requirements) == (before.verdict, only(before).requirements)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(manifests(), policies(), days())
def test_leaving_products_out_never_helps_against_an_order(raw: Json, rules: Json, as_of: str) -> None:
    ordered = order(item(models=["NP-500-A"], categories=["electrical-equipment"], markets=["US"]))
    less = {key: value for key, value in raw.items() if key != "products"}
    for row in only(assess(less, rules, as_of, ordered)).requirements:
        if row.requirement.kind == "product":
            assert {finding.code for each in row.objects for finding in each.findings} == {"not-declared"}
            assert row.outcome == "undetermined"
