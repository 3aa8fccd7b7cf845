"""Verdicts over time as segments, which follow each other without gap or overlap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.model.assessment import Target
from checker.model.manifest import Manifest
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple


class State(NamedTuple):
    """What something comes to on a day.

    `codes` are of the findings that keep it from passing, `certificates` those by which it passes, `counts` tells of a
    requirement whether it does, `waived` by which waivers it does not block. `reason` is a sentence about the
    certificate that satisfied it last, or else about the best there is; it may name the day.
    """

    verdict: str
    codes: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    counts: bool = True
    waived: tuple[str, ...] = ()
    reason: str = ""

    def same(self, other: State) -> bool:
        """Whether nothing changes from the one to the other."""
        return self[:5] == other[:5]


class Segment(NamedTuple):
    """Days, both inclusive, through which a state does not change."""

    start: date
    until: date
    state: State

    @property
    def verdict(self) -> str:
        """The verdict on each of the days."""
        return self.state.verdict


class ObjectForecast(NamedTuple):
    """One object over time."""

    target: Target
    segments: tuple[Segment, ...]


class RequirementForecast(NamedTuple):
    """One requirement over time."""

    requirement: Requirement
    segments: tuple[Segment, ...]
    objects: tuple[ObjectForecast, ...]


class PolicyForecast(NamedTuple):
    """One policy over time; without requirements where it applies to nothing in the manifest."""

    policy: Policy
    segments: tuple[Segment, ...]
    requirements: tuple[RequirementForecast, ...]
    versions: tuple[tuple[date, str], ...] = ()  # from which day each version is used


class Forecast(NamedTuple):
    """One manifest over time, from the first day to the last, both inclusive."""

    manifest: Manifest
    start: date
    until: date
    segments: tuple[Segment, ...]
    policies: tuple[PolicyForecast, ...]


def joined(spans: Iterable[tuple[date, date]], states: Iterable[State]) -> tuple[Segment, ...]:
    """A segment for each span of days; neighbours between which nothing changes are one."""
    found: list[Segment] = []
    for (start, until), state in zip(spans, states, strict=True):
        if found and found[-1].state.same(state):
            found[-1] = found[-1]._replace(until=until)
        else:
            found.append(Segment(start, until, state))
    return tuple(found)
