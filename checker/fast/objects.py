"""The objects of a manifest against the demands of a run: who satisfies each, and how long that lasts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from checker.fast.asking import HandOverError
from checker.fast.drawing import clean
from checker.fast.stops import NEVER, Stop, earliest, ending
from checker.fast.terms import OPEN, UNSURE, after
from checker.fast.trying import Tried, Trying, lost
from checker.model.outcome import FAIL, PASS, Outcome, all_of
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.fast.asking import Asking
    from checker.fast.demand import Demand, Whole
    from checker.fast.plan import Plan
    from checker.fast.profile import Profile
    from checker.fast.sheet import Place, Sheet
    from checker.fast.terms import Lasting

# Gates that say the same of a certificate on every later day, once they say that it fails.
_FOR_GOOD = frozenset({"kind", "attestation", "standard", "subject"})

# Certificates for one object, and pairs of certificates and objects, up to which all are tried.
_FEW, _PAIRS = 4, 400


class Item(NamedTuple):
    """An object: its outcome, its text in the report, when it stops if it passes.

    Where `one` is given the text ends with how long a pass lasts, and what is said of that certificate comes after it.
    """

    outcome: Outcome
    stop: Stop | None
    text: str
    one: Tried | None = None
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
    stop = earliest([each.stop for each in items]) if outcome is PASS else None
    said = any(each.one for each in items)
    text = "" if said else ",".join([each.text for each in items])
    return Batch(outcome, stop, all(each.alone for each in items), text, tuple(items))


class Fitting(NamedTuple):
    """The certificates to the standards that a demand accepts, in the order of the manifest.

    `alive` are those that may pass; the others can not, on this day or any later one.
    """

    entries: list[Profile]
    alive: list[Profile]


class Objects:
    """The objects of one manifest, from a day on up to the last that is looked at."""

    def __init__(self, sheet: Sheet, asking: Asking, plan: Plan, day: str, end: str) -> None:
        """`day` is the one that is judged, `end` the last that is looked at."""
        self._sheet = sheet
        self._asking = asking
        self._plan = plan
        self._day, self._end = day, end
        self._demand = plan.demands_on(day)
        self._trying = Trying(sheet, asking, self._demand)
        self._batches: dict[tuple[int, tuple[int, ...]], Batch] = {}
        self._fit: dict[frozenset[str], Fitting] = {}
        self._later: dict[str, Objects] = {}

    def on(self, day: str) -> Objects:
        """The objects on a later day."""
        found = self._later.get(day)
        if found is None:
            asking = self._sheet.asking.on(date.fromisoformat(day))
            found = self._later[day] = Objects(self._sheet, asking, self._plan, day, self._end)
        return found

    def of(self, number: int, products: tuple[int, ...]) -> Batch:
        """The objects of a demand over some products, in the order of the manifest."""
        key = number, products
        found = self._batches.get(key)
        if found is None:
            demand = self._demand(number)
            places, fitting = self._sheet.places(demand.shape, products), self._fitting(demand)
            found = self._by_one(demand, fitting, places) if len(fitting.alive) == 1 else None
            if found is None:
                rivals = len(fitting.entries) or len(self._sheet.entries)
                if rivals > _FEW and rivals * len(places) > _PAIRS:
                    raise HandOverError  # the plain engine finds certificates by what they name
                found = _batch([self._judged(number, place, fitting) for place in places])
            self._batches[key] = found
        return found

    def _by_one(self, demand: Demand, fitting: Fitting, places: list[Place]) -> Batch | None:
        """All objects at once, where the one certificate that may pass satisfies each of them cleanly."""
        entry, rule = fitting.alive[0], demand.rule
        if entry.odd or rule.kind in self._sheet.unknown:
            return None
        cleanly, end = self._trying.clean, self._end
        before, rest, stop = None, "", NEVER
        stops, texts = [], []
        for place in places:
            whole = cleanly(demand, entry, place)
            if whole is None or whole.lasting.state:
                return None
            if whole is not before:  # of one product, or one operator, all objects have the same
                _, until, code, outcome, _ = whole.lasting
                stop = NEVER if until >= end else ending(until, code, outcome, outcome)
                stops.append(stop)
                before, rest = whole, f'pass","holds":{stop.drawn(end)}{clean(entry, whole.confidence)}'
            texts.append(place.head + rest)
        return Batch(PASS, earliest(stops), len(fitting.entries) == 1, ",".join(texts))

    def _judged(self, number: int, place: Place, fitting: Fitting) -> Item:
        demand, tried, missing = self._demand(number), [], []
        several = len(fitting.entries) > 1
        for entry in fitting.alive:
            if whole := self._trying.clean(demand, entry, place):
                return self._clean(number, entry, whole, place, fitting)
            if several and lost(demand, entry, place):
                missing.append(entry)  # asked only where nothing passes
                continue
            one = self._trying.tried(number, entry, place)
            if one.outcome is PASS:
                return self._passing(number, one, place, fitting)
            tried.append(one)
        if demand.rule.kind in self._sheet.unknown:
            raise HandOverError  # what nobody knows comes before what fails
        missing += [entry for entry in fitting.entries if entry not in fitting.alive]
        tried += [self._trying.tried(number, entry, place) for entry in missing]
        right = [each for each in tried if each.kind]
        best = max(right, key=lambda each: each.preference) if right else self._nearest(number, place)
        return Item(best.outcome, None, f'{place.head}{best.outcome}","holds":null', best)

    def _nearest(self, number: int, place: Place) -> Tried:
        """Of certificates to other standards the one of the right kind at which the fewest gates fail."""
        best: Tried | None = None
        for entry in self._sheet.entries:
            if not self._trying.kind(number, entry):
                continue
            one = self._trying.tried(number, entry, place)
            best = one if best is None or one.preference > best.preference else best
            if best.failing == 1:
                break  # nothing but its standard fails
        return best or self._trying.tried(number, self._misplaced(number), place)

    def _misplaced(self, number: int) -> Profile:
        """As `checker.engine.scene` has it: of those of the wrong kind one that is only misdeclared, else the first."""
        kind, entries = self._demand(number).rule.kind, self._sheet.entries
        return next((each for each in entries if each.standard and each.standard.kind == kind), entries[0])

    def _fitting(self, demand: Demand) -> Fitting:
        found = self._fit.get(demand.standards)
        if found is None:
            lists = [each for name, each in self._sheet.by_standard.items() if name in demand.standards]
            entries = lists[0] if len(lists) == 1 else [entry for each in lists for entry in each]
            if len(lists) > 1:
                entries.sort(key=_position)
            alive = entries if len(entries) == 1 else [each for each in entries if not each.over(self._day)]
            found = self._fit[demand.standards] = Fitting(entries, alive)
        return found

    def _clean(self, number: int, entry: Profile, whole: Whole, place: Place, fitting: Fitting) -> Item:
        stop = self._stop(number, entry, whole.lasting, place, fitting)
        text = f'{place.head}pass","holds":{stop.drawn(self._end)}{clean(entry, whole.confidence)}'
        return Item(PASS, stop, text, alone=len(fitting.entries) == 1)

    def _passing(self, number: int, one: Tried, place: Place, fitting: Fitting) -> Item:
        """One that passes with something to say."""
        stop = self._stop(number, one.entry, one.lasting, place, fitting)
        text = f'{place.head}pass","holds":{stop.drawn(self._end)}'
        return Item(PASS, stop, text, one, alone=len(fitting.entries) == 1)

    def _stop(self, number: int, entry: Profile, lasting: Lasting, place: Place, fitting: Fitting) -> Stop:
        """When an object stops: its certificate is followed until it stops, then whichever takes over."""
        unknown = self._demand(number).rule.kind in self._sheet.unknown
        while True:
            state, until, code, outcome, _ = lasting
            if state == UNSURE:
                raise HandOverError
            if until >= self._end:
                return NEVER
            if unknown:
                raise HandOverError
            then = outcome
            for other in fitting.alive:
                if other is entry:
                    continue
                found, lasting = self._then(number, other, place, after(until))
                if found is PASS:
                    entry = other
                    break
                then = found if found.rank > then.rank else then
            else:
                return ending(until, code, outcome, then)

    def _then(self, number: int, entry: Profile, place: Place, day: str) -> tuple[Outcome, Lasting]:
        """What another certificate comes to on a later day, and how it lasts from this one on."""
        demand = self._demand(number)
        whole = self._trying.clean(demand, entry, place)
        if whole is None:
            if lost(demand, entry, place):
                return FAIL, OPEN
            one = self._trying.tried(number, entry, place)
            passes, lasting = one.outcome is PASS, one.lasting
            if any(each.outcome == FAIL and each.gate in _FOR_GOOD for each in one.results):
                return FAIL, OPEN
        else:
            passes, lasting = True, whole.lasting
        if passes and lasting.state != UNSURE:
            if lasting.until >= day:
                return PASS, lasting
            if lasting.outcome is FAIL and lasting.code == "expired":
                return FAIL, lasting
        return self.on(day).outcome(number, entry, place), lasting

    def outcome(self, number: int, entry: Profile, place: Place) -> Outcome:
        """What a certificate comes to for an object."""
        return self._trying.tried(number, entry, place).outcome


def _position(entry: Profile) -> int:
    return entry.position
