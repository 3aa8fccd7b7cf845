"""Manifests that one of two policies blocks and the other does not, found by search and made as small as can be.

The search begins with manifests that the policies accept, and changes them where the policies differ. It ends after a
fixed number of manifests, so the same policies always give the same witnesses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice

from checker.authoring.asking import document_of, manifest_of
from checker.authoring.changes import ChangeError, Json, apply
from checker.authoring.conforming import conforming
from checker.authoring.diff.aiming import aims, days, orders
from checker.authoring.diff.crafted import aged, crafted
from checker.authoring.diff.narrowed import narrowed
from checker.authoring.diff.pairs import Pair
from checker.authoring.shrink import shrink
from checker.authoring.variations import variations
from checker.catalogue import Catalogue
from checker.compare import EQUAL, LOOSER, STRICTER, Comparison
from checker.engine import assess
from checker.engine.assess import NOT_APPLICABLE
from checker.errors import InputError
from checker.forecast.reasons import against, leading
from checker.model.assessment import Assessment
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Policy
from checker.records import NamedTuple

_MOST = 2400
"""How many manifests are tried for a pair of policies."""
_MOST_OF_A_DAY = 800
_FEW = 100  # where nothing differs that a manifest could show
_PASSING = (Outcome.PASS.value, NOT_APPLICABLE)


class Witness(NamedTuple):
    """A manifest on a day, by an order where there is one, with what both policies say of it.

    `direction` is `looser` where the old policy blocks it and the new one does not, else `stricter`. The codes are
    those against it, by the policy that blocks it.
    """

    direction: str
    values: Json
    day: date
    order: Order | None
    before: str
    after: str
    codes: tuple[str, ...]


class _Try(NamedTuple):
    values: Json
    day: date
    order: Order | None


def witnesses(
    pair: Pair, found: Comparison, catalogue: Catalogue, day: date, order: Order | None = None
) -> dict[str, Witness]:
    """For each direction in which one is found, the smallest manifest that shows it; each was asked once more."""
    seen: dict[str, _Try] = {}
    wanted = {LOOSER: {LOOSER}, STRICTER: {STRICTER}}.get(found.relation, {LOOSER, STRICTER})
    shows = any(part.relation != EQUAL and part.rule != "waivable" for part in found.parts)
    most = _MOST if shows else _FEW
    for each in islice(_tries(pair, found, catalogue, day, order), most):
        if wanted <= seen.keys():
            break
        direction = _direction(pair, each, catalogue)
        if direction:
            seen.setdefault(direction, each)
    return {direction: _smallest(pair, direction, each, catalogue) for direction, each in sorted(seen.items())}


def _tries(pair: Pair, found: Comparison, catalogue: Catalogue, day: date, order: Order | None) -> Iterator[_Try]:
    """Manifests to try, the likeliest first."""
    policies = [pair.old, pair.new]
    for when in days(pair, found, catalogue, day):
        bases = [_Try(base, when, by) for base, by in _bases(pair, catalogue, when, order)]
        older = [base._replace(values=each) for base in bases for each in aged(base.values, catalogue, when)]
        bases += [base for base in older if _passes(pair, base, catalogue)]
        # With nothing to show, what a policy does not apply to is not blocked.
        bare = [base._replace(values={**base.values, "certificates": []}) for base in bases]
        bases += [base for number, base in enumerate(bare) if base not in bare[:number]]
        yield from bases
        yield from islice(_near(bases, policies, found, catalogue), _MOST_OF_A_DAY)


def _near(bases: list[_Try], policies: list[Policy], found: Comparison, catalogue: Catalogue) -> Iterator[_Try]:
    """The manifests near some others, those first that are changed where the policies differ."""
    for aimed in (True, False):
        for base in bases:
            told = aims(variations(base.values, policies, catalogue, base.day), found, aimed=aimed)
            for changes in (*told, *(crafted(base.values, base.day) if aimed else ())):
                try:
                    yield base._replace(values=apply(base.values, changes))
                except ChangeError:
                    continue


def _bases(pair: Pair, catalogue: Catalogue, day: date, order: Order | None) -> Iterator[tuple[Json, Order | None]]:
    """Small manifests that one of the policies accepts, or both, each once, and by an order that states the period."""
    known: list[Json] = []
    narrow = [*narrowed(pair.new, pair.old), *narrowed(pair.old, pair.new)]
    for policies in ([pair.new], [pair.old], [pair.old, pair.new], *([each] for each in narrow)):
        for by in orders(pair, day, order):
            for whole in (False, True):
                found = conforming(policies, catalogue, day, by, whole=whole)
                if found is not None and found not in known:
                    known.append(found)
                    yield from ((found, each) for each in orders(pair, day, order))


def _asked(pair: Pair, each: _Try, catalogue: Catalogue) -> tuple[Assessment, Assessment] | None:
    """What both policies say; None of values that are no manifest."""
    try:
        manifest = manifest_of(document_of(each.values))
    except InputError:
        return None
    old, new = (assess(manifest, [policy], catalogue, each.day, order=each.order) for policy in (pair.old, pair.new))
    return old, new


def _passes(pair: Pair, each: _Try, catalogue: Catalogue) -> bool:
    """Whether one of the policies does not block a manifest."""
    found = _asked(pair, each, catalogue)
    return found is not None and any(one.verdict in _PASSING for one in found)


def _direction(pair: Pair, each: _Try, catalogue: Catalogue) -> str | None:
    """In which direction a manifest shows a difference, if it does."""
    found = _asked(pair, each, catalogue)
    return None if found is None else _differing(found)


def _differing(found: tuple[Assessment, Assessment]) -> str | None:
    before, after = (one.verdict in _PASSING for one in found)
    return None if before == after else STRICTER if before else LOOSER


def _smallest(pair: Pair, direction: str, found: _Try, catalogue: Catalogue) -> Witness:
    """The witness with nothing in it that is not needed to show the difference, for the same reason and no other."""
    first = _told(pair, direction, found, catalogue)

    def holds(values: Json) -> bool:
        told = _told(pair, direction, found._replace(values=values), catalogue)
        return told is not None and first is not None and told[2:] == first[2:]

    smaller = _told(pair, direction, found._replace(values=shrink(found.values, holds)), catalogue)
    if smaller is None:
        raise ValueError("a witness does not show what it was found for")
    return smaller


def _told(pair: Pair, direction: str, found: _Try, catalogue: Catalogue) -> Witness | None:
    """The witness that a manifest is, by the engine; None where it does not show the difference."""
    asked = _asked(pair, found, catalogue)
    if asked is None or _differing(asked) != direction:
        return None
    codes = leading(against(asked[0] if direction == LOOSER else asked[1]))
    return Witness(direction, found.values, found.day, found.order, asked[0].verdict, asked[1].verdict, codes)
