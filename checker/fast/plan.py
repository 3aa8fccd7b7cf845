"""The policies of a run, made ready: demands shared between them, what never changes written once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from checker.engine.assess import NOT_APPLICABLE
from checker.engine.days import window
from checker.engine.ordering import Ordered
from checker.engine.targets import scope_of
from checker.fast.demand import Demand
from checker.fast.fragments import policy_parts, requirement_parts, text
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

    def __init__(self, policy: Policy, rows: tuple[Row, ...]) -> None:
        self.policy = policy
        self.rows = rows
        self.parts = policy_parts(policy)
        # The days on which a requirement begins or ceases to count.
        self.turns = sorted({day.isoformat() for row in rows for day in window(row.rule.effective)})
        self._verdicts: dict[Any, tuple[Outcome | None, frozenset[str]]] = {}
        self._counting: dict[str, list[bool]] = {}
        self._scopes: dict[Any, bool | str | None] = {}
        self._ahead: dict[tuple[str, str], tuple[list[int], str, list[int]] | None] = {}

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
_CHARACTERS = 4_000_000  # of layouts that are kept
_DAYS = 1024  # demands of later days that are kept


class Part(NamedTuple):
    """A policy that applies to some products, by their index, or the text of those in a row that apply to none.

    In `text`, which is that of the products left out or of whole policies, `slot` stands for the id of a product.
    """

    ready: Ready | None
    products: tuple[int, ...]
    text: str


def slot(number: int) -> str:
    """What stands for the id of a product in a text that is made once for all: JSON has no such sign in it."""
    return f"\0{number}\0"


class Plan:
    """The policies of a run on its day."""

    def __init__(self, policies: Sequence[Policy], catalogue: Catalogue, as_of: date) -> None:
        self._day = as_of.isoformat()
        self._later: dict[tuple[int, str], Demand] = {}
        self._layouts: dict[Any, tuple[Part, ...] | None] = {}
        self._size = 0
        self.demands: list[Demand] = []
        numbers: dict[Any, int] = {}
        self.policies: list[Ready] = []
        for policy in policies:
            rows = []
            for rule in policy.requirements:
                asked = policy.applies_to.markets
                key = _asks(rule), asked
                if key not in numbers:
                    numbers[key] = len(self.demands)
                    self.demands.append(Demand(rule._replace(pointer=""), asked, catalogue, as_of))
                counts = rule.counts_on(as_of)
                rows.append(Row(rule, numbers[key], counts, requirement_parts(rule, counts=counts)))
            self.policies.append(Ready(policy, tuple(rows)))

    def layout(self, asking: Asking, kinds: tuple[Any, ...]) -> tuple[Part, ...] | None:
        """The policies over products of some kinds, in their order; None where it is not known whether one applies."""
        if kinds not in self._layouts:
            if self._size > _CHARACTERS or len(self._layouts) > _DAYS:
                self._layouts.clear()
                self._size = 0
            found = self._layouts[kinds] = self._laid_out(asking, kinds)
            self._size += sum(len(part.text) for part in found or ())
        return self._layouts[kinds]

    def _laid_out(self, asking: Asking, kinds: tuple[Any, ...]) -> tuple[Part, ...] | None:
        parts: list[Part] = []
        for ready in self.policies:
            answers = [ready.applies(asking, number, kind) for number, kind in enumerate(kinds)]
            if None in answers:
                return None
            products = tuple(number for number, answer in enumerate(answers) if answer is True)
            left = [
                f'{{"product":{slot(number)},"reason":{text(answer)}}}'
                for number, answer in enumerate(answers)
                if answer is not True
            ]
            out = f"[{','.join(left)}]"
            if products:
                parts.append(Part(ready, products, out))
                continue
            head, tail, last = ready.parts
            drawn = f'{head}{NOT_APPLICABLE}","holds":null{tail}{out}{last}]}}'
            if parts and parts[-1].ready is None:
                parts[-1] = Part(None, (), f"{parts[-1].text},{drawn}")
            else:
                parts.append(Part(None, (), drawn))
        return tuple(parts)

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
