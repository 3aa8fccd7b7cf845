"""Gate attestation: a third party has certified, not declared, tested or inspected."""

from __future__ import annotations

import pytest

from checker.errors import InputError
from tests.builders import LISTING, QMS, QUALITY, UL, Case, answer, case, change, changed, manifest, remove


@pytest.mark.parametrize(
    "row",
    [
        case("certification", "pass"),
        *(
            case(stated, "fail", "not-certification", changes={f"{UL}/attestation": stated})
            for stated in ("declaration", "test-report", "inspection")
        ),
        case(
            "a test report where the policy accepts one",
            "pass",
            changes={f"{UL}/attestation": "test-report"},
            rule={"attestation": ["certification", "test-report"]},
        ),
        case(
            "a certification where only inspection counts",
            "fail",
            "not-certification",
            rule={"attestation": ["inspection"]},
        ),
    ],
)
def test_of_a_product_certificate(row: Case) -> None:
    row.check(LISTING)


@pytest.mark.parametrize(
    "row",
    [
        case("a management system need not state it", "pass"),
        case("stated as certification", "pass", changes={f"{QMS}/attestation": "certification"}),
        case("a self-declaration", "fail", "not-certification", changes={f"{QMS}/attestation": "declaration"}),
    ],
)
def test_of_a_management_system_certificate(row: Case) -> None:
    row.check(QUALITY)


def test_a_product_certificate_without_attestation_does_not_conform() -> None:
    with pytest.raises(InputError, match="attestation"):
        answer(remove(manifest(), f"{UL}/attestation"), LISTING)


def test_the_sentence_names_what_was_offered() -> None:
    found = answer(change(manifest(), f"{UL}/attestation", "test-report"), LISTING)
    assert found.messages[0].startswith("`ul-np-500` is a test")
    assert "`certification` is required" in found.messages[0]


def test_the_sentence_names_every_attestation_that_would_do() -> None:
    rule = {**LISTING, "attestation": ["certification", "inspection"]}
    found = answer(changed(manifest(), {f"{UL}/attestation": "declaration"}), rule)
    assert any("where `certification` or `inspection` is required" in each for each in found.messages)
