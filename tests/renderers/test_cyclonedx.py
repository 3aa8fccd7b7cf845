"""CycloneDX declarations: references, claims for and against, and what the published schema says."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any
from uuid import UUID

import pytest

from checker.renderers import render
from checker.renderers.rows import manifest_rows, met
from tests.depth import first
from tests.renderers.made import (
    a_finding,
    a_manifest,
    a_policy,
    a_report,
    a_requirement,
    a_warning,
    an_error,
    an_object,
    of_objects,
)
from tests.renderers.samples import EVERY, nothing
from tests.reports import sample

Json = dict[str, Any]

# Which reports the schema is held against at every change; the longest take a second and more.
CHEAP_FIRST = ("waived", "nothing", "passing", "undetermined", "unusable", "failing", "warned", "hostile").index

REFERENCES = ("assessor", "requirement", "target", "claims", "counterClaims", "evidence", "counterEvidence")


def text_of(report: Json) -> str:
    return "".join(render(report, "cyclonedx"))


def drawn(report: Json) -> Json:
    found: Json = json.loads(text_of(report))
    return found


def references(value: Any, key: str = "") -> list[str]:
    """Everything that a document refers to."""
    if isinstance(value, dict):
        return [each for name, below in value.items() for each in references(below, name)]
    if isinstance(value, list):
        return [each for below in value for each in references(below, key)]
    return [value] if key in (*REFERENCES, "mitigationStrategies") else []


def named(value: Any) -> list[str]:
    """Everything that a document can be referred to by."""
    if isinstance(value, dict):
        own = [value["bom-ref"]] if "bom-ref" in value else []
        return own + [each for below in value.values() for each in named(below)]
    return [each for below in value for each in named(below)] if isinstance(value, list) else []


def properties(found: Json, name: str) -> list[str]:
    return [row["value"] for row in found["metadata"]["properties"] if row["name"] == f"certgate:{name}"]


@cache
def schema() -> Any:
    """The published schema, as another project ships it."""
    validation = pytest.importorskip("cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed")
    versions = pytest.importorskip("cyclonedx.schema")
    return validation.JsonStrictValidator(versions.SchemaVersion.V1_6)


@pytest.mark.parametrize("name", first(sorted(("nothing", *EVERY), key=CHEAP_FIRST), 4))
def test_it_conforms_to_the_published_schema(name: str) -> None:
    assert schema().validate_str(text_of(nothing() if name == "nothing" else sample(name))) is None


@pytest.mark.parametrize("name", EVERY)
def test_names_are_unique_and_every_reference_leads_somewhere(name: str) -> None:
    found = drawn(sample(name))
    own = Counter(named(found))
    assert set(own.values()) <= {1}
    assert set(references(found)) <= set(own)
    assert UUID(found["serialNumber"].removeprefix("urn:uuid:")).version == 5


@pytest.mark.parametrize("name", EVERY)
def test_a_claim_for_each_object_stands_on_the_side_of_its_outcome(name: str) -> None:
    report = sample(name)
    declared = drawn(report)["declarations"]
    claims = {each["bom-ref"]: each for each in declared["claims"]}
    objects = [row for manifest in report["manifests"] for row in manifest_rows(manifest)]
    assert len(claims) == len(objects)
    for claim, row in zip(claims.values(), objects, strict=True):
        passes = row.object["outcome"] == "pass"
        assert ("counterEvidence" in claim) <= (not passes)
        assert ("evidence" in claim) <= passes
        assert (" meets requirement " in claim["predicate"]) == passes
    maps = [row for each in declared["attestations"] for row in each["map"]]
    assert sum(len(each.get("claims", ())) for each in maps) == sum(r.object["outcome"] == "pass" for r in objects)
    asked = [r for manifest in report["manifests"] for policy in manifest["policies"] for r in policy["requirements"]]
    assert [each["conformance"]["score"] for each in maps] == [int(met(each)) for each in asked]


@pytest.mark.parametrize(
    ("given", "conformance", "confidence", "told"),
    [
        ({"outcome": "pass", "blocks": False}, 1, 0.25, "pass"),
        ({"outcome": "pass", "blocks": False, "basis": "documented"}, 1, 0.5, "pass"),
        ({"outcome": "pass", "blocks": False, "basis": "confirmed"}, 1, 1, "pass"),
        ({"outcome": "pass", "blocks": True}, 0, 0.25, "pass; blocks by its warnings"),
        ({"outcome": "fail", "basis": "catalogue"}, 0, 0.75, "fail"),
        ({"outcome": "fail", "basis": None}, 0, 0, "fail"),
        ({"outcome": "undetermined"}, 0, 0, "undetermined: neither shown nor contradicted, which is no pass"),
    ],
)
def test_conformance_is_all_or_nothing_and_confidence_follows_the_basis(
    given: Json, conformance: int, confidence: float, told: str
) -> None:
    finding = a_warning() if given["outcome"] == "pass" else a_finding(outcome=given["outcome"])
    found = drawn(of_objects(an_object("B", finding, **given), outcome=given["outcome"]))
    (row,) = found["declarations"]["attestations"][1]["map"]
    assert row["conformance"] == {"score": conformance, "rationale": told}
    assert row["confidence"]["score"] == confidence


def test_the_weakest_basis_of_many_objects_counts() -> None:
    each = {"outcome": "pass", "blocks": False}
    objects = [an_object(str(n), a_warning(), basis=basis, **each) for n, basis in enumerate(("confirmed", "declared"))]
    (row,) = drawn(of_objects(*objects, outcome="pass"))["declarations"]["attestations"][1]["map"]
    assert row["confidence"]["score"] == 0.25


def test_a_waiver_mends_nothing_and_is_named_as_what_stands_in() -> None:
    found = drawn(sample("waived"))["declarations"]
    (waiver,) = [each for each in found["evidence"] if each["propertyName"] == "certgate:waiver"]
    lifted = [row for each in found["attestations"] for row in each["map"] if "counterClaims" in row]
    assert [row["conformance"]["mitigationStrategies"] for row in lifted] == [[waiver["bom-ref"]]]
    assert {row["conformance"]["score"] for row in lifted} == {0}


def test_organisations_products_and_services_are_targets_of_their_kind() -> None:
    objects = [
        an_object("NP-500", type="model"),
        an_object("L1", type="lot"),
        an_object("linz", type="site", site="linz", product=None),
        an_object("", id=None, type="organisation", product=None),
        an_object("cleaning", type="product"),
    ]
    found = drawn(of_objects(*objects))["declarations"]["targets"]
    assert [each["name"] for each in found["organizations"]] == [
        "Northwind",
        "site linz of Northwind",
        "organisation of Northwind",
    ]
    assert [each["name"] for each in found["components"]] == ["model NP-500 of p", "lot L1 of p"]
    assert [each["name"] for each in found["services"]] == ["product cleaning of p"]


def test_nobody_affirms_and_the_assessor_is_no_third_party() -> None:
    found = drawn(sample("passing"))["declarations"]
    assert "affirmation" not in found
    assert [each["thirdParty"] for each in found["assessors"]] == [False]


def test_result_relaxations_and_unusable_inputs_are_properties() -> None:
    report = sample("waived")
    report["errors"] = [an_error()]
    found = drawn(report)
    assert properties(found, "result") == ["passed-with-waivers"]
    assert len(properties(found, "relaxation")) == len(report["relaxations"])
    assert "broken.yaml:3:5" in properties(found, "unusable-input")[0]
    assert "waiver-expired" in properties(found, "warning-about-waiver")[0]
    assert found["metadata"]["timestamp"] == "2026-11-23T00:00:00Z"


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("evidence/ul 1.pdf", "suppliers/evidence/ul%201.pdf"),
        ("javascript:alert(1)", "suppliers/javascript%3Aalert%281%29"),
        ("../../etc/passwd", None),
        ("/etc/passwd", None),
        ("//evil.example/x", None),
        (None, None),
    ],
)
def test_a_file_is_linked_only_below_the_folder_of_the_run(file: str | None, url: str | None) -> None:
    report = sample("passing")
    manifest = report["manifests"][0]
    manifest["path"] = "suppliers/m.yaml"
    manifest["certificates"][0]["evidence"] = [{"type": "certificate", "file": file, "sha256": None}]
    data = drawn(report)["declarations"]["evidence"][0]["data"][1]
    assert data["contents"] == ({"url": url} if url else {})


def test_two_policies_of_one_name_in_two_versions_are_two_standards() -> None:
    manifests = [
        a_manifest(a_policy(a_requirement(an_object()), version=version), path=f"{version}.yaml")
        for version in ("1", "2")
    ]
    standards = drawn(a_report(*manifests))["definitions"]["standards"]
    assert [(each["name"], each["version"], len(each["requirements"])) for each in standards] == [
        ("buyer", "1", 1),
        ("buyer", "2", 1),
    ]
