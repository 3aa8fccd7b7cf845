"""Gate body: an accreditation counts while its body runs the programme, and, where that is asked, within the MRA."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker import api
from checker.catalogue import Catalogue
from checker.engine import turning_days
from checker.model.reference import AccreditationBody
from tests.builders import LISTING, TODAY, UL, Json, answer, catalogue, changed, document, load_policy, manifest, policy

DAY = date.fromisoformat(TODAY)
PLAIN = Catalogue.accreditation_body


def with_programme(patch: pytest.MonkeyPatch, **keys: Any) -> None:
    """Have every programme for certification bodies of products be another one."""

    def found(self: Catalogue, text: str) -> AccreditationBody | None:
        row = PLAIN(self, text)
        if row is None:
            return None
        rows = (each._replace(**keys) if each.standard == "ISO/IEC 17065" else each for each in row.programmes)
        return row._replace(programmes=tuple(rows))

    patch.setattr(Catalogue, "accreditation_body", found)


BEFORE, AFTER = date(2026, 11, 22), date(2026, 11, 24)


@pytest.mark.parametrize(
    ("keys", "body", "outcome"),
    [
        ({"start": DAY}, {}, "pass"),
        ({"start": AFTER}, {}, "fail"),
        ({"until": DAY}, {}, "pass"),
        ({"until": BEFORE}, {}, "fail"),
        ({"until": BEFORE}, {"by": ["ANAB"]}, "pass"),
        ({"until": BEFORE}, {"by": ["ANAB"], "mra": True}, "fail"),
        ({"offered": False}, {}, "undetermined"),
        ({"offered": False}, {"by": ["ANAB"]}, "pass"),
        ({"offered": False}, {"by": ["ANAB"], "mra": True}, "undetermined"),
        ({"mra": False}, {}, "pass"),
        ({"mra": False}, {"mra": True}, "fail"),
        ({"mra": False}, {"by": ["ANAB"]}, "pass"),
        ({"mra": False}, {"by": ["ANAB"], "mra": True}, "fail"),
        ({"mra": True, "mra_start": DAY, "mra_until": DAY}, {"mra": True}, "pass"),
        ({"mra": True, "mra_start": AFTER}, {"mra": True}, "fail"),
        ({"mra": True, "mra_until": BEFORE}, {"mra": True}, "fail"),
        ({"standard": "ISO/IEC 17024"}, {}, "fail"),
    ],
)
def test_a_programme_counts_on_its_days(keys: Json, body: Json, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_programme(monkeypatch, **keys)
    found = answer(manifest(), {**LISTING, "body": body})
    assert found.gate("body") == outcome
    told = {(each.code, each.pointer) for each in found.chosen.findings}
    assert told == (
        set() if outcome == "pass" else {("accreditation-body-not-accepted", f"{UL}/accreditations/0/body")}
    )


@pytest.mark.parametrize("keys", [{"start": AFTER}, {"until": DAY}, {"mra_start": AFTER}, {"mra_until": DAY}])
def test_the_day_a_programme_turns_is_a_day_to_look_at(keys: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which it begins, or the one after its last: what looks ahead asks again on that day."""
    with_programme(monkeypatch, mra=True, **keys)
    found = api.load_manifest(document(changed(manifest(), {f"{UL}/accreditations/0/until": "2026-11-20"})))
    rules = [load_policy(policy({**LISTING, "body": {"mra": True}}))]
    assert AFTER in turning_days(found, rules, catalogue(), DAY, date(2026, 12, 31))


def test_a_day_to_look_at_needs_a_body_that_is_known() -> None:
    raw = changed(manifest(), {f"{UL}/accreditations/0/body": "Acme Accreditors"})
    rules = [load_policy(policy({**LISTING, "body": {}}))]
    days = turning_days(api.load_manifest(document(raw)), rules, catalogue(), DAY, date(2029, 12, 31))
    assert date(2028, 7, 1) in days
