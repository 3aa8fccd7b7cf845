"""Time grows with what a manifest states, not with its square: a thousand listings of a thousand models are judged.

Measured in calls of functions, which are the same on every machine.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from types import FrameType

import pytest

from checker import api
from checker.document import Document
from checker.engine.assess import assess_case
from checker.engine.case import Case
from checker.errors import InputError
from checker.forecast import with_holds
from checker.judging import Judge
from checker.model import patterns
from checker.model.patterns import loosely
from checker.report import Conditions
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


def _at_sites(models: int, sites: int) -> Json:
    raw = many(2)
    raw["supplier"]["sites"] = [{**raw["supplier"]["sites"][0], "id": f"s{number}"} for number in range(sites)]
    made = {
        "models": [f"NP-{number}" for number in range(models)],
        "produced_at": [f"s{each}" for each in range(sites)],
    }
    raw["products"] = [{**raw["products"][0], **made}]
    return raw


def test_models_at_more_sites_than_can_be_judged_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        api.load_manifest(document(_at_sites(201, 100)))
    assert str(caught.value) == (
        "m.json:1:1: the products have 20,100 models at sites, each of which would be judged; at most 20,000 are; state"
        " for each product only the sites that make its models, or set `limits: {places: 40000}` in certgate.yaml"
    )
    assert api.load_manifest(document(_at_sites(200, 100)))


def test_the_fast_engine_refuses_them_too() -> None:
    conditions = Conditions(DAY, RULES, catalogue(), full=False)
    text = json.dumps(_at_sites(201, 100))
    judge, taken = Judge(conditions), Document("m.json", "0" * 64, json.loads(text), dict, source=text)
    assert judge.fast.entry(taken, json.loads(text)) is None


def test_names_of_what_was_suspended_are_read_once_for_all_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six thousand models, each in another case than in the suspension, took two minutes."""
    read: list[str] = []

    def counted(name: str) -> str:
        read.append(name)
        return loosely(name)

    monkeypatch.setattr(patterns, "loosely", counted)
    named = tuple(f"np-{number}-a" for number in range(300))
    assert all(patterns.may_mean(named, each.upper()) for each in named)
    assert not any(patterns.may_mean(named, f"{each}-b") for each in named)
    assert len(read) == 3 * len(named)
