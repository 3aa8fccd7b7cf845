"""Each gate rests on facts of its own: what shows these founds its answer, and nothing else does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.gates import gates
from checker.gates._founded import best
from checker.model.assessment import Candidate
from checker.model.backing import FACTS, Backing, Trace
from checker.model.outcome import Outcome
from tests.builders import LISTING, QUALITY, TODAY, Json, catalogue, document, load_policy, manifest, policy

RULES = {"ul-np-500": {**LISTING, "testing": {}}, "qms": {**QUALITY, "audits": "required"}}
CHANGES = {"ul-np-500": "/certificates/0", "qms": "/certificates/1"}


def trace(level: str, *facts: str) -> Trace:
    return Trace(level, "a file", Outcome.PASS, "/certificates/1", facts=facts, day=date(2026, 11, 1))


def judged(name: str, *traces: Trace, **rule: Any) -> Candidate:
    """The certificate as it is judged, with these traces behind it."""
    found = api.load_manifest(document(manifest()))
    entries = tuple(each._replace(backing=Backing(traces)) if each.id == name else each for each in found.certificates)
    rules: Json = {**RULES[name], **rule}
    result = api.assess(
        found._replace(certificates=entries), [load_policy(policy(rules))], catalogue(), date.fromisoformat(TODAY)
    )
    (row,) = result.policies[0].requirements
    return next(each for each in row.objects[0].candidates if each.certificate.id == name)


def resting(name: str, *facts: str) -> set[str]:
    """The gates whose answer is founded by these facts alone."""
    found = judged(name, trace("confirmed", *facts))
    return {each.gate for each in found.gates if each.founded == "confirmed"}


EVERY: dict[str, dict[tuple[str, ...], set[str]]] = {
    "ul-np-500": {
        ("kind",): {"attestation"},
        ("kind", "standard"): {"kind", "attestation", "standard"},
        ("testing",): {"evidence"},
        ("events",): {"change"},
    },
    "qms": {
        ("kind",): {"attestation"},
        ("standard",): {"standard"},
        ("events",): {"evidence", "change"},
        ("testing",): set(),
    },
}


@pytest.mark.parametrize("name", EVERY)
def test_a_gate_is_founded_by_what_shows_its_own_facts(name: str) -> None:
    for facts, wanted in EVERY[name].items():
        assert wanted <= resting(name, "number", *facts), facts
    assert not resting(name, "number")


@pytest.mark.parametrize("name", EVERY)
def test_without_one_of_the_facts_it_rests_on_a_gate_is_founded_less(name: str) -> None:
    all_of = resting(name, *FACTS)
    for fact in FACTS:
        left = resting(name, *(each for each in FACTS if each != fact))
        assert left <= all_of
    assert {each.id for each in gates() if each.id in ("kind", "standard", "subject", "in-force")} <= all_of


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ((), "declared"),
        (("declared",), "declared"),
        (("documented",), "documented"),
        (("declared", "documented"), "documented"),
        (("documented", "declared"), "documented"),
        (("documented", "confirmed"), "confirmed"),
        (("confirmed", "declared"), "confirmed"),
    ],
)
def test_the_best_of_what_shows_the_certificate_counts(levels: tuple[str, ...], wanted: str) -> None:
    assert best([trace(each, "number") for each in levels]) == wanted
    assert best([trace("confirmed", "testing"), *(trace(each, "number") for each in levels)]) == wanted


def test_the_weakest_of_its_facts_founds_a_gate() -> None:
    facts = trace("documented", "number", *FACTS), trace("confirmed", "number", "kind")
    found = {each.gate: each.founded for each in judged("qms", *facts).gates}
    assert found["attestation"] == "confirmed"
    assert found["kind"] == "documented"
    assert judged("qms", *facts).basis == "documented"
