"""The certificates of a manifest as candidates for one object, each assessed when somebody looks at it.

Most of them can not be the best, and few reports show what they come to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from checker.model.assessment import Candidate
    from checker.model.manifest import Certificate


class Candidates(Sequence["Candidate"]):
    """One candidate for each certificate, in the order of the manifest; it is the same whenever it is made."""

    __slots__ = ("_certificates", "_made", "_make")

    def __init__(
        self, certificates: tuple[Certificate, ...] = (), make: Callable[[Certificate], Candidate] | None = None
    ) -> None:
        self._certificates = certificates if make else ()
        self._make = make
        self._made: dict[int, Candidate] = {}

    def __len__(self) -> int:
        return len(self._certificates)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Candidate, ...]: ...

    def __getitem__(self, place: int | slice) -> Candidate | tuple[Candidate, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(len(self))[place])
        place = range(len(self))[place]
        if place not in self._made and self._make:
            self._made[place] = self._make(self._certificates[place])
        return self._made[place]

    def __iter__(self) -> Iterator[Candidate]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Candidates | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def of(self, position: int | None) -> Candidate | None:
        """The candidate that the certificate at a position of the manifest is, or None."""
        places = (place for place, each in enumerate(self._certificates) if each.position == position)
        return next(map(self.__getitem__, places), None)

    def among(self, places: Iterable[int]) -> list[Candidate]:
        """The candidates in some places."""
        return [self[place] for place in places]
