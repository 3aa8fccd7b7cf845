"""To which products a policy applies, and by which markets the editions of their certificates are judged.

A policy that applies to more judges more, and blocks more. Whether it applies for certain does not matter here: a pass
stands where it may apply, and anything else blocks.
"""

from __future__ import annotations

from checker.catalogue import Catalogue
from checker.compare.markets import holding, transitions
from checker.compare.rules.base import Ground, moved, quoted
from checker.engine.targets import category
from checker.model.policy import PRODUCT, AppliesTo, Policy, Requirement
from checker.model.reference import Edition

_SUPERSEDED = "edition-superseded"
_KEYS = ("categories", "markets", "types")


def takes_in(one: AppliesTo, other: AppliesTo) -> bool:
    """Whether `one` applies, or may apply, wherever `other` does."""
    return all(_wider(key, getattr(one, key), getattr(other, key)) for key in _KEYS)


def _wider(key: str, one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> bool:
    if one is None or other is None:
        return one is None
    if key == "markets":
        return holding(one) >= holding(other)
    return set(map(category, one)) >= set(map(category, other))


def judged_alike(one: Policy, other: Policy, mine: Requirement, theirs: Requirement, ground: Ground) -> bool:
    """Whether every edition that is current in the markets of `one` is current in those of `other`.

    The more markets, the more transitions. Each is asked until one does not pass, so nothing is claimed where that
    can be accepted as unknown.
    """
    markets, others = one.applies_to.markets, other.applies_to.markets
    current = mine.edition.mode == theirs.edition.mode == "current"
    if mine.kind != PRODUCT or not current or markets == others:
        return True
    rows = _editions(mine, theirs, ground.catalogue)
    if all(transition.market == "world" for row in rows for transition in row.transitions):
        return True
    if _SUPERSEDED in ground.accepted or not _wider("markets", markets, others):
        return False
    return all(transitions(row, markets) >= transitions(row, others) for row in rows)


def _editions(mine: Requirement, theirs: Requirement, catalogue: Catalogue) -> list[Edition]:
    """The known editions of the standards that both accept."""
    shared = {ref.id for ref in mine.standards} & {ref.id for ref in theirs.standards}
    found = [row for name in sorted(shared) if (row := catalogue.standard(name)) is not None]
    return [edition for row in found for edition in row.editions]


def scope_sentence(old: AppliesTo, new: AppliesTo) -> str:
    """What changed about the products, key by key."""
    return "; ".join(
        _sentence(key, getattr(old, key), getattr(new, key)) for key in _KEYS if getattr(old, key) != getattr(new, key)
    )


def _sentence(key: str, old: tuple[str, ...] | None, new: tuple[str, ...] | None) -> str:
    what = {"categories": "the categories", "markets": "the markets", "types": "products of the types"}[key]
    if new is None:
        return f"it applies to more than {what} {quoted(old or (), 'or')} now: the {key} no longer matter"
    if old is None:
        return f"it applies only to {what} {quoted(new, 'or')} now"
    gone, came = moved(old, new)
    told = [f"it no longer applies to {what} {quoted(gone, 'or')}"] if gone else []
    told += [f"it applies to {what} {quoted(came, 'or')} now"] if came else []
    return "; ".join(told) or f"{what} stand in another order"
