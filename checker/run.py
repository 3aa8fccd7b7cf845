"""Runs over many manifests: what can not be read is kept beside, and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.document import Document
from checker.engine import assess
from checker.engine.result import Results, Tally
from checker.errors import InputError, InterruptionError
from checker.judging import Judge, Record, plan
from checker.model.manifest import Manifest
from checker.readers import Source
from checker.report import Conditions, Entries, Report, build
from checker.report.woven import Woven, text_of

if TYPE_CHECKING:
    from checker.advise.weights import Weights
    from checker.engine.ledger import Ledger
    from checker.report.baseline import Baseline

Found = Iterable["tuple[int, Record | InputError]"]
"""What came of documents, in their order, each with the number of sources that are through before it."""


class Run:
    """One run of policies over many manifests; what can not be read is kept beside, and the rest goes on."""

    def __init__(self, conditions: Conditions, baseline: Baseline | None = None) -> None:
        self.judge = Judge(conditions)
        self.conditions = self.judge.conditions
        self.baseline = baseline
        self.ledger: Ledger | None = None
        if conditions.waivers is not None:
            from checker.engine.ledger import Ledger  # noqa: PLC0415 - of no use to most runs

            ids = [policy.id for policy in conditions.policies]
            self.ledger = Ledger(conditions.waivers, conditions.as_of, ids)
        self.entries = Entries(brief=not (conditions.full or conditions.all_candidates))
        self.errors: list[InputError] = []
        self.tally = Tally(conditions.fail_on)
        self.origins: Counter[str] = Counter()  # how many manifests were judged now, how many by an earlier run
        self.results = Results()

    def check(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """Assess every manifest of every source in the order of their names, and build the report.

        `step` is called after each manifest with the number of sources that are through.
        """
        return self.collect(_judged(self.judge, in_order(sources)), step)

    def collect(self, results: Found, step: Callable[[int], None] = lambda _done: None) -> Report:
        """The report of what came of documents, wherever they were judged under the conditions of this run.

        One that is interrupted is a report of what came until then, which says so and blocks.
        """
        try:
            for done, found in results:
                self.take(found)
                step(done)
        except InterruptionError as error:
            self.errors.append(error)
        return self.report()

    def take(self, found: Record | InputError) -> None:
        """Add what came of the next document."""
        if isinstance(found, InputError):
            self.errors.append(found)
            return
        self.origins[found.origin] += 1
        self.tally.add(found.tally)
        self.results.append(found.tally.result)
        if self.ledger is not None and found.did is not None:
            self.ledger.add(found.did)
        if self.baseline:
            self.baseline.add(_drawn(found.entry))
        self.entries.append(found.entry)

    def report(self) -> Report:
        """The report of everything that was added."""
        self.tally.ledger = self.ledger.warnings if self.ledger else 0
        since = self.baseline.drawn() if self.baseline else None
        return build(self.conditions, self.entries, self.errors, self.tally, self.ledger, since)


class ForecastRun:
    """One run that looks ahead up to a day instead of judging one."""

    def __init__(self, conditions: Conditions, until: date) -> None:
        from checker.report.forecasts import Course  # noqa: PLC0415 - of no use to `check`

        self.judge = Judge(conditions)
        self.until = until
        self.course = Course()
        self.entries = Entries()
        self.errors: list[InputError] = []

    def look(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """The forecast of every manifest of every source; see `check`."""
        from checker.report.forecasts import build_forecast  # noqa: PLC0415

        for done, source in enumerate(in_order(sources)):
            for found in [source] if isinstance(source, InputError) else self.judge.door.read(source):
                try:
                    self._add(*self.judge.taken(found))
                except InputError as error:
                    self.errors.append(error)
                step(done)
        conditions = self.judge.conditions._replace(policies=self.judge.versions)
        return build_forecast(conditions, self.until, self.entries, self.errors, self.course)

    def _add(self, found: Document, manifest: Manifest) -> None:
        from checker.forecast import falling_due, forecast  # noqa: PLC0415 - of no use to `check`
        from checker.report.forecasts import forecast_entry  # noqa: PLC0415

        given, versions = self.judge.conditions, self.judge.versions
        ahead = forecast(
            manifest, versions, given.catalogue, given.as_of, self.until, order=given.order, waivers=given.waivers
        )
        due = falling_due(manifest, versions, given.catalogue, given.as_of, self.until, order=given.order)
        self.course.add(ahead)
        self.entries.append(forecast_entry(ahead, due, found))


class AdviceRun:
    """Advice on many manifests; what can not be read is kept beside, and the rest goes on."""

    def __init__(self, conditions: Conditions, weights: Weights) -> None:
        self.judge = Judge(conditions)
        # Advice is for the day alone, whatever versions of a policy come after it.
        self.judge.versions = self.judge.conditions.policies
        self.weights = weights
        self.errors: list[InputError] = []

    def advise(self, sources: Iterable[Source | InputError]) -> Report:
        """Advise on every manifest of every source in the order of their names, and build the document."""
        from checker.report.advice import build_advice  # noqa: PLC0415 - of no use to `check`

        entries: list[Report] = []
        for source in in_order(sources):
            for found in [source] if isinstance(source, InputError) else self.judge.door.read(source):
                try:
                    entries.append(self._entry(found))
                except InputError as error:
                    self.errors.append(error)
        return build_advice(self.judge.conditions._replace(others=()), entries, self.errors, self.weights)

    def _entry(self, found: Document | InputError) -> Report:
        from checker.report.advice import entry  # noqa: PLC0415

        document, manifest = self.judge.taken(found)
        given = self.judge.conditions
        assessment = assess(manifest, given.policies, given.catalogue, given.as_of, order=given.order)
        return entry(document, assessment, plan(manifest, given, self.weights))


def in_order(sources: Iterable[Source | InputError]) -> list[Source | InputError]:
    """Sources in the order in which a report names them."""
    return sorted(sources, key=_name)


def _judged(judge: Judge, sources: Iterable[Source | InputError]) -> Found:
    for done, source in enumerate(sources):
        for found in judge.records(source):
            yield done, found


def _drawn(entry: Report | bytes | Woven) -> Report:
    """An entry whose parts can be looked at."""
    if isinstance(entry, dict):
        return entry
    from checker.json_library import loads  # noqa: PLC0415 - of no use to most runs

    drawn: dict[str, Any] = loads(text_of(entry))
    return drawn


def _name(source: Source | InputError) -> str:
    return source.problems[0].location.file if isinstance(source, InputError) else source.shown
