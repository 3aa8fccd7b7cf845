"""Who is judged otherwise now: the manifests that one policy blocks and the other does not, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from checker.authoring.diff.pairs import Pair
from checker.catalogue import Catalogue
from checker.compare import LOOSER, STRICTER
from checker.engine import assess, turning_days
from checker.engine.assess import NOT_APPLICABLE
from checker.forecast.reasons import against_requirement, leading
from checker.model.assessment import PolicyAssessment
from checker.model.calendar import add, previous_day
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Period
from checker.records import NamedTuple

_BACK = Period(months=-36)
"""How far back the beginning of a difference is looked for."""


class Blocking(NamedTuple):
    """A requirement that keeps a manifest from passing, by the policy that blocks it."""

    id: str
    outcome: str
    codes: tuple[str, ...]


class Flip(NamedTuple):
    """A manifest of which the two policies say different things.

    `direction` is `looser` where only the old policy blocks it, `stricter` where only the new one does. `start` and
    `until` are the first and last day of that; `before` and `after` what each says on the day, or on `start` where that
    is `later`. `earlier`: it may have begun before `start`; `until` None: it lasts as long as was looked ahead.
    """

    name: str
    supplier: str
    direction: str
    later: bool
    start: date
    earlier: bool
    until: date | None
    before: str
    after: str
    requirements: tuple[Blocking, ...]


class _Answers(NamedTuple):
    old: PolicyAssessment
    new: PolicyAssessment

    @property
    def direction(self) -> str | None:
        """In which direction the two differ, if they do."""
        before, after = _blocks(self.old), _blocks(self.new)
        return None if before == after else LOOSER if before else STRICTER


class Corpus:
    """Manifests as both policies see them, on a day and up to another; what is kept are those that differ."""

    def __init__(self, pair: Pair, catalogue: Catalogue, day: date, until: date, order: Order | None = None) -> None:
        self.pair, self.catalogue, self.day, self.until, self.order = pair, catalogue, day, until, order
        self.flips: list[Flip] = []
        self.counts: Counter[str] = Counter()

    def add(self, name: str, manifest: Manifest) -> None:
        """Judge one manifest; `name` is what a report calls it."""
        now = self._answers(manifest, self.day)
        self.counts["manifests"] += 1
        self.counts["blocked_before"] += _blocks(now.old)
        self.counts["blocked_after"] += _blocks(now.new)
        found = self._flip(name, manifest, now)
        if found is None:
            self.counts["alike"] += 1
            return
        self.counts[f"{found.direction}_{'later' if found.later else 'now'}"] += 1
        self.flips.append(found)

    def _flip(self, name: str, manifest: Manifest, now: _Answers) -> Flip | None:
        """The difference on the day, else the first one to come."""
        if now.direction:
            start, earlier = self._since(manifest, now.direction)
            until = next((each for each, answers in self._ahead(manifest) if answers.direction != now.direction), None)
            return self._told(name, manifest, now, (start, earlier, until), later=False)
        ahead = iter(self._ahead(manifest))
        for start, answers in ahead:
            if answers.direction:
                until = next((day for day, other in ahead if other.direction != answers.direction), None)
                return self._told(name, manifest, answers, (start, False, until), later=True)
        return None

    def _told(
        self, name: str, manifest: Manifest, answers: _Answers, days: tuple[date, bool, date | None], *, later: bool
    ) -> Flip:
        start, earlier, after = days
        direction = str(answers.direction)
        blocking = answers.old if direction == LOOSER else answers.new
        return Flip(
            name,
            manifest.supplier.party.name or "",
            direction,
            later,
            start,
            earlier,
            previous_day(after) if after else None,
            answers.old.verdict,
            answers.new.verdict,
            tuple(_in_the_way(blocking)),
        )

    def _answers(self, manifest: Manifest, day: date) -> _Answers:
        """What both say on a day; on one to come look-ups are taken to be renewed, as in a forecast."""
        known = self.day if day > self.day else None
        found = [
            assess(manifest, [policy], self.catalogue, day, known=known, order=self.order).policies[0]
            for policy in (self.pair.old, self.pair.new)
        ]
        return _Answers(*found)

    def _turns(self, manifest: Manifest, start: date, end: date) -> list[date]:
        policies, known = [self.pair.old, self.pair.new], self.day if end > self.day else None
        return turning_days(manifest, policies, self.catalogue, start, end, known=known, order=self.order)

    def _ahead(self, manifest: Manifest) -> Iterator[tuple[date, _Answers]]:
        """The answers on each day to come on which one can change."""
        for day in self._turns(manifest, self.day, self.until):
            yield day, self._answers(manifest, day)

    def _since(self, manifest: Manifest, direction: str) -> tuple[date, bool]:
        """The first day of the difference that holds on the day; True where it may have begun earlier."""
        first = add(self.day, _BACK)
        start = self.day
        for day in reversed([first, *self._turns(manifest, first, self.day)]):
            if self._answers(manifest, day).direction != direction:
                return start, False
            start = day
        return start, True


def _blocks(found: PolicyAssessment) -> bool:
    return found.verdict not in (Outcome.PASS, NOT_APPLICABLE)


def _in_the_way(found: PolicyAssessment) -> Iterator[Blocking]:
    """The requirements that keep a policy from passing, in its order."""
    for row in found.requirements:
        if row.counts and row.needed and row.outcome is not Outcome.PASS:
            yield Blocking(row.requirement.id, row.outcome.value, leading(against_requirement(row)))
