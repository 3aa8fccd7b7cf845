"""Whether a word that matches nothing is likely a misprint of one that would, and leaves a product out by mistake."""

from __future__ import annotations

from functools import lru_cache

_LEAST = 5
"""How many letters a part of a word has to have: `class-iia` and `class-iib` are two things, and no misprint."""

_LONGEST = 80
"""How many characters a word has at most; no category is longer."""


def nearly(one: str, other: str) -> bool:
    """Whether two words differ, and by one letter alone: one more, one less, another one, or two that changed places.

    Words in several parts (`ict-equipment`) have as many of them, and the part that differs is no short one.
    """
    if abs(len(one) - len(other)) > 1 or max(len(one), len(other)) > _LONGEST:
        return False
    ours, theirs = one.split("-"), other.split("-")
    if len(ours) != len(theirs):
        return False
    unlike = [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and min(map(len, unlike[0])) >= _LEAST and _one_letter(*unlike[0])


def _one_letter(one: str, other: str) -> bool:
    """Whether two unlike words are one once what they begin and end with in common, and one letter, is taken away."""
    short, long = sorted((one, other), key=len)
    begin = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[begin:] == long[begin + 1 :]
    swapped = short[begin : begin + 2] == long[begin : begin + 2][::-1] and short[begin + 2 :] == long[begin + 2 :]
    return swapped or short[begin + 1 :] == long[begin + 1 :]


@lru_cache(4096)
def meant(stated: tuple[str, ...], wanted: tuple[str, ...]) -> str | None:
    """The first of the wanted words of which a stated one is likely a misprint; both folded, in their order."""
    return next((word for each in stated for word in wanted if nearly(each, word)), None)
