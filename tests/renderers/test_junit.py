"""JUnit: a failure exactly where an object blocks, stable names, and counts that are those of the cases."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.renderers.junit_format import render
from tests.renderers.made import (
    SHA,
    Json,
    a_finding,
    a_manifest,
    a_policy,
    a_report,
    a_requirement,
    an_error,
    an_object,
    nothing_assessed,
    of_objects,
    standings,
)
from tests.reports import SAMPLES, sample


def tree(report: Json) -> Element:
    return ElementTree.fromstring("".join(render(report)))


def the_case(report: Json) -> Element:
    """The only case of a report, besides those of the run."""
    (case,) = tree(report).findall("testsuite[2]/testcase")
    return case


def properties(suite: Element) -> dict[str, str]:
    return {each.attrib["name"]: each.attrib["value"] for each in suite.iter("property")}


def test_the_file(snapshot: SnapshotAssertion) -> None:
    assert "".join(render(standings()["waived"])) == snapshot


# What becomes of an object


@pytest.mark.parametrize(
    ("name", "tag", "kind", "message"),
    [
        ("pass", None, None, None),
        ("pass with a note", "system-out", None, None),
        ("pass with a warning", "system-out", None, None),
        ("pass that blocks by a warning", "failure", "warning", "warning, which blocks: the edition ends"),
        ("fail", "failure", "fail", "fail: `ul` covers `A`, not `B`"),
        ("undetermined", "failure", "undetermined", "undetermined: `ul` covers `A`, not `B`"),
        ("waived", "skipped", "waived", "waived by W-1: waives it until 2027: booked"),
        ("not needed", "skipped", "not needed", "fail, not needed: the decision passes without it"),
        ("advisory", "skipped", "advisory", "fail, does not block: advisory"),
        ("not in effect", "skipped", "advisory", "fail, does not block: the requirement is not in effect"),
        ("advisory that blocks", "failure", "fail", "fail: `ul` covers `A`, not `B`"),
    ],
)
def test_what_becomes_of_each_standing(name: str, tag: str | None, kind: str | None, message: str | None) -> None:
    report = standings()[name]
    report["result"] = "blocked" if tag == "failure" else "passed"
    case = the_case(report)
    found = case[0] if len(case) else None
    assert (found.tag if found is not None else None) == tag
    if found is not None and tag != "system-out":
        assert (found.get("type"), found.get("message")) == (kind, message)


def test_an_object_that_fails_yet_does_not_block_is_no_failure() -> None:
    case = the_case(of_objects(an_object(blocks=False)))
    assert [each.tag for each in case] == ["skipped", "system-out"]
    assert case[0].get("message") == "fail, does not block"


def test_a_failure_says_who_asks_what_was_found_where_and_how_to_mend_it() -> None:
    case = the_case(of_objects(an_object("B", a_finding(), a_finding("expired", help=""), conditions=["indoor use"])))
    assert case[0].text == (
        "requirement listing: Each model listed [29 CFR 1910.7(b)]\n"
        "fail: `ul` covers `A`, not `B`\n"
        "  [model-not-covered] m.yaml:7:3\n"
        "  to mend: have the model added\n"
        "fail: `ul` covers `A`, not `B`\n"
        "  [expired] m.yaml:7:3\n"
        "on the condition printed on the certificate: indoor use\n"
        "remedy: Ask for a listing."
    )


def test_a_failure_without_a_stated_reason_is_one_all_the_same() -> None:
    case = the_case(of_objects({**an_object(), "findings": []}, citation="", remedy=""))
    assert case[0].get("message") == "fail: the report states no reason"


def test_a_pass_shows_the_conditions_printed_on_the_certificate() -> None:
    met = {**an_object(outcome="pass", blocks=False, conditions=["indoor use"]), "findings": []}
    assert the_case(of_objects(met))[0].text == "on the condition printed on the certificate: indoor use"


@pytest.mark.parametrize("name", SAMPLES)
def test_there_is_a_failure_for_each_object_that_blocks_and_no_other(name: str) -> None:
    report = sample(name)
    blocking = sum(
        each["blocks"]
        for manifest in report["manifests"]
        for policy in manifest["policies"]
        for requirement in policy["requirements"]
        for each in requirement["objects"]
    )
    root = tree(report)
    assert len(list(root.iter("failure"))) == blocking
    assert len(list(root.iter("error"))) == len(report["errors"])


# Suites


@pytest.mark.parametrize("name", SAMPLES)
def test_counts_are_those_of_the_cases_and_no_case_is_there_twice(name: str) -> None:
    root = tree(sample(name))
    suites = root.findall("testsuite")
    for suite in suites:
        cases = suite.findall("testcase")
        assert int(suite.attrib["tests"]) == len(cases)
        for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.attrib[key]) == len(suite.findall(f"testcase/{tag}"))
        assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    for key in ("tests", "failures", "errors"):
        assert int(root.attrib[key]) == sum(int(suite.attrib[key]) for suite in suites)
    assert len({suite.get("name") for suite in suites}) == len(suites)


def test_a_case_is_told_by_path_policy_requirement_and_object() -> None:
    report = of_objects(an_object())
    suite = tree(report).findall("testsuite")[1]
    assert suite.get("name") == "m.yaml / buyer"
    case = the_case(report)
    assert (case.get("classname"), case.get("name")) == ("m.yaml.buyer.listing", "model B of p")


def test_objects_of_equal_names_are_numbered() -> None:
    cases = tree(of_objects(an_object(), an_object("B of p", product=None), an_object())).iter("testcase")
    assert [case.get("name") for case in cases] == ["model B of p", "model B of p (2)", "model B of p (3)"]


def test_names_that_have_to_be_changed_to_be_shown_stay_apart() -> None:
    ids = ["x" * 500 + "a" + "x" * 500, "x" * 500 + "b" + "x" * 500, "\x1b", "\\u001b"]
    drawn = [
        [case.get("name") for case in tree(of_objects(*map(an_object, order))).iter("testcase")]
        for order in (ids, ids[::-1])
    ]
    assert len(set(drawn[0])) == 4
    assert drawn[1] == drawn[0][::-1]
    assert drawn[0][3] == "model \\u001b of p"


def test_the_first_suite_states_the_answer_its_inputs_and_what_makes_it_milder() -> None:
    report = sample("warned")
    report["inputs"]["waivers"] = {"path": "waivers.yaml", "sha256": SHA}
    suite = tree(report)[0]
    found = properties(suite)
    assert suite.get("name") == "certgate"
    assert (found["result"], found["verdict"], found["as-of"]) == ("blocked", "fail", "2026-11-23")
    assert {key: int(found[f"summary.{key}"]) for key in report["summary"]} == report["summary"]
    effects = [each["effect"] for each in report["relaxations"]]
    assert [found[f"relaxation.{number}"] for number in (1, 2, 3, 4)] == effects
    digests = {each["id"]: each["sha256"] for each in report["inputs"]["policies"]}
    assert found["policy.eu-mdr-class-i"] == f"2026-11 sha256:{digests['eu-mdr-class-i']}"
    assert (found["fail-on"], found["waivers"]) == ("warning", f"waivers.yaml sha256:{SHA}")
    assert [line.removeprefix("note: ") for line in (suite.findtext("system-out") or "").split("\n")[1:]] == effects


def test_each_suite_states_date_verdict_supplier_and_digests() -> None:
    assert properties(tree(of_objects(an_object()))[1]) == {
        "as-of": "2026-11-23",
        "verdict": "fail",
        "supplier": "Northwind",
        "manifest.sha256": SHA,
        "policy.version": "1",
        "policy.sha256": SHA,
    }


def test_a_policy_that_does_not_apply_is_a_skipped_case_with_the_reason() -> None:
    other = a_policy(a_requirement(an_object()), id="other")
    suite = tree(a_report(a_manifest(a_policy(), other)))[1]
    (case,) = suite.iter("testcase")
    assert (case.get("classname"), case.get("name")) == ("m.yaml.buyer", "not applicable")
    assert case[0].attrib == {"type": "not-applicable", "message": "not applicable: the policy is for taps"}


def test_unusable_inputs_are_errors_of_a_suite_of_their_own() -> None:
    report = a_report(errors=[an_error(), an_error(message="another"), an_error("../x.yaml", line=0)])
    suite = tree(report)[1]
    assert (suite.get("name"), suite.get("errors")) == ("unusable-input", "3")
    assert [(case.get("classname"), case.get("name")) for case in suite.iter("testcase")] == [
        ("broken.yaml", "broken.yaml:3:5"),
        ("broken.yaml", "broken.yaml:3:5 (2)"),
        ("../x.yaml", "../x.yaml"),
    ]
    error = next(suite.iter("error"))
    assert error.attrib == {"type": "unusable-input", "message": "unknown key `stadard`"}
    assert "to mend: write `standard`" in (error.text or "")


def test_a_run_that_assessed_nothing_is_no_green_run() -> None:
    root = tree(nothing_assessed())
    (error,) = root.iter("error")
    assert "so nothing was assessed" in error.attrib["message"]
    assert (root.get("tests"), root.get("errors"), root[0].get("errors")) == ("2", "1", "1")


def test_text_of_a_supplier_stays_text() -> None:
    case = the_case(of_objects(an_object("]]><failure/>\x00\x1b[31m\ufffe", a_finding(message="</failure><error/>"))))
    assert [each.tag for each in case] == ["failure"]
    assert (case.get("name") or "").startswith("model ]]><failure/>\\u0000\\u001b[31m\\ufffe of p #")


def test_a_product_that_a_policy_leaves_out_is_a_case_that_says_so() -> None:
    # The supplier's own word for the category decides that, so whoever reads the tests has to see it.
    report = sample("passing")
    report["manifests"][0]["policies"][0]["products_left_out"] = [{"product": "dodge", "reason": "categories: office"}]
    text = "".join(render(report))
    assert 'name="product dodge"><skipped type="not-applicable" message="not applicable: categories: office"' in text
