"""One certificate for one object: cleanly by what is known of it, else as the plain gates say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.fast.demand import CONFIDENCE, Demand, Whole
from checker.fast.scope import in_scope, names_model, never_lists, never_names
from checker.fast.terms import Lasting
from checker.gates import gates
from checker.model.assessment import Candidate, GateResult, Target
from checker.model.outcome import Outcome, all_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.fast.asking import Asking
    from checker.fast.profile import Profile
    from checker.fast.sheet import Sheet

ORDER = {gate.id: gate.order for gate in gates()}


class Tried(NamedTuple):
    """A certificate for an object; `results` are the plain gates' answers where it is not plainly clean."""

    entry: Profile
    outcome: Outcome
    lasting: Lasting
    confidence: int
    results: tuple[GateResult, ...] = ()

    @property
    def preference(self) -> tuple[int, bool, bool, int, int]:
        """As `checker.engine.scene.preference`; what passed is not kept, so what did not is counted."""
        failed = {gate.gate for gate in self.results if gate.outcome != Outcome.PASS}
        right = "kind" not in failed
        count = len(failed) if right else len(ORDER)
        return self.outcome.rank, right, right and "standard" not in failed, -count, -self.entry.position

    def candidate(self, asking: Asking) -> Candidate:
        """As the plain engine has it, but that the gates that pass without a finding stand together."""
        rest = GateResult("", Outcome.PASS, confidence=CONFIDENCE[self.confidence] or None)
        return Candidate(asking.certificate(self.entry), (*self.results, rest), self.outcome)


class Trying:
    """The certificates of one manifest."""

    def __init__(self, sheet: Sheet, asking: Asking, demand: Callable[[int], Demand]) -> None:
        self._sheet = sheet
        self._asking = asking
        self._demand = demand
        self._wholes: dict[tuple[int, int, int | None, str | None], Whole] = {}
        self._tried: dict[tuple[int, int, str, int | None, str | None], Tried] = {}

    def tried(self, number: int, entry: Profile, target: Target, product: int | None) -> Tried:
        """A certificate for an object of a demand; `product` is the index of the product that it is part of."""
        key = number, entry.position, target.pointer, product, target.site
        found = self._tried.get(key)
        if found is None:
            found = self._tried[key] = self._try(number, entry, target, product)
        return found

    def _try(self, number: int, entry: Profile, target: Target, product: int | None) -> Tried:
        demand = self._demand(number)
        # Of a site the operator matters, and the audits there: nearly all have the supplier, and those of the whole.
        sites, site = self._sheet.sites, target.site
        at = site if site and (entry.by_site or (not demand.product and "operator" in sites[site])) else None
        key = number, entry.position, product, at
        whole = self._wholes.get(key)
        if whole is None:
            whole = self._wholes[key] = demand.whole(entry, product, at, self._asking)
        if demand.product:
            named = whole.named and names_model(demand.rule, entry, target.id or "", site)
        else:
            named = whole.named and in_scope(demand.rule, entry, sites[site] if site else None, sites)
        if named and not whole.against:
            return Tried(entry, Outcome.PASS, whole.lasting, whole.confidence)
        return self._ask(demand, entry, target, product, whole, named=named)

    def _ask(
        self, demand: Demand, entry: Profile, target: Target, product: int | None, whole: Whole, *, named: bool
    ) -> Tried:
        asking, against = self._asking, list(whole.against)
        if whole.kind and not named:
            against.append("subject")
        context = asking.context(demand.rule, demand.asked, entry, target, product)
        results = sorted((asking.ask(gate, context) for gate in against), key=lambda each: ORDER[each.gate])
        used = [CONFIDENCE.index(each.confidence) for each in results if each.confidence]
        outcome = all_of(Outcome(each.outcome) for each in results)
        return Tried(entry, outcome, whole.lasting, min([whole.confidence, *used]), tuple(results))

    def lost(self, demand: Demand, entry: Profile, target: Target, day: str) -> bool:
        """Whether a certificate certainly fails for an object, on a day and on every later one."""
        if (entry.expires and entry.expires < day) or (entry.status and entry.status["value"] != "active"):
            return True
        if demand.product:
            return never_names(entry, target.id or "")
        return target.site is not None and never_lists(entry, target.site)
