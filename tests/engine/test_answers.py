"""A gate is not asked the same twice: whatever answer is used again, the gate would give it again, word by word.

Held over the fixtures under every shipped policy and those of the benchmark at once, over manifests of the benchmark
with faults, and over drawn ones: on the day, on other days, and through a forecast of three years.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import api
from checker.engine.answers import Asked
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.engine.choosing import preference
from checker.engine.scene import Scene
from checker.errors import InputError
from checker.forecast import forecast, with_holds
from checker.gates._founded import with_basis
from checker.model.assessment import GateResult, Target
from checker.model.manifest import Certificate, Manifest
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from checker.readers import read_one
from checker.readers.json_reader import read_json
from tests import normative
from tests.benchmarks.corpus import AS_OF, Corpus
from tests.benchmarks.many_policies import POLICIES
from tests.builders import LISTING, QMS, QUALITY, UL, Json, catalogue, changed, document, load_policy, policy
from tests.builders import manifest as manifest_values
from tests.engine.many import many
from tests.strategies import days, manifests, policies

pytestmark = pytest.mark.generated

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((ROOT / "fixtures" / "manifests").rglob("*conforming/*.yaml"))
AHEAD = timedelta(days=3 * 365)
# What two requirements of one policy may ask of the same certificates.
ALIKE = [
    {**LISTING, "id": "factory", "covers": {"factory": True}, "accept_unknown": ["status-stale", "status-missing"]},
    {**LISTING, "id": "tested", "testing": {}, "edition": "any", "mark": {"types": ["listed"]}},
    {**QUALITY, "id": "everywhere", "covers": {"sites": "all"}, "surveillance": {"rule": "iso-17021"}},
    {**QUALITY, "id": "audited", "audits": "required", "status": {"checked_within": "30 days"}},
    {**QUALITY, "id": "activities", "covers": {"activities": ["design", "manufacture"]}},
    {**QUALITY, "id": "organisation", "covers": {"sites": "organisation", "holder": "supplier"}},
]


@pytest.fixture(scope="module", autouse=True)
def _asked_again() -> Iterable[None]:
    """Hold every answer against what the gate says when it is asked, and every choice against all candidates."""
    answers, on_the_day = Scene.answers, Scene.on_the_day

    def again(
        self: Scene, target: Target, certificate: Certificate, asked: Iterable[Asked], *, alone: bool = False
    ) -> list[GateResult]:
        rows = list(asked)
        found = answers(self, target, certificate, rows, alone=alone)
        context = self.context(target, certificate, alone=alone)
        for row, answer in zip(rows, found, strict=True):
            assert answer == with_basis(row.gate, row.gate.assess(context), context), row.gate.id
        return found

    def best(self: Scene, target: Target) -> object:
        found = on_the_day(self, target)
        assert found.chosen == max(found.candidates, key=preference, default=None)
        return found

    def others(self: Scene, target: Target, but: Certificate) -> list[tuple[Certificate, Outcome]]:
        found = list(taken_over(self, target, but))
        known = [self.case.manifest.certificates[place] for place in self.hopeful()]
        every = [(each, self.candidate(target, each).outcome) for each in known if each is not but]
        outcomes = {each.position: outcome for each, outcome in found}
        assert [(each, outcomes.get(each.position, Outcome.FAIL)) for each, _ in every] == every
        return found

    taken_over = Scene.others
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Scene, "answers", again)
        patch.setattr(Scene, "others", others)
        patch.setattr(Scene, "on_the_day", best)
        yield


def _look(manifest: Manifest, rules: list[Policy], day: date, *, far: bool) -> None:
    """Assess a manifest on a day and on later ones, and look ahead."""
    case = Case.of(manifest, catalogue(), day)
    found = assess_case(case, rules)
    with_holds(found, rules, catalogue(), day, day + AHEAD, case=case)
    for later in (400,) if far else ():
        assess_case(case.again(day + timedelta(days=later), day), rules)
        assess_case(case.on(day - timedelta(days=later)), rules)
    if far:
        forecast(manifest, rules, catalogue(), day, day + AHEAD)


def _loaded(path: Path) -> Manifest | None:
    try:
        return api.load_manifest(read_one(path, path.name))
    except InputError:
        return None


@pytest.mark.parametrize("first", range(4))
def test_of_fixtures_under_all_policies(first: int) -> None:
    rules = api.load_policies([str(ROOT / "policies"), str(POLICIES)], catalogue())
    looked = 0
    for path in FIXTURES[first::16]:
        if path.suffixes == [".yaml"] and (manifest := _loaded(path)) is not None:
            _look(manifest, rules, date(2026, 11, 23) - timedelta(days=200 * first), far=False)
            looked += 1
    assert looked


def test_of_the_benchmark_with_faults() -> None:
    corpus, rules = Corpus(30, 5, failing=2 / 3), api.load_policies([str(POLICIES)], catalogue())
    for number in range(5):
        manifest = api.load_manifest(read_json(corpus.text(number), "m.json"))
        _look(manifest, rules, AS_OF + timedelta(days=(0, 90, -400)[number % 3]), far=number == 1)


def test_of_events_about_a_part_and_of_products_for_two_markets() -> None:
    raw = changed(
        manifest_values(),
        {
            f"{UL}/events/-": {"type": "suspension", "date": "2026-09-01", "models": ["NP-500-B"]},
            f"{UL}/standard": "UL 60950-1:2007",
            f"{QMS}/events/-": {"type": "scope-reduction", "date": "2026-10-01", "sites": ["linz"]},
            "/products/-": {**normative.PRODUCT, "id": "other", "markets": ["DE"]},
        },
    )
    legacy = {**LISTING, "id": "legacy", "standards": ["UL 60950-1"]}
    _look(api.load_manifest(document(raw)), [load_policy(policy(legacy, *ALIKE))], date(2026, 9, 15), far=True)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(manifests(), st.lists(policies(), min_size=1, max_size=2), days())
def test_of_drawn_manifests(raw: Json, drawn: list[Json], as_of: str) -> None:
    try:
        manifest = api.load_manifest(document(raw))
    except InputError:
        return
    rules = [load_policy({**each, "id": f"p{number}"}) for number, each in enumerate([policy(*ALIKE), *drawn])]
    _look(manifest, rules, date.fromisoformat(as_of), far=True)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.data())
def test_of_many_certificates_for_many_objects(data: st.DataObject) -> None:
    raw = many(4, lambda number, certificate: _varied(data, number, certificate))
    listed = {**LISTING, "id": "listed", "accept_unknown": ["model-not-covered"]}
    rules = [load_policy(policy(listed, *ALIKE[:1], *ALIKE[2:3], *ALIKE[4:5]))]
    try:
        manifest = api.load_manifest(document(raw))
    except InputError:
        return
    _look(manifest, rules, date(2026, 11, 23), far=False)


def test_of_listings_that_miss_a_model_and_are_suspended_at_one_factory() -> None:
    def change(number: int, certificate: Json) -> None:
        if certificate["kind"] == "product":
            certificate["covers"] = {"models": ["another"], "factories": ["s0", "s1", "s2"]}
        if number == 0:
            certificate["events"].append({"type": "suspension", "date": "2026-09-01", "sites": ["s1"]})

    rules = [load_policy(policy(ALIKE[0]))]
    _look(api.load_manifest(document(many(3, change))), rules, date(2026, 11, 23), far=False)


_PARTS: st.SearchStrategy[Json] = st.sampled_from(
    [
        {},
        {"models": ["NP-1"]},
        {"models": ["np-1"]},
        {"models": ["n*"]},
        {"models": ["NP-*"]},
        {"sites": ["s1", "S2"]},
        {"activities": []},
    ]
)


def _varied(data: st.DataObject, number: int, certificate: Json) -> None:
    """Something drawn about a certificate: what it covers, whether it shares its number, what happened to it."""
    covers: Json = certificate["covers"]
    own, word = ("models", "NP-") if certificate["kind"] == "product" else ("sites", "s")
    series = ["NP-*", "NP-1*"] if own == "models" else []
    covers[own] = data.draw(st.lists(st.sampled_from([*(f"{word}{each}" for each in range(4)), *series]), unique=True))
    for value in data.draw(st.sets(st.sampled_from(["unstated", "one number", "ends", "happened"]))):
        if value == "unstated":
            covers.pop(own)
        elif value == "one number":
            certificate["number"] = f"N{number % 2}"
        elif value == "ends":
            certificate["expires"] = data.draw(st.sampled_from(["2026-11-01", "2027-03-01", "2028-01-31"]))
        else:
            kind = data.draw(st.sampled_from(["suspension", "scope-reduction", "surveillance", "withdrawal"]))
            certificate["events"].append({"type": kind, "date": "2026-09-01", **data.draw(_PARTS)})
