"""One requirement on one manifest, on one day: every certificate through the gates, and the best of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from checker.engine.answers import Asked, asked_of, moved, names_parts
from checker.engine.case import Case
from checker.engine.codes import NO_CERTIFICATE
from checker.engine.targets import Scope
from checker.gates._founded import with_basis
from checker.gates._system_subject import covers_activity
from checker.gates.base import About, Context, listed, never, not_run
from checker.gates.kind import against_kind
from checker.gates.standard import accepts
from checker.model.assessment import Candidate, Candidates, Finding, GateResult, ObjectAssessment, Target
from checker.model.manifest import Certificate, Product
from checker.model.markets import within
from checker.model.outcome import Outcome, all_of, any_of
from checker.model.policy import PRODUCT, Policy, Requirement
from checker.model.reference import Designation

if TYPE_CHECKING:
    from checker.engine.choosing import Choosing


class Scene:
    """One requirement of one policy on one manifest."""

    def __init__(self, case: Case, policy: Policy, rule: Requirement, scope: Scope) -> None:
        self.case = case
        self.policy = policy
        self.rule = rule
        self.scope = scope
        self._asked = asked_of(rule)
        self._last: About | None = None
        self._choosing: Choosing | None = None

    def on(self, case: Case) -> Scene:
        """The same requirement on another day."""
        return Scene(case, self.policy, self.rule, self.scope)

    def on_the_day(self, target: Target) -> ObjectAssessment:
        """The best candidate for a target on the day of the case."""
        certificates = self.case.manifest.certificates
        if not certificates:
            return ObjectAssessment(target, Outcome.FAIL, own_findings=(self._nothing(),))
        candidates = Candidates(certificates, partial(self.candidate, target))
        places = self.hopeful() or [self._misplaced()]
        best = candidates[places[0]] if len(places) == 1 else self.choosing.best(target, candidates)
        return ObjectAssessment(target, best.outcome, best, candidates)

    def _nothing(self) -> Finding:
        standards = listed(tuple(ref.text for ref in self.rule.standards), "or")
        message = f"the manifest holds no certificate; a {self.rule.kind} certificate to {standards} is asked for"
        return Finding(NO_CERTIFICATE.name, Outcome.FAIL, message, "/certificates", help=NO_CERTIFICATE.mend)

    def hopeful(self) -> list[int]:
        """The places of the certificates that can matter to the requirement: no target, no day has a part in it."""
        case, rule = self.case, self.rule

        def find() -> list[int]:
            return hopeful(case.manifest.certificates, case.identities.designations, rule)

        found: list[int] = case.answers.once((hopeful, rule.kind, rule.standards), find)
        return found

    def _misplaced(self) -> int:
        """Of certificates that are all of the wrong kind the place of the nearest: one that is only misdeclared."""
        designations = self.case.identities.designations
        for place, certificate in enumerate(self.case.manifest.certificates):
            standard = designations[certificate.position].standard
            if standard and standard.kind == self.rule.kind:
                return place
        return 0

    @property
    def choosing(self) -> Choosing:
        """The choice among these certificates."""
        if self._choosing is None:
            from checker.engine.choosing import Choosing, Field  # noqa: PLC0415 - of no use where one alone can matter

            case, rule = self.case, self.rule

            def find() -> Field:
                return Field.of(self.hopeful(), rule.kind, case.manifest.certificates, case.identities.siblings)

            self._choosing = Choosing(self, case.answers.once((Field, rule.kind, rule.standards), find))
        return self._choosing

    def others(self, target: Target, but: Certificate) -> Iterable[tuple[Certificate, Outcome]]:
        """What the certificates but one come to for an object; left out are those that certainly fail for it."""
        return self.choosing.outcomes(target, but) if len(self.hopeful()) > 1 else ()

    def candidate(self, target: Target, certificate: Certificate, *, alone: bool = False) -> Candidate:
        """A certificate through all gates; one of the wrong kind stops at the first.

        `alone` leaves out what other certificates cover, so that looking there does not come back here.
        """
        asked = self._asked
        results = self.answers(target, certificate, asked[:1], alone=alone)
        if results[0].outcome == Outcome.FAIL:
            context = self.context(target, certificate, alone=alone)
            results += [not_run(each.gate.id, context) for each in asked[1:]]
            return Candidate(certificate, tuple(results), Outcome.FAIL)
        results += self.answers(target, certificate, asked[1:], alone=alone)
        return Candidate(certificate, tuple(results), together(results))

    def answers(
        self, target: Target, certificate: Certificate, asked: Iterable[Asked], *, alone: bool = False
    ) -> list[GateResult]:
        """What gates say of a certificate for a target, with what that rests on."""
        case, pointer, position = self.case, self.rule.pointer, certificate.position
        known, moment, about, local = case.answers, case.moment, self._about(target), self._local(certificate)
        context: Context | None = None
        results: list[GateResult] = []
        for gate, demand, whole, part, when in asked:
            key = None
            if demand is not None and not known.traced:
                key = demand, position, about[part if local else whole], moment[when]
                if (found := known.given.get(key)) is not None:
                    results.append(found.get(pointer) or moved(found, pointer))
                    continue
            context = context or self.context(target, certificate, alone=alone)
            answer = with_basis(gate, gate.assess(context), context)
            results.append(answer)
            if key:
                known.keep(key, pointer, answer)
        return results

    def by_place(self, target: Target, certificate: Certificate, places: Iterable[int]) -> list[GateResult]:
        """What some gates, told by their places, say of a certificate for a target."""
        return self.answers(target, certificate, [self._asked[place] for place in places])

    def turns(self, target: Target, certificate: Certificate) -> Iterator[tuple[int, tuple[date, ...]]]:
        """The days that gates tell of a certificate, by their places; the gates that tell of none are left out."""
        case, context = self.case, self.context(target, certificate, alone=True)
        for place, (gate, demand, *_) in enumerate(self._asked):
            if gate.turns is never:
                continue
            # The days depend on the markets of a product, not on which of its models or sites is looked at.
            key = "turns", demand or self, certificate.position, context.markets, case.as_of, case.known
            days: tuple[date, ...] = case.answers.once(key, lambda: tuple(gate.turns(context)))  # noqa: B023
            if days:
                yield place, days

    def _local(self, certificate: Certificate) -> bool:
        """Whether what is recorded of a certificate may be about a part of what it covers."""
        case = self.case

        def find() -> bool:
            return names_parts((certificate, *case.identities.siblings(certificate)))

        found: bool = case.answers.once(certificate.position, find)
        return found

    def _about(self, target: Target) -> About:
        """A target, by how much of it matters to a gate."""
        if self._last is None or self._last.target is not target:
            self._last = About(None, self._markets(target.product), target.product, target.site, target)
        return self._last

    def context(self, target: Target, certificate: Certificate, *, alone: bool) -> Context:
        """Everything a gate may look at."""
        case, identities = self.case, self.case.identities
        elsewhere = (lambda _activity: Outcome.PASS) if alone else self.covered_at_some_site
        return Context(
            requirement=self.rule,
            certificate=certificate,
            target=target,
            manifest=case.manifest,
            as_of=case.as_of,
            catalogue=case.catalogue,
            designation=identities.designations[certificate.position],
            siblings=identities.siblings(certificate),
            namesakes=identities.namesakes(certificate),
            doubles=identities.doubles(certificate),
            markets=self._about(target).markets,
            product=self.product(target),
            site=case.manifest.sites.get(target.site) if target.site else None,
            covered_elsewhere=elsewhere,
            known=case.known,
            renewed=case.renewed,
        )

    def product(self, target: Target) -> Product | None:
        """The product that a target is part of, as it is judged."""
        return self._product(target.product)

    def _product(self, name: str | None) -> Product | None:
        return next((row.product for row in self.scope.products if row.product.id == name), None)

    def _markets(self, product: str | None) -> tuple[str, ...] | None:
        """Where the edition of a certificate for a product is judged."""
        asked = self.policy.applies_to.markets
        key = markets_of, self.rule.kind, asked, product

        def find() -> tuple[str, ...] | None:
            return markets_of(self.rule.kind, asked, self._product(product))

        found: tuple[str, ...] | None = self.case.answers.once(key, find)
        return found

    def covered_at_some_site(self, activity: str) -> Outcome:
        """Whether any certificate that passes at a site that performs an activity has it in its scope there."""
        key = "elsewhere", self.rule, activity, self.case.moment.day
        found: Outcome = self.case.answers.once(key, partial(self._covered_at_some_site, activity))
        return found

    def _covered_at_some_site(self, activity: str) -> Outcome:
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


def together(results: Iterable[GateResult]) -> Outcome:
    """`all` of the gates that were asked."""
    found = {each.outcome for each in results}
    return all_of([outcome for outcome in Outcome if outcome in found])


def hopeful(
    certificates: Sequence[Certificate], designations: Mapping[int, Designation], rule: Requirement
) -> list[int]:
    """The places of the certificates but of those that can neither pass nor be the best candidate, on any day.

    One of the wrong kind stops at the first gate; one to another standard fails, and gives way to any of the right one.
    The designations are by position.
    """
    right, accepted, open_ = [], [], []
    for place, certificate in enumerate(certificates):
        standard = designations[certificate.position].standard
        if not against_kind(certificate, standard, rule.kind):
            right.append(place)
            if standard is None:
                open_.append(place)
            elif accepts(rule, standard):
                accepted.append(place)
    return accepted + open_ if accepted else right
