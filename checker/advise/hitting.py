"""The cheapest choice that takes something from every set: exact, by branch and bound."""

from __future__ import annotations

from collections.abc import Sequence

Cost = tuple[int, int, tuple[int, ...]]
Chosen = frozenset[int]


def cheapest(cores: Sequence[Chosen], weights: Sequence[int], barred: Sequence[Chosen]) -> Chosen | None:
    """The cheapest set that meets every core and holds no barred set whole; None where there is none.

    Cheapest by weight, then by number, then by order: so that the answer is one.
    """
    return _Branching(cores, weights, barred).best()


class _Branching:
    def __init__(self, cores: Sequence[Chosen], weights: Sequence[int], barred: Sequence[Chosen]) -> None:
        self.cores = sorted(set(cores), key=lambda core: (len(core), sorted(core)))
        self.weights = weights
        self.barred = barred
        self.found: tuple[Cost, Chosen] | None = None

    def best(self) -> Chosen | None:
        self._branch(frozenset(), frozenset())
        return self.found[1] if self.found else None

    def _cost(self, chosen: Chosen) -> Cost:
        return sum(self.weights[each] for each in chosen), len(chosen), tuple(sorted(chosen))

    def _branch(self, chosen: Chosen, excluded: Chosen) -> None:
        """Every choice that holds `chosen` and nothing excluded, unless it can not be cheaper than what is known."""
        if any(each <= chosen for each in self.barred):
            return
        unmet = [core for core in self.cores if not core & chosen]
        weight, count = self._least(unmet, excluded)
        if self.found and (self._cost(chosen)[0] + weight, len(chosen) + count) > self.found[0][:2]:
            return
        if not unmet:
            cost = self._cost(chosen)
            if self.found is None or cost < self.found[0]:
                self.found = cost, chosen
            return
        core = min(unmet, key=lambda each: len(each - excluded))
        tried: Chosen = frozenset()
        for each in sorted(core - excluded, key=lambda one: (self.weights[one], one)):
            self._branch(chosen | {each}, excluded | tried)
            tried |= {each}

    def _least(self, unmet: Sequence[Chosen], excluded: Chosen) -> tuple[int, int]:
        """What the unmet cores cost at least: those that share nothing need an element each."""
        weight = count = 0
        seen: Chosen = frozenset()
        for core in unmet:
            if not core & seen:
                seen |= core
                weight += min((self.weights[each] for each in core - excluded), default=0)
                count += 1
        return weight, count
