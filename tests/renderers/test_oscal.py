"""OSCAL assessment results: references, terms, and what counts as satisfied."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from checker.renderers import render
from checker.renderers.oscal_words import token
from checker.renderers.rows import manifest_rows, met
from checker.renderers.statements import inputs_of
from tests.renderers.made import a_finding, a_warning, an_error, an_object, nothing_assessed, of_objects, standings
from tests.renderers.samples import EVERY, nothing
from tests.reports import ATTACKS, sample

pytestmark = pytest.mark.generated

Json = dict[str, Any]

OWN = "https://certgate.example/ns/oscal"


def drawn(report: Json) -> Json:
    found: Json = json.loads("".join(render(report, "oscal")))["assessment-results"]
    return found


def prop(each: Json, name: str) -> str | None:
    return next((row["value"] for row in each.get("props", ()) if row["name"] == name), None)


def walked(value: Any) -> Iterator[tuple[str, Any]]:
    """Every key of a document with its value."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from walked(each)
    elif isinstance(value, list):
        for each in value:
            yield from walked(each)


@pytest.mark.parametrize("name", EVERY)
def test_identifiers_are_unique_and_every_reference_leads_somewhere(name: str) -> None:
    found = drawn(sample(name))
    pairs = list(walked(found))
    own = Counter(value for key, value in pairs if key == "uuid")
    assert set(own.values()) == {1}
    assert all(UUID(each).version == 5 for each in own)
    used = [value for key, value in pairs if key.endswith("-uuid")]
    used += [value[1:] for key, value in pairs if key == "href" and value.startswith("#")]
    assert set(used) <= set(own)
    assert not [key for key, value in pairs if value in ([], "", {}, None)], "OSCAL knows nothing empty"


@pytest.mark.parametrize("name", EVERY)
def test_there_is_a_finding_for_each_requirement_and_an_observation_for_each_object(name: str) -> None:
    report = sample(name)
    run, *results = drawn(report)["results"]
    assert (run["findings"][0]["target"]["status"]["state"] == "satisfied") == (report["result"] == "passed")
    for result, manifest in zip(results, report["manifests"], strict=True):
        asked = [each for policy in manifest["policies"] for each in policy["requirements"]]
        states = [each["target"]["status"]["state"] for each in result.get("findings", ())]
        assert states == ["satisfied" if met(each) else "not-satisfied" for each in asked]
        rows = list(manifest_rows(manifest))
        assert [prop(each, "outcome") for each in result.get("observations", ())] == [r.object["outcome"] for r in rows]
        controls = result["reviewed-controls"]["control-selections"][0].get("include-controls", ())
        assert {each["target"]["target-id"] for each in result.get("findings", ())} == {
            each["control-id"] for each in controls
        }


def test_a_pass_expires_with_its_last_day_and_nothing_else_does() -> None:
    report = sample("failing")
    for result, manifest in zip(drawn(report)["results"][1:], report["manifests"], strict=True):
        for observed, row in zip(result.get("observations", ()), manifest_rows(manifest), strict=True):
            until = row.object["holds"] and f"{row.object['holds']['until']}T23:59:59Z"
            assert observed.get("expires") == until
            assert observed["collected"] == "2026-11-23T00:00:00Z"


def test_a_pass_of_a_report_without_forecast_expires_with_its_certificate() -> None:
    report = sample("passing")
    for row in manifest_rows(report["manifests"][0]):
        del row.object["holds"]
    observed = drawn(report)["results"][1]["observations"]
    terms = {each["id"]: each["expires"] for each in report["manifests"][0]["certificates"]}
    expected = [terms[row.object["certificate"]] for row in manifest_rows(report["manifests"][0])]
    assert [each.get("expires") for each in observed] == [day and f"{day}T23:59:59Z" for day in expected]
    assert {bool(day) for day in expected} == {True, False}


@pytest.mark.parametrize(
    ("outcome", "blocks", "state", "reason"),
    [
        ("pass", False, "satisfied", "pass"),
        ("pass", True, "not-satisfied", "other"),
        ("fail", True, "not-satisfied", "fail"),
        ("fail", False, "not-satisfied", "fail"),
        ("undetermined", True, "not-satisfied", "other"),
        ("undetermined", False, "not-satisfied", "other"),
    ],
)
def test_only_what_passes_and_does_not_block_is_satisfied(outcome: str, blocks: bool, state: str, reason: str) -> None:
    finding = a_warning() if outcome == "pass" else a_finding(outcome=outcome)
    each = an_object("B", finding, outcome=outcome, blocks=blocks)
    (found,) = drawn(of_objects(each, outcome=outcome))["results"][1]["findings"]
    status = found["target"]["status"]
    assert (status["state"], status["reason"]) == (state, reason)
    assert ("no pass" in status.get("remarks", "")) == (outcome == "undetermined")


def test_what_blocks_is_an_open_risk_and_what_a_waiver_lifts_an_approved_deviation() -> None:
    waived = drawn(sample("waived"))["results"][1]
    (risk,) = waived["risks"]
    assert risk["status"] == "deviation-approved"
    assert risk["mitigating-factors"][0]["description"].startswith("Waived: ")
    assert risk["remediations"]
    assert {each["related-risks"][0]["risk-uuid"] for each in waived["findings"] if "related-risks" in each} == {
        risk["uuid"]
    }
    (risk,) = drawn(of_objects(an_object()))["results"][1]["risks"]
    assert (risk["status"], "mitigating-factors" in risk) == ("open", False)
    assert [each["description"] for each in risk["remediations"]] == [
        "To mend: Ask for a listing.",
        "To mend: have the model added",
    ]


@pytest.mark.parametrize("name", sorted(standings()))
def test_only_what_blocks_or_is_waived_is_a_risk(name: str) -> None:
    report = standings()[name]
    (manifest,) = report["manifests"]
    concerned = [row.object for row in manifest_rows(manifest) if row.object["blocks"] or name == "waived"]
    assert bool(drawn(report)["results"][1].get("risks")) == bool(concerned)


def test_unusable_inputs_warnings_about_waivers_and_relaxations_stand_in_the_first_result() -> None:
    report = sample("waived")
    report["errors"] = [an_error()]
    found = drawn(report)
    run = found["results"][0]
    assert len(run["observations"]) == 2
    assert "broken.yaml" in run["observations"][0]["description"]
    assert prop(run["observations"][1], "code") == "waiver-expired"
    for each in (found["metadata"]["remarks"], run["remarks"]):
        assert each.count("Relaxation: ") == len(report["relaxations"])
    assert prop(found["metadata"], "result") == "passed-with-waivers"


@pytest.mark.parametrize("report", [nothing(), nothing_assessed()])
def test_a_run_that_assessed_nothing_is_not_satisfied(report: Json) -> None:
    run, *_ = drawn(report)["results"]
    assert run["findings"][0]["target"]["status"]["state"] == "not-satisfied"


def test_times_are_those_of_the_assessment_and_a_change_changes_the_identifiers() -> None:
    report = sample("passing")
    found = drawn(report)
    assert found == drawn(sample("passing"))
    assert found["metadata"]["last-modified"] == "2026-11-23T00:00:00Z"
    report["manifests"][0]["certificates"][0]["holder"] = "Somebody else"
    assert drawn(report)["uuid"] != found["uuid"]


@pytest.mark.parametrize("attack", [*ATTACKS[:-1], "", "1-starts-with-a-digit", "x" * 300])
def test_any_text_is_a_token_and_no_two_are_the_same(attack: str) -> None:
    found = token(attack)
    assert found.isascii()
    assert token(found) == found
    assert token(f"{attack} ") != found


def test_a_reference_to_a_parameter_in_a_text_of_a_supplier_is_a_text() -> None:
    finding = a_finding(message="{{ insert: param, ac-1_prm_1 }} <q>$1</q> **bold** [a](https://b)")
    (observed,) = drawn(of_objects(an_object("B", finding)))["results"][1]["observations"]
    assert "{{" not in observed["description"]
    assert "<" not in observed["description"]
    assert "**" not in observed["description"].replace("\\*", "")


def test_every_input_is_named_by_its_digest_whatever_a_later_version_adds() -> None:
    report = sample("waived")
    report["inputs"]["registers"] = [{"name": "iaf", "path": "iaf.csv", "sha256": "a" * 64}]
    resources = drawn(report)["back-matter"]["resources"]
    assert [each["title"] for each in resources] == [
        "What was assessed against",
        "Policy us-medical-electrical",
        "Catalogue 2026-11-23",
        "Waivers waivers.yaml",
        "Register iaf.csv",
    ]
    digests = [prop(each, "sha256") for each in resources[1:]]
    assert digests == [each.sha256 for each in inputs_of(report)]
