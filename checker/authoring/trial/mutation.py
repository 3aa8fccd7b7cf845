"""Mutants held against the cases: for one that no case notices, the case that would is looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checker.authoring.trial.asking import as_expected
from checker.authoring.trial.catching import Catch, Catcher
from checker.authoring.trial.model import Base, Case, Equivalent, Ran, Subject
from checker.authoring.trial.mutants import Mutant, judging, mutants
from checker.catalogue import Catalogue
from checker.engine.assess import assess_policy
from checker.engine.case import Case as Judged
from checker.errors import Location
from checker.model.assessment import RequirementAssessment
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple
from checker.schema import conform

KILLED, SURVIVED, EQUIVALENT, REFUSED, STALE = "killed", "survived", "equivalent", "refused", "stale"


class Fate(NamedTuple):
    """What became of a mutant: `by` is the case that notices it, `reason` why it is equivalent or refused."""

    mutant: Mutant
    fate: str
    by: str = ""
    reason: str = ""
    catch: Catch | None = None


def fates(
    subject: Subject, ran: Sequence[Ran], bases: Sequence[Base], stated: Iterable[Equivalent], catalogue: Catalogue
) -> Iterator[Fate]:
    """The fate of every mutant of a policy, whose cases all come as expected."""
    reasons = {each.mutant: each.reason for each in stated}
    catcher = Catcher(subject.policies, bases, catalogue)
    for number, version in enumerate(subject.versions):
        values = conform(version.document, "policy")
        prefix = f"{version.policy.version}: " if len(subject.versions) > 1 else ""
        hunt = _Hunt(subject, number, ran, catalogue)
        for mutant in mutants(values, catalogue, prefix):  # type: ignore[arg-type]  # a policy is a mapping
            yield _fate(mutant, hunt, catcher, reasons.get(mutant.id))


def stale(stated: Iterable[Equivalent], found: Sequence[Fate]) -> Iterator[tuple[Equivalent, str]]:
    """The statements of equivalence that are not true, each with why."""
    known = {each.mutant.id: each for each in found}
    for each in stated:
        fate = known.get(each.mutant)
        if fate is None:
            yield each, "is no mutant of the policy"
        elif fate.fate == REFUSED:
            yield each, "makes a policy that does not load"
        elif fate.fate == KILLED:
            yield each, f"is told from the policy by the case `{fate.by}`"


def _fate(mutant: Mutant, hunt: _Hunt, catcher: Catcher, reason: str | None) -> Fate:
    if mutant.policy is None:
        return Fate(mutant, REFUSED, reason=mutant.refusal)
    if by := hunt.killer(mutant.policy):
        return Fate(mutant, KILLED, by.name)
    if reason is not None:
        return Fate(mutant, EQUIVALENT, reason=reason)
    return Fate(mutant, SURVIVED, catch=catcher.catch(mutant.id, hunt.with_(mutant.policy)))


class _Hunt:
    """The cases of one version of a policy, the one that killed last first: neighbours are often killed by one case."""

    def __init__(self, subject: Subject, number: int, ran: Sequence[Ran], catalogue: Catalogue) -> None:
        self.policies = subject.policies
        self.catalogue = catalogue
        self._number = number
        self._order = list(ran)
        self._judged: dict[Location, Judged] = {}

    def with_(self, mutant: Policy) -> list[Policy]:
        """The versions of the policy with the mutant in place of the one that it was made of."""
        return [mutant if number == self._number else each for number, each in enumerate(self.policies)]

    def killer(self, mutant: Policy) -> Case | None:
        """The first case that does not come as expected under a mutant; None where all do."""
        changed = self._changed(mutant)
        versions = self.with_(mutant)
        for each in sorted(self._order, key=lambda ran: not _names(ran, changed)):
            if self._same(each, mutant, changed) or as_expected(each.case, versions, self.catalogue):
                continue
            self._order.remove(each)
            self._order.insert(0, each)
            return each.case
        return None

    def _changed(self, mutant: Policy) -> list[Requirement] | None:
        """The requirements that a mutant changes; None where it changes more than requirements."""
        one, other = judging(self.policies[self._number]), judging(mutant)
        if repr(one._replace(requirements=())) != repr(other._replace(requirements=())) or mutant.period:
            return None
        if [rule.id for rule in one.requirements] != [rule.id for rule in other.requirements]:
            return None
        pairs = zip(one.requirements, other.requirements, mutant.requirements, strict=True)
        return [rule for old, new, rule in pairs if old != new]

    def _same(self, ran: Ran, mutant: Policy, changed: list[Requirement] | None) -> bool:
        """Whether the changed requirements say the same of a case as before, so that all else does.

        That saves the assessment of the others. Days ahead are another matter.
        """
        if changed is None or len(self.policies) > 1 or ran.case.expected.looks_ahead or not ran.found.requirements:
            return False
        case = ran.case
        if case.location not in self._judged:
            self._judged[case.location] = Judged.of(case.manifest, self.catalogue, case.as_of, order=case.order)
        alone = mutant._replace(requirements=tuple(changed))
        before = {row.requirement.id: row for row in ran.found.requirements}
        after = assess_policy(self._judged[case.location], alone).requirements
        return all(_told(before[row.requirement.id]) == _told(row) for row in after)


def _names(ran: Ran, changed: list[Requirement] | None) -> bool:
    """Whether a case expects something of a changed requirement, so that it is likely to notice."""
    named = {name for name, _ in ran.case.expected.requirements}
    return bool(changed and any(rule.id in named for rule in changed))


def _told(row: RequirementAssessment) -> tuple[object, ...]:
    """What a case can tell of a requirement."""
    return row.outcome, row.counts, {found.code for each in row.objects for found in each.findings}
