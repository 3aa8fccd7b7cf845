"""The summary in the shape of a UNTP credential: yes, no or neither, and plainly no credential."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from checker.renderers import render
from checker.renderers.rows import rows
from tests.consumers import FOLDER
from tests.renderers.made import a_finding, a_warning, an_object, of_objects
from tests.renderers.samples import EVERY, nothing
from tests.reports import sample

Json = dict[str, Any]

SCHEMA = Path(FOLDER).parent / "corpora" / "untp" / "schema-0.7.0.json"


def drawn(report: Json) -> Json:
    found: Json = json.loads("".join(render(report, "untp")))
    return found


@cache
def schema() -> Draft202012Validator:
    if not SCHEMA.is_file():
        pytest.skip("there is no schema of UNTP 0.7.0 in ../shared/corpora (or CERTGATE_SHARED names another folder)")
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=FormatChecker())


@pytest.mark.parametrize("name", [*EVERY, "nothing"])
def test_it_conforms_to_the_schema_of_a_credential(name: str) -> None:
    found = drawn(nothing() if name == "nothing" else sample(name))
    assert [error.message for error in schema().iter_errors(found)] == []


@pytest.mark.parametrize("name", EVERY)
def test_it_is_plainly_no_credential(name: str) -> None:
    found = drawn(sample(name))
    subject = found["credentialSubject"]
    assert "proof" not in found
    assert found["name"].startswith("Summary by certgate, no credential: ")
    assert subject["description"].startswith("This is a summary by certgate without a proof; it is no credential")
    assert not found["issuer"]["id"].startswith("did:")
    kinds = (subject["assessorLevel"], subject["assessmentLevel"], subject["attestationType"])
    assert kinds == ("unspecified", "no-endorsement", "verification")


@pytest.mark.parametrize("name", EVERY)
def test_conformance_is_that_of_each_object(name: str) -> None:
    report = sample(name)
    expected = [
        {"fail": False, "undetermined": None}.get(row.object["outcome"], None if row.object["blocks"] else True)
        for row in rows(report)
    ]
    found = drawn(report)["credentialSubject"]["conformityAssessment"]
    assert [each.get("conformance") for each in found] == expected
    assert {each["assessmentDate"] for each in found} <= {report["as_of"]}


@pytest.mark.parametrize(
    ("outcome", "blocks", "conformance"),
    [
        ("pass", False, True),
        ("pass", True, None),
        ("fail", True, False),
        ("fail", False, False),
        ("undetermined", True, None),
        ("undetermined", False, None),
    ],
)
def test_only_what_passes_and_does_not_block_conforms(outcome: str, blocks: bool, conformance: bool | None) -> None:
    finding = a_warning() if outcome == "pass" else a_finding(outcome=outcome)
    report = of_objects(an_object("B", finding, outcome=outcome, blocks=blocks), outcome=outcome)
    (found,) = drawn(report)["credentialSubject"]["conformityAssessment"]
    assert found.get("conformance", None) is conformance
    assert ("conformance" in found) == (conformance is not None)


def test_it_is_stated_until_the_first_pass_ends_and_not_at_all_where_not_everything_passes() -> None:
    report = sample("passing")
    first = min(manifest["holds"]["until"] for manifest in report["manifests"])
    assert drawn(report)["validUntil"] == f"{first}T23:59:59Z"
    for other in ("failing", "waived", "undetermined", "unusable"):
        assert "validUntil" not in drawn(sample(other))
    report["manifests"][0]["holds"] = None
    assert "validUntil" not in drawn(report)


def test_one_supplier_is_named_and_of_several_each_by_its_assessments() -> None:
    assert drawn(sample("waived"))["credentialSubject"]["issuedToParty"]["name"] == "Corvane Medical Devices Inc."
    report = sample("passing")
    subject = drawn(report)["credentialSubject"]
    assert subject["issuedToParty"]["name"] == "3 suppliers, each named by its assessments"
    assert [each["assessedOrganisation"]["name"] for each in subject["conformityAssessment"]] == [
        row.manifest["supplier"] for row in rows(report)
    ]


def test_the_subject_is_a_product_a_facility_or_both_and_nobody_verified_its_identity() -> None:
    objects = [
        an_object("NP-500", site="linz"),
        an_object("L1", type="lot"),
        an_object("linz", type="site", site="linz", product=None),
        an_object("", id=None, type="organisation", product=None),
    ]
    found = drawn(of_objects(*objects))["credentialSubject"]["conformityAssessment"]
    assert [sorted(key for key in each if key in ("assessedProduct", "assessedFacility")) for each in found] == [
        ["assessedFacility", "assessedProduct"],
        ["assessedProduct"],
        ["assessedFacility"],
        [],
    ]
    assert found[0]["assessedProduct"][0]["product"]["modelNumber"] == "NP-500"
    assert found[1]["assessedProduct"][0]["product"]["batchNumber"] == "L1"
    for each in found:
        for row in (*each.get("assessedProduct", ()), *each.get("assessedFacility", ())):
            assert row["idVerifiedByCAB"] is False
