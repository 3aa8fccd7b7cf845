"""An object judged on several days: through a contract period, or on the days of production."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from checker.engine.codes import SUCCESSIVE
from checker.gates import gate_of_code
from checker.model.assessment import ERROR, NOTE, Candidate, Finding, ObjectAssessment, Target, lower
from checker.model.calendar import previous_day
from checker.model.outcome import Outcome, all_of

GAP = "lapse-gap"
# Why no certificate is in force on a day that others before or after it may cover.
_NOT_IN_FORCE = frozenset({"expired", "not-yet-effective", GAP})


class Judged(NamedTuple):
    """An object as it was judged on one day; the answer holds until the next day that was judged."""

    day: date
    found: ObjectAssessment


def through(judged: Sequence[Judged], last: date) -> ObjectAssessment:
    """A target through a period, which ends on the day `last`: every day has to pass, by whichever certificate.

    A day without a certificate in force is a `lapse-gap` with its first day; anything else keeps its code.
    """
    if all(each.found.outcome is Outcome.PASS for each in judged):
        return _passing(judged)
    span = f"the period {judged[0].day} to {last}"
    worst = _worst(judged)
    against = [finding for finding in worst.found.findings if finding.severity == ERROR]
    if not {finding.code for finding in against} <= _NOT_IN_FORCE:
        return _dated(worst, f"as of {worst.day}, in {span}")
    gap = _gap(worst, _last_alike(judged, worst, last), span, against[0])
    lowered = _with_findings(worst.found, lambda finding: lower(finding, NOTE))
    return lowered._replace(own_findings=(gap,))


def on_days(judged: Sequence[Judged]) -> ObjectAssessment:
    """A target on the days on which its lots were produced: each has to pass."""
    if all(each.found.outcome is Outcome.PASS for each in judged):
        return _passing(judged)
    worst = _worst(judged)
    return _dated(worst, f"as of {worst.day}, the day of production")


def _worst(judged: Sequence[Judged]) -> Judged:
    """The first day of the worst outcome."""
    outcome = all_of(each.found.outcome for each in judged)
    return next(each for each in judged if each.found.outcome is outcome)


def _last_alike(judged: Sequence[Judged], first: Judged, last: date) -> date:
    """The last day of the stretch that begins with a day and has its outcome."""
    after = (each.day for each in judged if each.day > first.day and each.found.outcome is not first.found.outcome)
    ended = next(after, None)
    return last if ended is None else previous_day(ended)


def _passing(judged: Sequence[Judged]) -> ObjectAssessment:
    """The answer of the first day, with a note where other certificates take over later."""
    turns: list[tuple[str | None, date]] = []
    for each in judged:
        if not turns or turns[-1][0] != each.found.certificate:
            turns.append((each.found.certificate, each.day))
    first = judged[0].found
    if len(turns) == 1:
        return first
    told = ", ".join(f"`{name}` from {day}" for name, day in turns)
    message = f"{named(first.target)} is covered by certificates that follow each other: {told}"
    note = Finding(SUCCESSIVE.name, Outcome.PASS, message, first.target.pointer, severity=NOTE, help=SUCCESSIVE.mend)
    return first._replace(own_findings=(*first.own_findings, note))


def _gap(worst: Judged, last: date, span: str, reason: Finding) -> Finding:
    when = f"on {worst.day}" if last == worst.day else f"from {worst.day} to {last}"
    message = f"no certificate is in force for {named(worst.found.target)} {when}, in {span}: {reason.message}"
    (gate,) = gate_of_code()[GAP]
    mend = next(code.mend for code in gate.codes if code.name == GAP)
    return reason._replace(code=GAP, outcome=Outcome.FAIL, message=message, help=mend)


def _dated(worst: Judged, when: str) -> ObjectAssessment:
    """The answer of a day, its reasons with that day."""

    def dated(finding: Finding) -> Finding:
        return finding._replace(message=f"{when}: {finding.message}") if finding.severity == ERROR else finding

    return _with_findings(worst.found, dated)


def _with_findings(found: ObjectAssessment, change: Callable[[Finding], Finding]) -> ObjectAssessment:
    chosen = found.chosen
    if chosen is not None:
        gates = tuple(gate._replace(findings=tuple(map(change, gate.findings))) for gate in chosen.gates)
        chosen = Candidate(chosen.certificate, gates, chosen.outcome)
    return found._replace(chosen=chosen, own_findings=tuple(map(change, found.own_findings)))


def named(target: Target) -> str:
    """A target in words: model `NP-500-A`."""
    return f"{target.type} `{target.id}`" if target.id else f"the {target.type}"
