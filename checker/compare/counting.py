"""Which requirements count, and so block, on which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.engine.days import window
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple


class Moment(NamedTuple):
    """A day of assessment, and the last day of a contract period by the order, where there is one."""

    day: date
    end: date | None = None


def moments(*policies: Policy) -> Iterator[Moment]:
    """One moment of each stretch in which the same requirements count.

    In a period a requirement counts that comes into effect by its last day, whatever the day of the assessment.
    """
    rules = [rule for policy in policies for rule in policy.requirements]
    days = {date.min, *(day for rule in rules for day in window(rule.effective))}
    ends: set[date | None] = {None}
    if any(policy.period for policy in policies):
        ends |= {date.min, *(rule.effective.start for rule in rules if rule.effective.start)}
    for day in sorted(days):
        yield from (Moment(day, end) for end in sorted(ends, key=lambda end: end or date.min))


def counting(policy: Policy, moment: Moment) -> frozenset[str]:
    """The requirements that count at a moment."""
    return frozenset(rule.id for rule in policy.requirements if _counts(policy, rule, moment))


def _counts(policy: Policy, rule: Requirement, moment: Moment) -> bool:
    if rule.counts_on(moment.day):
        return True
    begins, until = begins_itself(policy, rule), rule.effective.until
    if policy.period is None or moment.end is None or begins is None or (until and moment.day > until):
        return False
    return rule.mandatory and begins <= moment.end


def begins_itself(policy: Policy, rule: Requirement) -> date | None:
    """The day from which a requirement counts by itself, apart from its policy."""
    return None if rule.effective.start == policy.effective.start else rule.effective.start
