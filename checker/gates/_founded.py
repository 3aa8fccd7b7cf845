"""What was seen behind a certificate, as it counts on a day, and how well that founds what the manifest states."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates._contradiction import successive
from checker.gates.base import Context, Gate
from checker.model.assessment import GateResult
from checker.model.backing import CONFIRMED, DECLARED, LEVELS, Trace
from checker.model.calendar import add, next_day
from checker.model.history import in_force_from
from checker.model.outcome import Outcome
from checker.model.policy import Period


def adverse(context: Context, *, standing: bool = False) -> list[tuple[Trace, Outcome]]:
    """What contradicts the certificate on the day, each with what it comes to: a fail, whatever its age.

    `standing`: only what counts under every policy. What contradicts another entry of the certificate counts too, but
    for one of an earlier or later cycle. What was seen after the judged day, as of the day that knows, leaves open how
    the certificate stood then.
    """
    own = context.certificate
    entries = [own, *(each for each in context.siblings if each.backing.traces and not successive(own, each))]
    seen = dict.fromkeys(each for entry in entries for each in entry.backing.traces)
    found = []
    for each in seen:
        if each.outcome is Outcome.FAIL and (each.standing or not standing):
            if each.day is None or each.day <= context.as_of:
                found.append((each, Outcome.FAIL))
            elif each.day <= _known(context):
                found.append((each, Outcome.UNDETERMINED))
    return found


def agreeing(context: Context) -> list[Trace]:
    """What agrees with the certificate and speaks for the day."""
    return [each for each in seen_passing(context) if not silent(context, each)]


def seen_passing(context: Context) -> list[Trace]:
    """What agrees with the certificate, in its time or not; what was seen after the day does not exist yet."""
    latest = max(context.as_of, _known(context))
    traces = context.certificate.backing.traces
    return [each for each in traces if each.outcome is Outcome.PASS and (each.day is None or each.day <= latest)]


def seen_later(context: Context, level: str) -> list[Trace]:
    """What agrees with the certificate itself and was seen only after the day that is known, so that it is no help."""
    passing = (each for each in context.certificate.backing.traces if each.outcome is Outcome.PASS)
    kept = {*seen_passing(context)}
    return [each for each in passing if each.level == level and each.of_certificate and each not in kept]


def silent(context: Context, trace: Trace) -> str:
    """Why something that agrees says nothing of the day, as the end of a sentence; empty where it speaks."""
    day = context.as_of
    if trace.start and day < trace.start:
        return f"it holds only from {trace.start}"
    if trace.until and day > trace.until:
        return f"it holds only until {trace.until}"
    if trace.day is None:
        return ""
    known, limit = _known(context), context.requirement.checked_within
    start = in_force_from(context.certificate)
    # As for a look-up of a status: it shows nothing of a cycle that began after it, unless it is taken to be renewed.
    exact = limit is None and not context.renewed
    if start is not None and trace.day < start <= (day if exact else min(day, known)):
        return f"it is of {trace.day}, before the certificate came into force on {start}"
    age = (known - trace.day).days
    if limit is not None and age > limit:
        return f"it is of {trace.day}, {age} days before {known}; at most {limit} are accepted"
    return ""


def founded_turns(context: Context) -> Iterator[date]:
    """The days on which something begins or ceases to count."""
    limit = context.requirement.checked_within
    for each in context.certificate.backing.traces:
        if each.start:
            yield each.start
        if each.until:
            yield next_day(each.until)
        if each.day and limit is not None and context.known is None:
            yield add(each.day, Period(days=limit + 1))


def with_basis(gate: Gate, found: GateResult, context: Context) -> GateResult:
    """A gate's answer with what it rests on: of the facts that it looks at, the one that is founded least."""
    if not context.certificate.backing.traces:
        return found
    facts = gate.rests_on(context)
    if not facts:
        return found._replace(founded=found.basis)
    seen = agreeing(context)
    level = min((_level(fact, seen) for fact in facts), key=LEVELS.index)
    return found._replace(founded=level, basis=level if found.basis == DECLARED else found.basis)


def _level(fact: str, seen: list[Trace]) -> str:
    return max((each.level for each in seen if fact in each.facts), key=LEVELS.index, default=DECLARED)


def reaches(level: str, asked: str) -> bool:
    """Whether a level is what is asked, or better."""
    return LEVELS.index(level) >= LEVELS.index(asked)


def best(seen: list[Trace]) -> str:
    """The highest level at which something shows the certificate itself."""
    shown = [each.level for each in seen if each.of_certificate]
    return CONFIRMED if CONFIRMED in shown else max(shown, key=LEVELS.index, default=DECLARED)


def _known(context: Context) -> date:
    return context.known or context.as_of
