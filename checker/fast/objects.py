"""The objects of a manifest against the demands of a run: who satisfies each, and how long that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from checker.fast.asking import Asking, HandOverError
from checker.fast.demand import CONFIDENCE
from checker.fast.fragments import quoted, text
from checker.fast.stops import Stop, held
from checker.fast.terms import FOREVER, UNSURE, after
from checker.fast.trying import Tried, Trying
from checker.model.assessment import ObjectAssessment, Target
from checker.model.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from checker.fast.demand import Demand
    from checker.fast.profile import Profile
    from checker.fast.sheet import Sheet

# Gates that say the same of a certificate on every later day, once they say that it fails.
_FOR_GOOD = frozenset({"kind", "attestation", "standard", "subject"})


class Item(NamedTuple):
    """An object: its outcome, and either its text in the report or what has to be drawn; when it stops if it passes."""

    outcome: Outcome
    stop: Stop | None = None
    text: str = ""
    found: ObjectAssessment | None = None


class Objects:
    """The objects of one manifest, from a day on up to the last that is looked at."""

    def __init__(
        self,
        sheet: Sheet,
        asking: Asking,
        demand: Callable[[int], Demand],
        days: tuple[str, str],
        later: Callable[[str], Objects],
    ) -> None:
        """`days` are the one that is judged and the last that is looked at, `later` gives the objects on another."""
        self._sheet = sheet
        self._asking = asking
        self._demand = demand
        self._day, self._end = days
        self._later = later
        self._trying = Trying(sheet, asking, demand)
        self._items: dict[tuple[int, str, int | None, str | None], Item] = {}

    def of(self, number: int, products: list[int]) -> list[Item]:
        """The objects of a demand over some products, in the order of the manifest."""
        return [self._item(number, target, product) for target, product in self._targets(number, products)]

    def _targets(self, number: int, products: list[int]) -> Iterator[tuple[Target, int | None]]:
        demand, sheet = self._demand(number), self._sheet
        if demand.product:
            yield from self._models(demand, products)
        elif demand.rule.covers.sites == "organisation":
            yield Target("organisation", None, "/supplier"), None
        else:
            made = set(sheet.sites)
            if demand.rule.covers.sites == "producing":
                stated = [sheet.products[each].get("produced_at") or () for each in products]
                made = {each for at in stated for each in at} if all(stated) else set()
            if not made:
                raise HandOverError
            for place, name in enumerate(sheet.sites):
                if name in made:
                    yield Target("site", name, f"/supplier/sites/{place}", site=name), None

    def _models(self, demand: Demand, products: list[int]) -> Iterator[tuple[Target, int]]:
        for place in products:
            product = self._sheet.products[place]
            sites = product.get("produced_at") if demand.rule.covers.factory else (None,)
            if not sites:
                raise HandOverError
            for index, model in enumerate(product["models"]):
                for site in sites:
                    yield Target("model", model, f"/products/{place}/models/{index}", product["id"], site), place

    def _item(self, number: int, target: Target, product: int | None) -> Item:
        key = number, target.pointer, product, target.site
        found = self._items.get(key)
        if found is None:
            found = self._items[key] = self._judged(number, target, product)
        return found

    def _judged(self, number: int, target: Target, product: int | None) -> Item:
        fitting = self._fitting(number)
        tried = []
        for entry in fitting:
            one = self._trying.tried(number, entry, target, product)
            if one.outcome is Outcome.PASS:
                return self._passing(number, one, target, product)
            tried.append(one)
        if self._demand(number).rule.kind in self._sheet.unknown:
            raise HandOverError  # what nobody knows comes before what fails
        if not any(each.preference[1] for each in tried):  # none is of the right kind
            tried = [self._trying.tried(number, entry, target, product) for entry in self._sheet.entries]
        best = max(tried, key=lambda each: each.preference)
        return Item(best.outcome, found=ObjectAssessment(target, best.outcome, best.candidate(self._asking)))

    def _fitting(self, number: int) -> list[Profile]:
        """The certificates to the standards that are accepted, in the order of the manifest."""
        by_standard = self._sheet.by_standard
        found = [by_standard[each] for each in self._demand(number).standards if each in by_standard]
        if len(found) == 1:
            return found[0]
        return sorted((entry for each in found for entry in each), key=lambda entry: entry.position)

    def _passing(self, number: int, one: Tried, target: Target, product: int | None) -> Item:
        stop = self._stop(number, one, target, product)
        if one.results:
            found = ObjectAssessment(target, Outcome.PASS, one.candidate(self._asking), holds=held(stop, self._end))
            return Item(Outcome.PASS, stop, found=found)
        raw = one.entry.raw
        name, site = quoted(raw["id"]), quoted(target.site) if target.site else "null"
        owned = quoted(target.product) if target.product else "null"
        identity = quoted(target.id) if target.id is not None else "null"
        confidence = CONFIDENCE[one.confidence]
        conditions = raw.get("covers", {}).get("conditions")
        drawn = (
            f'{{"type":"{target.type}","product":{owned},"site":{site},"id":{identity},"outcome":"pass",'
            f'"holds":{stop.drawn(self._end)},"certificate":{name},"basis":"declared",'
            f'"confidence":{quoted(confidence) if confidence else "null"},'
            f'"conditions":{text(conditions) if conditions else "[]"},"waived_by":null,"blocks":false,'
            f'"candidate":{name},"findings":[],"gates":[]}}'
        )
        return Item(Outcome.PASS, stop, drawn)

    def _stop(self, number: int, one: Tried, target: Target, product: int | None) -> Stop:
        """When an object stops: its certificate is followed until it stops, then whichever takes over."""
        day = self._day
        while True:
            lasting = one.lasting
            if lasting.state == UNSURE:
                raise HandOverError
            day = FOREVER if lasting.until == FOREVER else after(lasting.until)
            if day > self._end:
                return Stop()
            if self._demand(number).rule.kind in self._sheet.unknown:
                raise HandOverError
            others = [each for each in self._fitting(number) if each is not one.entry]
            then = [self._then(number, each, target, product, day) for each in others]
            if Outcome.PASS not in then:
                verdict = max([lasting.outcome, *then], key=lambda each: each.rank)
                return Stop(day, verdict, frozenset({(lasting.outcome.rank, lasting.code)}))
            one = self._trying.tried(number, others[then.index(Outcome.PASS)], target, product)

    def _then(self, number: int, entry: Profile, target: Target, product: int | None, day: str) -> Outcome:
        """What another certificate comes to on a later day."""
        if self._trying.lost(self._demand(number), entry, target, self._day):
            return Outcome.FAIL
        one = self._trying.tried(number, entry, target, product)
        if one.outcome is Outcome.PASS and one.lasting.state != UNSURE:
            if one.lasting.until >= day:
                return Outcome.PASS
            if one.lasting.outcome is Outcome.FAIL and one.lasting.code == "expired":
                return Outcome.FAIL
        if any(each.outcome == Outcome.FAIL and each.gate in _FOR_GOOD for each in one.results):
            return Outcome.FAIL
        return self._later(day).outcome(number, entry, target, product)

    def outcome(self, number: int, entry: Profile, target: Target, product: int | None) -> Outcome:
        """What a certificate comes to for an object."""
        return self._trying.tried(number, entry, target, product).outcome
