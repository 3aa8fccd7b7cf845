"""The forecast of a manifest: it is assessed once on every day on which something can change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from checker.catalogue import Catalogue
from checker.engine import assess, turning_days
from checker.forecast.reasons import against, against_policy, against_requirement, leading, sentence
from checker.forecast.segments import (
    Forecast,
    ObjectForecast,
    PolicyForecast,
    RequirementForecast,
    Segment,
    State,
    joined,
)
from checker.model.assessment import Assessment, Finding, ObjectAssessment, PolicyAssessment, RequirementAssessment
from checker.model.calendar import previous_day
from checker.model.manifest import Manifest
from checker.model.outcome import Outcome
from checker.model.policy import Policy


def forecast(
    manifest: Manifest, policies: Sequence[Policy], catalogue: Catalogue, as_of: date, until: date, **given: Any
) -> Forecast:
    """What the policies come to on every day from one to another.

    Look-ups of a status are judged on the first day: one that is fresh then is taken to be renewed. What else is given
    goes to every assessment.
    """
    starts = [as_of, *turning_days(manifest, policies, catalogue, as_of, until, known=as_of)]
    spans = list(zip(starts, [*map(previous_day, starts[1:]), until], strict=True))
    first = assess(manifest, policies, catalogue, as_of, known=as_of, **given)
    # Of the assessments themselves only one is kept: a manifest with many objects makes large ones.
    watch = _Watch()
    days = [watch.day(first)]
    days += [watch.day(assess(manifest, policies, catalogue, day, known=as_of, **given)) for day in starts[1:]]
    found = tuple(
        _policy(policy, spans, [day.policies[index] for day in days]) for index, policy in enumerate(first.policies)
    )
    return Forecast(manifest, as_of, until, joined(spans, [day.state for day in days]), found)


class _Policy(NamedTuple):
    """A policy on one day: its own state, and of each requirement its own and that of each object."""

    state: State
    requirements: list[tuple[State, list[State]]]


class _Day(NamedTuple):
    """A manifest on one day."""

    state: State
    policies: list[_Policy]


def _policy(first: PolicyAssessment, spans: list[tuple[date, date]], days: list[_Policy]) -> PolicyForecast:
    rows = []
    for number, row in enumerate(first.requirements):
        over_time = [day.requirements[number] for day in days]
        objects = tuple(
            ObjectForecast(each.target, joined(spans, [states[place] for _, states in over_time]))
            for place, each in enumerate(row.objects)
        )
        rows.append(RequirementForecast(row.requirement, joined(spans, [state for state, _ in over_time]), objects))
    return PolicyForecast(first.policy, _segments(spans, days), tuple(rows))


def _segments(spans: list[tuple[date, date]], days: list[_Policy]) -> tuple[Segment, ...]:
    return joined(spans, [day.state for day in days])


class _Watch:
    """Sees the assessments of one day after the other, and remembers which certificate satisfied each object last.

    When an object does not pass any more the reader wants to know what became of that one, even where another
    certificate, which never satisfied it, has come nearer since.
    """

    def __init__(self) -> None:
        self._last: dict[tuple[str, str, int], int] = {}

    def day(self, found: Assessment) -> _Day:
        """The states of the next assessment."""
        policies = [self._policy(each) for each in found.policies]
        return _Day(_state(found.verdict, list(against(found)), [each.state for each in policies]), policies)

    def _policy(self, found: PolicyAssessment) -> _Policy:
        rows = [self._requirement(found.policy.id, each) for each in found.requirements]
        state = _state(found.verdict, list(against_policy(found)), [row for row, _ in rows if row.counts])
        return _Policy(state, rows)

    def _requirement(self, policy: str, found: RequirementAssessment) -> tuple[State, list[State]]:
        name = found.requirement.id
        objects = [self._object((policy, name, place), each) for place, each in enumerate(found.objects)]
        return _state(found.outcome, list(against_requirement(found)), objects)._replace(counts=found.counts), objects

    def _object(self, key: tuple[str, str, int], found: ObjectAssessment) -> State:
        if found.outcome is Outcome.PASS and found.chosen:
            self._last[key] = found.chosen.certificate.position
            return State(found.outcome.value, certificates=(found.chosen.certificate.id,))
        last = self._last.get(key)
        stopped = [
            finding for each in found.candidates if each.certificate.position == last for finding in each.findings
        ]
        reason = sentence(stopped) or sentence(found.findings)
        return State(found.outcome.value, leading(found.findings), reason=reason)


def _state(verdict: str, findings: list[Finding], parts: list[State]) -> State:
    """A whole: by its parts where it passes, else with what is against it, and the reason of its worst part."""
    if verdict == Outcome.PASS:
        used = {name for part in parts if part.verdict == Outcome.PASS for name in part.certificates}
        return State(str(verdict), certificates=tuple(sorted(used)))
    reason = next((part.reason for part in parts if part.verdict == verdict), "")
    return State(str(verdict), leading(findings), reason=reason)
