"""A plan for very many actions, put together from plans for objects that share no action."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.advise.actions import Action, Place, applied
from checker.advise.case import Blocked, Case, blocked, narrowed
from checker.advise.hitting import Chosen
from checker.advise.search import Search
from checker.model.policy import All, Decision

_NEW = ("new-product-certificate", "new-system-certificate")

# Up to so many actions, and so many questions to the engine, a plan is the cheapest for certain; beyond it is greedy.
LARGEST = 60
QUESTIONS = 4_000
# A question costs what there is to assess: so many pairs of an object and a certificate take a few seconds.
PAIRS = 40_000


def questions(objects: int, certificates: int) -> int:
    """How often the engine may be asked about so many objects and certificates."""
    return min(QUESTIONS, PAIRS // max(objects * certificates, 1))


def candidates(case: Case, actions: Sequence[Action]) -> int:
    """How many certificates there may be for an object: those in hand, and new ones."""
    return len(case.manifest.certificates) + sum(each.type in _NEW for each in actions)


def in_parts(
    case: Case, wanted: Sequence[Blocked], actions: Sequence[Action], weights: Mapping[str, int]
) -> Chosen | None:
    """A plan for each part, joined; None where a part has none, or where not every object has to pass."""
    if not all(_every(each.policy.policy.decision) for each in wanted):
        return None
    plan: set[int] = set()
    for places, numbers in _parts([each.place for each in wanted], actions):
        own = _plan(case, places, [actions[each] for each in numbers], weights)
        if own is None:
            return None
        plan |= {numbers[each] for each in own}
    return frozenset(plan)


def _every(decision: Decision) -> bool:
    """Whether a decision needs everything it names."""
    return isinstance(decision, str) or (isinstance(decision, All) and all(map(_every, decision.parts)))


def _parts(places: Sequence[Place], actions: Sequence[Action]) -> list[tuple[set[Place], list[int]]]:
    """The objects, those together that an action is for; each part with the numbers of its actions."""
    parts: list[tuple[set[Place], list[int]]] = [({place}, []) for place in places]
    of = dict(zip(places, parts, strict=True))
    for number, action in enumerate(actions):
        touched = list({id(of[row.place]): of[row.place] for row in action.serves}.values())
        first, *others = touched
        first[1].append(number)
        for other in others:
            first[0].update(other[0])
            first[1].extend(other[1])
            of |= dict.fromkeys(other[0], first)
            parts = [part for part in parts if part is not other]
    return [(held, sorted(numbers)) for held, numbers in parts]


def _plan(case: Case, places: set[Place], actions: Sequence[Action], weights: Mapping[str, int]) -> Chosen | None:
    """The plan after which these objects pass."""
    small = narrowed(case, places)

    def passes(chosen: Chosen) -> bool:
        after = applied(small.manifest, [actions[each] for each in sorted(chosen)], case.day)
        return places.isdisjoint(each.place for each in blocked(small.judge(after, case.policies)))

    most = questions(len(places), candidates(case, actions))
    return Search([weights[each.type] for each in actions], passes, most).plan(LARGEST)
