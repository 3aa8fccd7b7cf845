"""Assessment of one manifest against policies, as of a day (design: how a requirement is assessed)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from checker.catalogue import Catalogue
from checker.engine.codes import (
    APPLICABILITY_UNKNOWN,
    NO_CERTIFICATE,
    NOT_DECLARED,
    PERIOD_UNKNOWN,
    PRODUCTION_DAY_MISSING,
)
from checker.engine.days import turning_days
from checker.engine.identity import Identities
from checker.engine.ordering import Ordered, ordered
from checker.engine.spans import Judged, named, on_days, through
from checker.engine.targets import Missing, Scope, scope_of, targets
from checker.engine.versions import versions_on
from checker.errors import did_you_mean
from checker.gates import Code, gates
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
from checker.model.decision import evaluate, wanting
from checker.model.history import known_on
from checker.model.manifest import Certificate, Manifest, Product
from checker.model.markets import within
from checker.model.order import Order
from checker.model.outcome import Outcome, all_of, any_of
from checker.model.policy import PRODUCT, Policy, Requirement, Span

NOT_APPLICABLE = "not-applicable"


def assess(
    manifest: Manifest, policies: Sequence[Policy], catalogue: Catalogue, as_of: date, *, order: Order | None = None
) -> Assessment:
    """The verdict of every policy on a manifest as of a day, with every reason.

    Of several versions of a policy the one in effect on the day is used. An order fixes what is judged. The manifest's
    verdict is `all` of the applicable policies; `not-applicable` when none applies.
    """
    case = _Case.of(manifest, catalogue, as_of, as_of, order)
    found = tuple(case.policy(policy) for policy in versions_on(policies, as_of))
    verdicts = [Outcome(each.verdict) for each in found if each.verdict != NOT_APPLICABLE]
    return Assessment(manifest, all_of(verdicts).value if verdicts else NOT_APPLICABLE, found)


class _Case(NamedTuple):
    """One manifest on one day.

    `known` is the day whose facts are known: the day itself, or that of the assessment where another day is judged.
    `days` keeps what is made of other days.
    """

    manifest: Manifest
    catalogue: Catalogue
    as_of: date
    known: date
    order: Order | None
    judged: Ordered
    identities: Identities
    days: dict[date, "_Case"]

    @classmethod
    def of(cls, manifest: Manifest, catalogue: Catalogue, as_of: date, known: date, order: Order | None) -> "_Case":
        judged, identities = ordered(manifest, order), Identities(manifest, catalogue, as_of)
        return cls(manifest, catalogue, as_of, known, order, judged, identities, {})

    def on(self, day: date) -> "_Case":
        """The manifest on another day, as far as it is known on this one."""
        if day not in self.days:
            self.days[day] = _Case.of(known_on(self.manifest, self.as_of), self.catalogue, day, self.as_of, self.order)
        return self.days[day]

    def policy(self, policy: Policy) -> PolicyAssessment:
        scope = scope_of(policy.applies_to, self.judged)
        if scope.empty:
            return PolicyAssessment(policy, NOT_APPLICABLE, left_out=scope.left_out)
        assessed = tuple(_Scene(self, policy, row, scope).requirement() for row in policy.requirements)
        outcomes = {row.requirement.id: row.outcome for row in assessed if row.counts}
        verdict = evaluate(policy.decision, outcomes.get)
        needed = wanting(policy.decision, outcomes.get)
        assessed = tuple(_in_need(row, row.requirement.id in needed) for row in assessed)
        return PolicyAssessment(policy, verdict.value if verdict else NOT_APPLICABLE, assessed, scope.left_out)


class _Scene(NamedTuple):
    """One requirement of one policy on one manifest."""

    case: _Case
    policy: Policy
    rule: Requirement
    scope: Scope

    def requirement(self) -> RequirementAssessment:
        """Every object of the requirement; its outcome is `all` of them."""
        found = [self.object(each) for each in targets(self.rule, self.scope, self.case.judged.sites)]
        counts, until = self.rule.counts_on(self.case.as_of), self.rule.effective.until
        over = until is not None and self.case.as_of > until
        outcome = all_of(each.outcome for each in found)
        return RequirementAssessment(self.rule, outcome, counts, tuple(found), over=over)

    def object(self, found: Target | Missing) -> ObjectAssessment:
        """An object on the days that are asked; open where it can not be judged."""
        target = found.target if isinstance(found, Missing) else found
        if lack := self.case.judged.lack(target):
            return _open(target, NOT_DECLARED, lack)
        if isinstance(found, Missing):
            answer = ObjectAssessment(target, Outcome.UNDETERMINED, own_findings=(found.finding,))
        elif self.rule.on_production:
            answer = self._on_production(target)
        elif self.policy.period:
            answer = self._through(target, self.policy.period)
        else:
            answer = self.on_the_day(target)
        return self._if_applicable(answer)

    def on_the_day(self, target: Target) -> ObjectAssessment:
        """The best candidate for a target on the day of the case."""
        certificates = self.case.manifest.certificates
        if not certificates:
            return ObjectAssessment(target, Outcome.FAIL, own_findings=(self._nothing(),))
        candidates = tuple(self.candidate(target, each) for each in certificates)
        best = max(candidates, key=_preference)
        return ObjectAssessment(target, best.outcome, best, candidates)

    def _another_day(self, target: Target, day: date) -> Judged:
        return Judged(day, self._replace(case=self.case.on(day)).on_the_day(target))

    def _through(self, target: Target, period: Span) -> ObjectAssessment:
        """A target on every day of the period that the order states; nothing changes between turning days."""
        dates = self.case.order.dates if self.case.order else {}
        missing = [name for name in (period.start, period.until) if name not in dates]
        if missing:
            why = "no order is given" if self.case.order is None else f"the order states no {listed(tuple(missing))}"
            hint = did_you_mean(missing[0], dates)
            message = f"`{self.policy.id}` has to hold from `{period.start}` until `{period.until}`, and {why}"
            return _open(target, PERIOD_UNKNOWN, f"{message}; {hint}" if hint else message)
        start, until = dates[period.start], dates[period.until]
        if until < start:
            message = f"the order dates `{period.until}` {until}, before `{period.start}` {start}"
            return _open(target, PERIOD_UNKNOWN, message)
        days = turning_days(self.case.manifest, [self.policy], self.case.catalogue, start, until)
        return through([self._another_day(target, day) for day in dict.fromkeys([start, *days])], until)

    def _on_production(self, target: Target) -> ObjectAssessment:
        """A target on the day on which each of its lots was produced."""
        product = self._product(target)
        lots = [lot for lot in (product.lots if product else None) or () if target.type != "lot" or lot.id == target.id]
        undated = [lot.id for lot in lots if lot.produced is None or lot.produced > self.case.as_of]
        if undated or not lots:
            what = f"lot `{undated[0]}`" if undated else f"{named(target)}"
            message = f"the manifest does not say on which day {what} was produced, when a certificate has to be in force"
            return _open(target, PRODUCTION_DAY_MISSING, message)
        days = sorted({lot.produced for lot in lots if lot.produced})
        return on_days([self._another_day(target, day) for day in days])

    def _nothing(self) -> Finding:
        standards = listed(tuple(ref.text for ref in self.rule.standards), "or")
        message = f"the manifest holds no certificate; a {self.rule.kind} certificate to {standards} is asked for"
        return Finding(NO_CERTIFICATE.name, Outcome.FAIL, message, "/certificates", help=NO_CERTIFICATE.mend)

    def _if_applicable(self, found: ObjectAssessment) -> ObjectAssessment:
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


def _open(target: Target, code: Code, message: str) -> ObjectAssessment:
    finding = Finding(code.name, Outcome.UNDETERMINED, message, target.pointer, help=code.mend)
    return ObjectAssessment(target, Outcome.UNDETERMINED, own_findings=(finding,))


def _in_need(row: RequirementAssessment, wanted: bool) -> RequirementAssessment:
    return row._replace(needed=wanted or row.outcome is Outcome.PASS or not row.counts)


_OUTCOMES = frozenset(outcome.value for outcome in Outcome)


def _preference(candidate: Candidate) -> tuple[int, bool, bool, int, int]:
    """Pass over undetermined over fail; then the right kind, an accepted standard, most gates passed, manifest order.

    The design has no preference for an accepted standard. Without it a buyer could read that a listing to another
    standard is not accepted, and nothing of the one fault in the certificate that matters.
    """
    accepted = any(gate.gate == "standard" and gate.outcome == Outcome.PASS for gate in candidate.gates)
    order = -candidate.certificate.position
    return candidate.outcome.rank, candidate.right_kind, accepted, candidate.gates_passed, order
