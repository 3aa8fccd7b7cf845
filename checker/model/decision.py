"""Evaluation of a policy's decision expression over the outcomes of its requirements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model.outcome import Outcome, all_of, any_of, at_least
from checker.model.policy import All, AtLeast, Decision
from checker.model.policy import Any as AnyOf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def evaluate(decision: Decision, outcome_of: Callable[[str], Outcome | None]) -> Outcome | None:
    """The outcome of a decision; None where nothing in it counts.

    `outcome_of` gives a requirement's outcome, or None for one that does not count (advisory, or not in effect): such a
    part is left out, so that it neither satisfies an `any` nor breaks an `all`.
    """
    if isinstance(decision, str):
        return outcome_of(decision)
    parts = [outcome for part in decision.parts if (outcome := evaluate(part, outcome_of)) is not None]
    if not parts:
        return None
    if isinstance(decision, All):
        return all_of(parts)
    if isinstance(decision, AtLeast):
        return at_least(decision.n, parts)
    return any_of(parts)


def written(decision: Decision) -> str | dict[str, Any]:
    """A decision as a policy writes it."""
    if isinstance(decision, str):
        return decision
    parts = [written(part) for part in decision.parts]
    if isinstance(decision, AtLeast):
        return {"at_least": {"n": decision.n, "of": parts}}
    return {"all" if isinstance(decision, All) else "any": parts}


def read(raw: str | dict[str, Any]) -> Decision:
    """A decision from what `written` made of it."""
    if isinstance(raw, str):
        return raw
    if "at_least" in raw:
        return AtLeast(raw["at_least"]["n"], tuple(map(read, raw["at_least"]["of"])))
    return All(tuple(map(read, raw["all"]))) if "all" in raw else AnyOf(tuple(map(read, raw.get("any", ()))))


def names(decision: Decision) -> Iterator[str]:
    """The requirement ids a decision names, in order, repeats included."""
    if isinstance(decision, str):
        yield decision
        return
    for part in decision.parts:
        yield from names(part)


def wanting(decision: Decision, outcome_of: Callable[[str], Outcome | None]) -> set[str]:
    """The requirements that keep a decision from passing: all that do not pass, outside the parts that pass.

    A part that passes by one branch asks nothing more of its other branches.
    """
    if evaluate(decision, outcome_of) in (None, Outcome.PASS):
        return set()
    if isinstance(decision, str):
        return {decision}
    return {name for part in decision.parts for name in wanting(part, outcome_of)}


def satisfied_without(decision: Decision, counting: set[str], missing: set[str]) -> bool:
    """Whether the decision can pass when no requirement in `missing` does and all other counting ones do."""

    def outcome_of(name: str) -> Outcome | None:
        if name not in counting:
            return None
        return Outcome.FAIL if name in missing else Outcome.PASS

    return evaluate(decision, outcome_of) is Outcome.PASS
