"""Time grows with what a manifest states, not with its square: a thousand listings of a thousand models are judged.

Measured in calls of functions, which are the same on every machine.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from types import FrameType

import pytest

from checker import api
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.forecast import with_holds
from tests.builders import Json, catalogue, document
from tests.engine.many import RULES, many

pytestmark = pytest.mark.generated

DAY = date(2026, 11, 23)


def _nothing(_number: int, _certificate: Json) -> None:
    """Each model and site has its certificate."""


def _ending(_number: int, certificate: Json) -> None:
    certificate["expires"] = "2027-03-01"


def _expired(_number: int, certificate: Json) -> None:
    certificate["expires"] = "2026-11-01"


def _elsewhere(number: int, certificate: Json) -> None:
    certificate["covers"].update(
        {"models": [f"ZZ-{number}"]} if certificate["kind"] == "product" else {"sites": ["far"]}
    )


def _series(number: int, certificate: Json) -> None:
    if certificate["kind"] == "product":
        certificate["covers"]["models"] = [f"NP-{number}*"]


def _audited_there(number: int, certificate: Json) -> None:
    certificate["events"].append({"type": "surveillance", "date": "2026-10-01", "site": f"s{number // 2}"})


def _one_number(_number: int, certificate: Json) -> None:
    certificate["number"] = "N1"


@pytest.mark.parametrize(
    "change",
    [_nothing, _ending, _expired, _elsewhere, _series, _audited_there, _one_number],
    ids=lambda each: each.__name__,
)
def test_twice_as_many_take_little_more_than_twice_as_long(change: object) -> None:
    few, more = (_calls(many(count, change)) for count in (20, 40))  # type: ignore[arg-type]
    assert more < 2.6 * few, f"{more / few:.2f} times the calls for twice as many models, sites and certificates"


def _calls(raw: Json) -> int:
    """How many functions are called when a manifest is judged, and looked ahead."""
    manifest, counted = api.load_manifest(document(raw)), 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        case = Case.of(manifest, catalogue(), DAY)
        found = assess_case(case, RULES)
        with_holds(found, RULES, catalogue(), DAY, DAY + timedelta(days=3 * 365), case=case)
    finally:
        sys.setprofile(None)
    return counted
