"""Assessment of one manifest against policies, as of a day (design: how a requirement is assessed)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeAlias

from checker.catalogue import Catalogue
from checker.engine.asked import assess_object, begins_itself, period_of
from checker.engine.case import Case
from checker.engine.scene import Scene
from checker.engine.targets import Missing, Scope, scope_of, targets
from checker.engine.versions import versions_on
from checker.model.assessment import Assessment, PolicyAssessment, RequirementAssessment, Target
from checker.model.decision import evaluate, wanting
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.outcome import Outcome, all_of
from checker.model.policy import Policy, Requirement

NOT_APPLICABLE = "not-applicable"


def assess(
    manifest: Manifest,
    policies: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    *,
    known: date | None = None,
    order: Order | None = None,
) -> Assessment:
    """The verdict of every policy on a manifest as of a day, with every reason.

    Of several versions of a policy the one in effect on the day is used; an order fixes what is judged. The manifest's
    verdict is `all` of the applicable policies; `not-applicable` when none applies. `known` is the day as of which
    look-ups of a status are judged, where that is another.
    """
    return assess_case(Case.of(manifest, catalogue, as_of, known=known, order=order), policies)


Known: TypeAlias = "Callable[[Policy, Requirement], RequirementAssessment | None]"
"""What is known of a requirement of a policy beforehand; None: it has to be assessed."""


def _unknown(_policy: Policy, _rule: Requirement) -> None:
    """Nothing is known beforehand."""


def assess_case(case: Case, policies: Sequence[Policy], known: Known = _unknown) -> Assessment:
    """The verdict of every policy on a manifest as of the day of a case."""
    found = tuple(assess_policy(case, policy, known) for policy in versions_on(policies, case.as_of))
    return Assessment(case.manifest, together(each.verdict for each in found), found)


def together(verdicts: Iterable[str]) -> str:
    """`all` of the policies that apply; `not-applicable` when none does."""
    applicable = [Outcome(each) for each in verdicts if each != NOT_APPLICABLE]
    return all_of(applicable).value if applicable else NOT_APPLICABLE


def assess_policy(case: Case, policy: Policy, known: Known = _unknown) -> PolicyAssessment:
    """The verdict of one policy."""
    scope: Scope = case.answers.once(("scope", policy.applies_to), lambda: scope_of(policy.applies_to, case.judged))
    if scope.empty:
        return PolicyAssessment(policy, NOT_APPLICABLE, left_out=scope.left_out)
    rows = ((row, known(policy, row)) for row in policy.requirements)
    assessed = tuple(kept or _requirement(Scene(case, policy, row, scope)) for row, kept in rows)
    outcomes = {row.requirement.id: row.outcome for row in assessed if row.counts}
    verdict = evaluate(policy.decision, outcomes.get)
    needed = wanting(policy.decision, outcomes.get)
    assessed = tuple(_in_need(row, row.requirement.id in needed) for row in assessed)
    found = verdict.value if verdict else NOT_APPLICABLE
    return PolicyAssessment(policy, found, assessed, scope.left_out, period_of(policy, case.order))


def _requirement(scene: Scene) -> RequirementAssessment:
    """Every object of a requirement; its outcome is `all` of them."""
    rule, as_of = scene.rule, scene.case.as_of
    asked = "objects", scene.policy.applies_to, rule.kind, rule.covers.factory, rule.covers.sites
    objects: tuple[Target | Missing, ...] = scene.case.answers.once(
        asked, lambda: tuple(targets(rule, scene.scope, scene.case.judged.sites))
    )
    found = tuple(assess_object(scene, each) for each in objects)
    until = rule.effective.until
    over = until is not None and as_of > until
    outcome = all_of(each.outcome for each in found)
    counts = rule.counts_on(as_of)
    if period := period_of(scene.policy, scene.case.order):
        # What comes into effect within the period is asked for the rest of it.
        begins = begins_itself(scene)
        counts = counts or (rule.mandatory and not over and begins is not None and begins <= period[1])
    return RequirementAssessment(rule, outcome, counts, found, over=over)


def _in_need(row: RequirementAssessment, wanted: bool) -> RequirementAssessment:
    return row if wanted or row.outcome is Outcome.PASS or not row.counts else row._replace(needed=False)
