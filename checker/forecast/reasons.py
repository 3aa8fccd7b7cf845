"""What keeps an assessment from passing: the findings against it, and the codes that lead them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.assessment import ERROR, Assessment, Finding, PolicyAssessment, RequirementAssessment
from checker.model.outcome import Outcome


def leading(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The codes of the errors, each once: a fail before the undetermined, then by name."""
    ranks: dict[str, int] = {}
    for finding in findings:
        if finding.severity == ERROR:
            ranks[finding.code] = min(finding.outcome.rank, ranks.get(finding.code, finding.outcome.rank))
    return tuple(sorted(ranks, key=lambda code: (ranks[code], code)))


def sentence(findings: Iterable[Finding]) -> str:
    """The message of the most decisive error that comes first; empty where there is none."""
    errors = [finding for finding in findings if finding.severity == ERROR]
    return min(errors, key=lambda finding: finding.outcome.rank).message if errors else ""


def against_requirement(found: RequirementAssessment) -> Iterator[Finding]:
    """The findings of the objects that do not pass."""
    for each in found.objects:
        if each.outcome is not Outcome.PASS:
            yield from each.findings


def against_policy(found: PolicyAssessment) -> Iterator[Finding]:
    """The findings of the requirements that count and do not pass, where the policy does not pass."""
    if found.verdict != Outcome.PASS:
        for row in found.requirements:
            if row.counts:
                yield from against_requirement(row)


def against(found: Assessment) -> Iterator[Finding]:
    """The findings of the policies that do not pass."""
    for policy in found.policies:
        yield from against_policy(policy)
