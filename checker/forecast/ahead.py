"""The forecast of a manifest: it is assessed once on every day on which something can change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from checker.catalogue import Catalogue
from checker.engine.assess import NOT_APPLICABLE, assess_case
from checker.engine.case import Case
from checker.engine.days import Name, all_days, requirement_days
from checker.engine.waiving import waive
from checker.forecast.reasons import against, against_policy, against_requirement, leading, sentence
from checker.forecast.segments import (
    Forecast,
    ObjectForecast,
    PolicyForecast,
    RequirementForecast,
    State,
    joined,
)
from checker.model.assessment import (
    Assessment,
    Finding,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    Target,
)
from checker.model.calendar import next_day, previous_day
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Policy, Requirement
from checker.model.waivers import Waivers
from checker.records import NamedTuple


def forecast(
    manifest: Manifest,
    policies: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    until: date,
    *,
    order: Order | None = None,
    waivers: Waivers | None = None,
) -> Forecast:
    """What the policies come to on every day from one to another, by the version in effect and the waivers of each.

    Look-ups of a status are judged on the first day: one that is fresh then is taken to be renewed. Waivers change no
    verdict; a segment says by which ones it does not block.
    """
    case = Case.of(manifest, catalogue, as_of, known=as_of, order=order)
    named = requirement_days(case, policies)
    turns = all_days(case, policies, named, until)
    starts = sorted({as_of, *turns, *(day for day in _changes(waivers) if as_of < day <= until)})
    spans = list(zip(starts, [*map(previous_day, starts[1:]), until], strict=True))
    # Of the assessments themselves only one is kept: a manifest with many objects makes large ones.
    watch, passing = _Watch(), _Passing(named)
    days = []
    for day in starts:
        found = assess_case(case.again(day, as_of), policies, partial(passing.still, day))
        passing.keep(day, found)
        days.append(watch.day(waive(found, waivers, day) if waivers else found))
    courses = tuple(_policy(spans, [day.policies[index] for day in days]) for index in range(len(days[0].policies)))
    return Forecast(manifest, as_of, until, joined(spans, [day.state for day in days]), courses)


def _changes(waivers: Waivers | None) -> Iterator[date]:
    """The days on which a waiver begins or ceases to hold."""
    for each in waivers.items if waivers else ():
        yield each.approved
        yield next_day(each.expires)


class _Passing:
    """The requirements that pass until one of their own days comes; a forecast tells of them only the certificate.

    What does not pass is assessed on every day: its reason names the day.
    """

    def __init__(self, days: Mapping[Name, Sequence[date]]) -> None:
        self._days = days
        self._known: dict[Name, tuple[date, RequirementAssessment]] = {}

    def still(self, day: date, policy: Policy, rule: Requirement) -> RequirementAssessment | None:
        """What a requirement came to before, where that can not have changed until a day."""
        name = policy.id, policy.version, rule.id
        if name not in self._known:
            return None
        since, found = self._known[name]
        if found.requirement is not rule:  # of another state of the policy, under the same version
            return None
        days = self._days[name]
        return found if bisect_right(days, since) == bisect_right(days, day) else None

    def keep(self, day: date, found: Assessment) -> None:
        """Keep what passes on a day; days of a period or of production are others than those of the manifest."""
        for policy in found.policies:
            for row in policy.requirements:
                name = policy.policy.id, policy.policy.version, row.requirement.id
                if row.outcome is not Outcome.PASS or policy.policy.period or row.requirement.on_production:
                    self._known.pop(name, None)
                elif name not in self._known or self._known[name][1] is not row:
                    self._known[name] = day, row


class _Row(NamedTuple):
    """A requirement on one day: its own state, and that of each object."""

    rule: Requirement
    state: State
    objects: dict[Target, State]


class _Policy(NamedTuple):
    """A policy on one day, by the version in effect: its own state, and that of each requirement."""

    policy: Policy
    state: State
    rows: dict[str, _Row]


class _Day(NamedTuple):
    """A manifest on one day."""

    state: State
    policies: list[_Policy]


# What a version of a policy does not ask, or what is no object of it.
_UNASKED = State(NOT_APPLICABLE, counts=False)


def _policy(spans: list[tuple[date, date]], days: list[_Policy]) -> PolicyForecast:
    """A policy over time; its versions may ask for different things."""
    rows = []
    for name in dict.fromkeys(name for day in days for name in day.rows):
        found = [day.rows.get(name) for day in days]
        stated = [row for row in found if row]
        objects = tuple(
            ObjectForecast(
                target, joined(spans, [row.objects.get(target, _UNASKED) if row else _UNASKED for row in found])
            )
            for target in dict.fromkeys(target for row in stated for target in row.objects)
        )
        states = [row.state if row else _UNASKED for row in found]
        rows.append(RequirementForecast(stated[0].rule, joined(spans, states), objects))
    versions = tuple(zip([start for start, _ in spans], [day.policy.version for day in days], strict=True))
    changes = tuple(each for number, each in enumerate(versions) if number == 0 or each[1] != versions[number - 1][1])
    return PolicyForecast(days[0].policy, joined(spans, [day.state for day in days]), tuple(rows), changes)


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
        state = _state(found.verdict, list(against(found)), [each.state for each in policies])
        return _Day(state._replace(waived=_all_waived([each.state for each in policies])), policies)

    def _policy(self, found: PolicyAssessment) -> _Policy:
        rows = [self._requirement(found.policy.id, each) for each in found.requirements]
        state = _state(found.verdict, list(against_policy(found)), [row.state for row in rows if row.state.counts])
        asked = zip(found.requirements, rows, strict=True)
        wanted = [row.state for each, row in asked if each.counts and each.needed]
        return _Policy(found.policy, state._replace(waived=_all_waived(wanted)), {row.rule.id: row for row in rows})

    def _requirement(self, policy: str, found: RequirementAssessment) -> _Row:
        name = found.requirement.id
        objects = {each.target: self._object((policy, name, place), each) for place, each in enumerate(found.objects)}
        state = _state(found.outcome, list(against_requirement(found)), list(objects.values()))
        return _Row(found.requirement, state._replace(counts=found.counts, waived=found.waived_by), objects)

    def _object(self, key: tuple[str, str, int], found: ObjectAssessment) -> State:
        if found.outcome is Outcome.PASS and found.chosen:
            self._last[key] = found.chosen.certificate.position
            return State(found.outcome.value, certificates=(found.chosen.certificate.id,))
        last = self._last.get(key)
        stopped = found.candidates.of(last)
        reason = sentence(stopped.findings if stopped else ()) or sentence(found.findings)
        return State(found.outcome.value, leading(found.findings), waived=found.waived_by, reason=reason)


def _state(verdict: str, findings: list[Finding], parts: list[State]) -> State:
    """A whole: by its parts where it passes, else with what is against it, and the reason of its worst part."""
    if verdict == Outcome.PASS:
        used = {name for part in parts if part.verdict == Outcome.PASS for name in part.certificates}
        return State(str(verdict), certificates=tuple(sorted(used)))
    reason = next((part.reason for part in parts if part.verdict == verdict), "")
    return State(str(verdict), leading(findings), reason=reason)


def _all_waived(parts: list[State]) -> tuple[str, ...]:
    """The waivers because of which nothing of the parts blocks; none where something does, or nothing is open."""
    open_ = [part for part in parts if part.verdict not in (Outcome.PASS, NOT_APPLICABLE)]
    if not all(part.waived for part in open_):
        return ()
    return tuple(sorted({name for part in open_ for name in part.waived}))
