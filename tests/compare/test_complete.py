"""A comparison that forgets a field of a requirement or policy would call a change equivalent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.compare.rules import rules
from checker.model import policy as model
from tests.builders import LISTING, load_policy, policy

# What has no effect on a verdict.
_WORDS = {"id", "pointer", "title", "citation", "remedy"}
_OTHER: dict[str, Any] = {
    "kind": "management-system",
    "standards": (model.StandardRef("ISO 9001", "ISO 9001"),),
    "edition": model.EditionRule("any"),
    "attestation": ("declaration",),
    "mark": model.MarkRule(("listed",), "CA"),
    "scheme_types": ("5",),
    "body": model.BodyRule(None, "ISO/IEC 17065", ("ANAB",), True),
    "covers": model.CoversRule(True, False, "all", ("design",), "supplier"),
    "surveillance": model.SurveillanceRule(model.Period(12)),
    "testing": True,
    "accredited_laboratory": True,
    "audits": True,
    "assurance": "documented",
    "checked_within": 30,
    "accept_unknown": ("status-missing",),
    "waivable": False,
    "mandatory": False,
    "effective": model.Window(date(2027, 1, 1)),
    "on_production": True,
}


def test_every_field_is_known_here() -> None:
    assert set(model.Requirement._fields) == _WORDS | set(_OTHER)


@pytest.mark.parametrize("name", sorted(_OTHER))
def test_every_field_is_seen_by_a_rule(name: str) -> None:
    (one,) = load_policy(policy(LISTING)).requirements
    other = one._replace(**{name: _OTHER[name]})
    if name == "accredited_laboratory":
        one, other = one._replace(testing=True), other._replace(testing=True)
    assert any(rule.value(one) != rule.value(other) for rule in rules())


@pytest.mark.parametrize(
    ("part", "fields"),
    [("mark", model.MarkRule._fields), ("body", model.BodyRule._fields), ("covers", model.CoversRule._fields)],
)
def test_every_field_of_a_part_is_seen_by_a_rule(part: str, fields: tuple[str, ...]) -> None:
    (one,) = load_policy(policy(LISTING)).requirements
    for field in fields:
        held = getattr(one, part)
        changed = getattr(_OTHER[part], field)
        assert changed != getattr(held, field), field
        other = one._replace(**{part: held._replace(**{field: changed})})
        assert any(rule.value(one) != rule.value(other) for rule in rules()), field
