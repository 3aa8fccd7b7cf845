"""The policies of a run, made ready: demands shared between them, what never changes written once."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from checker.engine.days import window
from checker.engine.ordering import Ordered
from checker.engine.targets import scope_of
from checker.fast.demand import Demand
from checker.fast.fragments import policy_parts, requirement_parts
from checker.fast.layouts import Layouts
from checker.model.decision import evaluate, wanting
from checker.model.outcome import Outcome
from checker.model.policy import All, Policy, Requirement, Window
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from checker.catalogue import Catalogue
    from checker.fast.asking import Asking


class Row(NamedTuple):
    """A requirement: its demand, by number, and its parts of the report."""

    rule: Requirement
    demand: int
    counts: bool
    parts: tuple[str, str, str]


class Ready:
    """A policy made ready."""

    def __init__(self, policy: Policy, rows: Callable[[Policy], tuple[Row, ...]]) -> None:
        self.policy = policy
        self.parts = policy_parts(policy)
        self._rows_of = rows
        self._verdicts: dict[Any, tuple[Outcome | None, frozenset[str]]] = {}
        self._counting: dict[str, list[bool]] = {}
        self._scopes: dict[Any, bool | str | None] = {}
        self._ahead: dict[tuple[str, str], tuple[list[int], str, list[int]] | None] = {}

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Its requirements, made ready when it applies for the first time: few of a thousand policies ever do."""
        return self._rows_of(self.policy)

    @cached_property
    def turns(self) -> list[str]:
        """The days on which a requirement begins or ceases to count."""
        rules = self.policy.requirements
        return sorted({day.isoformat() for rule in rules for day in window(rule.effective)})

    def verdict(self, outcomes: Sequence[tuple[str, Outcome]]) -> tuple[Outcome | None, frozenset[str]]:
        """The verdict by the outcomes of the requirements that count, by their ids, and which of these are wanting."""
        key = tuple(outcomes)
        found = self._verdicts.get(key)
        if found is None:
            known = dict(key)
            needed = frozenset(wanting(self.policy.decision, known.get))
            found = self._verdicts[key] = evaluate(self.policy.decision, known.get), needed
        return found

    def counting(self, day: str) -> list[bool]:
        """Which requirements count on a day."""
        found = self._counting.get(day)
        if found is None:
            if len(self._counting) > _REMEMBERED:
                self._counting.clear()
            on = date.fromisoformat(day)
            found = self._counting[day] = [row.rule.counts_on(on) for row in self.rows]
        return found

    def ahead(self, day: str, end: str) -> tuple[list[int], str, list[int]] | None:
        """The requirements that all have to pass from a day on, by their index, and those from the one turn on.

        None where the decision asks for less than all that count, or what counts changes more than once up to `end`.
        """
        if (day, end) not in self._ahead:
            turns = [turn for turn in self.turns if day < turn <= end]
            phases = [self._all_of(each) for each in (day, *turns)]
            known = len(turns) <= 1 and None not in phases
            now, later = (phases[0] or [], phases[-1] or []) if known else ([], [])
            self._ahead[day, end] = (now, turns[0] if turns else "", later) if known else None
        return self._ahead[day, end]

    def _all_of(self, day: str) -> list[int] | None:
        """The requirements that count on a day, where the decision asks for each of them."""
        decision = self.policy.decision
        parts = (decision,) if isinstance(decision, str) else decision.parts if isinstance(decision, All) else ()
        counting = self.counting(day)
        found = [number for number, counts in enumerate(counting) if counts]
        return found if {self.rows[number].rule.id for number in found} <= {*map(str, parts)} else None

    def applies(self, asking: Asking, number: int, kind: Any) -> bool | str | None:
        """Whether it applies to a product: yes, the reason why not, or unknown; by what the product is alone."""
        if kind not in self._scopes:
            if len(self._scopes) > _REMEMBERED:
                self._scopes.clear()
            scope = scope_of(self.policy.applies_to, Ordered((asking.product(number),), {}))
            known = True if scope.known else None
            self._scopes[kind] = known if scope.products else scope.left_out[0][1]
        return self._scopes[kind]


_REMEMBERED = 8192
_DAYS = 128  # demands of later days that are kept: few days come twice


class Plan:
    """The policies of a run on its day."""

    def __init__(self, policies: Sequence[Policy], catalogue: Catalogue, as_of: date) -> None:
        self._day = as_of.isoformat()
        self._later: dict[tuple[int, str], Demand] = {}
        self.demands: list[Demand] = []
        self._numbers: dict[Any, int] = {}
        self._given = catalogue, as_of
        self._mismatches: dict[Any, Any] = {}
        self.policies = [Ready(policy, self._rows) for policy in policies]
        self.layouts = Layouts(self.policies)

    def _rows(self, policy: Policy) -> tuple[Row, ...]:
        """The requirements of a policy, of which those that ask the same share their demand."""
        catalogue, as_of = self._given
        rows, asked = [], policy.applies_to.markets
        for rule in policy.requirements:
            key = _asks(rule), asked
            if key not in self._numbers:
                self._numbers[key] = len(self.demands)
                self.demands.append(Demand(rule._replace(pointer=""), asked, catalogue, as_of, self._mismatches))
            counts = rule.counts_on(as_of)
            rows.append(Row(rule, self._numbers[key], counts, requirement_parts(rule, counts=counts)))
        return tuple(rows)

    def demands_on(self, day: str) -> Callable[[int], Demand]:
        """The demands, by number, on the day of the run or a later one."""
        if day == self._day:
            return self.demands.__getitem__
        return lambda number: self._on(number, day)

    def _on(self, number: int, day: str) -> Demand:
        found = self._later.get((number, day))
        if found is None:
            if len(self._later) > _DAYS:
                self._later.clear()
            found = self._later[number, day] = self.demands[number].on(day)
        return found


def _asks(rule: Requirement) -> Requirement:
    """A requirement without what it says beside what it asks of a certificate."""
    rule = rule._replace(id="", pointer="", title="", citation="", remedy="")
    return rule._replace(waivable=True, mandatory=True, effective=Window())


def provided_for(policies: Sequence[Policy], versions: Sequence[Policy], as_of: date, end: date) -> bool:
    """Whether the policies of a run ask for nothing that the plain engine alone can judge."""
    if len(versions) != len(policies):
        return False
    for policy in policies:
        if policy.period is not None:
            return False
        if any(as_of < day <= end for day in window(policy.effective)):
            return False
        if any(rule.on_production or rule.assurance != "declared" for rule in policy.requirements):
            return False
    return True
