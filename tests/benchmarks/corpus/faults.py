"""What goes wrong with a manifest: one function for each reason, found by its decorator, each with its codes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from tests.benchmarks.corpus.case import Case

Break = Callable[[Case], None]


class Fault(NamedTuple):
    """A way to break a manifest; `codes` are those of which the program has to name one, `weight` how often it is."""

    name: str
    apply: Break
    codes: tuple[str, ...]
    weight: int


FAULTS: dict[str, Fault] = {}


def fault(*codes: str, weight: int = 1) -> Callable[[Break], Break]:
    """Enter a function as a fault that shows as one of the codes."""

    def enter(function: Break) -> Break:
        name = function.__name__
        FAULTS[name] = Fault(name, function, codes, weight)
        return function

    return enter


def broken(case: Case, dice: Random) -> list[str]:
    """Break a manifest in one way, now and then in two or three; the names of what was done."""
    rows = list(FAULTS.values())
    many = dice.choices((1, 2, 3), (8, 2, 1))[0]
    done: list[str] = []
    for each in dice.choices(rows, [row.weight for row in rows], k=many):
        if each.name not in done and case.manifest["certificates"] and (not done or not case_is_bare(case)):
            try:
                each.apply(case)
            except (KeyError, IndexError, ValueError):
                if not done:
                    raise
                continue  # an earlier fault took away what this one works on
            done.append(each.name)
    return done


def case_is_bare(case: Case) -> bool:
    """Whether a fault took away certificates or products on which others would work."""
    kinds = {row["kind"] for row in case.certificates if not row["id"].endswith("-old")}
    listed = any(row["id"].startswith("listing-") and not row["id"].endswith("-old") for row in case.certificates)
    return len(kinds) < 2 or not listed or "qms" not in {row["id"] for row in case.certificates}
