"""The choice for an object is the best of all candidates, whatever certificates name, leave out, and had happen.

The table says which certificate that is; whatever it says, the choice is held against every candidate, for each object
of several requirements, and what the others come to against each of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from checker import api
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.engine.choosing import preference
from checker.engine.scene import Scene
from checker.engine.targets import scope_of
from checker.model.assessment import Assessment, Candidate, Target
from checker.model.backing import Backing, Trace
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from tests.builders import LISTING, QUALITY, Json, catalogue, document, load_policy, policy
from tests.engine.many import many

DAY = date(2026, 11, 23)
MODELS: Json = {**LISTING, "id": "models"}
FACTORIES: Json = {**LISTING, "id": "factories", "covers": {"factory": True}}
SITES: Json = {**QUALITY, "id": "sites", "covers": {"sites": "all"}}
ACTIVITIES: Json = {**SITES, "id": "activities", "covers": {"sites": "all", "activities": ["design", "manufacture"]}}
ORGANISATION: Json = {**QUALITY, "id": "organisation", "covers": {"sites": "organisation"}}
RULES = load_policy(policy(MODELS, FACTORIES, SITES, ACTIVITIES, ORGANISATION))
EXPIRED: Json = {"expires": "2026-11-01"}
PRODUCTS, SYSTEMS = ("p0", "p1", "p2"), ("q0", "q1", "q2")
UNKNOWN: Json = {"status": None}


def manifest(changes: dict[str, Json], count: int = 3) -> Json:
    """So many models, sites, listings and systems, of which some are changed: `p0` is the first listing, `q0` system.

    What is changed in `covers` and the events is added to what is there; None takes a key out.
    """

    def change(number: int, certificate: Json) -> None:
        certificate["id"] = f"{'p' if certificate['kind'] == 'product' else 'q'}{number % count}"
        for key, value in changes.get(certificate["id"], {}).items():
            if value is None:
                certificate.pop(key)
            elif key == "covers":
                certificate[key] = {name: one for name, one in {**certificate[key], **value}.items() if one is not None}
            else:
                certificate[key] = [*certificate[key], *value] if key == "events" else value

    return many(count, change)


def judged(raw: Json, rules: Policy = RULES, day: date = DAY) -> Assessment:
    """The assessment, whose every choice is the best of all candidates."""
    case = Case.of(api.load_manifest(document(raw)), catalogue(), day)
    found = assess_case(case, [rules])
    for row in found.policies[0].requirements:
        for each in row.objects:
            assert each.chosen is max(each.candidates, key=preference), (row.requirement.id, each.target)
    _hold_others(case, found)
    return found


def _hold_others(case: Case, found: Assessment) -> None:
    """What certificates but one come to is what each of them comes to; those left out fail."""
    (rows,) = found.policies
    for row in rows.requirements:
        scene = Scene(case, rows.policy, row.requirement, scope_of(rows.policy.applies_to, case.judged))
        for each in row.objects:
            assert each.chosen is not None
            but = each.chosen.certificate
            told = {one.id: outcome for one, outcome in scene.others(each.target, but)}
            assert but.id not in told
            for candidate in each.candidates.among(scene.hopeful()):
                one = candidate.certificate
                assert one is but or told.get(one.id, Outcome.FAIL) is candidate.outcome, (row.requirement.id, one.id)


def chosen(found: Assessment) -> dict[str, str]:
    """The certificates chosen for the objects of each requirement."""
    return {
        row.requirement.id: " ".join(each.chosen.certificate.id if each.chosen else "-" for each in row.objects)
        for row in found.policies[0].requirements
    }


def suspended(**parts: list[str]) -> Json:
    """A suspension later than the status was looked up, of what it names."""
    return {"events": [{"type": "suspension", "date": "2026-11-01", **parts}]}


TWO = suspended(models=["NP-0", "NP-1"])["events"]
RESTORED: Json = {"type": "restoration", "date": "2026-11-03", "models": ["NP-1"]}


def case(name: str, changes: dict[str, Json], **wanted: str) -> Any:
    """A row: what is changed, and who is chosen for the objects of some requirements."""
    return pytest.param(changes, wanted, id=name)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        case("each its own", {}, models="p0 p1 p2", sites="q0 q1 q2"),
        case(
            "one of two that name it passes",
            {"p1": {"covers": {"models": ["NP-0", "NP-1"]}}, "p0": EXPIRED},
            models="p1 p1 p2",
        ),
        case("the first of two that pass", {"p2": {"covers": {"models": ["NP-0", "NP-1", "NP-2"]}}}, models="p0 p1 p2"),
        case("a series", {"p0": EXPIRED, "p2": {"covers": {"models": ["NP-*"]}}}, models="p2 p1 p2"),
        case(
            "a name and a series that passes before it",
            {"p0": {"covers": {"models": ["NP-*"]}}, "p1": UNKNOWN},
            models="p0 p0 p0",
        ),
        case(
            "one that names it and a series of the same",
            {"p2": {"covers": {"models": ["NP-*", "NP-0"]}}, "p0": EXPIRED, "p1": EXPIRED},
            models="p2 p2 p2",
        ),
        case("a series of others", {"p0": EXPIRED, "p2": {"covers": {"models": ["NP-9*"]}}}, models="p0 p1 p1"),
        case("nothing stated beats what fails", {"p0": EXPIRED, "p2": {"covers": {"models": None}}}, models="p2 p1 p2"),
        case("nothing stated by any", {key: {"covers": {"models": None}} for key in PRODUCTS}, models="p0 p0 p0"),
        case("all state others", {key: {"covers": {"models": ["ZZ-1"]}} for key in PRODUCTS}, models="p0 p0 p0"),
        case(
            "of those that state others the one with fewest faults",
            {"p0": {"covers": {"models": ["ZZ-1"]}, **EXPIRED}, "p1": {"covers": {"models": ["ZZ-1"]}}},
            models="p1 p1 p2",
        ),
        case(
            "the one with fewest faults names it itself, and another for another",
            {"p0": EXPIRED, "p1": {"covers": {"models": ["NP-0"]}, **EXPIRED, "attestation": "declaration"}},
            models="p0 p2 p2",
        ),
        case(
            "suspended for one model",
            {"p0": {"covers": {"models": ["NP-0", "NP-1"]}, **suspended(models=["NP-0"])}},
            models="p0 p0 p2",
        ),
        case(
            "suspended for a series",
            {"p0": {"covers": {"models": ["NP-*"]}, **suspended(models=["NP-1*", "NP-0*"])}},
            models="p0 p1 p0",
        ),
        case(
            "suspended at a site",
            {"p0": suspended(sites=["s1"]), "p1": {"covers": {"models": ["NP-0", "NP-1"]}}},
            models="p1 p1 p2",
            factories="p0 p1 p0 p1 p1 p1 p2 p2 p2",
        ),
        case(
            "of those that state others one is suspended at a site",
            {
                "p0": {"covers": {"models": ["ZZ-1"]}, **suspended(sites=["s1"])},
                "p1": {"covers": {"models": ["ZZ-1"]}},
                "p2": {"covers": {"models": ["ZZ-1"]}},
            },
            factories="p0 p1 p0 p0 p1 p0 p0 p1 p0",
        ),
        case("suspended for another model", {"p0": suspended(models=["NP-2"])}, models="p0 p1 p2"),
        case(
            "suspended for two models and restored for one",
            {"p2": {"covers": {"models": ["NP-0", "NP-1"]}, "events": [*TWO, RESTORED]}, "p0": EXPIRED, "p1": EXPIRED},
            models="p0 p2 p2",
        ),
        case(
            "one of the wrong kind that is declared as the right one, where none is to the standard",
            {
                "p0": {"standard": "ISO 9001:2015", "covers": {"models": ["ZZ-1"]}},
                "p1": {"standard": "UL 60950-1:2007", "covers": {"models": ["ZZ-1"]}, **EXPIRED},
                "p2": {"standard": "UL 60950-1:2007", "covers": {"models": ["ZZ-1"]}, **EXPIRED},
            },
            models="p1 p1 p1",
        ),
        case("a site that two cover", {"q0": EXPIRED, "q2": {"covers": {"sites": ["s0", "s2"]}}}, sites="q2 q1 q2"),
        case("all sites of others", {key: {"covers": {"sites": ["far"]}} for key in SYSTEMS}, sites="q0 q0 q0"),
        case(
            "an annex that has fewer activities for one of its sites",
            {
                "q0": EXPIRED,
                "q1": EXPIRED,
                "q2": {"covers": {"sites": [{"id": "s0", "activities": ["design"]}, "s1", "s2"]}},
            },
            sites="q2 q2 q2",
            activities="q0 q2 q2",
        ),
        case("no sites stated", {"q1": {"covers": {"sites": None}}, "q0": EXPIRED}, sites="q1 q1 q2"),
        case(
            "suspended at one site",
            {"q0": {"covers": {"sites": ["s0", "s1"]}, **suspended(sites=["s0"])}},
            sites="q0 q0 q2",
        ),
        case(
            "suspended for an activity",
            {"q0": {"covers": {"sites": ["s0", "s1"]}, **suspended(activities=["design"])}, "q1": EXPIRED},
            sites="q0 q0 q2",
        ),
    ],
)
def test_the_best_of_all_is_chosen(changes: dict[str, Json], wanted: dict[str, str]) -> None:
    raw = manifest(changes)
    found = chosen(judged(raw))
    judged(raw, day=DAY + timedelta(days=300))
    assert {name: found[name] for name in wanted} == wanted


def test_a_series_is_for_the_models_that_it_matches_and_no_others_that_begin_so() -> None:
    raw = manifest({"p2": {"covers": {"models": ["NP-1*"]}}})
    raw["products"][0]["models"] = ["NP-2", "NP-10", "NP-1"]
    assert chosen(judged(raw))["models"] == "p0 p2 p1"


@pytest.mark.parametrize(("models", "wanted"), [(["ZZ-1"], "p1 p1 p1"), (["NP-0"], "p1 p1 p1")])
def test_one_to_an_accepted_standard_is_preferred_to_one_that_passes_more_gates(models: list[str], wanted: str) -> None:
    """Whether they name the model or not: the standard of the other can not be told."""
    unknown: Json = {**EXPIRED, "standard": "XY 12:2020", "covers": {"models": models}}
    accepted = {
        **EXPIRED,
        "standard": "UL 62368-1:2014",
        "attestation": "declaration",
        "body": {"name": "Nobody"},
        "mark": {"type": "recognized-component"},
        "covers": {"models": models, "revision": "C"},
        "events": None,
    }
    rules = load_policy(policy({**MODELS, "edition": ["2019"]}))
    assert chosen(judged(manifest({"p0": unknown, "p1": accepted, "p2": accepted}), rules)) == {"models": wanted}


BATCH: Json = {
    "type": "batch",
    "lots": [{"id": "L1", "produced": "2026-01-05"}, {"id": "L2", "produced": "2026-01-06"}],
}
SERVICE: Json = {"type": "service", "models": None}


@pytest.mark.parametrize(
    ("product", "lots", "wanted"),
    [(BATCH, {"p0": ["L2"], "p1": ["L1"]}, "p1 p0"), (BATCH, {"p2": ["L1", "L2"]}, "p2 p2"), (SERVICE, {}, "p0")],
)
def test_lots_and_services_are_covered_by_other_names(product: Json, lots: dict[str, list[str]], wanted: str) -> None:
    """Where one certificate names a lot it is the best for that lot, whatever models the others name."""
    every = ["NP-0", "NP-1", "NP-2"]
    own = {
        name: {"scheme": {"type": "1b"}, "covers": {"models": every, "lots": lots.get(name, [])}} for name in PRODUCTS
    }
    raw = manifest(own)
    changed = {**raw["products"][0], **product}
    raw["products"] = [{key: value for key, value in changed.items() if value is not None}]
    schemes = {"scheme": {"types": ["1b", "5"]}}
    assert chosen(judged(raw, load_policy(policy({**MODELS, **schemes}))))["models"] == wanted


def test_what_was_changed_in_one_product_does_not_count_for_another_on_the_same_listing() -> None:
    raw = manifest({"p0": {"covers": {"models": ["NP-0", "NP-9"]}}})
    changed = {"date": "2026-05-01", "revision": "E", "significant": True}
    raw["products"].append({**raw["products"][0], "id": "other", "models": ["NP-9"], "design_changes": [changed]})
    rows = judged(raw).policies[0].requirements
    assert [str(each.outcome) for each in rows[0].objects] == ["pass", "pass", "pass", "fail"]


def _of_other_makers(raw: Json) -> Json:
    """The sites `s1` and `s2` are run by another, and at `s2` nothing is designed."""
    sites = raw["supplier"]["sites"]
    for site in sites[1:]:
        site["operator"] = {"name": "Somebody Else Ltd"}
    sites[2]["activities"] = ["manufacture"]
    return raw


@pytest.mark.parametrize(("sites", "wanted"), [(None, "q0 q1 q1"), (["far"], "q0 q0 q0"), (["s1"], "q0 q1 q0")])
def test_who_operates_a_site_matters_where_no_sites_are_listed(sites: list[str] | None, wanted: str) -> None:
    """A certificate held by one operator is better for the sites of that one, where it lists none at all."""
    own: dict[str, Json] = {f"q{each}": {"covers": {"sites": sites}} for each in range(3)}
    own["q1"]["holder"] = {"name": "Somebody Else Ltd"}
    own["q2"] |= {"holder": {"name": "Somebody Else Ltd"}}
    own["q2"]["covers"] = {**own["q2"]["covers"], "activities": ["manufacture"]}
    found = chosen(judged(_of_other_makers(manifest(own))))
    assert found["sites"] == wanted


def test_what_was_seen_behind_a_certificate_counts_for_each_object() -> None:
    raw = api.load_manifest(document(manifest({})))
    seen = Trace("confirmed", "a register", Outcome.FAIL, "", "register-disagrees", "it ended", standing=True, day=DAY)
    entries = [each._replace(backing=Backing((seen,) if each.id == "p0" else ())) for each in raw.certificates]
    case = Case.of(raw._replace(certificates=tuple(entries)), catalogue(), DAY)
    found = assess_case(case, [RULES])
    rows = {row.requirement.id: [str(each.outcome) for each in row.objects] for row in found.policies[0].requirements}
    assert rows["models"] == ["fail", "pass", "pass"]
    assert rows["sites"] == ["pass"] * 3


def test_a_listing_in_two_entries_is_suspended_in_both() -> None:
    """What one entry records of a model counts for the model, though the other entry names it."""
    twice = {"number": "N1", "covers": {"models": ["NP-0", "NP-1"]}}
    raw = manifest({"p0": twice, "p1": {**twice, **suspended(models=["NP-0"])}, "p2": EXPIRED})
    rows = judged(raw).policies[0].requirements
    assert [str(each.outcome) for each in rows[0].objects] == ["fail", "pass", "fail"]


class Tried:
    """How often certificates were put through all gates, and through some, for each requirement."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.all, self.some = Counter[str](), Counter[str]()
        candidate, by_place = Scene.candidate, Scene.by_place

        def whole(scene: Scene, target: Target, certificate: Certificate, *, alone: bool = False) -> Candidate:
            self.all[scene.rule.id] += 1
            return candidate(scene, target, certificate, alone=alone)

        def part(scene: Scene, target: Target, certificate: Certificate, places: Any) -> Any:
            self.some[certificate.id] += 1
            return by_place(scene, target, certificate, places)

        patch.setattr(Scene, "candidate", whole)
        patch.setattr(Scene, "by_place", part)


UNCOVERED: dict[str, Json] = {f"p{each}": {"covers": {"models": ["ZZ-1"]}} for each in range(4)} | {
    f"q{each}": {"covers": {"sites": ["far"]}} for each in range(4)
}
UNSTATED: dict[str, Json] = {f"p{each}": {"covers": {"models": None}} for each in range(4)} | {
    f"q{each}": {"covers": {"sites": None}} for each in range(4)
}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # Each of four objects is covered by one of four certificates, and no other is tried.
        ({}, {"models": 4, "sites": 4}),
        # No object is covered: of all certificates the best is worked out once, and shown for each object.
        (UNCOVERED, {"models": 4, "sites": 4}),
        # What states no cover is tried once for all objects alike, and the best is shown for each.
        (UNSTATED, {"models": 7, "sites": 7}),
        # A series is tried for the objects it covers, once; the rest is as before.
        ({"p0": {"covers": {"models": ["NP-*"]}}}, {"models": 7, "sites": 4}),
        ({"p0": {"covers": {"models": ["ZZ-*", "NP-0"]}}}, {"models": 4, "sites": 4}),
        # One to another standard is not tried where there are some to the one that is asked.
        ({"p0": {"standard": "UL 60950-1:2007"}}, {"models": 4, "sites": 4}),
        # One with an event about an object is tried for that one by itself.
        ({"p0": {"events": [{"type": "surveillance", "date": "2026-10-01"}]}}, {"models": 4, "sites": 4}),
        (
            {"p0": suspended(models=["NP-1"]), "q0": suspended(sites=["s1"])},
            {"models": 5, "sites": 5},
        ),
    ],
)
def test_a_certificate_is_tried_for_what_it_may_cover(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Json], wanted: dict[str, int]
) -> None:
    tried = Tried(monkeypatch)
    case = Case.of(api.load_manifest(document(manifest(changes, 4))), catalogue(), DAY)
    assess_case(case, [load_policy(policy(MODELS, SITES))])
    assert dict(tried.all) == wanted
    assert set(tried.some.values()) <= {1}, "what covers nothing is weighed once"
