"""Which version of a policy is used on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from checker.model.policy import Policy


def versions_on(policies: Iterable[Policy], day: date) -> list[Policy]:
    """One version of each policy, sorted by id: the one in effect on the day.

    Where none is: the next to come, whose requirements do not count yet; else the last that was.
    """
    versions: dict[str, list[Policy]] = {}
    for policy in policies:
        versions.setdefault(policy.id, []).append(policy)
    return [_version(found, day) for _, found in sorted(versions.items())]


def _version(found: list[Policy], day: date) -> Policy:
    ordered = sorted(found, key=lambda policy: policy.effective.start or date.min)
    for policy in ordered:
        if policy.effective.until is None or day <= policy.effective.until:
            return policy
    return ordered[-1]


def overlap(one: Policy, other: Policy) -> date | None:
    """The first day on which two versions of a policy would both be in effect, or None."""
    start, until = one.effective.within(other.effective)
    if start and until and until < start:
        return None
    return start or date.min
