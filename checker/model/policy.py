"""The buyer's or regulator's policy (design: policy, version 1), checked and ready to be applied."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from checker.records import NamedTuple

PRODUCT = "product"
MANAGEMENT_SYSTEM = "management-system"


class Period(NamedTuple):
    """A span of calendar months, days or years; month ends clamp (31 January + 1 month = 28 or 29 February)."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        """The span as a policy writes it."""
        if self.days:
            return f"{self.days} days"
        return f"{self.months} months"


class EditionRule(NamedTuple):
    """Which editions are accepted: `current`, `any`, a list, or from a year on."""

    mode: str = "current"  # current | any | list | from
    editions: tuple[str, ...] = ()
    start: int = 0


class StandardRef(NamedTuple):
    """A standard a requirement accepts, by its catalogue id."""

    id: str
    text: str


class MarkRule(NamedTuple):
    """The accepted types of mark (None: not asked; empty: any) and the market the mark has to name."""

    types: tuple[str, ...] | None = None
    market: str | None = None


class BodyRule(NamedTuple):
    """How the certification body has to be accepted: on a recognition list, or by accreditation."""

    recognised_by: str | None = None
    accredited_to: str | None = None  # accreditation standard, e.g. ISO/IEC 17065
    by: tuple[str, ...] | None = None  # ids of accreditation bodies; a closed list
    mra: bool = False


class CoversRule(NamedTuple):
    """What the certificate's scope has to name."""

    factory: bool = False
    patterns: bool = True
    sites: str = "producing"  # producing | all | organisation
    activities: tuple[str, ...] = ()
    holder: str = "operator"  # operator | supplier


class SurveillanceRule(NamedTuple):
    """Surveillance at an interval, or by ISO/IEC 17021-1, 9.1.3."""

    every: Period | None = None
    iso_17021: bool = False


class Window(NamedTuple):
    """Days from and until, inclusive; None is open."""

    start: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in the window."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)

    def within(self, other: Window) -> Window:
        """The days that both windows hold."""
        starts = [each for each in (self.start, other.start) if each is not None]
        ends = [each for each in (self.until, other.until) if each is not None]
        return Window(max(starts, default=None), min(ends, default=None))


class Span(NamedTuple):
    """The names of the dates of an order between which a policy has to hold, both days inclusive."""

    start: str
    until: str


class Requirement(NamedTuple):
    """One thing a policy requires, of one kind of certificate."""

    id: str
    pointer: str
    kind: str
    standards: tuple[StandardRef, ...]
    title: str = ""
    edition: EditionRule = EditionRule()
    attestation: tuple[str, ...] = ("certification",)
    mark: MarkRule = MarkRule()
    scheme_types: tuple[str, ...] | None = None  # None: not asked; empty: any
    body: BodyRule = BodyRule()
    covers: CoversRule = CoversRule()
    surveillance: SurveillanceRule | None = None
    testing: bool = False
    accredited_laboratory: bool = False
    audits: bool = False
    assurance: str = "declared"
    checked_within: int | None = 365  # days; None: never stale
    accept_unknown: tuple[str, ...] = ()
    waivable: bool = True
    citation: str = ""
    remedy: str = ""
    mandatory: bool = True
    effective: Window = Window()
    on_production: bool = False  # judged on the day each lot was produced, not on the date of the assessment

    def counts_on(self, day: date) -> bool:
        """Whether a failure on this day blocks: mandatory, and within its effective window."""
        return self.mandatory and self.effective.holds(day)


def _equal(one: tuple[object, ...], other: object) -> bool:
    """Whether two decisions are one: tuples are equal where their parts are, `all` and `any` of the same are not."""
    return type(one) is type(other) and tuple.__eq__(one, other)


class All(NamedTuple):
    """Every part has to pass."""

    parts: tuple[Decision, ...]

    def __eq__(self, other: object) -> bool:
        return _equal(self, other)

    def __ne__(self, other: object) -> bool:
        return not _equal(self, other)

    def __hash__(self) -> int:
        return tuple.__hash__(self)


class Any(NamedTuple):
    """One part has to pass."""

    parts: tuple[Decision, ...]

    def __eq__(self, other: object) -> bool:
        return _equal(self, other)

    def __ne__(self, other: object) -> bool:
        return not _equal(self, other)

    def __hash__(self) -> int:
        return tuple.__hash__(self)


class AtLeast(NamedTuple):
    """At least n parts have to pass."""

    n: int
    parts: tuple[Decision, ...]

    def __eq__(self, other: object) -> bool:
        return _equal(self, other)

    def __ne__(self, other: object) -> bool:
        return not _equal(self, other)

    def __hash__(self) -> int:
        return tuple.__hash__(self)


Decision: TypeAlias = "str | All | Any | AtLeast"


class AppliesTo(NamedTuple):
    """Which products a policy judges; None for a key that is not asked."""

    categories: tuple[str, ...] | None = None
    markets: tuple[str, ...] | None = None
    types: tuple[str, ...] | None = None


class Extended(NamedTuple):
    """A policy that another one extends."""

    id: str
    version: str
    sha256: str
    path: str


class Override(NamedTuple):
    """A rule that a policy loosens against the one that it extends, and why. No requirement: one of the whole.

    `effect` says in a sentence what is looser, as the comparison of both policies tells it; empty where it can not.
    """

    requirement: str
    rule: str
    reason: str
    effect: str = ""


class Policy(NamedTuple):
    """Requirements, the decision that combines them, and the products they apply to."""

    id: str
    title: str
    version: str
    evidence: str  # product | management-system | both | either
    requirements: tuple[Requirement, ...]
    decision: Decision
    applies_to: AppliesTo = AppliesTo()
    authority: str = ""
    citations: tuple[str, ...] = ()
    rationale: str = ""
    path: str = ""
    sha256: str = ""
    effective: Window = Window()
    period: Span | None = None
    extends: tuple[Extended, ...] = ()  # the nearest first
    overrides: tuple[Override, ...] = ()

    @property
    def digests(self) -> tuple[str, ...]:
        """Of what it consists: its own digest and those of the policies that it extends."""
        return (self.sha256, *(each.sha256 for each in self.extends))
