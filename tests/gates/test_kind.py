"""Gate kind: neither kind of certificate stands in for the other."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, QMS, QUALITY, REMOVED, UL, Case, Json, answer, case, change, changed, manifest

# An accreditation that holds whatever the entry is to, so that only the kind is in question.
ACCREDITED: Json = {"id": "x", "kind": "product", "standards": ["UL 62368-1"]}
NO_LISTING = {UL: REMOVED}
NO_QUALITY = {QMS: REMOVED}


@pytest.mark.parametrize(
    "row",
    [
        case("a listing for a listing", "pass"),
        case("a quality system alone", "fail", "management-system-for-product", changes=NO_LISTING),
        case(
            "a quality system declared as a product certificate",
            "fail",
            "kind-misdeclared",
            changes={**NO_LISTING, "/certificates/0/kind": "product", "/certificates/0/attestation": "certification"},
        ),
        case(
            "FSSC 22000 is a management system whatever its title says",
            "fail",
            "management-system-for-product",
            changes={**NO_LISTING, "/certificates/0/standard": "FSSC 22000 v6"},
            rule={"standards": ["BRCGS Food Safety"], "body": {}},
        ),
        case(
            "an unknown standard declared as a management system",
            "fail",
            "management-system-for-product",
            changes={**NO_LISTING, "/certificates/0/standard": "ACME 4711"},
        ),
    ],
)
def test_of_a_product_requirement(row: Case) -> None:
    row.check(LISTING)


@pytest.mark.parametrize(
    "row",
    [
        case("a quality system for a quality system", "pass"),
        case("a listing alone", "fail", "product-for-management-system", changes=NO_QUALITY),
        case(
            "BRCGS certifies products by its accreditation",
            "fail",
            "product-for-management-system",
            changes={**NO_QUALITY, f"{UL}/standard": "BRCGS Food Safety Issue 9"},
            rule={"standards": ["FSSC 22000"]},
        ),
        case(
            "a quality system declared as a product certificate",
            "fail",
            "kind-misdeclared",
            changes={f"{QMS}/kind": "product", f"{QMS}/attestation": "certification", UL: REMOVED},
        ),
        case(
            "the misdeclared one is nearer than a listing that stands before it",
            "fail",
            "kind-misdeclared",
            changes={f"{QMS}/kind": "product", f"{QMS}/attestation": "certification"},
        ),
    ],
)
def test_of_a_management_system_requirement(row: Case) -> None:
    row.check(QUALITY)


@pytest.mark.parametrize(
    "row",
    [
        case(
            "an unknown standard leaves it open",
            "undetermined",
            "standard-unknown",
            changes={f"{UL}/standard": "ACME 4711", f"{UL}/accreditations/0/scope": ["ACME 4711"]},
        ),
        case(
            "a suggestion for a misspelt one does not settle it",
            "undetermined",
            "standard-unknown",
            changes={f"{UL}/standard": "UL 62368-l", f"{UL}/accreditations/0/scope": ["UL 62368-l"]},
        ),
    ],
)
def test_of_a_standard_nobody_knows(row: Case) -> None:
    row.check(ACCREDITED)


def test_the_right_kind_is_preferred_over_more_gates_passed_by_the_wrong_one() -> None:
    found = answer(change(manifest(), f"{UL}/holder", {"name": "Somebody Else Ltd"}), LISTING)
    assert found.chosen.certificate.id == "ul-np-500"
    assert found.findings == {"fail holder-mismatch"}


@pytest.mark.parametrize(
    ("changes", "rule", "shows", "does_not"),
    [
        (NO_LISTING, LISTING, "an organisation runs one", "not that any product conforms to"),
        (NO_QUALITY, QUALITY, "the named products conform", "not that the organisation runs a management system"),
    ],
)
def test_the_sentence_says_what_such_a_certificate_shows_and_what_not(
    changes: Json, rule: Json, shows: str, does_not: str
) -> None:
    found = answer(changed(manifest(), changes), rule)
    assert shows in found.messages[0]
    assert does_not in found.messages[0]


def test_the_sentence_names_every_standard_that_would_do() -> None:
    rule = {**QUALITY, "standards": ["ISO 9001", "ISO 14001"]}
    (message, *_) = answer(changed(manifest(), NO_QUALITY), rule).messages
    assert "`ISO 9001` or `ISO 14001`" in message


def test_a_certificate_of_the_wrong_kind_stops_there() -> None:
    found = answer(changed(manifest(), NO_LISTING), LISTING)
    assert [str(gate.outcome) for gate in found.chosen.gates] == ["fail"] + ["not-run"] * 10
