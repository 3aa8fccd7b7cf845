"""Through which day a pass lasts: the same answer as the forecast, for what passes alone, with far fewer assessments.

The certificate that satisfies an object is followed until it stops; then another may take over. A requirement lasts as
long as all of its objects, a policy as long as its decision passes, a manifest as long as its policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from checker.catalogue import Catalogue
from checker.engine.asked import assess_object
from checker.engine.assess import NOT_APPLICABLE, assess_policy, together
from checker.engine.days import facts, told
from checker.engine.scene import Case, Scene
from checker.engine.targets import Scope, scope_of
from checker.engine.versions import versions_on
from checker.forecast.reasons import against, against_policy, leading
from checker.model.assessment import (
    Assessment,
    Candidate,
    Finding,
    Holds,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
)
from checker.model.calendar import next_day, previous_day
from checker.model.decision import evaluate
from checker.model.manifest import Certificate
from checker.model.order import Order
from checker.model.outcome import Outcome, all_of
from checker.model.policy import Policy, Requirement, Window


def with_holds(
    found: Assessment,
    versions: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    end: date,
    *,
    order: Order | None = None,
) -> Assessment:
    """The assessment of a day, with how long everything in it that passes will last, looking ahead up to a day.

    `versions` are all versions of the policies, of which each day takes the one in effect.
    """
    return _Ahead(found, Course(versions, catalogue, as_of, end, order)).assessment()


class _Stop(NamedTuple):
    """The first day on which something does not pass any more, and what it is then; day None: not before the end.

    The findings are those of the certificates that satisfied it until then.
    """

    day: date | None = None
    verdict: str = ""
    findings: tuple[Finding, ...] = ()

    def on(self, day: date) -> str | None:
        """The verdict on a day; None where it can not be told from here, because it lies behind the stop."""
        if self.day is None or day < self.day:
            return Outcome.PASS.value
        return self.verdict if day == self.day else None


# A requirement or policy that does not pass has none.
_Stops = list[_Stop | None]


class Course(NamedTuple):
    """What a look ahead is held against: every version of the policies, the catalogue, the first and the last day."""

    versions: Sequence[Policy]
    catalogue: Catalogue
    as_of: date
    end: date
    order: Order | None = None

    def version(self, name: str, day: date) -> Policy:
        """The version of a policy that is used on a day."""
        (found,) = versions_on((each for each in self.versions if each.id == name), day)
        return found

    def changes(self, name: str) -> Iterator[date]:
        """The days on which a version of a policy comes into effect or goes out of it."""
        for each in self.versions:
            if each.id == name:
                yield from _window(each.effective)


class _Ahead:
    """One assessed manifest, looked at from its day up to the last."""

    def __init__(self, found: Assessment, course: Course) -> None:
        self._found = found
        self._course = course
        self._as_of, self._end = course.as_of, course.end
        self._cases: dict[date, Case] = {}
        self._scopes: dict[tuple[str, str], Scope] = {}
        self._turns: dict[tuple[str, str, str, str | None, int], list[date]] = {}
        judged = self._case(course.as_of).judged.products or ()
        self._facts = {day for day in facts(found.manifest, judged) if course.as_of < day <= course.end}

    def assessment(self) -> Assessment:
        """The assessment with its holds."""
        policies, stops = [], []
        for each in self._found.policies:
            policy, stop = self._with_holds(each)
            policies.append(policy)
            stops.append(stop)
        found = self._found._replace(policies=tuple(policies))
        if found.verdict != Outcome.PASS:
            return found
        return found._replace(holds=self._holds(self._manifest(found, stops, self._as_of)))

    def _holds(self, stop: _Stop) -> Holds:
        if stop.day is None:
            return Holds(self._end)
        return Holds(previous_day(stop.day), stop.verdict, leading(stop.findings))

    def _with_holds(self, found: PolicyAssessment) -> tuple[PolicyAssessment, _Stop | None]:
        rows: list[RequirementAssessment] = []
        stops: _Stops = []
        for row in found.requirements:
            ends = [self._object(found.policy, row.requirement, each, self._as_of) for each in row.objects]
            objects = tuple(
                each._replace(holds=self._holds(end)) if end else each
                for each, end in zip(row.objects, ends, strict=True)
            )
            stop = self._earliest(ends)
            rows.append(row._replace(objects=objects, holds=self._holds(stop) if stop else None))
            stops.append(stop)
        found = found._replace(requirements=tuple(rows))
        if found.verdict != Outcome.PASS:
            return found, None
        last = self._policy(found, stops, self._as_of)
        return found._replace(holds=self._holds(last)), last

    def _scene(self, policy: Policy, rule: Requirement, day: date) -> Scene:
        key, case = (policy.id, policy.version), self._case(day)
        if key not in self._scopes:
            self._scopes[key] = scope_of(policy.applies_to, case.judged)
        return Scene(case, policy, rule, self._scopes[key])

    def _case(self, day: date) -> Case:
        if day not in self._cases:
            manifest, course = self._found.manifest, self._course
            self._cases[day] = Case.of(manifest, course.catalogue, day, known=self._as_of, order=course.order)
        return self._cases[day]

    # objects and requirements

    def _object(self, policy: Policy, rule: Requirement, found: ObjectAssessment, day: date) -> _Stop | None:
        """When an object that passes on a day stops."""
        if rule.on_production or policy.period:
            return self._on_other_days(policy, rule, found, day)
        while found.outcome is Outcome.PASS and found.chosen:
            stopped = self._stopped(policy, rule, found, found.chosen.certificate, day)
            if stopped is None:
                return _Stop()
            day, candidate = stopped
            found = assess_object(self._scene(policy, rule, day), found.target)
            if found.outcome is not Outcome.PASS:
                return _Stop(day, found.outcome.value, candidate.findings)
        return None

    def _on_other_days(self, policy: Policy, rule: Requirement, found: ObjectAssessment, day: date) -> _Stop | None:
        """When an object stops that is judged on days of its own: only what becomes known can change the answer."""
        if found.outcome is not Outcome.PASS:
            return None
        for turn in sorted(self._facts):
            if turn > day:
                found = assess_object(self._scene(policy, rule, turn), found.target)
                if found.outcome is not Outcome.PASS:
                    return _Stop(turn, found.outcome.value, found.findings)
        return _Stop()

    def _stopped(
        self, policy: Policy, rule: Requirement, found: ObjectAssessment, certificate: Certificate, day: date
    ) -> tuple[date, Candidate] | None:
        """The first day after a day on which one certificate does not satisfy the object any more, and how it fails."""
        for turn in self._turning(policy, rule, found, certificate):
            if turn > day:
                candidate = self._scene(policy, rule, turn).candidate(found.target, certificate)
                if candidate.outcome is not Outcome.PASS:
                    return turn, candidate
        return None

    def _turning(
        self, policy: Policy, rule: Requirement, found: ObjectAssessment, certificate: Certificate
    ) -> list[date]:
        """The days on which the answer about one certificate can change."""
        key = policy.id, policy.version, rule.id, found.target.product, certificate.position
        if key not in self._turns:
            # Where activities are asked, what other certificates cover at other sites counts too.
            concerned = self._found.manifest.certificates if rule.covers.activities else (certificate,)
            scene = self._scene(policy, rule, self._as_of)
            days = {day for each in concerned for day in told(scene.context(found.target, each, alone=True))}
            self._turns[key] = sorted(self._facts | {day for day in days if self._as_of < day <= self._end})
        return self._turns[key]

    @staticmethod
    def _earliest(ends: _Stops) -> _Stop | None:
        """When a requirement stops that passes while all of its objects do; None where one does not pass."""
        passing = [end for end in ends if end is not None]
        if len(passing) < len(ends) or not passing:
            return None
        day = min((end.day for end in passing if end.day), default=None)
        if day is None:
            return _Stop()
        verdict = all_of(Outcome(end.verdict) for end in passing if end.day == day)
        return _Stop(day, verdict.value, _findings(passing, day))

    # policies and manifest

    def _policy(self, found: PolicyAssessment, stops: _Stops, day: date) -> _Stop:
        """When a policy that passes on a day stops."""
        name = found.policy.id
        while (turn := self._next([*_policy_days(found, stops), *self._course.changes(name)], day)) is not None:
            day, version = turn, self._course.version(name, turn)
            rows = zip(found.requirements, stops, strict=True)
            counting = [(row, stop) for row, stop in rows if row.requirement.counts_on(day)]
            outcomes = {row.requirement.id: stop.on(day) if stop else None for row, stop in counting}
            if version == found.policy and None not in outcomes.values():
                sure = {name: Outcome(outcome) for name, outcome in outcomes.items() if outcome}
                verdict = evaluate(found.policy.decision, sure.get)
                if verdict is not Outcome.PASS:
                    ended = _findings((stop for _, stop in counting), day)
                    return _Stop(day, verdict.value if verdict else NOT_APPLICABLE, ended)
            found = assess_policy(self._case(day), version)
            if found.verdict != Outcome.PASS:
                return _Stop(day, found.verdict, tuple(against_policy(found)))
            stops = self._requirements(found, day)
        return _Stop()

    def _requirements(self, found: PolicyAssessment, day: date) -> _Stops:
        return [
            self._earliest([self._object(found.policy, row.requirement, each, day) for each in row.objects])
            for row in found.requirements
        ]

    def _manifest(self, found: Assessment, stops: _Stops, day: date) -> _Stop:
        """When a manifest that passes on a day stops: when a policy does, or when one that does not apply yet does."""
        while (turn := self._next(self._manifest_days(found, stops), day)) is not None:
            day = turn
            verdicts = [self._on(policy, stop, day) for policy, stop in zip(found.policies, stops, strict=True)]
            sure = [verdict for verdict in verdicts if verdict]
            if len(sure) == len(verdicts) and (verdict := together(sure)) != Outcome.PASS:
                return _Stop(day, verdict, _findings(stops, day))
            versions = [self._course.version(each.policy.id, day) for each in found.policies]
            policies = tuple(assess_policy(self._case(day), each) for each in versions)
            found = Assessment(found.manifest, together(each.verdict for each in policies), policies)
            if found.verdict != Outcome.PASS:
                return _Stop(day, found.verdict, tuple(against(found)))
            stops = [
                self._policy(each, self._requirements(each, day), day) if each.verdict == Outcome.PASS else None
                for each in policies
            ]
        return _Stop()

    def _on(self, found: PolicyAssessment, stop: _Stop | None, day: date) -> str | None:
        """The verdict of a policy on a day as far as it can be told; one without a stop does not apply yet."""
        if stop:
            return stop.on(day)
        return None if day in self._beginnings(found) else NOT_APPLICABLE

    def _beginnings(self, found: PolicyAssessment) -> set[date]:
        return {*_windows(found), *self._course.changes(found.policy.id)}

    def _manifest_days(self, found: Assessment, stops: _Stops) -> Iterator[date]:
        """The days on which a manifest that passes may stop."""
        for policy, stop in zip(found.policies, stops, strict=True):
            if stop is None:
                yield from self._beginnings(policy)
            elif stop.day:
                yield stop.day

    def _next(self, days: Iterable[date], day: date) -> date | None:
        return min((each for each in days if day < each <= self._end), default=None)


def _findings(stops: Iterable[_Stop | None], day: date) -> tuple[Finding, ...]:
    """The findings of what stops on a day."""
    return tuple(finding for stop in stops if stop and stop.day == day for finding in stop.findings)


def _window(effective: Window) -> Iterator[date]:
    if effective.start:
        yield effective.start
    if effective.until:
        yield next_day(effective.until)


def _windows(found: PolicyAssessment) -> Iterator[date]:
    """The days on which a requirement begins or ceases to count."""
    for row in found.requirements:
        yield from _window(row.requirement.effective)


def _policy_days(found: PolicyAssessment, stops: _Stops) -> Iterator[date]:
    """The days on which a policy that passes may stop."""
    yield from _windows(found)
    for row, stop in zip(found.requirements, stops, strict=True):
        if row.counts and stop and stop.day:
            yield stop.day
