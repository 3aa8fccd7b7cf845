"""The case that would notice a mutant: which change shows it, what it says, and how it is told to be pasted."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from checker.authoring.changes import apply
from checker.authoring.trial.catching import Catch, Catcher
from checker.authoring.trial.mutants import mutants
from checker.authoring.trial.nearby import before_admission, nearby
from checker.authoring.trial.suggesting import suggested
from checker.model.policy import Policy
from checker.schema import conform
from tests.authoring.trial import base, subject
from tests.builders import LISTING, QMS, QUALITY, TODAY, Json, catalogue, changed, manifest, policy

RULES = policy({**QUALITY, "effective": {"from": "2026-07-01"}})
UNDER = subject(RULES)
DECLARED = "quality-system/attestation: add declaration"
DAY = date.fromisoformat(TODAY)


@cache
def mutated() -> dict[str, Policy]:
    """The mutants that load, by name."""
    values: Any = conform(UNDER.versions[0].document, "policy")
    return {each.id: each.policy for each in mutants(values, catalogue()) if each.policy}


@cache
def caught() -> tuple[Catcher, Catch]:
    """The case for a mutant that accepts declarations, and who found it."""
    catcher = Catcher(UNDER.policies, [base()], catalogue())
    found = catcher.catch(DECLARED, [mutated()[DECLARED]])
    assert found is not None
    return catcher, found


def test_a_mutant_is_caught_by_the_smallest_change_on_which_the_verdict_differs() -> None:
    _, found = caught()
    assert (found.verdict, found.requirements) == ("fail", (("quality-system", "fail"),))
    assert found.codes == ("not-certification",)
    assert found.changes == ({"set": f"{QMS}/attestation", "value": "declaration"},)
    told = suggested(DECLARED, found)
    assert (told["file"], told["for"]) == ("t.tests.yaml", None)
    assert told["text"].startswith("  - name: 'notices quality-system/attestation: add declaration'\n")
    assert "codes: [not-certification]" in told["text"]
    assert all(line.startswith("  ") for line in told["text"].splitlines())


def test_a_case_that_was_found_for_another_mutant_comes_first() -> None:
    catcher, _ = caught()
    again = catcher.catch("the same by another name", [mutated()[DECLARED]])
    assert again is not None
    assert again.first == DECLARED
    assert suggested("x", again)["for"] == DECLARED


def test_what_says_the_same_of_everything_is_not_caught() -> None:
    catcher = Catcher(UNDER.policies, [base(changed(manifest(), {"/certificates": []}))], catalogue())
    assert catcher.catch("itself", UNDER.policies) is None


def test_the_day_and_the_changes_are_told_where_they_differ_from_the_base() -> None:
    change = {"value": "declaration", "set": f"{QMS}/attestation"}
    catch = Catch(base(), date(2026, 6, 30), (change,), "pass", (), ())
    text = suggested("m", catch)["text"]
    assert "as_of: 2026-06-30" in text.replace("'", "").replace('"', "")
    assert text.index("set:") < text.index("value:")
    assert "codes" not in text


def test_the_last_surveillance_alone_on_the_edge_of_its_interval() -> None:
    rules = subject(policy({**LISTING, "surveillance": {"every": "12 months"}}))
    raw = manifest()
    rows = [each for (each,) in nearby(raw, rules.policies, DAY)]
    assert all(apply(raw, [each]) for each in rows)
    events = [each["value"] for each in rows if each["set"] == "/certificates/0/events"]
    assert [[row["date"] for row in each if row["type"] == "surveillance"] for each in events] == [
        ["2025-11-23"],
        ["2025-11-22"],
    ]
    assert all(row["date"] <= "2025-11-23" for each in events for row in each)
    laboratories = [each for each in rows if each["set"].endswith("/laboratory")]
    assert [each["set"] for each in laboratories] == ["/certificates/0/events/0/laboratory"]


def test_a_certificate_is_moved_to_the_eve_of_an_admission_as_a_whole() -> None:
    raw: Json = manifest()
    found = list(before_admission(raw, catalogue(), DAY))
    assert found
    for eve, ((change),) in found:
        moved = apply(raw, [change])["certificates"][int(change["set"][-1])]
        kept = raw["certificates"][int(change["set"][-1])]
        gone = date.fromisoformat(kept["issued"]) - date.fromisoformat(moved["issued"])
        assert gone == DAY - eve
        assert len(moved["accreditations"]) == 1
        assert moved["number"] == kept["number"]
    bare = changed(raw, {"/certificates/0/accreditations": [], f"{QMS}/accreditations": []})
    assert list(before_admission(bare, catalogue(), DAY)) == []
