"""What a file of policy tests states, once it is read, and what became of it."""

from __future__ import annotations

from datetime import date

from checker.authoring.changes import Json
from checker.document import Document
from checker.errors import Location, Problem
from checker.model.assessment import PolicyAssessment
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.policy import Policy
from checker.records import NamedTuple


class Expected(NamedTuple):
    """What a case expects. `holds_stated` tells a `holds_until` of None (longer than one looks) from none at all."""

    verdict: str
    requirements: tuple[tuple[str, str], ...] = ()
    codes: tuple[str, ...] = ()
    on: tuple[tuple[date, str], ...] = ()
    holds_stated: bool = False
    holds_until: date | None = None

    @property
    def looks_ahead(self) -> bool:
        """Whether other days than that of the case have to be assessed."""
        return self.holds_stated or bool(self.on)


class Case(NamedTuple):
    """One case that can be run: the changed manifest and what the policy has to say of it on the day."""

    name: str
    location: Location
    base: str
    as_of: date
    manifest: Manifest
    expected: Expected
    order: Order | None = None


class Broken(NamedTuple):
    """A case that can not be run, and why."""

    name: str
    location: Location
    problem: Problem


class Base(NamedTuple):
    """A manifest that cases start from: its values, the day and the order that it is judged by.

    `stated` are the keys that a case has to state, because the file as a whole states others; `file` is the tests'.
    """

    file: str
    path: str
    values: Json
    as_of: date
    order: Order | None = None
    stated: tuple[tuple[str, str], ...] = ()


class Equivalent(NamedTuple):
    """A mutant that is stated to change no verdict."""

    mutant: str
    reason: str
    location: Location


class Version(NamedTuple):
    """One version of the policy under test, with the document that states it."""

    policy: Policy
    document: Document


class Subject(NamedTuple):
    """The policy under test: all of its versions, the first day first."""

    id: str
    versions: tuple[Version, ...]

    @property
    def policies(self) -> list[Policy]:
        """The versions as the engine takes them."""
        return [each.policy for each in self.versions]


class TestsFile(NamedTuple):
    """One file of tests; `read` are the paths of the manifests and orders that were read for it."""

    path: str
    sha256: str
    subject: Subject
    cases: tuple[Case, ...]
    broken: tuple[Broken, ...]
    bases: tuple[Base, ...]
    equivalent: tuple[Equivalent, ...]
    read: tuple[str, ...] = ()


class Difference(NamedTuple):
    """One thing that came otherwise than a case expects."""

    what: str
    expected: str
    actual: str


class Ran(NamedTuple):
    """A case that was run: what the policy said, and where that differs from what is expected."""

    case: Case
    found: PolicyAssessment
    differences: tuple[Difference, ...] = ()
