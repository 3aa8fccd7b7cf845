"""What a rule of a requirement is to a comparison.

`implies(one, other, ground)` claims: whatever certificate passes this rule of `one` passes this rule of `other`, for
every object and on every day, all else being the same. In detail, for every finding that `other` raises, `one` raises a
fail, or leaves the same code undetermined: so that the claim holds whatever `accept_unknown` names. Where a rule can
keep that promise only as long as certain codes are not accepted, it names them as `touchy`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from checker.catalogue import Catalogue
from checker.compare.parts import INCOMPARABLE, UNKNOWN, relation_of
from checker.model.policy import Requirement
from checker.records import NamedTuple

OUTCOME, COUNTING, WAIVERS = "outcome", "counting", "waivers"
"""What a rule decides: whether objects pass, when that blocks, whether a waiver can lift it."""


class Ground(NamedTuple):
    """What two requirements are compared on: the catalogue, and the codes that either accepts as unknown."""

    catalogue: Catalogue
    accepted: frozenset[str] = frozenset()


class Rule(NamedTuple):
    """One rule: where it stands, what it states, when it implies another, and how a buyer would tell the difference.

    `exact`: where neither implies the other, each accepts something that the other does not.
    """

    id: str
    order: int
    pointer: str
    value: Callable[[Requirement], object]
    implies: Callable[[Requirement, Requirement, Ground], bool]
    sentence: Callable[[Requirement, Requirement, Ground], str]
    touchy: frozenset[str] = frozenset()
    about: str = OUTCOME
    exact: bool = True

    def proves(self, one: Requirement, other: Requirement, ground: Ground) -> bool:
        """Whether what passes this rule of `one` is proved to pass that of `other`."""
        if self.value(one) == self.value(other):
            return True
        return not self.touchy & ground.accepted and self.implies(one, other, ground)

    def relation(self, old: Requirement, new: Requirement, ground: Ground) -> str:
        """How the new rule relates to the old one."""
        sure = self.exact and not self.touchy & ground.accepted
        return relation_of(
            stricter=self.proves(new, old, ground),
            looser=self.proves(old, new, ground),
            otherwise=INCOMPARABLE if sure else UNKNOWN,
        )


def ground_of(old: Requirement, new: Requirement, catalogue: Catalogue) -> Ground:
    """What two requirements are compared on."""
    return Ground(catalogue, frozenset(old.accept_unknown) | frozenset(new.accept_unknown))


def quoted(words: Iterable[str], joint: str = "and") -> str:
    """Names in backticks, all of them: a difference that is left out of a sentence would be a hidden one."""
    ticked = [f"`{word}`" for word in words]
    if len(ticked) < 2:
        return "".join(ticked)
    return f"{', '.join(ticked[:-1])} {joint} {ticked[-1]}"


def moved(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """The words that are gone and those that came, each in its own order."""
    before, after = list(old), list(new)
    return [each for each in before if each not in after], [each for each in after if each not in before]


def lost_and_gained(gone: Iterable[str], came: Iterable[str], lost: str, gained: str) -> str:
    """A sentence about what is no longer and what is now.

    Each frame holds `{}` for the names, `{is}` for the verb and `{s}` for the ending of a plural.
    """
    told = []
    for words, frame in ((list(gone), lost), (list(came), gained)):
        if words:
            one = len(words) == 1
            told.append(frame.format(quoted(words), s="" if one else "s", **{"is": "is" if one else "are"}))
    return ", and ".join(told)
