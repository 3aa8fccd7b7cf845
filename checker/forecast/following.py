"""When an object that passes stops: the certificate that satisfies it is followed, then whichever takes over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.engine.asked import assess_object, if_applicable
from checker.engine.case import Case
from checker.engine.days import window
from checker.engine.scene import Scene
from checker.engine.targets import Scope, scope_of
from checker.engine.versions import versions_on
from checker.gates import gates
from checker.model.assessment import Finding, GateResult, ObjectAssessment, Target
from checker.model.history import facts
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome, all_of
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple


class Stop(NamedTuple):
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


class Course:
    """What a look ahead is held against: every version of the policies, the first and the last day."""

    def __init__(self, versions: Iterable[Policy], as_of: date, end: date) -> None:
        self.as_of, self.end = as_of, end
        self._versions: dict[str, list[Policy]] = {}
        for each in versions:
            self._versions.setdefault(each.id, []).append(each)

    def version(self, name: str, day: date) -> Policy:
        """The version of a policy that is used on a day."""
        (found,) = versions_on(self._versions[name], day)
        return found

    def changes(self, name: str) -> Iterator[date]:
        """The days on which a version of a policy comes into effect or goes out of it."""
        for each in self._versions.get(name, ()):
            yield from window(each.effective)


# Days, and the gates to ask on each by their places.
_Turns = list[tuple[date, list[int]]]
_EVERY = range(len(gates()))
_AGAINST = (Outcome.FAIL, Outcome.UNDETERMINED)


def _rank(outcome: Outcome) -> int:
    return outcome.rank


class Follower:
    """One manifest on the days ahead."""

    def __init__(self, case: Case, course: Course) -> None:
        self._course = course
        self._case = case.again(course.as_of, course.as_of)
        self._cases: dict[date, Case] = {course.as_of: self._case}
        self._scopes: dict[tuple[str, str], Scope] = {}
        self._scenes: dict[tuple[str, str, str, date], Scene] = {}
        self._all_days: dict[tuple[str, str, str, str | None], set[date]] = {}
        self._turns: dict[tuple[str, str, str, str | None, int], _Turns] = {}
        known = facts(case.manifest, case.judged.products or ())
        self._facts = {day for day in known if course.as_of < day <= course.end}

    def case(self, day: date) -> Case:
        """The manifest on a day."""
        if day not in self._cases:
            self._cases[day] = self._case.again(day, self._course.as_of)
        return self._cases[day]

    def _scene(self, policy: Policy, rule: Requirement, day: date) -> Scene:
        name = policy.id, policy.version, rule.id, day
        if name not in self._scenes:
            key, case = (policy.id, policy.version), self.case(day)
            if key not in self._scopes:
                self._scopes[key] = scope_of(policy.applies_to, case.judged)
            self._scenes[name] = Scene(case, policy, rule, self._scopes[key])
        return self._scenes[name]

    def stop(self, policy: Policy, rule: Requirement, found: ObjectAssessment, day: date) -> Stop | None:
        """When an object that passes on a day stops; None where it does not pass."""
        if found.outcome is not Outcome.PASS or found.chosen is None:
            return None
        if rule.on_production or policy.period:
            return self._on_other_days(policy, rule, found.target, day)
        target, certificate = found.target, found.chosen.certificate
        while stopped := self._stopped(policy, rule, target, certificate, day):
            day, results = stopped
            scene = self._scene(policy, rule, day)
            best = all_of(Outcome(each.outcome) for each in results)
            for other, outcome in scene.others(target, certificate):
                best = max(best, outcome, key=_rank)
                if outcome is Outcome.PASS:
                    certificate = other
                    break
            if best is Outcome.PASS:
                continue
            ended = if_applicable(scene, ObjectAssessment(target, best))
            findings = (finding for each in results for finding in each.findings)
            return Stop(day, ended.outcome.value, (*ended.own_findings, *findings))
        return Stop()

    def _on_other_days(self, policy: Policy, rule: Requirement, target: Target, day: date) -> Stop:
        """When an object stops that is judged on days of its own: only what becomes known can change the answer."""
        for turn in sorted(self._facts):
            if turn > day:
                found = assess_object(self._scene(policy, rule, turn), target)
                if found.outcome is not Outcome.PASS:
                    return Stop(turn, found.outcome.value, found.findings)
        return Stop()

    def _stopped(
        self, policy: Policy, rule: Requirement, target: Target, certificate: Certificate, day: date
    ) -> tuple[date, list[GateResult]] | None:
        """The first day after a day on which a certificate does not satisfy an object any more, and by which gates."""
        for turn, asked in self._turning(policy, rule, target, certificate):
            if turn > day:
                results = self._scene(policy, rule, turn).by_place(target, certificate, asked)
                if failed := [each for each in results if each.outcome in _AGAINST]:
                    return turn, failed
        return None

    def _turning(self, policy: Policy, rule: Requirement, target: Target, certificate: Certificate) -> _Turns:
        """The days on which the answer about a certificate can change, and the gates that can change it."""
        key = policy.id, policy.version, rule.id, target.product, certificate.position
        if key not in self._turns:
            scene = self._scene(policy, rule, self._course.as_of)
            asked: dict[date, set[int]] = {day: set(_EVERY) for day in self._facts}
            for day, gate in self._days(scene, target, certificate):
                asked.setdefault(day, set()).add(gate)
            # Where activities are asked, what other certificates cover at other sites counts too.
            if rule.covers.activities:
                asked.update((day, set(_EVERY)) for day in self._days_of_all(policy, rule, target))
            self._turns[key] = [(day, sorted(asked[day])) for day in sorted(asked)]
        return self._turns[key]

    def _days_of_all(self, policy: Policy, rule: Requirement, target: Target) -> set[date]:
        """The days that the gates tell of any certificate that can matter to a requirement."""
        key = policy.id, policy.version, rule.id, target.product
        if key not in self._all_days:
            scene = self._scene(policy, rule, self._course.as_of)
            certificates = self._case.manifest.certificates
            among = [certificates[place] for place in scene.hopeful()]
            self._all_days[key] = {day for each in among for day, _ in self._days(scene, target, each)}
        return self._all_days[key]

    def _days(self, scene: Scene, target: Target, certificate: Certificate) -> Iterator[tuple[date, int]]:
        """The days that the gates tell of a certificate, each with the place of the gate."""
        for place, days in scene.turns(target, certificate):
            for day in days:
                if self._course.as_of < day <= self._course.end:
                    yield day, place
