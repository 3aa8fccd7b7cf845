"""Registers of recognition: they say whether a body is recognised, and never confirm a certificate."""

from __future__ import annotations

from typing import Any

import pytest

from checker.model.outcome import Outcome
from checker.registers import traces
from tests.registers.made import CATALOGUE, entry, register

FAIL, OPEN, PASS = Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS
LISTED = {"laboratory": "UL LLC", "standard": "UL 62368-1", "site": ""}
OTHER = {"laboratory": "Intertek Testing Services NA", "standard": "UL 62368-1", "site": ""}


def outcome_of(*rows: dict[str, str], complete: bool = True, **changes: Any) -> Outcome | None:
    found = traces(entry(0, **changes), [register(*rows, format_="osha-nrtl", complete=complete)], CATALOGUE)
    assert all(not each.of_certificate for each in found)
    return found[0].outcome if found else None


@pytest.mark.parametrize(
    ("rows", "changes", "outcome"),
    [
        ([LISTED], {}, PASS),
        ([{**LISTED, "standard": "ul 62368-1 (2)"}], {}, PASS),
        ([OTHER], {}, FAIL),
        ([OTHER], {"body": None}, OPEN),
        ([OTHER], {"mark": {"type": "listed", "markets": ["CA"]}}, None),
        ([OTHER], {"mark": None}, FAIL),
        ([OTHER], {"attestation": "test-report"}, None),
        ([{**OTHER, "standard": "UL 508A"}], {}, None),
        ([{**LISTED, "site": "Northbrook"}], {}, PASS),
        ([{**LISTED, "site": "Melville"}], {}, FAIL),
        ([{**LISTED, "site": "Melville"}], {"body": {"name": "UL LLC"}}, OPEN),
    ],
)
def test_a_laboratory_and_a_standard(
    rows: list[dict[str, str]], changes: dict[str, Any], outcome: Outcome | None
) -> None:
    assert outcome_of(*rows, **changes) is outcome


def test_a_list_that_is_not_complete_leaves_it_open() -> None:
    assert outcome_of(OTHER, complete=False) is OPEN


def test_management_systems_are_none_of_oshas_matters() -> None:
    assert traces(entry(1), [register(LISTED, format_="osha-nrtl", complete=True)], CATALOGUE) == ()


def test_notified_bodies_are_known_by_number() -> None:
    row = {"Body number": "0123", "Body name": "whatever it is called now", "Legislation": "Regulation (EU) 2017/745"}
    found = register(row, format_="eu-notified-bodies", complete=True)
    for number, outcome in (("0123", PASS), ("0197", FAIL)):
        certificate = entry(1, standard="Regulation (EU) 2017/745", body={"name": "A", "id": number})
        assert {each.outcome for each in traces(certificate, [found], CATALOGUE)} <= {outcome, OPEN}
