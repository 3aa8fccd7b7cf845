"""Whether one decision can only pass where another does.

A decision passes as a monotone Boolean function of which of its counting requirements pass: strong three-valued logic
gives a pass by passes alone, so that fail and undetermined need not be told apart. Hence it is enough to look at the
smallest sets of requirements with which the one passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product

from checker.compare.rules.base import quoted
from checker.model.decision import evaluate
from checker.model.outcome import Outcome
from checker.model.policy import All, AtLeast, Decision

_MOST = 500  # sets, beyond which nothing is claimed

Sets = frozenset[frozenset[str]]


class TooManyError(Exception):
    """A decision with so many smallest sets that they are not looked at."""


def smallest(decision: Decision, counting: frozenset[str]) -> Sets | None:
    """The smallest sets of requirements with which a decision passes; None where nothing in it counts.

    Raises TooManyError for more than a few hundred.
    """
    if isinstance(decision, str):
        return frozenset({frozenset({decision})}) if decision in counting else None
    parts = [found for part in decision.parts if (found := smallest(part, counting)) is not None]
    if not parts:
        return None
    if isinstance(decision, All):
        return _together(parts)
    if isinstance(decision, AtLeast):
        return _least(each for chosen in combinations(parts, decision.n) for each in _together(chosen))
    return _least(each for part in parts for each in part)


def _together(parts: Iterable[Sets]) -> Sets:
    return _least(frozenset().union(*chosen) for chosen in product(*parts))


def _least(found: Iterable[frozenset[str]]) -> Sets:
    """The sets that hold no other one."""
    kept: set[frozenset[str]] = set()
    for each in found:
        if any(other <= each for other in kept):
            continue
        kept = {other for other in kept if not each <= other} | {each}
        if len(kept) > _MOST:
            raise TooManyError
    return frozenset(kept)


def follows(
    one: Decision,
    counting: frozenset[str],
    other: Decision,
    counting_other: frozenset[str],
    links: Mapping[str, frozenset[str]],
) -> bool:
    """Whether `other` does not block wherever `one` does not.

    `links` names for each requirement of `other` those of `one` by any of which it passes. A decision in which nothing
    counts does not block.
    """
    passing = smallest(one, counting)
    if passing is None:
        return evaluate(other, lambda name: Outcome.FAIL if name in counting_other else None) is None
    return all(_passes(other, counting_other, links, chosen) for chosen in passing)


def _passes(
    decision: Decision, counting: frozenset[str], links: Mapping[str, frozenset[str]], chosen: frozenset[str]
) -> bool:
    def outcome_of(name: str) -> Outcome | None:
        if name not in counting:
            return None
        return Outcome.PASS if links.get(name, frozenset()) & chosen else Outcome.FAIL

    return evaluate(decision, outcome_of) in (None, Outcome.PASS)


def without(decision: Decision, names: frozenset[str]) -> Decision | None:
    """A decision without some requirements; None where none is left. A part of one is that one."""
    if isinstance(decision, str):
        return None if decision in names else decision
    parts = tuple(found for part in decision.parts if (found := without(part, names)) is not None)
    if len(parts) == 1 and not (isinstance(decision, AtLeast) and decision.n > 1):
        return parts[0]
    return decision._replace(parts=parts) if parts else None


def in_words(decision: Decision) -> str:
    """A decision as a buyer would say it."""
    if isinstance(decision, str):
        return f"`{decision}`"
    if all(isinstance(part, str) for part in decision.parts):
        told = quoted([str(part) for part in decision.parts], "and" if isinstance(decision, All) else "or")
    else:
        told = ", ".join(f"({in_words(part)})" if not isinstance(part, str) else f"`{part}`" for part in decision.parts)
    if len(decision.parts) == 1:
        return told
    if isinstance(decision, AtLeast):
        return f"at least {decision.n} of {told}"
    return f"{'all' if isinstance(decision, All) else 'any'} of {told}"
