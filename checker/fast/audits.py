"""Surveillance and the audits of a cycle, for certificates whose events are ordinary (`checker/gates/surveillance`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.fast.profile import Profile
from checker.fast.terms import ASK, CLEAN, OPEN, PASSES, STEADY, Lasting, after, later
from checker.model.history import DECIDED_WITHIN
from checker.model.policy import Requirement
from checker.records import NamedTuple

Raw = dict[str, Any]

OVERDUE, NOT_RENEWED = "surveillance-overdue", "recertification-overdue"


class Cycle(NamedTuple):
    """As `checker.model.history.Cycle`; days as texts."""

    start: str
    decision: str
    initial: bool


def cycle(entry: Profile) -> Cycle | None:
    """The cycle in which a certificate is; None where no day tells."""
    memo = entry.memo
    if "cycle" not in memo:
        memo["cycle"] = _cycle(entry)
    found: Cycle | None = memo["cycle"]
    return found


def _cycle(entry: Profile) -> Cycle | None:
    if entry.renewals:
        renewed, previous = entry.renewals[-1]
        latest = later(renewed, DECIDED_WITHIN.months, 0)
        decision = min((day for day in entry.decisions if renewed <= day <= latest), default=renewed)
        if previous and renewed <= previous:
            return Cycle(after(previous), decision if decision <= previous else renewed, initial=False)
        return Cycle(decision, decision, initial=False)
    start = entry.decisions[0] if entry.decisions else entry.start
    return Cycle(start, start, initial=True) if start else None


def surveillance(rule: Requirement, entry: Profile, day: str, sites: tuple[str, ...]) -> Lasting:
    """How the recorded surveillance of any of some sites (none: of the whole) lasts, where the requirement names it."""
    asked = rule.surveillance
    if asked is None:
        return PASSES
    if entry.bound or entry.odd:
        return OPEN
    if not entry.raw.get("events"):
        return OPEN
    audits = entry.audits(sites)
    found = PASSES
    if asked.every:
        dates = [*audits[-1:], *([entry.granted] if entry.granted else [])]
        if not dates:
            return OPEN
        due = later(max(dates), asked.every.months, asked.every.days)
        if day > due:
            return OPEN
        found = Lasting(CLEAN, due, OVERDUE)
    if asked.iso_17021:
        by_clause = _iso_17021(entry, day, audits)
        if by_clause.until == found.until and by_clause.code != found.code:
            return OPEN
        state = max(found.state, by_clause.state)
        found = min(found, by_clause, key=lambda each: each.until)._replace(state=state)
    return found


def _iso_17021(entry: Profile, day: str, audits: list[str]) -> Lasting:
    now = cycle(entry)
    if now is None:
        return OPEN
    if len(entry.decisions) > 1:
        return OPEN  # a later one may be a recertification that is not recorded
    last = later(now.start, 36, 0)
    if (entry.expires and entry.expires > last) or day > last:
        return OPEN
    audits = [each for each in audits if each >= now.decision]
    state, until, code = CLEAN, last, NOT_RENEWED
    if now.initial:
        first = later(now.decision, 12, 0)
        if not audits:
            if day > first:
                return OPEN
            if first < until:
                until, code = first, OVERDUE
        elif audits[0] > first:
            state = ASK
        second = later(now.decision, 24, 0)
        if day > second and sum(audit <= second for audit in audits) < 2:
            state = ASK
    return _years(entry, now, day, audits, Lasting(state, until, code))


def _years(entry: Profile, now: Cycle, day: str, audits: list[str], found: Lasting) -> Lasting:
    """Every completed calendar year after the decision wants a surveillance, and so will each to come."""
    done = {audit[:4] for audit in audits}
    done |= {renewed[:4] for renewed, _ in entry.renewals}
    if entry.expires:
        done.add(entry.expires[:4])
    this = int(day[:4])
    first = int(now.decision[:4]) + 1
    for year in range(first, this):
        if f"{year:04}" not in done:
            if not audits or int(audits[-1][:4]) <= year:
                return OPEN
            found = found._replace(state=ASK)  # a warning: a later audit made up for it
    year = max(first, this)
    while f"{year:04}" in done:
        year += 1
    missed = f"{year:04}-12-31"
    if missed == found.until and found.code != OVERDUE:
        return OPEN
    return found if found.until <= missed else found._replace(until=missed, code=OVERDUE)


def recorded(rule: Requirement, entry: Profile, accredited: Callable[[Raw], bool]) -> Lasting:
    """Whether the test or the audits are recorded, where the requirement asks; that never ends.

    `accredited` says of a test whether its laboratory is plainly accredited.
    """
    if rule.testing:
        reported = [] if entry.bound else [event for event in entry.tests if event.get("report")]
        if rule.accredited_laboratory:
            reported = [event for event in reported if accredited(event)]
        return PASSES if reported else STEADY
    if not rule.audits:
        return PASSES
    now = None if entry.bound or entry.odd else cycle(entry)
    if now is None:
        return STEADY
    recent = [(kind, day) for kind, day in entry.stages if later(day, 12, 0) >= now.start]
    if any(kind == "recertification" for kind, _ in recent):
        return PASSES
    # Stage 1 leads to stage 2, and that to the decision, where one is recorded.
    second = [day for kind, day in recent if kind == "stage-2" and (not entry.granted or day <= entry.granted)]
    led = any(kind == "stage-1" and day <= max(second) for kind, day in recent) if second else False
    return PASSES if led else STEADY


def evaluated(changes: list[Raw], entry: Profile) -> bool:
    """Whether every change of a product's design that matters is plainly re-evaluated, revision by revision."""
    for change in changes:
        if change.get("significant") is False:
            continue
        revision = change.get("revision")
        if entry.bound or revision is None:
            return False
        if not any(revision == each and day >= change["date"] for each, day in entry.evaluated):
            return False
    return True
