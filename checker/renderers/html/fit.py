"""How much of a large report one file holds: every section in full if it fits, else those that block first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.records import NamedTuple

LIMIT = 5_000_000
"""How many bytes one file may have: what a browser opens in about a second."""

# So many sections in brief are drawn to know what one takes; that is kept free for each while full ones are chosen.
_SAMPLE = 24
# After so many sections in a row that do not fit, no smaller one is looked for.
_MISSES = 25


class Fit(NamedTuple):
    """`rows`: how many rows of the matrix are shown. `sections`: the text of each, by position; `brief`: which are."""

    rows: int
    sections: dict[int, str]
    brief: frozenset[int]


def fit(order: Sequence[int], row: Callable[[int], str], sections: Sequence[Callable[[int], str]], limit: int) -> Fit:
    """What is shown within `limit` bytes, in the given order; `sections` draw one in full and in brief."""
    full, brief = sections
    rows, used = _rows(order, row, limit // 4)
    shown = order[:rows]
    told = _full(shown, full, limit - used, _reserve(shown, brief))
    used += sum(map(_size, told.values()))
    short: set[int] = set()
    for position in shown:
        if position not in told:
            text = brief(position)
            used += _size(text)
            if used > limit:
                break
            told[position] = text
            short.add(position)
    return Fit(rows, told, frozenset(short))


def _rows(order: Sequence[int], row: Callable[[int], str], limit: int) -> tuple[int, int]:
    used = 0
    for number, position in enumerate(order):
        size = _size(row(position))
        if used + size > limit:
            return number, used
        used += size
    return len(order), used


def _full(order: Sequence[int], full: Callable[[int], str], limit: int, reserve: int) -> dict[int, str]:
    """The sections told in full, while room is left for the others in brief."""
    told: dict[int, str] = {}
    left, misses = limit, 0
    for number, position in enumerate(order):
        text = full(position)
        others = (number - len(told)) + (len(order) - number - 1)
        if _size(text) + others * reserve > left:
            misses += 1
            if misses > _MISSES:
                break
            continue
        misses = 0
        told[position] = text
        left -= _size(text)
    return told


def _reserve(order: Sequence[int], brief: Callable[[int], str]) -> int:
    """What a section in brief takes, with some to spare."""
    sample = [_size(brief(each)) for each in order[:: max(1, len(order) // _SAMPLE)]]
    return sum(sample) * 11 // (10 * len(sample)) if sample else 0


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
