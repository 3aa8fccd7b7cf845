"""Through which day a pass lasts: the same answer as the forecast, for what passes alone, with far fewer assessments.

The certificate that satisfies an object is followed until it stops; then another may take over. A requirement lasts as
long as all of its objects, a policy as long as its decision passes, a manifest as long as its policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from checker.catalogue import Catalogue
from checker.engine.assess import NOT_APPLICABLE, assess_policy, together
from checker.engine.case import Case
from checker.engine.days import window
from checker.forecast.following import Course, Follower, Stop
from checker.forecast.reasons import against, against_policy, against_requirement, leading
from checker.model.assessment import Assessment, Finding, Holds, PolicyAssessment, RequirementAssessment, Target
from checker.model.calendar import previous_day
from checker.model.decision import evaluate
from checker.model.order import Order
from checker.model.outcome import Outcome, all_of
from checker.model.policy import Period, Policy
from checker.records import NamedTuple

HORIZON = Period(months=36)
"""How far one looks ahead unless told otherwise."""


def with_holds(
    found: Assessment,
    versions: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    end: date,
    *,
    order: Order | None = None,
    case: Case | None = None,
) -> Assessment:
    """The assessment of a day, with how long everything in it that passes will last, looking ahead up to a day.

    `versions` are all versions of the policies, of which each day takes the one in effect. `case` is the one that was
    assessed, where it is at hand: what gates have said then need not be asked again.
    """
    case = case or Case.of(found.manifest, catalogue, as_of, order=order)
    return _Ahead(found, Course(versions, as_of, end), case).assessment()


class _Later(NamedTuple):
    """A later version of a policy, and a requirement on the first day of it; None where it does not ask for that."""

    day: date
    policy: Policy
    row: RequirementAssessment | None


# A requirement or policy that does not pass has none.
_Stops = list[Stop | None]


class _Ahead:
    """One assessed manifest, looked at from its day up to the last."""

    def __init__(self, found: Assessment, course: Course, case: Case) -> None:
        self._found = found
        self._course = course
        self._follower = Follower(case, course)

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
        return found._replace(holds=self._holds(self._manifest(found, stops, self._course.as_of)))

    def _holds(self, stop: Stop) -> Holds:
        if stop.day is None:
            return Holds(self._course.end)
        return Holds(previous_day(stop.day), stop.verdict, leading(stop.findings))

    def _with_holds(self, found: PolicyAssessment) -> tuple[PolicyAssessment, Stop | None]:
        if not found.requirements:  # it applies to none of the products
            return found, None
        rows: list[RequirementAssessment] = []
        stops: _Stops = []
        for row in found.requirements:
            ends = self._ends(found.policy, row, self._course.as_of)
            later = list(self._later(found.policy, row.requirement.id))
            objects = tuple(
                each._replace(holds=self._holds(self._object(each.target, end, later))) if end else each
                for each, end in zip(row.objects, ends, strict=True)
            )
            stop = _earliest(ends)
            rows.append(row._replace(objects=objects, holds=self._holds(self._row(stop, later)) if stop else None))
            stops.append(stop)
        found = found._replace(requirements=tuple(rows))
        if found.verdict != Outcome.PASS:
            return found, None
        last = self._policy(found, stops, self._course.as_of)
        return found._replace(holds=self._holds(last)), last

    def _ends(self, policy: Policy, row: RequirementAssessment, day: date) -> _Stops:
        return [self._follower.stop(policy, row.requirement, each, day) for each in row.objects]

    def _later(self, policy: Policy, name: str) -> Iterator[_Later]:
        """The later versions of a policy that differ, with what each makes of a requirement on its first day."""
        for day in sorted({*self._course.changes(policy.id)}):
            if not self._course.as_of < day <= self._course.end:
                continue
            version = self._course.version(policy.id, day)
            if version != policy:
                policy = version
                rows = assess_policy(self._follower.case(day), version).requirements
                yield _Later(day, version, next((row for row in rows if row.requirement.id == name), None))

    def _row(self, stop: Stop, later: Iterable[_Later]) -> Stop:
        """When a requirement stops whose stop under the version of the day is given, or is asked for no more."""
        for day, version, row in later:
            if stop.day and stop.day < day:
                break
            if row is None:
                return Stop(day, NOT_APPLICABLE)
            ended = Stop(day, row.outcome.value, tuple(against_requirement(row)))
            stop = _earliest(self._ends(version, row, day)) or ended
        return stop

    def _object(self, target: Target, stop: Stop, later: Iterable[_Later]) -> Stop:
        """The same for an object of a requirement."""
        for day, version, row in later:
            if stop.day and stop.day < day:
                break
            found = next((each for each in (row.objects if row else ()) if each.target == target), None)
            if row is None or found is None:
                return Stop(day, NOT_APPLICABLE)
            ended = Stop(day, found.outcome.value, found.findings)
            stop = self._follower.stop(version, row.requirement, found, day) or ended
        return stop

    def _policy(self, found: PolicyAssessment, stops: _Stops, day: date) -> Stop:
        """When a policy that passes on a day stops."""
        name = found.policy.id
        while (turn := self._next([*_policy_days(found, stops), *self._course.changes(name)], day)) is not None:
            day, version = turn, self._course.version(name, turn)
            rows = zip(found.requirements, stops, strict=True)
            counting = [(row, stop) for row, stop in rows if row.requirement.counts_on(day)]
            outcomes = {row.requirement.id: stop.on(day) if stop else None for row, stop in counting}
            if version == found.policy and not version.period and None not in outcomes.values():
                sure = {name: Outcome(outcome) for name, outcome in outcomes.items() if outcome}
                verdict = evaluate(found.policy.decision, sure.get)
                if verdict is not Outcome.PASS:
                    ended = _findings((stop for _, stop in counting), day)
                    return Stop(day, verdict.value if verdict else NOT_APPLICABLE, ended)
            found = assess_policy(self._follower.case(day), version)
            if found.verdict != Outcome.PASS:
                return Stop(day, found.verdict, tuple(against_policy(found)))
            stops = self._requirements(found, day)
        return Stop()

    def _requirements(self, found: PolicyAssessment, day: date) -> _Stops:
        return [_earliest(self._ends(found.policy, row, day)) for row in found.requirements]

    def _manifest(self, found: Assessment, stops: _Stops, day: date) -> Stop:
        """When a manifest that passes on a day stops: when a policy does, or when one that does not apply yet does."""
        while (turn := self._next(self._manifest_days(found, stops), day)) is not None:
            day = turn
            verdicts = [self._on(policy, stop, day) for policy, stop in zip(found.policies, stops, strict=True)]
            sure = [verdict for verdict in verdicts if verdict]
            if len(sure) == len(verdicts) and (verdict := together(sure)) != Outcome.PASS:
                return Stop(day, verdict, _findings(stops, day))
            versions = [self._course.version(each.policy.id, day) for each in found.policies]
            policies = tuple(assess_policy(self._follower.case(day), each) for each in versions)
            found = Assessment(found.manifest, together(each.verdict for each in policies), policies)
            if found.verdict != Outcome.PASS:
                return Stop(day, found.verdict, tuple(against(found)))
            stops = [
                self._policy(each, self._requirements(each, day), day) if each.verdict == Outcome.PASS else None
                for each in policies
            ]
        return Stop()

    def _on(self, found: PolicyAssessment, stop: Stop | None, day: date) -> str | None:
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
        return min((each for each in days if day < each <= self._course.end), default=None)


def _earliest(ends: _Stops) -> Stop | None:
    """When a requirement stops that passes while all of its objects do; None where one does not pass."""
    passing = [end for end in ends if end is not None]
    if len(passing) < len(ends) or not passing:
        return None
    day = min((end.day for end in passing if end.day), default=None)
    if day is None:
        return Stop()
    verdict = all_of(Outcome(end.verdict) for end in passing if end.day == day)
    return Stop(day, verdict.value, _findings(passing, day))


def _findings(stops: Iterable[Stop | None], day: date) -> tuple[Finding, ...]:
    """The findings of what stops on a day."""
    return tuple(finding for stop in stops if stop and stop.day == day for finding in stop.findings)


def _windows(found: PolicyAssessment) -> Iterator[date]:
    """The days on which a requirement begins or ceases to count."""
    for row in found.requirements:
        yield from window(row.requirement.effective)


def _policy_days(found: PolicyAssessment, stops: _Stops) -> Iterator[date]:
    """The days on which a policy that passes may stop."""
    yield from _windows(found)
    for row, stop in zip(found.requirements, stops, strict=True):
        if row.counts and stop and stop.day:
            yield stop.day
