"""What is assessed: models, lots, factories, services, sites, the organisation; and the best candidate of each."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    LISTING,
    PRODUCT,
    QMS,
    QUALITY,
    REMOVED,
    SITES,
    UL,
    Json,
    answer,
    change,
    changed,
    manifest,
    remove,
)

FACTORY: Json = {**LISTING, "covers": {"factory": True}}


def objects(given: Json, rule: Json) -> list[tuple[str, Any, Any, str]]:
    """Type, id, site and outcome of each object."""
    found = answer(given, rule).objects
    return [(each.target.type, each.target.id, each.target.site, str(each.outcome)) for each in found]


def test_each_model_of_a_product_is_one_object() -> None:
    given = change(manifest(), f"{PRODUCT}/models", ["NP-500-A", "NP-500-C"])
    assert objects(given, LISTING) == [("model", "NP-500-A", None, "pass"), ("model", "NP-500-C", None, "fail")]
    assert answer(given, LISTING).outcome == "fail"


def test_each_model_at_each_producing_site_where_factories_are_asked() -> None:
    given = changed(manifest(), {f"{PRODUCT}/produced_at": ["linz", "suzhou"], f"{PRODUCT}/models": ["NP-500-A"]})
    assert objects(given, FACTORY) == [("model", "NP-500-A", "linz", "pass"), ("model", "NP-500-A", "suzhou", "fail")]


def test_each_lot_of_a_batch() -> None:
    lots = [{"id": "L1"}, {"id": "L2"}]
    given = changed(manifest(), {f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": lots, f"{UL}/covers/lots": ["L1"]})
    assert objects(given, LISTING) == [("lot", "L1", None, "pass"), ("lot", "L2", None, "fail")]
    assert objects(change(given, f"{UL}/covers/models", ["NP-500-A"]), LISTING)[0][3] == "fail"


@pytest.mark.parametrize("kind", ["service", "process"])
def test_a_service_or_process_is_the_object_itself(kind: str) -> None:
    given = changed(manifest(), {f"{PRODUCT}/type": kind, f"{PRODUCT}/models": REMOVED})
    assert objects(given, LISTING) == [("product", "np-500", None, "fail")]
    named = change(given, f"{UL}/covers/models", ["np-500"])
    assert objects(named, LISTING) == [("product", "np-500", None, "pass")]


@pytest.mark.parametrize(
    "changes",
    [
        {"/products": []},
        {"/products": REMOVED},
        {f"{PRODUCT}/models": REMOVED},
        {f"{PRODUCT}/models": []},
        {f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": []},
        {f"{PRODUCT}/type": "batch", f"{PRODUCT}/lots": REMOVED},
    ],
)
def test_without_an_object_it_stays_open(changes: Json) -> None:
    found = answer(changed(manifest(), changes), LISTING)
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined no-object"})


def test_a_product_without_models_is_not_hidden_by_one_with_models() -> None:
    given = change(manifest(), "/products/-", {"id": "np-900"})
    found = answer(given, LISTING)
    assert [str(each.outcome) for each in found.objects] == ["pass", "pass", "undetermined"]
    assert found.outcome == "undetermined"


def test_each_producing_site_once_however_many_products_are_made_there() -> None:
    given = change(manifest(), "/products/-", {"id": "np-900", "models": ["NP-900"], "produced_at": ["linz", "suzhou"]})
    assert [row[1] for row in objects(given, QUALITY)] == ["linz", "suzhou"]


@pytest.mark.parametrize(
    "changes",
    [
        {f"{PRODUCT}/produced_at": REMOVED},
        {f"{PRODUCT}/produced_at": []},
        {"/products": REMOVED},
        {"/products": []},
        {SITES: REMOVED, f"{PRODUCT}/produced_at": REMOVED},
    ],
)
def test_without_producing_sites_it_stays_open(changes: Json) -> None:
    found = answer(changed(manifest(), changes), QUALITY)
    assert (found.outcome, found.findings) == ("undetermined", {"undetermined site-missing"})


def test_a_product_without_producing_site_is_not_hidden_by_one_that_has_one() -> None:
    given = change(manifest(), "/products/-", {"id": "np-900", "models": ["NP-900"]})
    assert answer(given, QUALITY).outcome == "undetermined"


def test_all_sites_where_the_policy_says_all() -> None:
    rule = {**QUALITY, "covers": {"sites": "all"}}
    assert [(row[1], row[3]) for row in objects(manifest(), rule)] == [
        ("linz", "pass"),
        ("oslo", "fail"),
        ("suzhou", "fail"),
    ]
    for sites in ([], REMOVED):
        given = changed(manifest(), {f"{PRODUCT}/produced_at": REMOVED, SITES: sites})
        assert answer(given, rule).findings == {"undetermined site-missing"}


def test_the_organisation_where_the_policy_says_so() -> None:
    rule = {**QUALITY, "covers": {"sites": "organisation"}}
    assert objects(changed(manifest(), {SITES: REMOVED, f"{PRODUCT}/produced_at": REMOVED}), rule) == [
        ("organisation", None, None, "pass")
    ]
    assert objects(change(manifest(), f"{QMS}/covers/sites", ["oslo"]), rule)[0][3] == "pass"


def test_no_certificate_at_all_fails_without_a_gate() -> None:
    for rule in (LISTING, QUALITY):
        found = answer(change(manifest(), "/certificates", []), rule)
        assert (found.outcome, found.findings) == ("fail", {"fail no-certificate"})
        (finding,) = found.objects[0].findings
        assert (finding.gate, finding.certificate) == (None, None)
        assert rule["standards"][0] in finding.message
        assert finding.help


def entries(*certificates: Json) -> Json:
    """The manifest with these certificates."""
    return change(manifest(), "/certificates", list(certificates))


def listing(name: str, **changes: Any) -> Json:
    """The listing under another id and number, changed."""
    return {**manifest()["certificates"][0], "id": name, "number": f"N-{name}", **changes}


EXPIRED, OPEN = {"expires": "2026-11-22"}, {"status": {"value": "active"}}


@pytest.mark.parametrize(
    ("certificates", "chosen", "outcome"),
    [
        ((listing("bad", **EXPIRED), listing("open", **OPEN), listing("good")), "good", "pass"),
        ((listing("bad", **EXPIRED), listing("open", **OPEN)), "open", "undetermined"),
        ((manifest()["certificates"][1], listing("bad", **EXPIRED)), "bad", "fail"),
        (
            (listing("worse", **EXPIRED, mark={"type": "recognized-component"}), listing("bad", **EXPIRED)),
            "bad",
            "fail",
        ),
        ((listing("first"), listing("second")), "first", "pass"),
    ],
)
def test_the_best_candidate_speaks_for_the_object(certificates: tuple[Json, ...], chosen: str, outcome: str) -> None:
    found = answer(entries(*certificates), LISTING)
    assert (found.chosen.certificate.id, found.outcome) == (chosen, outcome)


def test_only_a_pass_names_the_certificate_that_satisfied_the_object() -> None:
    assert answer(manifest(), LISTING).objects[0].certificate == "ul-np-500"
    assert answer(entries(listing("bad", **EXPIRED)), LISTING).objects[0].certificate is None


def test_every_certificate_is_a_candidate() -> None:
    assert len(answer(manifest(), LISTING).objects[0].candidates) == 2


def test_two_halves_make_no_whole() -> None:
    """One certificate that names the model and another that is in force do not add up to one that is both."""
    named = listing("named", **EXPIRED)
    current = listing("current", covers={"models": ["NP-900"], "revision": "D"})
    assert answer(entries(named, current), LISTING).outcome == "fail"


def test_removing_the_only_certificate_of_a_kind_names_what_is_left() -> None:
    assert answer(remove(manifest(), UL), LISTING).findings == {"fail management-system-for-product"}


def test_the_certificate_to_an_accepted_standard_speaks_though_another_passes_more_gates() -> None:
    stranger = {"name": "Somebody Else Ltd"}
    faulty = changed(manifest(), {f"{UL}/expires": "2026-11-22", f"{UL}/holder": stranger, f"{UL}/body": stranger})
    other = {**manifest()["certificates"][0], "id": "other", "number": "2", "standard": "UL 508A"}
    found = answer(changed(faulty, {"/certificates/-": other}), LISTING)
    passed = {each.certificate.id: each.gates_passed for each in found.objects[0].candidates}
    assert passed["other"] > passed["ul-np-500"]
    assert found.chosen.certificate.id == "ul-np-500"
