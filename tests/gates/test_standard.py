"""Gate standard: the standard, however it is printed, is one of those accepted."""

from __future__ import annotations

import pytest

from tests.builders import LISTING, QMS, QUALITY, UL, answer, changed, manifest


def gate(kind: str, printed: str, *accepted: str) -> tuple[str, str]:
    """Outcome of the gate for a designation as printed, and of the requirement; any edition will do."""
    at, rule = (UL, LISTING) if kind == "product" else (QMS, QUALITY)
    given = changed(manifest(), {f"{at}/standard": printed, f"{at}/accreditations/0/scope": [printed]})
    found = answer(given, {**rule, "standards": list(accepted), "edition": "any", "body": {}})
    return found.gate("standard"), found.outcome


@pytest.mark.parametrize(
    ("printed", "accepted"),
    [
        ("ISO 9001:2015", "ISO 9001"),
        ("DIN EN ISO 9001:2015-11", "ISO 9001"),
        ("BS EN ISO 9001", "ISO 9001"),
        ("GB/T 19001-2016", "ISO 9001"),
        ("JIS Q 9001:2015", "ISO 9001"),
        ("ISO 9001:2015/Amd 1:2024", "ISO 9001"),
        ("EN 9100:2018", "AS9100"),
        ("ISO/IEC 27001:2022", "ISO/IEC 27001"),
    ],
)
def test_identical_adoptions_of_a_system_standard_are_one_standard(printed: str, accepted: str) -> None:
    assert gate("management-system", printed, accepted) == ("pass", "pass")


@pytest.mark.parametrize(
    ("printed", "accepted"),
    [
        ("ANSI/UL 62368-1", "UL 62368-1"),
        ("ANSI/NSF 61", "NSF/ANSI/CAN 61"),
        ("NSF/ANSI 61-2019", "NSF/ANSI/CAN 61"),
        ("UL 60950-1", "UL 60950-1"),
    ],
)
def test_renamed_product_standards_are_one_standard(printed: str, accepted: str) -> None:
    assert gate("product", printed, accepted) == ("pass", "pass")


@pytest.mark.parametrize(
    ("kind", "printed", "accepted"),
    [
        ("product", "IEC 62368-1:2018", "UL 62368-1"),
        ("product", "EN IEC 62368-1:2020", "UL 62368-1"),
        ("product", "UL 60950-1:2007", "UL 62368-1"),
        ("product", "UL 508A", "UL 62368-1"),
        ("management-system", "ISO 14001:2015", "ISO 9001"),
        ("management-system", "OHSAS 18001:2007", "ISO 45001"),
        ("management-system", "ISO 9001:2015", "AS9100"),
    ],
)
def test_modified_adoptions_predecessors_and_neighbours_are_not(kind: str, printed: str, accepted: str) -> None:
    assert gate(kind, printed, accepted) == ("fail", "fail")


def test_one_of_several_accepted_standards_is_enough() -> None:
    assert gate("product", "UL 60950-1:2007", "UL 62368-1", "UL 60950-1") == ("pass", "pass")


def test_the_code_is_standard_not_accepted() -> None:
    found = answer(changed(manifest(), {f"{QMS}/standard": "ISO 14001:2015"}), {**QUALITY, "edition": "any"})
    assert "fail standard-not-accepted" in found.findings


def test_the_sentence_names_every_standard_that_would_do() -> None:
    rule = {**QUALITY, "standards": ["ISO 14001", "ISO 45001"]}
    assert any("where `ISO 14001` or `ISO 45001` is required" in each for each in answer(manifest(), rule).messages)
