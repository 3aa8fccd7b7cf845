"""One certificate for one object: cleanly by what is known of it, else as the plain gates say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.fast.demand import CONFIDENCE, Demand, Whole
from checker.fast.scope import in_scope, names_factory, names_model, never_lists, never_names
from checker.fast.terms import Lasting
from checker.gates import gates
from checker.gates._product_subject import SERIES, by_series
from checker.model.assessment import NOTE, Finding, GateResult, Target
from checker.model.outcome import PASS, Outcome, all_of
from checker.model.patterns import is_pattern, matches
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.fast.asking import Asking
    from checker.fast.profile import Profile
    from checker.fast.sheet import Place, Sheet
    from checker.gates.base import Context

ORDER = {gate.id: gate.order for gate in gates()}


class Tried(NamedTuple):
    """A certificate for an object; `results` are the plain gates' answers where it is not plainly clean."""

    entry: Profile
    outcome: Outcome
    lasting: Lasting
    confidence: int
    results: tuple[GateResult, ...] = ()

    @property
    def kind(self) -> bool:
        """Whether it is of the right kind; else no other gate was asked."""
        return not (self.results and self.results[0].gate == "kind")

    @property
    def failing(self) -> int:
        """How many gates do not pass."""
        return sum(each.outcome != PASS for each in self.results)

    @property
    def preference(self) -> tuple[int, bool, bool, int, int]:
        """As `checker.engine.choosing.preference`; what passed is not kept, so what did not is counted."""
        stands = not any(each.gate == "standard" for each in self.results)
        return self.outcome.rank, self.kind, stands, -self.failing, -self.entry.position


class Trying:
    """The certificates of one manifest."""

    def __init__(self, sheet: Sheet, asking: Asking, demand: Callable[[int], Demand]) -> None:
        self._sheet = sheet
        self._asking = asking
        self._demand = demand
        self._tried: dict[tuple[int, int, str, str | None], Tried] = {}

    def tried(self, number: int, entry: Profile, place: Place) -> Tried:
        """A certificate for an object of a demand."""
        key = number, entry.position, place.target.pointer, place.target.site
        found = self._tried.get(key)
        if found is None:
            found = self._tried[key] = self._try(number, entry, place)
        return found

    def kind(self, number: int, entry: Profile) -> bool:
        """Whether a certificate is of the kind that is asked."""
        return entry.standard is not None and entry.kind == entry.standard.kind == self._demand(number).rule.kind

    def clean(self, demand: Demand, entry: Profile, place: Place) -> Whole | None:
        """What a certificate comes to that plainly satisfies a demand for an object; None for any other."""
        target, site = place.target, place.target.site
        whole = self._whole(demand, entry, site, place.product)
        if whole.against or not whole.named or not place.plain:
            return None
        if demand.product:
            named = names_model(demand.rule, entry, target.id or "", site)
        else:
            sites = self._sheet.sites
            named = in_scope(demand.rule, entry, sites[site] if site else None, sites)
        return whole if named else None

    def _whole(self, demand: Demand, entry: Profile, site: str | None, product: int | None) -> Whole:
        # Of a site the operator matters, and the audits there: nearly all have the supplier, and those of the whole.
        if site and not entry.by_site and (demand.product or "operator" not in self._sheet.sites[site]):
            site = None
        return demand.whole(entry, product, site, self._asking)

    def _try(self, number: int, entry: Profile, place: Place) -> Tried:
        demand, target, product = self._demand(number), place.target, place.product
        if whole := self.clean(demand, entry, place):
            return Tried(entry, PASS, whole.lasting, whole.confidence)
        sites, site = self._sheet.sites, target.site
        whole = self._whole(demand, entry, site, product)
        if demand.product:
            named = place.plain and whole.named and names_model(demand.rule, entry, target.id or "", site)
            if place.plain and whole.named and not whole.against and (series := self._series(demand, entry, target)):
                return Tried(entry, PASS, whole.lasting, whole.confidence, (series,))
        else:
            named = whole.named and in_scope(demand.rule, entry, sites[site] if site else None, sites)
        return self._ask(demand, entry, target, product, whole, named=named)

    def _series(self, demand: Demand, entry: Profile, target: Target) -> GateResult | None:
        """The answer about a model that is covered by a printed series, where that is all there is to say."""
        rule, model = demand.rule, target.id or ""
        named = rule.covers.patterns and not never_names(entry, model) and names_factory(rule, entry, target.site)
        covered = entry.raw.get("covers", {}).get("models", ()) if named and not entry.odd else ()
        series = next((each for each in covered if is_pattern(each) and matches(each, model)), None)
        if series is None or model in covered:
            return None
        message, pointer = by_series(entry.raw["id"], model, series), f"/certificates/{entry.position}/covers/models"
        finding = Finding(SERIES.name, PASS, message, pointer, "subject", NOTE, SERIES.mend, entry.raw["id"], "/covers")
        return GateResult("subject", PASS, findings=(finding,))

    def _ask(
        self, demand: Demand, entry: Profile, target: Target, product: int | None, whole: Whole, *, named: bool
    ) -> Tried:
        against = [*whole.against, "subject"] if whole.kind and not named else whole.against
        context: Context | None = None
        results: list[GateResult] = []
        for gate in against:
            kept, key = demand.kept(gate, entry, target, product, self._asking)
            found = kept.get(key) if key else None
            if found is None:
                context = context or demand.context(entry, target, product, self._asking)
                found = self._asking.ask(gate, context)
                if key:
                    kept[key] = found
            results.append(found)
        results.sort(key=lambda each: ORDER[each.gate])
        used = [CONFIDENCE.index(each.confidence) for each in results if each.confidence]
        outcome = all_of(Outcome(each.outcome) for each in results)
        return Tried(entry, outcome, whole.lasting, min([whole.confidence, *used]), tuple(results))


def lost(demand: Demand, entry: Profile, place: Place) -> bool:
    """Whether a certificate certainly does not name an object, on whatever day."""
    target = place.target
    if demand.product:
        return place.plain and never_names(entry, target.id or "")
    return target.site is not None and never_lists(entry, target.site)
