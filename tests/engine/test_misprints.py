"""A category that leaves a product out for one letter: said where the policy is found not to apply."""

from __future__ import annotations

import pytest

from checker.engine.ordering import Ordered
from checker.engine.targets import nearly, scope_of
from checker.model.manifest import Product
from checker.model.policy import AppliesTo


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("eletrical-equipment", "electrical-equipment", True),
        ("ventilators", "ventilator", True),
        ("ventilatro", "ventilator", True),
        ("ventilatar", "ventilator", True),
        ("xventilator", "ventilator", True),
        ("ventilator", "ventilator", False),
        ("ventilatoors", "ventilator", False),
        ("electrical", "electrical-equipment", False),
        ("medical-device-class-iia", "medical-device-class-iib", False),
        ("medical-device-class-ii", "medical-device-class-iii", False),
        ("toys", "tays", False),
        ("eletrical-equipmet", "electrical-equipment", False),
        ("", "ventilator", False),
        ("a" * 90, "a" * 89 + "b", False),
    ],
)
def test_one_letter_in_a_long_part_is_a_misprint(one: str, other: str, wanted: bool) -> None:
    assert nearly(one, other) is wanted
    assert nearly(other, one) is wanted


@pytest.mark.parametrize(
    ("stated", "ends"),
    [
        ("Eletrical Equipment", "states `Eletrical Equipment`; did you mean `Electrical_Equipment`?"),
        ("toys", "states `toys`"),
    ],
)
def test_the_reason_names_what_was_meant(stated: str, ends: str) -> None:
    policy = AppliesTo(categories=("toy-trains", "Electrical_Equipment"))
    product = Product("a", "/products/0", categories=(stated,))
    ((_, reason),) = scope_of(policy, Ordered((product,), {})).left_out
    assert reason.endswith(ends)
