"""What a policy says of a case, and where that differs from what the case expects. Every verdict is the engine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.authoring.trial.model import Case, Difference, Expected, Ran
from checker.catalogue import Catalogue
from checker.engine import assess
from checker.forecast import HORIZON, with_holds
from checker.model.assessment import Assessment, Finding, PolicyAssessment
from checker.model.calendar import add
from checker.model.outcome import Outcome
from checker.model.policy import Policy

_SHOWN = 6


def run_case(case: Case, policies: Sequence[Policy], catalogue: Catalogue) -> Ran:
    """One case under the versions of one policy."""
    found = assess(case.manifest, policies, catalogue, case.as_of, order=case.order)
    differences = tuple(_differences(case, found, policies, catalogue))
    return Ran(case, found.policies[0], differences)


def as_expected(case: Case, policies: Sequence[Policy], catalogue: Catalogue) -> bool:
    """Whether a case comes as expected; stops at the first thing that does not."""
    found = assess(case.manifest, policies, catalogue, case.as_of, order=case.order)
    return next(_differences(case, found, policies, catalogue), None) is None


def findings(found: PolicyAssessment) -> Iterator[Finding]:
    """The findings of every object, and of the certificate that decides for it."""
    for row in found.requirements:
        for each in row.objects:
            yield from each.findings


def outcomes(found: PolicyAssessment) -> dict[str, str]:
    """The outcome of every requirement that was assessed, by its id."""
    return {row.requirement.id: row.outcome.value for row in found.requirements}


def codes(found: PolicyAssessment) -> list[str]:
    """The codes of all findings, sorted, each once."""
    return sorted({each.code for each in findings(found)})


def _differences(
    case: Case, found: Assessment, policies: Sequence[Policy], catalogue: Catalogue
) -> Iterator[Difference]:
    expected, policy = case.expected, found.policies[0]
    if policy.verdict != expected.verdict:
        yield Difference("verdict", expected.verdict, policy.verdict)
    yield from _requirements(expected, policy)
    yield from _codes(expected, policy)
    if expected.holds_stated:
        yield from _holding(case, found, policies, catalogue)
    for day, verdict in expected.on:
        then = assess(case.manifest, policies, catalogue, day, known=case.as_of, order=case.order).policies[0].verdict
        if then != verdict:
            yield Difference(f"verdict on {day}", verdict, then)


def _requirements(expected: Expected, policy: PolicyAssessment) -> Iterator[Difference]:
    actual = outcomes(policy)
    for name, outcome in expected.requirements:
        if actual.get(name) != outcome:
            yield Difference(f"requirement `{name}`", outcome, actual.get(name, "not assessed"))


def _codes(expected: Expected, policy: PolicyAssessment) -> Iterator[Difference]:
    actual = codes(policy)
    for code in expected.codes:
        if code not in actual:
            shown = ", ".join(actual[:_SHOWN]) + (f" and {len(actual) - _SHOWN} more" if len(actual) > _SHOWN else "")
            yield Difference("a finding", code, shown or "none")


def _holding(case: Case, found: Assessment, policies: Sequence[Policy], catalogue: Catalogue) -> Iterator[Difference]:
    wanted = _until(case.expected.holds_until)
    end = add(case.as_of, HORIZON)
    if found.policies[0].verdict != Outcome.PASS:
        yield Difference("the pass", wanted, "there is none")
        return
    ahead = with_holds(found, policies, catalogue, case.as_of, end, order=case.order).policies[0].holds
    if (actual := _until(ahead.until if ahead and ahead.then else None)) != wanted:
        yield Difference("the pass", wanted, actual)


def _until(day: date | None) -> str:
    return f"holds until {day}" if day else f"holds for {HORIZON.months} months at least"
