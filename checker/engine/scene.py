"""One requirement on one manifest, on one day: every certificate through the gates, and the best of them."""

from __future__ import annotations

from datetime import date
from functools import partial

from checker.catalogue import Catalogue
from checker.engine.codes import NO_CERTIFICATE
from checker.engine.hopeful import hopeful
from checker.engine.identity import Identities
from checker.engine.ordering import Ordered, ordered
from checker.engine.targets import Scope
from checker.gates import gates
from checker.gates._founded import with_basis
from checker.gates._system_subject import covers_activity
from checker.gates.base import Context, listed, not_run
from checker.model.assessment import Candidate, Finding, GateResult, ObjectAssessment, Target
from checker.model.candidates import Candidates
from checker.model.history import known_on
from checker.model.manifest import Certificate, Manifest, Product
from checker.model.markets import within
from checker.model.order import Order
from checker.model.outcome import Outcome, all_of, any_of
from checker.model.policy import PRODUCT, Policy, Requirement
from checker.records import NamedTuple


class Case(NamedTuple):
    """One manifest on one day, as an order sees it.

    `known` is the day as of which look-ups of a status are judged, where that is another. `days` keeps the cases made
    of other days, for which look-ups are taken to be `renewed`; `periods` the days on which something can change in the
    period of a policy; `hopes` the certificates that can matter to a requirement, by its kind and standards.
    """

    manifest: Manifest
    catalogue: Catalogue
    as_of: date
    identities: Identities
    judged: Ordered
    order: Order | None
    known: date | None
    days: dict[date, Case]
    periods: dict[str, list[date]]
    hopes: dict[tuple[object, ...], list[int]]
    renewed: bool = False

    @classmethod
    def of(
        cls,
        manifest: Manifest,
        catalogue: Catalogue,
        as_of: date,
        *,
        known: date | None = None,
        order: Order | None = None,
    ) -> Case:
        """The case of a manifest on a day."""
        identities = Identities(manifest, catalogue, as_of)
        return cls(manifest, catalogue, as_of, identities, ordered(manifest, order), order, known, {}, {}, {})

    def again(self, day: date) -> Case:
        """The same case on another day, of which just as much is known."""
        return self._replace(as_of=day, identities=self.identities.on(day), days={}, periods={})

    def on(self, day: date) -> Case:
        """The manifest on another day, as far as it is known on this one."""
        if day not in self.days:
            known = self.known or self.as_of
            manifest = known_on(self.manifest, self.as_of)
            other = Case.of(manifest, self.catalogue, day, known=known, order=self.order)
            self.days[day] = other._replace(renewed=True)
        return self.days[day]


class Scene(NamedTuple):
    """One requirement of one policy on one manifest."""

    case: Case
    policy: Policy
    rule: Requirement
    scope: Scope

    def on_the_day(self, target: Target) -> ObjectAssessment:
        """The best candidate for a target on the day of the case."""
        certificates = self.case.manifest.certificates
        if not certificates:
            return ObjectAssessment(target, Outcome.FAIL, own_findings=(self._nothing(),))
        candidates = Candidates(certificates, partial(self.candidate, target))
        best = max(candidates.among(self.hopeful(target) or [0]), key=preference)
        return ObjectAssessment(target, best.outcome, best, candidates)

    def hopeful(self, target: Target) -> list[int]:
        """The places of the certificates that can matter to the requirement: no target, no day has a part in it."""
        key, known = (self.rule.kind, self.rule.standards), self.case.hopes
        if key not in known:
            known[key] = hopeful([self.context(target, each, alone=True) for each in self.case.manifest.certificates])
        return known[key]

    def _nothing(self) -> Finding:
        standards = listed(tuple(ref.text for ref in self.rule.standards), "or")
        message = f"the manifest holds no certificate; a {self.rule.kind} certificate to {standards} is asked for"
        return Finding(NO_CERTIFICATE.name, Outcome.FAIL, message, "/certificates", help=NO_CERTIFICATE.mend)

    def candidate(self, target: Target, certificate: Certificate, *, alone: bool = False) -> Candidate:
        """A certificate through all gates; one of the wrong kind stops at the first.

        `alone` leaves out what other certificates cover, so that looking there does not come back here.
        """
        context = self.context(target, certificate, alone=alone)
        results: list[GateResult] = []
        for gate in gates():
            stopped = results and results[0].outcome == Outcome.FAIL
            results.append(not_run(gate.id, context) if stopped else with_basis(gate, gate.assess(context), context))
        outcome = all_of(Outcome(each.outcome) for each in results if each.outcome in _OUTCOMES)
        return Candidate(certificate, tuple(results), outcome)

    def context(self, target: Target, certificate: Certificate, *, alone: bool) -> Context:
        """Everything a gate may look at."""
        case = self.case
        product = self.product(target)
        elsewhere = (lambda _activity: Outcome.PASS) if alone else self.covered_at_some_site
        return Context(
            requirement=self.rule,
            certificate=certificate,
            target=target,
            manifest=case.manifest,
            as_of=case.as_of,
            catalogue=case.catalogue,
            designation=case.identities.designations[certificate.position],
            siblings=case.identities.siblings(certificate),
            namesakes=case.identities.namesakes(certificate),
            doubles=case.identities.doubles(certificate),
            markets=markets_of(self.rule.kind, self.policy.applies_to.markets, product),
            product=product,
            site=case.manifest.sites.get(target.site) if target.site else None,
            covered_elsewhere=elsewhere,
            known=case.known,
            renewed=case.renewed,
        )

    def product(self, target: Target) -> Product | None:
        """The product that a target is part of, as it is judged."""
        return next((row.product for row in self.scope.products if row.product.id == target.product), None)

    def covered_at_some_site(self, activity: str) -> Outcome:
        """Whether any certificate that passes at a site that performs an activity has it in its scope there."""
        outcomes = [Outcome.FAIL]
        for site in self.case.manifest.sites.values():
            if site.activities is None or activity not in site.activities:
                continue
            target = Target("site", site.id, site.pointer, site=site.id)
            outcomes.extend(
                self.candidate(target, certificate, alone=True).outcome
                for certificate in self.case.manifest.certificates
                if covers_activity(certificate, site.id, activity)
            )
        return any_of(outcomes)


def markets_of(kind: str, asked: tuple[str, ...] | None, product: Product | None) -> tuple[str, ...] | None:
    """Where the edition is judged: the product's markets that the policy names, else all of the product's.

    Without stated markets: those the policy names, else every market there is a transition for. Management systems
    are judged world-wide.
    """
    if kind != PRODUCT:
        return ("world",)
    stated = product.markets if product else None
    if asked is None or not stated:
        return stated or asked
    return within(asked, stated)


_OUTCOMES = frozenset(outcome.value for outcome in Outcome)


def preference(candidate: Candidate) -> tuple[int, bool, bool, int, int]:
    """How well a candidate fits: its outcome, the right kind, an accepted standard, most gates passed, manifest order.

    The design has no preference for an accepted standard. Without it a buyer could read that a listing to another
    standard is not accepted, and nothing of the one fault in the certificate that matters.
    """
    accepted = any(gate.gate == "standard" and gate.outcome == Outcome.PASS for gate in candidate.gates)
    order = -candidate.certificate.position
    return candidate.outcome.rank, candidate.right_kind, accepted, candidate.gates_passed, order
