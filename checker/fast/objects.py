"""The objects of a manifest against the demands of a run: who satisfies each, and how long that lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.fast.asking import Asking, HandOverError
from checker.fast.demand import CONFIDENCE
from checker.fast.fragments import quoted, text
from checker.fast.scope import in_scope
from checker.fast.stops import NEVER, Stop, earliest, ending, held
from checker.fast.terms import UNSURE, after
from checker.fast.trying import Tried, Trying
from checker.model.assessment import ObjectAssessment
from checker.model.outcome import Outcome, all_of
from checker.model.policy import PRODUCT
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.fast.demand import Demand
    from checker.fast.profile import Profile
    from checker.fast.sheet import Place, Sheet

# Gates that say the same of a certificate on every later day, once they say that it fails.
_FOR_GOOD = frozenset({"kind", "attestation", "standard", "subject"})


class Item(NamedTuple):
    """An object: its outcome, and either its text in the report or what has to be drawn; when it stops if it passes."""

    outcome: Outcome
    stop: Stop | None = None
    text: str = ""
    found: ObjectAssessment | None = None
    alone: bool = False  # whether no other certificate could ever take over


class Batch(NamedTuple):
    """All objects of a demand: what they come to together, and their text, or where that is empty each by itself.

    `alone`: no other certificate could ever take over.
    """

    outcome: Outcome
    stop: Stop | None
    alone: bool
    text: str
    items: tuple[Item, ...] = ()


def _batch(items: list[Item]) -> Batch:
    outcome = all_of(each.outcome for each in items)
    stop = earliest(each.stop for each in items) if outcome is Outcome.PASS else None
    return Batch(outcome, stop, all(each.alone for each in items), "", tuple(items))


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
        self._batches: dict[tuple[int, ...], Batch] = {}
        self._fit: dict[int, list[Profile]] = {}

    def of(self, number: int, products: tuple[int, ...]) -> Batch:
        """The objects of a demand over some products, in the order of the manifest."""
        key = number, *products
        found = self._batches.get(key)
        if found is None:
            places, fitting = self._places(number, products), self._fitting(number)
            found = self._by_one(number, fitting[0], places) if len(fitting) == 1 else None
            found = self._batches[key] = found or _batch([self._judged(number, place) for place in places])
        return found

    def _by_one(self, number: int, entry: Profile, places: list[Place]) -> Batch | None:
        """All objects at once, where the one certificate that there is satisfies each of them cleanly."""
        demand, sites = self._demand(number), self._sheet.sites
        rule = demand.rule
        if entry.odd or rule.kind in self._sheet.unknown:
            return None
        known: dict[tuple[int | None, str | None], str] = {}
        stops, texts = [], []
        covers = entry.raw.get("covers", {})
        models = covers.get("models", ())
        factories = covers.get("factories", ()) if rule.covers.factory else None
        for (_, model, _, _, site, _), product, head in places:
            at = site if site and (entry.by_site or (product is None and "operator" in sites[site])) else None
            rest = known.get((product, at))
            if rest is None:
                _, against, named, lasting, confidence = demand.whole(entry, product, at, self._asking)
                if against or not named or lasting.state:
                    return None
                stop = NEVER if lasting.until >= self._end else ending(*lasting[1:4], lasting.outcome)
                stops.append(stop)
                rest = known[product, at] = f"{stop.drawn(self._end)}{_tail(entry, confidence)}"
            if product is None:
                if not in_scope(rule, entry, sites[site] if site else None, sites):
                    return None
            elif model not in models or (factories is not None and site is not None and site not in factories):
                return None
            texts.append(head + rest)
        return Batch(Outcome.PASS, earliest(stops), True, ",".join(texts))

    def _places(self, number: int, products: tuple[int, ...]) -> list[Place]:
        rule, sheet = self._demand(number).rule, self._sheet
        if rule.kind == PRODUCT:
            models = [sheet.models(product, factory=rule.covers.factory) for product in products]
            return models[0] if len(models) == 1 else [place for each in models for place in each]
        if rule.covers.sites == "organisation":
            return sheet.organisation()
        return sheet.producing(products if rule.covers.sites == "producing" else None)

    def _judged(self, number: int, place: Place) -> Item:
        fitting, target, product = self._fitting(number), place.target, place.product
        tried, lost = [], []
        for entry in fitting:
            if len(fitting) > 1 and self._trying.lost(self._demand(number), entry, target, self._day):
                lost.append(entry)  # asked only where nothing passes
                continue
            one = self._trying.tried(number, entry, target, product)
            if one.outcome is Outcome.PASS:
                return self._passing(number, one, place)
            tried.append(one)
        if self._demand(number).rule.kind in self._sheet.unknown:
            raise HandOverError  # what nobody knows comes before what fails
        tried += [self._trying.tried(number, entry, target, product) for entry in lost]
        right = [each for each in tried if each.kind]
        best = max(right, key=lambda each: each.preference) if right else self._nearest(number, place)
        return Item(best.outcome, found=ObjectAssessment(target, best.outcome, best.candidate(self._asking)))

    def _nearest(self, number: int, place: Place) -> Tried:
        """Of certificates to other standards the one of the right kind at which the fewest gates fail."""
        best: Tried | None = None
        for entry in self._sheet.entries:
            if not self._trying.kind(number, entry):
                continue
            one = self._trying.tried(number, entry, place.target, place.product)
            best = one if best is None or one.preference > best.preference else best
            if best.failing == 1:
                break  # nothing but its standard fails
        return best or self._trying.tried(number, self._sheet.entries[0], place.target, place.product)

    def _fitting(self, number: int) -> list[Profile]:
        """The certificates to the standards that are accepted, in the order of the manifest."""
        found = self._fit.get(number)
        if found is None:
            by_standard = self._sheet.by_standard
            lists = [by_standard[each] for each in self._demand(number).standards if each in by_standard]
            found = lists[0] if len(lists) == 1 else [entry for each in lists for entry in each]
            found = self._fit[number] = sorted(found, key=lambda entry: entry.position) if len(lists) > 1 else found
        return found

    def _passing(self, number: int, one: Tried, place: Place) -> Item:
        stop, alone = self._stop(number, one, place), len(self._fitting(number)) == 1
        if one.results:
            candidate = one.candidate(self._asking)
            found = ObjectAssessment(place.target, Outcome.PASS, candidate, holds=held(stop, self._end))
            return Item(Outcome.PASS, stop, found=found, alone=alone)
        return Item(
            Outcome.PASS, stop, f"{place.head}{stop.drawn(self._end)}{_tail(one.entry, one.confidence)}", alone=alone
        )

    def _stop(self, number: int, one: Tried, place: Place) -> Stop:
        """When an object stops: its certificate is followed until it stops, then whichever takes over."""
        fitting, rule = self._fitting(number), self._demand(number).rule
        while True:
            state, until, code, outcome, _ = one.lasting
            if state == UNSURE:
                raise HandOverError
            if until >= self._end:
                return NEVER
            if rule.kind in self._sheet.unknown:
                raise HandOverError
            if len(fitting) == 1:
                return ending(until, code, outcome, outcome)
            others = [each for each in fitting if each is not one.entry]
            then = [self._then(number, each, place, after(until)) for each in others]
            if Outcome.PASS not in then:
                worst = max([outcome, *then], key=lambda each: each.rank)
                return ending(until, code, outcome, worst)
            one = self._trying.tried(number, others[then.index(Outcome.PASS)], place.target, place.product)

    def _then(self, number: int, entry: Profile, place: Place, day: str) -> Outcome:
        """What another certificate comes to on a later day."""
        target, product = place.target, place.product
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
        return self._later(day).outcome(number, entry, place)

    def outcome(self, number: int, entry: Profile, place: Place) -> Outcome:
        """What a certificate comes to for an object."""
        return self._trying.tried(number, entry, place.target, place.product).outcome


def _tail(entry: Profile, weakest: int) -> str:
    """How the text of an object ends that a certificate satisfies without a finding."""
    memo, key = entry.memo, ("tail", weakest)
    found = memo.get(key)
    if found is None:
        raw = entry.raw
        name, confidence = quoted(raw["id"]), CONFIDENCE[weakest]
        conditions = raw.get("covers", {}).get("conditions")
        found = memo[key] = (
            f',"certificate":{name},"basis":"declared","confidence":{quoted(confidence) if confidence else "null"},'
            f'"conditions":{text(conditions) if conditions else "[]"},"waived_by":null,"blocks":false,'
            f'"candidate":{name},"findings":[],"gates":[]}}'
        )
    return str(found)
