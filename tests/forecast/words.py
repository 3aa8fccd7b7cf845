"""Forecasts in words, a line for each thing that is told, for snapshots that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.forecast import Due, Forecast, Segment
from checker.model.assessment import Assessment, Holds


def of_segments(segments: Sequence[Segment]) -> Iterator[str]:
    """Each span of days, with what it comes to and why."""
    for each in segments:
        state = each.state
        parts = [*state.codes, *state.certificates, *state.waived, "" if state.counts else "counts not", state.reason]
        yield f"  {each.start} to {each.until}: {state.verdict}; {'; '.join(filter(None, parts))}"


def of_course(found: Forecast) -> Iterator[str]:
    """The verdicts of the manifest, its policies, requirements and objects."""
    yield from of_segments(found.segments)
    for policy in found.policies:
        yield f" {policy.policy.id} {policy.versions}"
        yield from of_segments(policy.segments)
        for row in policy.requirements:
            yield f" {row.requirement.id}"
            yield from of_segments(row.segments)
            for each in row.objects:
                yield f" {each.target.type} {each.target.id} {each.target.site}"
                yield from of_segments(each.segments)


def of_due(found: Iterable[Due]) -> Iterator[str]:
    """What falls due."""
    yield from (f" {each.day} {each.type} {each.about}: {each.message}" for each in found)


def of_holds(held: Assessment) -> Iterator[str]:
    """Through which day each pass lasts."""
    yield f" holds {shown(held.holds)}"
    for policy in held.policies:
        yield f" {policy.policy.id} holds {shown(policy.holds)}"
        for row in policy.requirements:
            holds = [shown(each.holds) for each in row.objects]
            yield f" {row.requirement.id} holds {shown(row.holds)}, its objects {'; '.join(holds)}"


def shown(holds: Holds | None) -> str:
    """Until when, what then, and why."""
    return "-" if holds is None else f"{holds.until}, then {holds.then}: {', '.join(holds.codes)}"
