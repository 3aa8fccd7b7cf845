"""One object on the days that are asked: the day of the assessment, a contract period, or the days of production."""

from __future__ import annotations

from datetime import date

from checker.engine.codes import (
    APPLICABILITY_UNKNOWN,
    NOT_DECLARED,
    PERIOD_UNKNOWN,
    PRODUCTION_DAY_MISSING,
)
from checker.engine.days import turning_days
from checker.engine.scene import Scene
from checker.engine.spans import Judged, named, on_days, through
from checker.engine.targets import Missing
from checker.errors import did_you_mean
from checker.gates import Code
from checker.gates.base import listed
from checker.model.assessment import Finding, ObjectAssessment, Target
from checker.model.order import Order
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Policy, Span


def assess_object(scene: Scene, found: Target | Missing) -> ObjectAssessment:
    """An object on the days that are asked; open where the manifest does not say enough to judge it."""
    target = found.target if isinstance(found, Missing) else found
    if lack := scene.case.judged.lack(target) or _lacks_product(scene):
        return _open(target, NOT_DECLARED, lack)
    if isinstance(found, Missing):
        answer = ObjectAssessment(target, Outcome.UNDETERMINED, own_findings=(found.finding,))
    elif scene.rule.on_production:
        answer = _on_production(scene, target)
    elif scene.policy.period:
        answer = _through(scene, target, scene.policy.period)
    else:
        answer = scene.on_the_day(target)
    return if_applicable(scene, answer)


def _lacks_product(scene: Scene) -> str | None:
    """What the organisation, or every site of it, can not be judged for: an ordered product that is not declared."""
    if scene.rule.kind == PRODUCT or scene.rule.covers.sites == "producing":
        return None
    lacking = scene.case.judged.lacking
    keys = [("product", row.product.id) for row in scene.scope.products]
    return next((lacking[key] for key in keys if key in lacking), None)


def if_applicable(scene: Scene, found: ObjectAssessment) -> ObjectAssessment:
    """Anything but a pass is undetermined where it is unknown whether the policy applies to the object."""
    if found.outcome is Outcome.PASS or found.target.known:
        return found
    about = f"product `{found.target.product}`" if found.target.product else "the products"
    message = f"whether `{scene.policy.id}` applies to {about} can not be told: categories or markets are not stated"
    answer = _open(found.target, APPLICABILITY_UNKNOWN, message)
    return found._replace(outcome=answer.outcome, own_findings=(*answer.own_findings, *found.own_findings))


def _through(scene: Scene, target: Target, period: Span) -> ObjectAssessment:
    """A target on every day of the period that the order states; nothing changes between turning days.

    A requirement that comes into effect within the period is asked from that day.
    """
    case, days = scene.case, period_of(scene.policy, scene.case.order)
    if days is None:
        return _open(target, PERIOD_UNKNOWN, _unknown(scene, period))
    (start, until), begins = days, begins_itself(scene)
    if begins and start < begins <= until:
        start = begins
    key = f"{scene.policy.id}/{start}"
    if key not in case.periods:
        known, order = case.known or case.as_of, case.order
        turns = turning_days(case.manifest, [scene.policy], case.catalogue, start, until, known=known, order=order)
        case.periods[key] = [start, *turns]
    return through([_on(scene, target, day) for day in case.periods[key]], until, case.known or case.as_of)


def period_of(policy: Policy, order: Order | None) -> tuple[date, date] | None:
    """The first and last day of a policy's period by an order; None where they can not be told, or none is asked."""
    if policy.period is None or order is None:
        return None
    start, until = order.dates.get(policy.period.start), order.dates.get(policy.period.until)
    return (start, until) if start and until and start <= until else None


def begins_itself(scene: Scene) -> date | None:
    """The day from which a requirement counts by itself; None where it counts as long as this version of its policy."""
    start = scene.rule.effective.start
    return None if start == scene.policy.effective.start else start


def _unknown(scene: Scene, period: Span) -> str:
    """Why the days of a period can not be told."""
    asked, order = f"`{scene.policy.id}` has to hold from `{period.start}` until `{period.until}`", scene.case.order
    if order is None:
        return f"{asked}, and no order states these days"
    missing = tuple(name for name in (period.start, period.until) if name not in order.dates)
    if missing:
        hint = did_you_mean(missing[0], order.dates)
        return f"{asked}, and the order states no {listed(missing, 'or')}" + (f"; {hint}" if hint else "")
    start, until = order.dates[period.start], order.dates[period.until]
    return f"{asked}, and the order puts the end, {until}, before the start, {start}"


def _on_production(scene: Scene, target: Target) -> ObjectAssessment:
    """A target on the days on which its lots were produced."""
    product = scene.product(target)
    lots = [lot for lot in (product.lots if product else None) or () if target.type != "lot" or lot.id == target.id]
    undated = [lot.id for lot in lots if lot.produced is None or lot.produced > scene.case.as_of]
    if undated or not lots:
        what = f"lot `{undated[0]}`" if undated else named(target)
        message = f"on which day {what} was produced, when a certificate has to be in force, is not stated"
        return _open(target, PRODUCTION_DAY_MISSING, message)
    days = sorted({lot.produced for lot in lots if lot.produced})
    return on_days([_on(scene, target, day) for day in days], scene.case.as_of)


def _on(scene: Scene, target: Target, day: date) -> Judged:
    return Judged(day, scene.on(scene.case.on(day)).on_the_day(target))


def _open(target: Target, code: Code, message: str) -> ObjectAssessment:
    finding = Finding(code.name, Outcome.UNDETERMINED, message, target.pointer, help=code.mend)
    return ObjectAssessment(target, Outcome.UNDETERMINED, own_findings=(finding,))
