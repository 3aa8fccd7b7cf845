"""What the engine finds out: gates, findings, and the objects and requirements they add up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import overload

from checker.model.backing import DECLARED, LEVELS
from checker.model.manifest import Certificate, Manifest
from checker.model.outcome import Outcome
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple

NOT_ASKED = "not-asked"
NOT_RUN = "not-run"

ERROR = "error"
WARNING = "warning"
NOTE = "note"


class Finding(NamedTuple):
    """One stable code with the sentence a buyer can forward.

    A warning or note has outcome pass. `pointer` is the place in the manifest, `policy_pointer` in the policy.
    `accepted` says that the policy's `accept_unknown` lets this undetermined finding stand.
    """

    code: str
    outcome: Outcome
    message: str
    pointer: str
    gate: str | None = None
    severity: str = ERROR
    help: str = ""
    certificate: str | None = None
    policy_pointer: str = ""
    accepted: bool = False


class GateResult(NamedTuple):
    """What one gate says of one certificate for one object: `outcome` is an Outcome, not-asked or not-run.

    `founded` is how well the facts of the certificate are founded that it rests on; `basis` says so too, or `catalogue`
    where the catalogue decided about them.
    """

    gate: str
    outcome: str
    expected: str = ""
    actual: str = ""
    pointer: str = ""
    policy_pointer: str = ""
    basis: str = "declared"
    confidence: str | None = None
    findings: tuple[Finding, ...] = ()
    founded: str = DECLARED


class Target(NamedTuple):
    """An object of conformity: a model (at a site), a lot, a product, a site, or the organisation.

    `known` False: the policy may or may not apply to it, because the manifest leaves out what decides that.
    """

    type: str
    id: str | None
    pointer: str
    product: str | None = None
    site: str | None = None
    known: bool = True


class Candidate(NamedTuple):
    """A certificate assessed for a target: all of its gates."""

    certificate: Certificate
    gates: tuple[GateResult, ...]
    outcome: Outcome

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all gates, in gate order."""
        return tuple(finding for gate in self.gates for finding in gate.findings)

    @property
    def right_kind(self) -> bool:
        """Whether the certificate is of the kind that is required (or may be)."""
        return self.gates[0].outcome != Outcome.FAIL

    @property
    def basis(self) -> str:
        """The weakest of what its gates rest on; what the catalogue says is not in doubt, what it is said of is."""
        found = [gate.founded for gate in self.gates if gate.outcome not in (NOT_ASKED, NOT_RUN)]
        return min(found, key=LEVELS.index, default=DECLARED)

    @property
    def gates_passed(self) -> int:
        """How many gates pass."""
        return sum(gate.outcome == Outcome.PASS for gate in self.gates)


class Candidates(Sequence[Candidate]):
    """One candidate for each certificate, in the order of the manifest, each assessed when somebody looks at it.

    Most of them can not be the best, and few reports show what they come to.
    """

    __slots__ = ("_certificates", "_made", "_make")

    def __init__(
        self, certificates: tuple[Certificate, ...] = (), make: Callable[[Certificate], Candidate] | None = None
    ) -> None:
        self._certificates = certificates if make else ()
        self._make = make
        self._made: dict[int, Candidate] = {}

    def __len__(self) -> int:
        return len(self._certificates)

    @overload
    def __getitem__(self, place: int) -> Candidate: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Candidate, ...]: ...

    def __getitem__(self, place: int | slice) -> Candidate | tuple[Candidate, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(len(self))[place])
        place = range(len(self))[place]
        if place not in self._made and self._make:
            self._made[place] = self._make(self._certificates[place])
        return self._made[place]

    def __iter__(self) -> Iterator[Candidate]:
        return map(self.__getitem__, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Candidates | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def of(self, position: int | None) -> Candidate | None:
        """The candidate that the certificate at a position of the manifest is, or None."""
        places = (place for place, each in enumerate(self._certificates) if each.position == position)
        return next(map(self.__getitem__, places), None)

    def among(self, places: Iterable[int]) -> list[Candidate]:
        """The candidates in some places."""
        return [self[place] for place in places]


class Holds(NamedTuple):
    """Through which day (inclusive) a pass lasts without a break, what it becomes on the day after, and by which codes.

    `then` is a verdict; None: it lasts until the end of the time that was looked ahead. The codes tell of the
    certificates that satisfied it until then, not of another that may have come nearer since.
    """

    until: date
    then: str | None = None
    codes: tuple[str, ...] = ()


class ObjectAssessment(NamedTuple):
    """A target with its best candidate; `certificate` names the one that satisfied it.

    `waived_by` are the ids of the waivers because of which it does not block, `lifted` the codes that they lift.
    """

    target: Target
    outcome: Outcome
    chosen: Candidate | None = None
    candidates: Candidates = Candidates()
    own_findings: tuple[Finding, ...] = ()
    waived_by: tuple[str, ...] = ()
    lifted: tuple[str, ...] = ()
    until: date | None = None  # the last day on which it does not pass, where it is judged on other days
    holds: Holds | None = None  # where it passes and somebody looked ahead

    @property
    def certificate(self) -> str | None:
        """The certificate that satisfied the object, if one did."""
        return self.chosen.certificate.id if self.chosen and self.outcome is Outcome.PASS else None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The object's own findings, then those of the chosen candidate."""
        return self.own_findings + (self.chosen.findings if self.chosen else ())


class RequirementAssessment(NamedTuple):
    """A requirement over all of its objects.

    `counts`: a failure blocks (mandatory, and in effect on the date). `needed` False: the decision passes without it,
    by another branch. `waived_by`: the waivers of all of its objects, where each that does not pass is waived.
    """

    requirement: Requirement
    outcome: Outcome
    counts: bool
    objects: tuple[ObjectAssessment, ...]
    needed: bool = True
    over: bool = False  # no longer in effect on the date
    waived_by: tuple[str, ...] = ()
    holds: Holds | None = None


class PolicyAssessment(NamedTuple):
    """A policy's verdict on one manifest: an outcome, or not-applicable."""

    policy: Policy
    verdict: str
    requirements: tuple[RequirementAssessment, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # products that the policy does not apply to, each with the reason
    period: tuple[date, date] | None = None  # the days through which it was judged, both inclusive
    holds: Holds | None = None


class Assessment(NamedTuple):
    """All policies on one manifest; the verdict is `all` of the applicable ones."""

    manifest: Manifest
    verdict: str
    policies: tuple[PolicyAssessment, ...] = ()
    holds: Holds | None = None


def lower(finding: Finding, severity: str, remark: str = "") -> Finding:
    """An error where its requirement does not block: of lower severity, with a remark on why or until when."""
    if finding.severity != ERROR:
        return finding
    message = f"{finding.message} ({remark})" if remark else finding.message
    return finding._replace(severity=severity, message=message)
