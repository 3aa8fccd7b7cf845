"""Printed series patterns, such as `NP-500-*`, and the models they cover."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import takewhile

# Longer texts are no printed series designation; the bound keeps matching fast on hostile input.
_LONGEST = 256
FEWEST_LITERALS = 3
"""The literal characters before the first star, at least."""

_WILD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./-")


def is_pattern(text: str) -> bool:
    """Whether a covered model is a pattern; at least three literal characters stand before the first star."""
    return "*" in text


def matches(pattern: str, model: str) -> bool:
    """Whether a pattern covers a model: the whole name, case-sensitive.

    Each `*` stands for one or more of `A-Z 0-9 . / -`. A bare star, or one after fewer than three literal characters,
    matches nothing. Time is bounded by the product of the two (capped) lengths; there is no backtracking.
    """
    if len(pattern) > _LONGEST or len(model) > _LONGEST or pattern.find("*") < FEWEST_LITERALS:
        return False
    first, *others = pattern.split("*")
    ends = {len(first)} if model.startswith(first) else set()
    for literal in others:
        ends = {position + len(literal) for position in _after_star(ends, model) if model.startswith(literal, position)}
    return len(model) in ends


def _after_star(starts: set[int], model: str) -> set[int]:
    """Every position that a star beginning at one of `starts` can reach."""
    reached: set[int] = set()
    for start in sorted(starts):
        run = takewhile(lambda position: model[position] in _WILD, range(start, len(model)))
        for position in run:
            if position + 1 in reached:
                break
            reached.add(position + 1)
    return reached


def names(named: tuple[str, ...], model: str) -> bool:
    """Whether models named singly or by pattern include a model."""
    return model in named or any(matches(each, model) for each in named)


def may_mean(named: tuple[str, ...], part: str) -> bool:
    """Whether names of models or sites that something adverse befell may mean this one.

    Whatever their case, spaces and dashes, and a star for any text: a loose name never saves a certificate.
    """
    if part in named:
        return True
    (plain, patterns), wanted = _read(named), loosely(part)
    return wanted in plain or any(_may_mean(each, wanted) for each in patterns)


@lru_cache(16)  # few, as suppliers choose the texts; one event is asked about many parts in a row
def _read(named: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Names as they are compared: those without a star, and the others."""
    read = list(map(loosely, named))
    return frozenset(each for each in read if not is_pattern(each)), tuple(filter(is_pattern, read))


def loosely(name: str) -> str:
    """A name without what tells apart how it is written: its case, spaces and kinds of dashes."""
    if name.isascii():
        return "".join(name.casefold().split())
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join("-" if unicodedata.category(each) == "Pd" else each for each in folded if not each.isspace())


def _may_mean(pattern: str, part: str) -> bool:
    first, *others = pattern.split("*")
    *middle, last = others
    if not part.startswith(first) or not part[len(first) :].endswith(last):
        return False
    at, end = len(first), len(part) - len(last)
    for literal in middle:
        found = part.find(literal, at, end)
        if found < 0:
            return False
        at = found + len(literal)
    return True
