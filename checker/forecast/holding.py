"""Through which day a pass lasts: the same answer as the forecast, for what passes alone, with far fewer assessments.

The certificate that satisfies an object is followed until it stops; then another may take over. A requirement lasts as
long as all of its objects, a policy as long as its decision passes, a manifest as long as its policies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from checker.catalogue import Catalogue
from checker.engine.assess import NOT_APPLICABLE, Case, Scene, together
from checker.engine.days import facts, mattering
from checker.engine.targets import Scope, scope_of
from checker.forecast.reasons import against, against_policy, leading
from checker.gates import Gate, gates
from checker.gates.base import Context
from checker.model.assessment import (
    Assessment,
    Finding,
    GateResult,
    Holds,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    Target,
)
from checker.model.calendar import next_day, previous_day
from checker.model.decision import evaluate
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome, all_of
from checker.model.policy import Policy, Requirement


def with_holds(found: Assessment, catalogue: Catalogue, as_of: date, end: date) -> Assessment:
    """The assessment of a day, with how long everything in it that passes will last, looking ahead up to a day."""
    return _Ahead(found, catalogue, as_of, end).assessment()


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
_Turns = list[tuple[date, list[Gate]]]
_AGAINST = (Outcome.FAIL, Outcome.UNDETERMINED)


class _Ahead:
    """One assessed manifest, looked at from its day up to the last."""

    def __init__(self, found: Assessment, catalogue: Catalogue, as_of: date, end: date) -> None:
        self._found = found
        self._catalogue = catalogue
        self._as_of = as_of
        self._end = end
        self._cases: dict[date, Case] = {}
        self._scopes: dict[str, Scope] = {}
        self._mattering: dict[tuple[str, str], dict[str | None, list[Context]]] = {}
        self._turns: dict[tuple[str, str, str | None, int], _Turns] = {}
        self._facts = {day for day in facts(found.manifest) if as_of < day <= end}

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
        if policy.id not in self._scopes:
            self._scopes[policy.id] = scope_of(policy.applies_to, self._found.manifest)
        return Scene(self._case(day), policy, rule, self._scopes[policy.id])

    def _case(self, day: date) -> Case:
        if day not in self._cases:
            self._cases[day] = Case.on(self._found.manifest, self._catalogue, day, self._as_of)
        return self._cases[day]

    # objects and requirements

    def _object(self, policy: Policy, rule: Requirement, found: ObjectAssessment, day: date) -> _Stop | None:
        """When an object that passes on a day stops."""
        if found.outcome is not Outcome.PASS or found.chosen is None:
            return None
        target, certificate = found.target, found.chosen.certificate
        while stopped := self._stopped(policy, rule, target, certificate, day):
            day, results = stopped
            scene = self._scene(policy, rule, day)
            among = [each.certificate for each in self._contexts(policy, rule, target.product)]
            others = [scene.candidate(target, each) for each in among if each is not certificate]
            next_best = max(others, key=lambda each: each.outcome.rank, default=None)
            if next_best and next_best.outcome is Outcome.PASS:
                certificate = next_best.certificate
                continue
            outcome = all_of(Outcome(each.outcome) for each in results)
            best = max([outcome, *(each.outcome for each in others)], key=lambda each: each.rank)
            ended = scene.if_applicable(ObjectAssessment(target, best))
            findings = (finding for each in results for finding in each.findings)
            return _Stop(day, ended.outcome.value, (*ended.own_findings, *findings))
        return _Stop()

    def _stopped(
        self, policy: Policy, rule: Requirement, target: Target, certificate: Certificate, day: date
    ) -> tuple[date, list[GateResult]] | None:
        """The first day after a day on which a certificate does not satisfy an object any more, and by which gates."""
        for turn, asked in self._turning(policy, rule, target, certificate):
            if turn > day:
                context = self._scene(policy, rule, turn).context(target, certificate, alone=False)
                results = [gate.assess(context) for gate in asked]
                if failed := [each for each in results if each.outcome in _AGAINST]:
                    return turn, failed
        return None

    def _contexts(self, policy: Policy, rule: Requirement, product: str | None) -> list[Context]:
        """The certificates that can matter to a requirement, for one of its products."""
        key = policy.id, rule.id
        if key not in self._mattering:
            found = self._mattering[key] = {}
            for context in mattering(self._scene(policy, rule, self._as_of)):
                found.setdefault(context.target.product, []).append(context)
        return self._mattering[key][product]

    def _turning(self, policy: Policy, rule: Requirement, target: Target, certificate: Certificate) -> _Turns:
        """The days on which the answer about a certificate can change, and the gates that can change it."""
        key = policy.id, rule.id, target.product, certificate.position
        if key not in self._turns:
            asked: dict[date, set[Gate]] = {day: set(gates()) for day in self._facts}
            for context in self._contexts(policy, rule, target.product):
                own = context.certificate is certificate
                # Where activities are asked, what other certificates cover at other sites counts too.
                for gate in gates() if own or rule.covers.activities else ():
                    for day in gate.turns(context):
                        if self._as_of < day <= self._end:
                            asked.setdefault(day, set()).update([gate] if own else gates())
            self._turns[key] = [(day, sorted(asked[day], key=lambda gate: gate.order)) for day in sorted(asked)]
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
        while (turn := self._next(_policy_days(found, stops), day)) is not None:
            day = turn
            rows = zip(found.requirements, stops, strict=True)
            counting = [(row, stop) for row, stop in rows if row.requirement.counts_on(day)]
            outcomes = {row.requirement.id: stop.on(day) if stop else None for row, stop in counting}
            if None not in outcomes.values():
                sure = {name: Outcome(outcome) for name, outcome in outcomes.items() if outcome}
                verdict = evaluate(found.policy.decision, sure.get)
                if verdict is not Outcome.PASS:
                    ended = _findings((stop for _, stop in counting), day)
                    return _Stop(day, verdict.value if verdict else NOT_APPLICABLE, ended)
            found = self._case(day).policy(found.policy)
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
        while (turn := self._next(_manifest_days(found, stops), day)) is not None:
            day = turn
            verdicts = [_on(policy, stop, day) for policy, stop in zip(found.policies, stops, strict=True)]
            sure = [verdict for verdict in verdicts if verdict]
            if len(sure) == len(verdicts) and (verdict := together(sure)) != Outcome.PASS:
                return _Stop(day, verdict, _findings(stops, day))
            policies = tuple(self._case(day).policy(each.policy) for each in found.policies)
            found = Assessment(found.manifest, together(each.verdict for each in policies), policies)
            if found.verdict != Outcome.PASS:
                return _Stop(day, found.verdict, tuple(against(found)))
            stops = [
                self._policy(each, self._requirements(each, day), day) if each.verdict == Outcome.PASS else None
                for each in policies
            ]
        return _Stop()

    def _next(self, days: Iterable[date], day: date) -> date | None:
        return min((each for each in days if day < each <= self._end), default=None)


def _findings(stops: Iterable[_Stop | None], day: date) -> tuple[Finding, ...]:
    """The findings of what stops on a day."""
    return tuple(finding for stop in stops if stop and stop.day == day for finding in stop.findings)


def _on(found: PolicyAssessment, stop: _Stop | None, day: date) -> str | None:
    """The verdict of a policy on a day as far as it can be told; one without a stop does not apply yet."""
    if stop:
        return stop.on(day)
    return None if day in _windows(found) else NOT_APPLICABLE


def _windows(found: PolicyAssessment) -> Iterator[date]:
    """The days on which a requirement begins or ceases to count."""
    for row in found.requirements:
        effective = row.requirement.effective
        if effective.start:
            yield effective.start
        if effective.until:
            yield next_day(effective.until)


def _policy_days(found: PolicyAssessment, stops: _Stops) -> Iterator[date]:
    """The days on which a policy that passes may stop."""
    yield from _windows(found)
    for row, stop in zip(found.requirements, stops, strict=True):
        if row.counts and stop and stop.day:
            yield stop.day


def _manifest_days(found: Assessment, stops: _Stops) -> Iterator[date]:
    for policy, stop in zip(found.policies, stops, strict=True):
        if stop is None:
            yield from _windows(policy)
        elif stop.day:
            yield stop.day
