"""Which stated markets a policy's markets take in, and by which transitions an edition is judged there."""

from __future__ import annotations

from checker.model.markets import UNION, WORLD, market
from checker.model.reference import EEA, Edition, Transition


def holding(asked: tuple[str, ...]) -> frozenset[str]:
    """Every market that counts as one of those asked: the Union holds its area, and each of its markets the Union."""
    named = frozenset(market(each) or each for each in asked)
    area = EEA if UNION in named else frozenset()
    return named | area | (frozenset({UNION}) if named & EEA else frozenset())


def transitions(row: Edition, asked: tuple[str, ...] | None) -> set[Transition]:
    """The transitions by which an edition is judged for a product that states no market; None: all of them."""
    codes = [market(each) for each in asked or ()]
    if not codes or None in codes or WORLD in codes:
        return set(row.transitions)
    found = (row.transition(code) for code in codes if code)
    return {each for each in found if each is not None}
