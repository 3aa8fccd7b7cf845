"""The case to be advised on, and one fault in it: a finding that stands in the way of one candidate for one object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from checker.advise.actions import Action, Place, Serves
from checker.advise.changes import Change
from checker.catalogue import Catalogue
from checker.engine.assess import assess
from checker.engine.identity import Identities
from checker.engine.result import blocks
from checker.engine.versions import versions_on
from checker.model.assessment import (
    Assessment,
    Finding,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    Target,
)
from checker.model.manifest import Certificate, Manifest, Product, Site
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import Policy, Requirement
from checker.records import NamedTuple

Judge = Callable[[Manifest, Sequence[Policy], date], Assessment]


class Case(NamedTuple):
    """A manifest that does not pass, what it is held against, and the entries that are one certificate.

    `judge_on` assesses a manifest as the run does. What stands in the way, and whether anything helps, is asked of it.
    """

    manifest: Manifest
    policies: tuple[Policy, ...]
    catalogue: Catalogue
    day: date
    judge_on: Judge
    groups: dict[str, tuple[str, ...]]
    order: Order | None = None

    def judge(self, manifest: Manifest, policies: Sequence[Policy]) -> Assessment:
        """The assessment of a manifest on the day."""
        return self.judge_on(manifest, policies, self.day)

    def rules(self, kind: str) -> list[Requirement]:
        """The requirements of a kind of certificate that count on the day."""
        return [
            rule
            for policy in self.policies
            for rule in policy.requirements
            if rule.kind == kind and rule.counts_on(self.day)
        ]


def case_of(
    manifest: Manifest, policies: Sequence[Policy], catalogue: Catalogue, day: date, order: Order | None = None
) -> Case:
    """The case of a manifest, by the versions of the policies in effect on the day, and as an order sees it."""

    def judge(changed: Manifest, held: Sequence[Policy], when: date) -> Assessment:
        return assess(changed, held, catalogue, when, order=order)

    known = Identities(manifest, catalogue, day)
    names = [entry.id for entry in manifest.certificates]
    groups = {
        entry.id: tuple(sorted({entry.id, *(each.id for each in known.siblings(entry))}, key=names.index))
        for entry in manifest.certificates
    }
    return Case(manifest, tuple(versions_on(policies, day)), catalogue, day, judge, groups, order)


class Blocked(NamedTuple):
    """An object that stands in the way, with the policy and requirement that ask for it."""

    policy: PolicyAssessment
    row: RequirementAssessment
    found: ObjectAssessment

    @property
    def place(self) -> Place:
        """The object of the requirement."""
        return self.policy.policy.id, self.row.requirement.id, self.found.target


def blocked(assessment: Assessment) -> list[Blocked]:
    """Every object that stands in the way, in the order of the report."""
    return [
        Blocked(policy, row, found)
        for policy in assessment.policies
        for row in policy.requirements
        for found in row.objects
        if blocks(row, found, None)
    ]


def narrowed(case: Case, places: Iterable[Place]) -> Case:
    """The case with no more products than these objects are of; with all, where an object is a site or organisation."""
    products = {target.product if target.type != "site" else None for _, _, target in places}
    if None in products or case.order:  # what an order names and is not there would be found missing
        return case
    kept = tuple(row for row in case.manifest.products or () if row.id in products)
    return case._replace(manifest=case.manifest._replace(products=kept))


class Fault(NamedTuple):
    """A finding that keeps a candidate from passing for an object."""

    case: Case
    policy: Policy
    rule: Requirement
    target: Target
    certificate: Certificate
    finding: Finding

    @property
    def certain(self) -> bool:
        """Whether the evidence contradicts; otherwise something is merely not stated."""
        return self.finding.outcome is Outcome.FAIL

    @property
    def product(self) -> Product | None:
        """The product that the object is of."""
        return next((row for row in self.case.manifest.products or () if row.id == self.target.product), None)

    @property
    def site(self) -> Site | None:
        """The site that the object is, or is made at."""
        return self.case.manifest.sites.get(self.target.site) if self.target.site else None

    def action(
        self, kind: str, lead: str, *changes: Change, names: tuple[str, ...] = (), detail: str = "", tail: str = ""
    ) -> Action:
        """An action on the certificate that clears this finding; `{id}` in its sentence is the certificate."""
        group = self.case.groups.get(self.certificate.id, (self.certificate.id,))
        serves = Serves(self.policy.id, self.rule.id, self.target, self.finding.code)
        said = [text.replace("{id}", f"`{group[0]}`") for text in (lead, tail)]
        return Action(kind, group[0], detail, self.rule.kind, said[0], names, group, changes, (serves,), said[1])

    def choice(self, accepted: Callable[[Requirement], Iterable[str] | None], default: Sequence[str]) -> str:
        """A value that this requirement accepts and, where there is one, all others of its kind do too.

        `accepted` gives what a requirement accepts; None or nothing where it takes any.
        """
        own = list(accepted(self.rule) or default)
        others = [set(found) for rule in self.case.rules(self.rule.kind) if (found := accepted(rule))]
        return next((each for each in own if all(each in other for other in others)), own[0])
