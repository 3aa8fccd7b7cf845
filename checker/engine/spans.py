"""An object judged on several days: through a contract period, or on the days of production."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from checker.engine.codes import SUCCESSIVE
from checker.gates import gate_of_code
from checker.model.assessment import ERROR, NOTE, Candidate, Finding, ObjectAssessment, Target
from checker.model.calendar import previous_day
from checker.model.outcome import Outcome, all_of
from checker.records import NamedTuple

GAP = "lapse-gap"
# Why no certificate is in force on a day that others before or after it may cover.
_NOT_IN_FORCE = frozenset({"expired", "not-yet-effective", GAP})
# What nobody can provide before its day.
_TO_COME = frozenset({"surveillance", "evidence"})
_LATER = "it falls due within the period; provide it when it has taken place, or shorten the period"


class Judged(NamedTuple):
    """An object as it was judged on one day; the answer holds until the day before the next one that was judged."""

    day: date
    found: ObjectAssessment

    @property
    def against(self) -> list[Finding]:
        """What is against it on the day."""
        return [finding for finding in self.found.findings if finding.severity == ERROR]

    @property
    def gap(self) -> bool:
        """Whether no certificate is in force on the day, and nothing else is wrong but the audits that go with it."""
        rest = [finding for finding in self.against if finding.code not in _NOT_IN_FORCE]
        return len(rest) < len(self.against) and all(finding.gate == "surveillance" for finding in rest)


def through(judged: Sequence[Judged], last: date, known: date) -> ObjectAssessment:
    """A target through a period, which ends on the day `last`: every day has to pass, by whichever certificate.

    Days without a certificate in force are a `lapse-gap` with the first of them; anything else keeps its code. Every
    code is told with the first day on which it stands. `known` is the day of the assessment.
    """
    if all(each.found.outcome is Outcome.PASS for each in judged):
        return _passing(judged)
    span = f"the period {judged[0].day} to {last}"
    ends = [*(previous_day(each.day) for each in judged[1:]), last]
    told = [*_gaps(judged, ends, span), *_others(judged, lambda day: f"as of {day}, in {span}", known)]
    return _failing(judged, told, ends)


def on_days(judged: Sequence[Judged], known: date) -> ObjectAssessment:
    """A target on the days on which its lots were produced: each has to pass, and the first of each code is told."""
    if all(each.found.outcome is Outcome.PASS for each in judged):
        return _passing(judged)
    told = _others(judged, lambda day: f"as of {day}, the day of production", known, gaps=True)
    return _failing(judged, list(told), [each.day for each in judged])


def _failing(judged: Sequence[Judged], told: list[Finding], ends: list[date]) -> ObjectAssessment:
    """The first day of the worst outcome, with what was found against any of the days."""
    outcome = all_of(each.found.outcome for each in judged)
    worst = next(each.found for each in judged if each.found.outcome is outcome)
    until = max(end for each, end in zip(judged, ends, strict=True) if each.found.outcome is not Outcome.PASS)
    own = sorted(told, key=lambda finding: finding.outcome.rank)
    kept = tuple(finding for finding in worst.own_findings if finding.severity != ERROR)
    return worst._replace(chosen=_without_errors(worst.chosen), own_findings=(*own, *kept), until=until)


def _without_errors(chosen: Candidate | None) -> Candidate | None:
    """A candidate whose errors are told with their days elsewhere."""
    if chosen is None:
        return None
    gates = tuple(
        gate._replace(findings=tuple(finding for finding in gate.findings if finding.severity != ERROR))
        for gate in chosen.gates
    )
    return chosen._replace(gates=gates)


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


def _gaps(judged: Sequence[Judged], ends: Sequence[date], span: str) -> Iterator[Finding]:
    """Each stretch of days without a certificate in force, with its first and last day."""
    (gate,) = gate_of_code()[GAP]
    mend = next(code.mend for code in gate.codes if code.name == GAP)
    for number, first in enumerate(judged):
        if not first.gap or (number and judged[number - 1].gap):
            continue
        after = next((place for place in range(number, len(judged)) if not judged[place].gap), len(judged))
        when = f"on {first.day}" if ends[after - 1] == first.day else f"from {first.day} to {ends[after - 1]}"
        reason = next(finding for finding in first.against if finding.code in _NOT_IN_FORCE)
        message = f"no certificate is in force for {named(first.found.target)} {when}, in {span}: {reason.message}"
        yield reason._replace(code=GAP, outcome=Outcome.FAIL, message=message, help=mend)


def _others(
    judged: Sequence[Judged], when: Callable[[date], str], known: date, *, gaps: bool = False
) -> Iterator[Finding]:
    """Everything else against the days: each code with the first day on which it stands, a fail before an unknown."""
    seen: set[tuple[str, Outcome]] = set()
    for each in judged:
        for finding in each.against if gaps or not each.gap else ():
            if (finding.code, finding.outcome) in seen:
                continue
            seen.add((finding.code, finding.outcome))
            later = each.day > known and finding.gate in _TO_COME
            help_ = _LATER if later else finding.help
            yield finding._replace(message=f"{when(each.day)}: {finding.message}", help=help_)


def named(target: Target) -> str:
    """A target in words: model `NP-500-A`."""
    return f"{target.type} `{target.id}`" if target.id else f"the {target.type}"
