"""What a whole run comes to: its verdict, and the result and exit code that a pipeline sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum

from checker.engine.assess import NOT_APPLICABLE
from checker.model.assessment import (
    NOTE,
    WARNING,
    Assessment,
    Finding,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    lower,
)
from checker.model.outcome import Outcome, all_of
from checker.records import NamedTuple

PASSED = "passed"
WAIVED = "passed-with-waivers"
BLOCKED = "blocked"

# What `--fail-on` may name; each only tightens.
FAIL_ON = ("undetermined", "warning")


class ExitCode(IntEnum):
    """The exit codes; the highest that applies wins, but for an interruption."""

    PASSED = 0
    BLOCKED = 1
    UNUSABLE = 2
    INTERNAL = 3
    INTERRUPTED = 130


# Errors that are not the input's, as reports name them, and what they mean for the exit code.
INTERNAL = "internal"
INTERRUPTED = "interrupted"
_GRAVE = {INTERNAL: ExitCode.INTERNAL, INTERRUPTED: ExitCode.INTERRUPTED}


def grave(kinds: Iterable[str]) -> ExitCode:
    """The exit code that errors of these kinds ask for at least; an empty kind is an unusable input."""
    return max((_GRAVE.get(kind, ExitCode.UNUSABLE) for kind in kinds), default=ExitCode.PASSED)


class Count(NamedTuple):
    """What one manifest adds to a run; small and plain, so that it can come from another process or day."""

    verdict: str
    warnings: int = 0
    blocking: int = 0  # objects that block
    assessed: int = 0  # requirements that were assessed
    waived: int = 0  # requirements, every open object of which is waived
    lifted: int = 0  # objects that are waived
    unmet: int = 0  # policies that do not pass, and not all of whose requirements in the way are waived
    accepted: tuple[tuple[str, str, int], ...] = ()  # accepted unknowns: policy, requirement, how many

    @property
    def result(self) -> str:
        """The result that the manifest would come to by itself."""
        if self.blocking or self.unmet or not self.assessed:
            return BLOCKED
        return WAIVED if self.lifted else PASSED


def count(assessment: Assessment, fail_on: str | None = None) -> Count:
    """What one assessed manifest adds to a run; see `Tally` for `fail_on`."""
    warnings = blocking = assessed = waived = lifted = 0
    accepted: dict[tuple[str, str], int] = {}
    for policy in assessment.policies:
        for row in policy.requirements:
            assessed += 1
            waived += bool(row.waived_by)
            for each in row.objects:
                blocking += blocks(row, each, fail_on)
                lifted += bool(each.waived_by)
                warnings += sum(finding.severity == WARNING for finding in shown(row, each.findings))
                if used := sum(finding.accepted for finding in each.findings):
                    key = policy.policy.id, row.requirement.id
                    accepted[key] = accepted.get(key, 0) + used
    unmet = sum(not settled(policy) for policy in assessment.policies)
    often = tuple((*key, used) for key, used in accepted.items())
    return Count(assessment.verdict, warnings, blocking, assessed, waived, lifted, unmet, often)


class Results:
    """What each manifest of a run would come to by itself, in the order of the run: a byte for each."""

    _KNOWN = (PASSED, WAIVED, BLOCKED)

    def __init__(self) -> None:
        self._numbers = bytearray()

    def append(self, result: str) -> None:
        """Add that of the next manifest."""
        self._numbers.append(self._KNOWN.index(result))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        """Each of them."""
        return map(self._KNOWN.__getitem__, self._numbers)


class Tally:
    """Adds up the assessments of a run.

    `fail_on` tightens: `undetermined` lets an undetermined advisory requirement block too, `warning` every warning.
    """

    def __init__(self, fail_on: str | None = None) -> None:
        self.fail_on = fail_on
        self.counts = dict.fromkeys((*(each.value for each in Outcome), NOT_APPLICABLE), 0)
        self.warnings = 0
        self.blocking = 0  # objects that block
        self.assessed = 0
        self.waived = 0  # requirements, every open object of which is waived
        self.lifted = 0  # objects that are waived
        self.unmet = 0  # policies that do not pass, and not all of whose requirements in the way are waived
        self.ledger = 0  # warnings about waivers
        self.accepted: Counter[tuple[str, str]] = Counter()  # accepted unknowns, by policy and requirement

    def add(self, count: Count) -> None:
        """Add what one manifest comes to."""
        self.counts[count.verdict] += 1
        self.warnings += count.warnings
        self.blocking += count.blocking
        self.assessed += count.assessed
        self.waived += count.waived
        self.lifted += count.lifted
        self.unmet += count.unmet
        for policy, requirement, used in count.accepted:
            self.accepted[policy, requirement] += used

    def merge(self, other: Tally) -> None:
        """Add what another tally of the same run added up."""
        for verdict, number in other.counts.items():
            self.counts[verdict] += number
        self.warnings += other.warnings
        self.blocking += other.blocking
        self.assessed += other.assessed
        self.waived += other.waived
        self.lifted += other.lifted
        self.unmet += other.unmet
        self.accepted.update(other.accepted)

    @property
    def verdict(self) -> str:
        """`all` of the manifests that a policy applied to."""
        seen = [each for each in Outcome if self.counts[each.value]]
        return all_of(seen).value if seen else NOT_APPLICABLE

    def result(self, *, errors: bool) -> str:
        """Blocked by unusable input, by a mandatory requirement, by what `fail_on` names, or for want of anything.

        Requirements that are advisory or not in effect were assessed, but do not block. What a waiver lifts does not
        block either, and never counts as passed.
        """
        warned = self.fail_on == "warning" and self.ledger > 0
        if errors or warned or self.blocking or self.unmet or not self.assessed:
            return BLOCKED
        return WAIVED if self.lifted else PASSED

    def exit_code(self, *, errors: bool, no_fail: bool, gravest: ExitCode = ExitCode.PASSED) -> ExitCode:
        """The exit code: unusable input and a run that assessed nothing outweigh a block; `no_fail` lifts a block.

        `gravest` is that of the gravest error that is not the input's: an interruption or an internal error.
        """
        if gravest > ExitCode.UNUSABLE:
            return gravest
        if errors or self.assessed == 0:
            return ExitCode.UNUSABLE
        if self.result(errors=errors) == BLOCKED and not no_fail:
            return ExitCode.BLOCKED
        return ExitCode.PASSED


def settled(policy: PolicyAssessment) -> bool:
    """Whether a policy passes, does not apply, or is kept from passing by requirements that are all waived."""
    if policy.verdict in (Outcome.PASS, NOT_APPLICABLE):
        return True
    in_the_way = [row for row in policy.requirements if row.counts and row.needed and row.outcome is not Outcome.PASS]
    return bool(in_the_way) and all(row.waived_by for row in in_the_way)


def blocks(row: RequirementAssessment, found: ObjectAssessment, fail_on: str | None) -> bool:
    """Whether an object blocks: by a mandatory requirement that is not met, or by what `fail_on` names.

    A waived one does not, but for a warning that no waiver lifts.
    """
    if not found.waived_by:
        if row.counts and row.needed and found.outcome is not Outcome.PASS:
            return True
        if fail_on and not row.counts and found.outcome is Outcome.UNDETERMINED:
            return True
    warnings = (finding for finding in shown(row, found.findings) if finding.severity == WARNING)
    return fail_on == "warning" and any(finding.code not in found.lifted for finding in warnings)


def shown(row: RequirementAssessment, findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Findings as they weigh.

    Those of a requirement that does not block are warnings, with the day from which it will; those of one that the
    decision passes without are notes.
    """
    if row.counts and row.needed:
        yield from findings
    elif row.counts:
        for finding in findings:
            yield lower(finding, NOTE, "not needed: the decision passes without it")
    else:
        start = row.requirement.effective.start if row.requirement.mandatory else None
        for finding in findings:
            yield lower(finding, WARNING, f"blocks from {start}" if start and not row.over else "")
