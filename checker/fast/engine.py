"""The fast engine itself: from the values of a manifest to the text of its entry in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.engine.assess import NOT_APPLICABLE, together
from checker.engine.result import Count
from checker.fast.asking import HandOverError
from checker.fast.drawing import Writer
from checker.fast.fragments import quoted
from checker.fast.layouts import Part
from checker.fast.objects import Batch, Item, Objects
from checker.fast.plan import Plan, Ready, Row, provided_for
from checker.fast.sheet import Sheet
from checker.fast.stops import Stop, earliest
from checker.fast.stops import together as codes_of
from checker.forecast import HORIZON
from checker.json_library import dumps
from checker.model.assessment import ERROR
from checker.model.calendar import add
from checker.model.outcome import FAIL, PASS, Outcome
from checker.records import NamedTuple
from checker.report.woven import Woven, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.document import Document
    from checker.model.policy import Policy
    from checker.report import Conditions

Raw = dict[str, Any]


class Judged(NamedTuple):
    """A policy on one manifest: its text in the report, its verdict, and when it stops where it passes."""

    text: str
    verdict: str
    stop: Stop | None = None


class FastEngine:
    """The conditions of a run, made ready. `usable` False: the plain engine has to judge everything."""

    def __init__(self, conditions: Conditions, versions: Sequence[Policy]) -> None:
        given = self.given = conditions
        end = add(given.as_of, HORIZON)
        beside = given.full or given.all_candidates or given.advise or given.warn_within or given.order
        behind = given.means.registers or given.means.trust.required
        self.usable = not beside and not behind and provided_for(given.policies, versions, given.as_of, end)
        self.day, self.end = given.as_of.isoformat(), end.isoformat()
        self.plan = Plan(given.policies if self.usable else (), given.catalogue, given.as_of)

    def entry(self, document: Document, values: Raw) -> tuple[bytes, Count] | None:
        """The entry of a manifest and what it adds to the run; None: the plain engine has to judge it."""
        found = self.woven(document, values)
        return found and (text_of(found[0]), found[1])

    def woven(self, document: Document, values: Raw) -> tuple[bytes | Woven, Count] | None:
        """The same, where what the entry shares with others need not be put in yet."""
        try:
            sheet = Sheet(values, document.source, self.given.catalogue, self.given.as_of, self.day)
            return _Writing(self, sheet, document).entry()
        except HandOverError:
            return None


class _Then(NamedTuple):
    """A requirement on a later day, when it stops after that, and the codes against it."""

    outcome: Outcome
    stop: Stop | None
    codes: frozenset[tuple[int, str]] = frozenset()


class _Writing:
    """One manifest on its way into the report."""

    def __init__(self, engine: FastEngine, sheet: Sheet, document: Document) -> None:
        self._engine = engine
        self._sheet = sheet
        self._document = document
        self._end = engine.end
        self._objects = Objects(sheet, sheet.asking, engine.plan, engine.day, engine.end)
        self._writer = Writer(document, engine.given.as_of, engine.given.fail_on)
        self._warnings = self._blocking = self._assessed = 0
        self._accepted: dict[tuple[str, str], int] = {}
        # To whatever policy a product's categories, markets and type are all that matters.
        self._kinds = tuple(
            (tuple(each.get("categories", ())), tuple(each.get("markets", ())), each.get("type", "series"))
            for each in sheet.products
        )
        self._ids = [dumps(each["id"]) for each in sheet.products]

    def entry(self) -> tuple[bytes | Woven, Count]:
        """The text of the entry, and what it adds to the run."""
        layout = self._engine.plan.layouts.of(self._sheet.asking, self._kinds)
        if layout is None:
            raise HandOverError
        found = [self._part(each) for each in layout.parts]
        verdict = together(each.verdict for each in found)
        until = "null" if verdict != PASS else earliest(each.stop for each in found).drawn(self._end)
        sheet, document = self._sheet, self._document
        drawn = (
            f'{{"path":{quoted(document.name)},"sha256":"{document.sha256}",'
            f'"supplier":{quoted(sheet.values["supplier"]["name"])},"prepared":"{sheet.prepared}",'
            f'"verdict":"{verdict}","holds":{until},"policies":[{",".join([each.text for each in found])}],'
            '"certificates":[],"source":[],"plan":null}'
        )
        unmet = sum(each.verdict not in (PASS, NOT_APPLICABLE) for each in found)
        accepted = tuple((*key, used) for key, used in self._accepted.items())
        count = Count(verdict, self._warnings, self._blocking, self._assessed, 0, 0, unmet, accepted)
        return layout.woven(drawn, self._ids), count

    def _part(self, part: Part) -> Judged:
        drawn = part.drawn(self._ids)
        return Judged(drawn, NOT_APPLICABLE) if part.ready is None else self._policy(part.ready, part.products, drawn)

    def _policy(self, ready: Ready, products: tuple[int, ...], out: str) -> Judged:
        head, tail, last = ready.parts
        self._assessed += len(ready.rows)
        found = [self._objects.of(row.demand, products) for row in ready.rows]
        by_row = list(zip(ready.rows, found, strict=True))
        decided, needed = ready.verdict([(row.rule.id, each.outcome) for row, each in by_row if row.counts])
        drawn = ",".join([self._row(ready, row, each, needed) for row, each in by_row])
        if decided is None and any(self._engine.day < turn <= self._end for turn in ready.turns):
            raise HandOverError  # it will apply, and may end what passes now
        verdict = str(decided) if decided else NOT_APPLICABLE
        stop = self._policy_stop(ready, products, [each.stop for each in found]) if decided is PASS else None
        until = stop.drawn(self._end) if stop else "null"
        return Judged(f'{head}{verdict}","holds":{until}{tail}{out}{last}{drawn}]}}', verdict, stop)

    def _policy_stop(self, ready: Ready, products: tuple[int, ...], stops: list[Stop | None]) -> Stop:
        """When a policy that passes stops; as `checker.forecast.holding` has it."""
        day = self._engine.day
        if found := _all_pass(ready, day, self._end, stops):
            return found
        while True:
            counting = ready.counting(day)
            days = [
                stop.day for stop, counts in zip(stops, counting, strict=True) if counts and stop and stop.day > day
            ]
            days += [turn for turn in ready.turns if day < turn <= self._end]
            if not days:
                return Stop()
            day = min(days)
            if _passes_without(ready, day, stops):
                continue
            if stopped := _stopped(ready, day, stops):
                return stopped
            then = [self._then(row, products, stop, day) for row, stop in zip(ready.rows, stops, strict=True)]
            asked = [each for each, counts in zip(then, ready.counting(day), strict=True) if counts]
            counted = [row.rule.id for row, counts in zip(ready.rows, ready.counting(day), strict=True) if counts]
            verdict, _ = ready.verdict([(name, each.outcome) for name, each in zip(counted, asked, strict=True)])
            if verdict is not PASS:
                return Stop(day, _certain(verdict), frozenset().union(*(each.codes for each in asked)))
            stops = [each.stop for each in then]

    def _then(self, row: Row, products: tuple[int, ...], stop: Stop | None, day: str) -> _Then:
        """A requirement on a later day: as it was where its certificates can not have changed, else judged anew."""
        if stop and (not stop.day or stop.day > day):
            return _Then(PASS, stop)
        if stop and stop.day == day and self._objects.of(row.demand, products).alone:
            return _Then(stop.verdict, None, stop.codes)
        found = self._objects.on(day).of(row.demand, products)
        return _Then(found.outcome, found.stop, _against(found.items))

    def _row(self, ready: Ready, row: Row, found: Batch, needed: frozenset[str]) -> str:
        head, middle, tail = row.parts
        wanted = not row.counts or found.outcome is PASS or row.rule.id in needed
        drawn = found.text
        if not drawn:
            told = self._writer.objects(row, found.items, wanted=wanted)
            drawn = told.text
            self._warnings += told.warnings
            self._blocking += told.blocking
            if told.accepted:
                key = ready.policy.id, row.rule.id
                self._accepted[key] = self._accepted.get(key, 0) + told.accepted
        until = found.stop.drawn(self._end) if found.stop else "null"
        return f'{head}{found.outcome}","holds":{until}{middle}{"true" if wanted else "false"}{tail}{drawn}]}}'


def _all_pass(ready: Ready, day: str, end: str, stops: list[Stop | None]) -> Stop | None:
    """When a policy stops that asks for all that counts; None where that takes a closer look."""
    ahead = ready.ahead(day, end)
    if ahead is None:
        return None
    now, turn, later = ahead
    found = earliest([stops[number] for number in now])
    if not turn or (found.day and found.day < turn):
        return found
    then = [stops[number] for number in later]
    if None in then or not then:
        return None  # it does not pass today, or nothing counts any more
    found = earliest(then)
    return None if found.day and found.day < turn else found


def _passes_without(ready: Ready, day: str, stops: list[Stop | None]) -> bool:
    """Whether a policy passes on a day whatever has become of the requirements that stopped: they are not judged."""
    counting = zip(ready.rows, stops, ready.counting(day), strict=True)
    lasting = [(row, stop is not None and (not stop.day or stop.day > day)) for row, stop, counts in counting if counts]
    verdict, _ = ready.verdict([(row.rule.id, PASS if lasts else FAIL) for row, lasts in lasting])
    return verdict is PASS


def _stopped(ready: Ready, day: str, stops: list[Stop | None]) -> Stop | None:
    """The end of a policy on a day, where it can be told from when its requirements stop; None where it can not."""
    asked = [(row, stop) for row, stop, counts in zip(ready.rows, stops, ready.counting(day), strict=True) if counts]
    outcomes = []
    for row, stop in asked:
        if stop is None or (stop.day and stop.day < day):
            return None
        outcomes.append((row.rule.id, stop.verdict if stop.day == day else PASS))
    verdict, _ = ready.verdict(outcomes)
    if verdict is PASS:
        return None
    return Stop(day, _certain(verdict), codes_of(stop for _, stop in asked if stop and stop.day == day))


def _certain(verdict: Outcome | None) -> Outcome:
    if verdict is None:
        raise HandOverError
    return verdict


def _against(items: Iterable[Item]) -> frozenset[tuple[int, str]]:
    """The codes of the objects that do not pass; as `checker.forecast.reasons.against_policy`."""
    return frozenset(
        (finding.outcome.rank, finding.code)
        for each in items
        if each.one and each.outcome is not PASS
        for result in each.one.results
        for finding in result.findings
        if finding.severity == ERROR
    )
