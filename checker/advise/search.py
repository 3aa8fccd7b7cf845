"""The cheapest set of actions after which the manifest passes, found by asking the engine and nothing else.

Actions only ever help. So a set after which the manifest does not pass, grown as far as it goes without passing, shows
a core: every plan takes something from what was left out. The cheapest set that meets all cores known is tried; either
it passes, and nothing cheaper can, or it shows a further core.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.advise.hitting import Chosen, cheapest

Passes = Callable[[Chosen], bool]


class ExhaustedError(Exception):
    """The engine was asked as often as is allowed."""


class Search:
    """Plans over actions that go by number, in the order of their cost."""

    def __init__(self, weights: Sequence[int], passes: Passes, most: int) -> None:
        self.weights = weights
        self.all: Chosen = frozenset(range(len(weights)))
        self._passes = passes
        self._known: dict[Chosen, bool] = {}
        self._left = most
        self._cores: list[Chosen] = []
        self._plans: list[Chosen] = []

    def passes(self, chosen: Chosen) -> bool:
        """Whether the manifest passes after these actions; asked once. Raises ExhaustedError when asked too often."""
        if chosen not in self._known:
            if self._left <= 0:
                raise ExhaustedError
            self._left -= 1
            self._known[chosen] = self._passes(chosen)
        return self._known[chosen]

    def next(self) -> Chosen | None:
        """The cheapest plan that holds none of those found before; None where there is none left."""
        while True:
            chosen = cheapest(self._cores, self.weights, self._plans)
            if chosen is None:
                return None
            if self.passes(chosen):
                self._plans.append(chosen)
                return chosen
            core = self.all - self._grown(chosen, self._rest(chosen))
            if not core:
                return None
            self._cores.append(core)

    def _rest(self, chosen: Chosen) -> list[int]:
        """What could be added: the heaviest first, so that a core is left with what is cheap."""
        return sorted(self.all - chosen, key=lambda each: (-self.weights[each], each))

    def _grown(self, failing: Chosen, rest: Sequence[int]) -> Chosen:
        """A set that does not pass with as much of the rest as it can have without passing."""
        if not rest or not self.passes(failing | frozenset(rest)):
            return failing | frozenset(rest)
        if len(rest) == 1:
            return failing
        half = len(rest) // 2
        return self._grown(self._grown(failing, rest[:half]), rest[half:])

    def plan(self, largest: int) -> Chosen | None:
        """The cheapest plan where there are few actions; else, or where that takes too long, a greedy one."""
        if not self.passes(self.all):
            return None
        try:
            return self.next() if len(self.all) <= largest else self.greedy()
        except ExhaustedError:
            return self.greedy()

    def greedy(self) -> Chosen:
        """All actions less the heaviest that can be spared, in turn: a plan, though perhaps not the cheapest."""
        return self._thinned(self.all, self._rest(frozenset()))

    def _thinned(self, plan: Chosen, spare: Sequence[int]) -> Chosen:
        if not spare or self._passes(plan - frozenset(spare)):
            return plan - frozenset(spare)
        if len(spare) == 1:
            return plan
        half = len(spare) // 2
        return self._thinned(self._thinned(plan, spare[:half]), spare[half:])
