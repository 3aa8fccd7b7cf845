"""One requirement on one manifest: each object by what is its own, and no gate is asked twice for what it said."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from checker import api
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.gates._founded import with_basis
from checker.model.assessment import Assessment
from checker.model.backing import Backing, Trace
from checker.model.outcome import Outcome
from tests.builders import LISTING, QUALITY, UL, Json, catalogue, changed, document, load_policy, manifest, policy

DAY = date(2026, 11, 23)
LEGACY: Json = {**LISTING, "standards": ["UL 60950-1"]}
# A listing that stands in the US, and whose edition has ended in the EU.
STANDING: Json = {
    f"{UL}/standard": "UL 60950-1:2007",
    f"{UL}/issued": "2015-06-01",
    f"{UL}/effective": "2015-06-01",
    f"{UL}/events": [{"type": "decision", "date": "2015-06-01"}],
    f"{UL}/covers/models": ["NP-500-A", "NP-600"],
    "/products/0/design_changes": [],
    "/products/0/models": ["NP-500-A"],
}


def case(raw: Json) -> Case:
    return Case.of(api.load_manifest(document(raw)), catalogue(), DAY)


def outcomes(found: Assessment) -> list[str]:
    return [str(each.outcome) for row in found.policies[0].requirements for each in row.objects]


@pytest.mark.parametrize(
    ("first", "second", "asked", "wanted"),
    [
        (["US"], ["EU"], None, ["pass", "fail", "pass"]),
        (["EU"], ["US"], None, ["fail", "pass", "pass"]),
        (["US", "EU"], ["US"], ["US"], ["pass", "pass", "pass"]),
        (["US", "EU"], ["US"], ["US", "EU"], ["fail", "pass", "pass"]),
        (["US", "EU"], ["US"], None, ["fail", "pass", "pass"]),
    ],
)
def test_an_edition_is_judged_in_the_markets_of_each_product_that_the_policy_names(
    first: list[str], second: list[str], asked: list[str] | None, wanted: list[str]
) -> None:
    raw = changed(manifest(), {**STANDING, "/products/0/markets": first})
    raw["products"].append({**raw["products"][0], "id": "other", "models": ["NP-600"], "markets": second})
    rules = policy(LEGACY, QUALITY, **({"applies_to": {"markets": asked}} if asked else {}))
    assert outcomes(assess_case(case(raw), [load_policy(rules)])) == wanted


@pytest.mark.parametrize("suspended", ["NP-500-B", "NP-600"])
def test_what_happened_to_one_model_is_not_taken_for_another_where_another_listing_has_no_such_events(
    suspended: str,
) -> None:
    whole: list[Json] = [{"type": "decision", "date": "2024-01-15"}]
    part = [*whole, {"type": "suspension", "date": "2026-11-01", "models": [suspended]}]
    raw = changed(
        manifest(),
        {
            "/products/0/models": ["NP-500-A", "NP-500-B", "NP-600"],
            f"{UL}/covers/models": ["NP-500-A"],
            f"{UL}/events": whole,
        },
    )
    covers = {"models": ["NP-500-B", "NP-600"], "revision": "D"}
    raw["certificates"].append({**raw["certificates"][0], "id": "two", "number": "2", "covers": covers, "events": part})
    wanted = ["pass", *("fail" if each == suspended else "pass" for each in covers["models"])]
    assert outcomes(assess_case(case(raw), [load_policy(policy(LISTING))])) == wanted


def test_what_was_seen_behind_a_certificate_founds_each_day_by_itself() -> None:
    """A statement that ends founds nothing after its term, though what the gates find is the same."""
    loaded = api.load_manifest(document(manifest()))
    facts = ("number", "kind", "standard")
    seen = Trace("confirmed", "a statement", Outcome.PASS, UL, facts=facts, day=DAY, until=date(2026, 12, 31))
    entries = tuple(each._replace(backing=Backing((seen,))) for each in loaded.certificates)
    first = Case.of(loaded._replace(certificates=entries), catalogue(), DAY)
    rules = [load_policy(policy(LISTING))]
    for each, founded in ((first, "confirmed"), (first.on(date(2027, 1, 1)), "declared")):
        (row,) = assess_case(each, rules).policies[0].requirements
        chosen = row.objects[0].chosen
        assert chosen is not None
        assert [gate.founded for gate in chosen.gates if gate.gate == "kind"] == [founded]


def _asked(monkeypatch: pytest.MonkeyPatch, changes: Json, *requirements: Json) -> Counter[str]:
    """How often each gate is asked."""
    asked = Counter[str]()

    def noting(gate: Any, answer: Any, context: Any) -> Any:
        asked[gate.id] += 1
        return with_basis(gate, answer, context)

    with monkeypatch.context() as patch:
        patch.setattr("checker.engine.scene.with_basis", noting)
        assess_case(case(changed(manifest(), changes)), [load_policy(policy(*requirements))])
    return asked


def test_a_gate_is_not_asked_again_for_what_has_no_part_in_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The listing is for two models, which matter to the subject alone; another requirement asks the same of it."""
    whole: Json = {f"{UL}/events": [{"type": "decision", "date": "2024-01-15"}], f"{UL}/covers/revision": "D"}
    asked = _asked(monkeypatch, whole, LISTING)
    assert {each for each, times in asked.items() if times > 1} == {"subject"}
    assert _asked(monkeypatch, whole, LISTING, {**LISTING, "id": "again"}) == asked
    any_edition = {**LISTING, "id": "any", "edition": "any"}
    assert _asked(monkeypatch, whole, LISTING, any_edition) == asked + Counter(["edition"])
    part = {**whole, f"{UL}/events/-": {"type": "suspension", "date": "2026-11-01", "models": ["NP-500-B"]}}
    assert _asked(monkeypatch, part, LISTING) == asked + Counter(["in-force"])
