"""Assessment of one manifest against policies, as of a day (design: how a requirement is assessed)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from checker.catalogue import Catalogue
from checker.engine.codes import APPLICABILITY_UNKNOWN, NO_CERTIFICATE
from checker.engine.identity import Identities
from checker.engine.targets import Missing, Scope, scope_of, targets
from checker.gates import gates
from checker.gates._system_subject import covers_activity
from checker.gates.base import Context, listed, not_run
from checker.model.assessment import (
    Assessment,
    Candidate,
    Finding,
    GateResult,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    Target,
)
from checker.model.decision import evaluate
from checker.model.manifest import Certificate, Manifest, Product
from checker.model.markets import within
from checker.model.outcome import Outcome, all_of, any_of
from checker.model.policy import PRODUCT, Policy, Requirement

NOT_APPLICABLE = "not-applicable"


def assess(
    manifest: Manifest, policies: Sequence[Policy], catalogue: Catalogue, as_of: date, *, known: date | None = None
) -> Assessment:
    """The verdict of every policy on a manifest as of a day, with every reason.

    The manifest's verdict is `all` of the applicable policies; `not-applicable` when none applies. `known` is the day
    as of which look-ups of a status are judged, where that is another.
    """
    case = Case.on(manifest, catalogue, as_of, known)
    found = tuple(case.policy(policy) for policy in policies)
    return Assessment(manifest, together(each.verdict for each in found), found)


def together(verdicts: Iterable[str]) -> str:
    """`all` of the policies that apply; `not-applicable` when none does."""
    applicable = [Outcome(each) for each in verdicts if each != NOT_APPLICABLE]
    return all_of(applicable).value if applicable else NOT_APPLICABLE


class Case(NamedTuple):
    """One manifest on one day."""

    manifest: Manifest
    catalogue: Catalogue
    as_of: date
    identities: Identities
    known: date | None = None

    @classmethod
    def on(cls, manifest: Manifest, catalogue: Catalogue, as_of: date, known: date | None) -> Case:
        """A manifest on a day; `known` is the day as of which look-ups of a status are judged, if another."""
        return cls(manifest, catalogue, as_of, Identities(manifest, catalogue, as_of), known)

    def policy(self, policy: Policy) -> PolicyAssessment:
        """The verdict of one policy."""
        scope = scope_of(policy.applies_to, self.manifest)
        if scope.empty:
            return PolicyAssessment(policy, NOT_APPLICABLE, left_out=scope.left_out)
        assessed = tuple(Scene(self, policy, row, scope).requirement() for row in policy.requirements)
        outcomes = {row.requirement.id: row.outcome for row in assessed if row.counts}
        verdict = evaluate(policy.decision, outcomes.get)
        if verdict is Outcome.PASS:
            assessed = tuple(row._replace(needed=row.outcome is Outcome.PASS or not row.counts) for row in assessed)
        return PolicyAssessment(policy, verdict.value if verdict else NOT_APPLICABLE, assessed, scope.left_out)


class Scene(NamedTuple):
    """One requirement of one policy on one manifest."""

    case: Case
    policy: Policy
    rule: Requirement
    scope: Scope

    def requirement(self) -> RequirementAssessment:
        """Every object of the requirement; its outcome is `all` of them."""
        found = [self.object(each) for each in targets(self.rule, self.scope, self.case.manifest)]
        counts, until = self.rule.counts_on(self.case.as_of), self.rule.effective.until
        over = until is not None and self.case.as_of > until
        outcome = all_of(each.outcome for each in found)
        return RequirementAssessment(self.rule, outcome, counts, tuple(found), over=over)

    def object(self, found: Target | Missing) -> ObjectAssessment:
        """The best candidate for an object."""
        if isinstance(found, Missing):
            return self.if_applicable(
                ObjectAssessment(found.target, Outcome.UNDETERMINED, own_findings=(found.finding,))
            )
        certificates = self.case.manifest.certificates
        if not certificates:
            return self.if_applicable(ObjectAssessment(found, Outcome.FAIL, own_findings=(self._nothing(),)))
        candidates = tuple(self.candidate(found, each) for each in certificates)
        best = max(candidates, key=_preference)
        return self.if_applicable(ObjectAssessment(found, best.outcome, best, candidates))

    def _nothing(self) -> Finding:
        standards = listed(tuple(ref.text for ref in self.rule.standards), "or")
        message = f"the manifest holds no certificate; a {self.rule.kind} certificate to {standards} is asked for"
        return Finding(NO_CERTIFICATE.name, Outcome.FAIL, message, "/certificates", help=NO_CERTIFICATE.mend)

    def if_applicable(self, found: ObjectAssessment) -> ObjectAssessment:
        """Anything but a pass is undetermined where it is unknown whether the policy applies to the object."""
        if found.outcome is Outcome.PASS or found.target.known:
            return found
        named = f"product `{found.target.product}`" if found.target.product else "the products"
        message = f"whether `{self.policy.id}` applies to {named} can not be told: categories or markets are not stated"
        code, help_ = APPLICABILITY_UNKNOWN.name, APPLICABILITY_UNKNOWN.mend
        finding = Finding(code, Outcome.UNDETERMINED, message, found.target.pointer, help=help_)
        return found._replace(outcome=Outcome.UNDETERMINED, own_findings=(finding, *found.own_findings))

    def candidate(self, target: Target, certificate: Certificate, *, alone: bool = False) -> Candidate:
        """A certificate through all gates; one of the wrong kind stops at the first.

        `alone` leaves out what other certificates cover, so that looking there does not come back here.
        """
        context = self.context(target, certificate, alone=alone)
        results: list[GateResult] = []
        for gate in gates():
            stopped = results and results[0].outcome == Outcome.FAIL
            results.append(not_run(gate.id, context) if stopped else gate.assess(context))
        outcome = all_of(Outcome(each.outcome) for each in results if each.outcome in _OUTCOMES)
        return Candidate(certificate, tuple(results), outcome)

    def context(self, target: Target, certificate: Certificate, *, alone: bool) -> Context:
        """Everything a gate may look at."""
        case = self.case
        product = self._product(target)
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
            markets=self._markets(product),
            product=product,
            site=case.manifest.sites.get(target.site) if target.site else None,
            covered_elsewhere=elsewhere,
            known=case.known,
        )

    def _product(self, target: Target) -> Product | None:
        return next((row.product for row in self.scope.products if row.product.id == target.product), None)

    def _markets(self, product: Product | None) -> tuple[str, ...] | None:
        """Where the edition is judged: the product's markets that the policy names, else all of the product's.

        Without stated markets: those the policy names, else every market there is a transition for. Management systems
        are judged world-wide.
        """
        if self.rule.kind != PRODUCT:
            return ("world",)
        asked, stated = self.policy.applies_to.markets, product.markets if product else None
        if asked is None or not stated:
            return stated or asked
        return within(asked, stated)

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


_OUTCOMES = frozenset(outcome.value for outcome in Outcome)


def _preference(candidate: Candidate) -> tuple[int, bool, bool, int, int]:
    """Pass over undetermined over fail; then the right kind, an accepted standard, most gates passed, manifest order.

    The design has no preference for an accepted standard. Without it a buyer could read that a listing to another
    standard is not accepted, and nothing of the one fault in the certificate that matters.
    """
    accepted = any(gate.gate == "standard" and gate.outcome == Outcome.PASS for gate in candidate.gates)
    order = -candidate.certificate.position
    return candidate.outcome.rank, candidate.right_kind, accepted, candidate.gates_passed, order
