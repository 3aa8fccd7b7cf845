"""Runs over many manifests: what can not be read is kept beside, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING

from checker.admitting import door
from checker.backing import backed
from checker.document import Document
from checker.engine import assess
from checker.engine.ending import with_warnings
from checker.engine.ledger import Ledger
from checker.engine.result import Tally
from checker.engine.versions import versions_on
from checker.engine.waiving import Book
from checker.errors import InputError
from checker.forecast import HORIZON, falling_due, forecast, with_holds
from checker.loading import load_manifest
from checker.model.assessment import Assessment
from checker.model.calendar import add
from checker.model.manifest import Manifest
from checker.readers import Source
from checker.report import Conditions, Drawing, Entries, Report, build
from checker.report.baseline import Baseline

if TYPE_CHECKING:
    from checker.advise.weights import Weights


class Run:
    """One run of policies over many manifests; what can not be read is kept beside, and the rest goes on."""

    def __init__(self, conditions: Conditions, baseline: Baseline | None = None) -> None:
        self.versions = conditions.policies
        used = versions_on(conditions.policies, conditions.as_of)
        others = [policy for policy in conditions.policies if policy not in used]
        self.conditions = conditions._replace(policies=used, others=others)
        self.baseline = baseline
        self.book: Book | None = None
        self.ledger: Ledger | None = None
        if conditions.waivers is not None:
            self.book = Book(conditions.waivers, conditions.as_of)
            ids = [policy.id for policy in conditions.policies]
            self.ledger = Ledger(conditions.waivers, conditions.as_of, ids)
        self.entries = Entries()
        self.errors: list[InputError] = []
        self.tally = Tally(conditions.fail_on)
        self.results: list[str] = []  # what each manifest would come to by itself
        self.door = door(conditions)

    def check(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """Assess every manifest of every source in the order of their names, and build the report.

        `step` is called after each manifest with the number of sources that are through.
        """
        self._walk(sources, step)
        self.tally.ledger = self.ledger.warnings if self.ledger else 0
        since = self.baseline.drawn() if self.baseline else None
        return build(self.conditions, self.entries, self.errors, self.tally, self.ledger, since)

    def _walk(self, sources: Iterable[Source | InputError], step: Callable[[int], None]) -> None:
        for done, source in enumerate(sorted(sources, key=_name)):
            for found in [source] if isinstance(source, InputError) else self.door.read(source):
                self._take(found)
                step(done)

    def _take(self, found: Document | InputError) -> None:
        try:
            if isinstance(found, InputError):
                raise found
            manifest = load_manifest(found)
            self.door.admit(found, manifest)
            manifest = self._behind(found, manifest)
        except InputError as error:
            self.errors.append(error)
            return
        self._add(found, manifest)

    def _behind(self, found: Document, manifest: Manifest) -> Manifest:
        """The manifest with what stands behind its certificates."""
        return backed(manifest, found.folder, self.versions, self.conditions.catalogue, self.conditions.means)

    def _add(self, found: Document, manifest: Manifest) -> None:
        assessment = self.assess(manifest)
        self.results.append(self.tally.add(assessment))
        given = self.conditions
        drawing = Drawing(found, given.as_of, given.all_candidates, given.full, given.fail_on)
        entry = drawing.manifest(assessment)
        if given.advise:
            entry["plan"] = _plan(manifest, given, None)
        if self.baseline:
            self.baseline.add(entry)
        self.entries.append(entry)

    def assess(self, manifest: Manifest) -> Assessment:
        """The verdict of the run's policies on one manifest, what waivers lift of it, and how long a pass lasts."""
        given = self.conditions
        found = assess(manifest, given.policies, given.catalogue, given.as_of, order=given.order)
        if self.book is not None and self.ledger is not None:
            judged = self.book.judge(found)
            self.ledger.add(judged)
            found = judged.assessment
        soon = add(given.as_of, given.warn_within) if given.warn_within else given.as_of
        end = max(add(given.as_of, HORIZON), soon)
        found = with_holds(found, self.versions, given.catalogue, given.as_of, end, order=given.order)
        return with_warnings(found, soon) if given.warn_within else found


class ForecastRun(Run):
    """One run that looks ahead up to a day instead of judging one."""

    def __init__(self, conditions: Conditions, until: date) -> None:
        super().__init__(conditions)
        from checker.report.forecasts import Course  # noqa: PLC0415 - of no use to `check`

        self.until = until
        self.course = Course()

    def look(self, sources: Iterable[Source | InputError], step: Callable[[int], None] = lambda _done: None) -> Report:
        """The forecast of every manifest of every source; see `check`."""
        from checker.report.forecasts import build_forecast  # noqa: PLC0415

        self._walk(sources, step)
        return build_forecast(
            self.conditions._replace(policies=self.versions), self.until, self.entries, self.errors, self.course
        )

    def _add(self, found: Document, manifest: Manifest) -> None:
        from checker.report.forecasts import forecast_entry  # noqa: PLC0415

        given = self.conditions
        ahead = forecast(
            manifest, self.versions, given.catalogue, given.as_of, self.until, order=given.order, waivers=given.waivers
        )
        due = falling_due(manifest, self.versions, given.catalogue, given.as_of, self.until, order=given.order)
        self.course.add(ahead)
        self.entries.append(forecast_entry(ahead, due, found))


class AdviceRun:
    """Advice on many manifests; what can not be read is kept beside, and the rest goes on."""

    def __init__(self, conditions: Conditions, weights: Weights) -> None:
        self.conditions = conditions._replace(policies=versions_on(conditions.policies, conditions.as_of))
        self.weights = weights
        self.errors: list[InputError] = []
        self.door = door(conditions)

    def advise(self, sources: Iterable[Source | InputError]) -> Report:
        """Advise on every manifest of every source in the order of their names, and build the document."""
        from checker.report.advice import build_advice  # noqa: PLC0415 - of no use to `check`

        entries: list[Report] = []
        for source in sorted(sources, key=_name):
            for found in [source] if isinstance(source, InputError) else self.door.read(source):
                try:
                    entries.append(self._entry(found))
                except InputError as error:
                    self.errors.append(error)
        return build_advice(self.conditions, entries, self.errors, self.weights)

    def _entry(self, found: Document | InputError) -> Report:
        from checker.report.advice import entry  # noqa: PLC0415

        if isinstance(found, InputError):
            raise found
        given = self.conditions
        manifest = load_manifest(found)
        self.door.admit(found, manifest)
        manifest = backed(manifest, found.folder, given.policies, given.catalogue, given.means)
        assessment = assess(manifest, given.policies, given.catalogue, given.as_of, order=given.order)
        return entry(found, assessment, _plan(manifest, given, self.weights))


def _plan(manifest: Manifest, given: Conditions, weights: Weights | None) -> Report:
    """The plan for a manifest as reports hold it."""
    # Of no use to a plain `check`, which need not pay for it.
    from checker.advise import advise  # noqa: PLC0415
    from checker.advise.kinds import WEIGHTS  # noqa: PLC0415
    from checker.report.plan import draw_plan  # noqa: PLC0415

    table = weights.table if weights else WEIGHTS
    return draw_plan(advise(manifest, given.policies, given.catalogue, given.as_of, table, order=given.order), table)


def _name(source: Source | InputError) -> str:
    return source.problems[0].location.file if isinstance(source, InputError) else source.shown
