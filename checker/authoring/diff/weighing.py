"""The verdict on a change as a whole: what is proved, and what manifests show."""

from __future__ import annotations

from datetime import date

from checker.authoring.diff.pairs import Pair
from checker.authoring.diff.witnesses import Witness, witnesses
from checker.catalogue import Catalogue
from checker.compare import (
    EQUIVALENT,
    INCOMPARABLE,
    LOOSER,
    STRICTER,
    UNKNOWN,
    Comparison,
    compare,
)
from checker.model.order import Order
from checker.records import NamedTuple

_NEVER = {EQUIVALENT: {LOOSER, STRICTER}, STRICTER: {LOOSER}, LOOSER: {STRICTER}}


class ContradictionError(Exception):
    """A manifest that shows what was proved never to be: either the proof or the engine is wrong."""


class Difference(NamedTuple):
    """Two policies, the relation of the new one to the old one, and manifests that show it, by direction.

    `relation` is proved where it is equivalent, stricter or looser; incomparable rests on a witness in each direction.
    """

    pair: Pair
    relation: str
    comparison: Comparison
    witnesses: dict[str, Witness]

    @property
    def at_least(self) -> str | None:
        """The direction that a witness shows where nothing is proved, and nothing shows the other one."""
        if self.relation != UNKNOWN or len(self.witnesses) != 1:
            return None
        return next(iter(self.witnesses))


def difference(pair: Pair, catalogue: Catalogue, day: date, order: Order | None = None) -> Difference:
    """What became of a policy. Raises ContradictionError where a manifest disproves a proof."""
    found = compare(pair.old, pair.new, catalogue)
    shown = witnesses(pair, found, catalogue, day, order)
    if wrong := sorted(_NEVER.get(found.relation, set()) & shown.keys()):
        message = f"proved `{found.relation}`, yet a manifest shows `{wrong[0]}`: {shown[wrong[0]].values}"
        raise ContradictionError(message)
    relation = INCOMPARABLE if found.relation == UNKNOWN and len(shown) == 2 else found.relation
    return Difference(pair, relation, found, shown)
