"""SARIF: a rule per code, a region everywhere, suppressions on all or none, and nothing left out in silence."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote, urlsplit

import pytest

from checker.renderers import sarif_format
from checker.renderers.sarif_format import render
from tests.renderers.made import (
    Json,
    a_finding,
    a_report,
    a_warning,
    an_error,
    an_object,
    nothing_assessed,
    of_objects,
    standings,
)
from tests.reports import SAMPLES, sample


def the_run(report: Json) -> Json:
    (found,) = json.loads("".join(render(report)))["runs"]
    assert isinstance(found, dict)
    return found


def results(report: Json) -> list[Json]:
    found: list[Json] = the_run(report)["results"]
    return found


def notifications(report: Json) -> list[tuple[str, str]]:
    (invocation,) = the_run(report)["invocations"]
    return [(each["level"], each["message"]["text"]) for each in invocation["toolConfigurationNotifications"]]


# Results


@pytest.mark.parametrize("name", SAMPLES)
def test_every_result_has_a_rule_a_region_and_a_fingerprint_of_its_own(name: str) -> None:
    run = the_run(sample(name))
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for place in (*result["locations"], *result.get("relatedLocations", ())):
            physical = place["physicalLocation"]
            assert physical["region"]["startLine"] >= 1
            assert physical["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            assert re.fullmatch(r"[\w.~/%-]+", physical["artifactLocation"]["uri"])
    ids = [result["partialFingerprints"]["certgate/v1"] for result in run["results"]]
    assert len(set(ids)) == len(ids) > 0
    assert len({rule["id"] for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("name", "levels"),
    {
        "pass": [],
        "pass with a note": ["note"],
        "pass with a warning": ["warning"],
        "pass that blocks by a warning": ["error", "note"],
        "fail": ["error"],
        "undetermined": ["error"],
        "waived": ["note"],
        "not needed": ["note"],
        "advisory": ["warning"],
        "not in effect": ["warning"],
        "advisory that blocks": ["error"],
    }.items(),
)
def test_the_level_of_each_standing(name: str, levels: list[str]) -> None:
    report = standings()[name]
    report["result"] = "blocked" if "error" in levels else "passed"
    assert [result["level"] for result in results(report)] == levels


def test_a_result_says_what_whom_who_asks_and_how_to_mend_it() -> None:
    (result,) = results(of_objects(an_object("A"), an_object("B")))
    assert result["message"]["text"] == (
        "fail: `ul` covers `A`, not `B`\n"
        "for model A of p, model B of p; supplier: Northwind\n"
        "asked by buyer, requirement listing: Each model listed [29 CFR 1910.7(b)]\n"
        "to mend: have the model added\n"
        "remedy: Ask for a listing."
    )
    (place,) = result["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 3}
    assert result["properties"] == {
        "manifest": "m.yaml",
        "supplier": "Northwind",
        "policy": "buyer",
        "requirement": "listing",
        "certificate": "ul",
        "outcome": "fail",
        "standing": "fail",
        "objects": ["model A of p", "model B of p"],
    }


def test_brackets_of_a_supplier_are_no_link() -> None:
    (result,) = results(of_objects(an_object("[x](https://example.com)")))
    assert "[x] (https://example.com)" in result["message"]["text"]


def test_waived_results_are_suppressed_with_the_reason_and_all_others_say_that_they_are_not() -> None:
    report = standings()["waived"]
    report["manifests"][0]["policies"][0]["requirements"][0]["objects"].append(an_object("C"))
    suppressed = {result["level"]: result["suppressions"] for result in results(report)}
    reason = "waived by W-1: waives it until 2027: booked"
    assert suppressed == {
        "error": [],
        "note": [{"kind": "external", "status": "accepted", "justification": reason}],
    }


def test_without_a_waiver_no_result_speaks_of_suppressions() -> None:
    assert all("suppressions" not in result for result in results(sample("failing")))


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/ü[1].yaml", "a%20b/%C3%BC%5B1%5D.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("-", "standard-input"),
        ("../out.yaml", "outside-the-repository/out.yaml"),
    ],
)
def test_a_place_is_a_relative_uri(path: str, uri: str) -> None:
    (result,) = results(a_report(errors=[an_error(path, line=0)]))
    (place,) = result["locations"]
    artifact = place["physicalLocation"]["artifactLocation"]["uri"]
    assert artifact == uri
    assert urlsplit(artifact).scheme == ""
    assert place["physicalLocation"]["region"] == {"startLine": 1}
    assert unquote(artifact) == path or f"in {path}" in result["message"]["text"]


def test_other_places_are_related() -> None:
    elsewhere = {"file": "m.yaml", "line": 9, "column": 1}
    (result,) = results(of_objects(an_object("A"), an_object("B", a_finding(location=elsewhere))))
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 9, "startColumn": 1}


# Rules


def test_a_rule_explains_its_code() -> None:
    (rule,) = the_run(of_objects(an_object()))["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("model-not-covered", "ModelNotCovered")
    assert rule["shortDescription"]["text"] == "the certificate does not name the model"
    assert rule["fullDescription"]["text"].endswith(
        "To mend: have the model added by the body, or correct the spelling."
    )
    assert "Asks: of a *product* certificate" in rule["help"]["text"]
    assert "\n\n**Asks:** of a *product* certificate" in rule["help"]["markdown"]
    assert "\n\n\n" not in rule["help"]["markdown"]


def test_a_code_of_one_word_has_no_second_name() -> None:
    (rule,) = the_run(of_objects(an_object("B", a_finding("expired"))))["tool"]["driver"]["rules"]
    assert "name" not in rule


def test_a_code_of_another_version_is_explained_by_the_finding() -> None:
    unknown = [a_finding("colour-not-liked"), a_finding("odd", help="")]
    first, second = the_run(of_objects(an_object("B", *unknown)))["tool"]["driver"]["rules"]
    assert first["shortDescription"]["text"] == "colour not liked"
    assert first["help"] == {"text": "have the model added"}
    assert second["help"] == {"text": "odd"}


def test_an_unusable_input_has_a_rule_of_its_own() -> None:
    run = the_run(sample("unusable"))
    assert {result["ruleId"] for result in run["results"] if result["level"] == "error"} == {"unusable-input"}
    (invocation,) = run["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 2)


def test_a_run_that_assessed_nothing_has_an_error() -> None:
    (result,) = results(nothing_assessed())
    assert (result["ruleId"], result["level"]) == ("nothing-assessed", "error")


# The run


def test_the_run_states_its_answer_and_what_makes_it_milder() -> None:
    report = sample("waived")
    run = the_run(report)
    told = notifications(report)
    assert told[0][1].startswith(
        "PASSED-WITH-WAIVERS as of 2026-11-23: 1 manifest, 0 pass, 1 fail, 1 requirement waived"
    )
    assert [text for _, text in told[1:]] == [f"note: {each['effect']}" for each in report["relaxations"]]
    for key in ("as_of", "verdict", "result", "summary", "relaxations", "inputs"):
        assert run["properties"][key] == report[key]
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_blocked_run_did_its_work() -> None:
    (invocation,) = the_run(sample("failing"))["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCodeDescription"]) == (True, "blocked")


def test_the_category_of_the_upload_is_left_to_whoever_uploads() -> None:
    assert "automationDetails" not in the_run(sample("failing"))


@pytest.mark.parametrize(
    ("limit", "levels"), [(3, ["error"]), (4, ["error", "warning"]), (9, ["error", "warning", "note"])]
)
def test_beyond_the_limit_errors_go_first_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch, limit: int, levels: list[str]
) -> None:
    monkeypatch.setattr(sarif_format, "_LIMIT", limit)
    note = a_finding("series-pattern", outcome="pass", severity="note")
    failures = [a_finding(certificate=each) for each in "abc"]
    report = of_objects(an_object("B", note, *failures, a_warning()))
    drawn = results(report)
    assert sorted({result["level"] for result in drawn}, key=["error", "warning", "note"].index) == levels
    left = 5 - len(drawn)
    assert len(drawn) == min(limit, 5)
    stated = [text for level, text in notifications(report) if level == "warning"]
    assert stated == (
        [f"{left} result{'s' * (left > 1)} left out, because a run may have {limit}; `-o json` shows all"]
        if left
        else []
    )
    assert the_run(report)["properties"]["results_left_out"] == left
