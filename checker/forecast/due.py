"""What falls due: the days that somebody has to remember, by what the manifest and the policies say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from checker.catalogue import Catalogue
from checker.engine.case import Case
from checker.engine.days import mattering
from checker.engine.scene import Scene
from checker.engine.targets import scope_of, targets
from checker.gates._audit_days import surveillance_due
from checker.gates.base import Context
from checker.gates.edition import transitions
from checker.gates.surveillance import counted
from checker.model.assessment import Target
from checker.model.calendar import add
from checker.model.history import cycle, suspensions
from checker.model.manifest import Certificate, Manifest
from checker.model.order import Order
from checker.model.policy import Period, Policy, Requirement
from checker.records import NamedTuple

_SUSPENDED = Period(months=6)


class Due(NamedTuple):
    """A day with its kind, the certificate or requirement that it is about, and a sentence."""

    day: date
    type: str
    about: str
    message: str


def falling_due(
    manifest: Manifest,
    policies: Sequence[Policy],
    catalogue: Catalogue,
    as_of: date,
    until: date,
    *,
    order: Order | None = None,
) -> tuple[Due, ...]:
    """What falls due from one day to another, both included; sorted, each once."""
    case = Case.of(manifest, catalogue, as_of, known=as_of, order=order)
    found = {due for each in manifest.certificates for due in _of_certificate(each, as_of)}
    for policy in policies:
        found.update(_of_policy(policy))
        scope = scope_of(policy.applies_to, case.judged)
        for rule in () if scope.empty else policy.requirements:
            found.update(_of_requirement(policy, rule))
            scene = Scene(case, policy, rule, scope)
            objects = [each for each in targets(rule, scope, case.judged.sites) if isinstance(each, Target)]
            for context in mattering(scene):
                found.update(_of_context(context))
                found.update(_audits(context, [each for each in objects if each.product == context.target.product]))
    return tuple(sorted(due for due in found if as_of <= due.day <= until))


def _of_certificate(certificate: Certificate, as_of: date) -> Iterator[Due]:
    name = certificate.id
    if certificate.expires:
        yield Due(certificate.expires, "expiry", name, f"`{name}` expires: this is its last day")
    for entry in certificate.accreditations or ():
        if entry.until:
            message = f"the accreditation of `{name}` by `{entry.body or 'nobody named'}` ends: this is its last day"
            yield Due(entry.until, "accreditation-end", name, message)
    for each in suspensions(certificate, as_of):
        if each.last is None:
            message = (
                f"`{name}` has been suspended for six months since {each.start}: ISO/IEC 17021-1, 9.6.5, expects that"
                " it is restored, reduced or withdrawn by now"
            )
            yield Due(add(each.start, _SUSPENDED), "suspension-limit", name, message)


def _of_policy(policy: Policy) -> Iterator[Due]:
    """A version of a policy that comes or goes, once for all of its requirements."""
    about = f"`{policy.id}` {policy.version}"
    if policy.effective.start:
        yield Due(policy.effective.start, "policy-begins", policy.id, f"policy {about} comes into effect")
    if policy.effective.until:
        yield Due(policy.effective.until, "policy-ends", policy.id, f"policy {about} is in effect for the last day")


def _of_requirement(policy: Policy, rule: Requirement) -> Iterator[Due]:
    about = f"{policy.id}/{rule.id}"
    if rule.effective.start and rule.mandatory and rule.effective.start != policy.effective.start:
        yield Due(rule.effective.start, "requirement-begins", about, f"requirement `{about}` begins to count")
    if rule.effective.until and rule.mandatory and rule.effective.until != policy.effective.until:
        yield Due(rule.effective.until, "requirement-ends", about, f"requirement `{about}` counts for the last time")


def _of_context(context: Context) -> Iterator[Due]:
    """What a requirement makes of a certificate."""
    certificate, rule = context.certificate, context.requirement
    name = certificate.id
    now = cycle(certificate, context.as_of) if rule.surveillance and rule.surveillance.iso_17021 else None
    if now:
        last = min(now.last, certificate.expires or now.last)
        yield Due(last, "recertification", name, f"recertification of `{name}` has to be decided by this day")
    status = certificate.status
    if status and status.value == "active" and status.checked and rule.checked_within is not None:
        day = add(status.checked, Period(days=rule.checked_within))
        message = f"the status of `{name}` has to be looked up again after this day; it was on {status.checked}"
        yield Due(day, "status-look-up", name, message)
    for transition in transitions(context):
        if transition.end:
            where = "" if transition.market == "world" else f" in market `{transition.market}`"
            message = f"the edition of `{name}` ends{where}: this is its last day"
            yield Due(transition.end, "edition-end", name, message)


def _audits(context: Context, objects: list[Target]) -> Iterator[Due]:
    """The audits that each object still wants."""
    certificate, rule = context.certificate, context.requirement.surveillance
    for target in objects if rule else ():
        where = f" at `{target.site}`" if target.site else ""
        for day in surveillance_due(certificate, rule, partial(counted, target, context.product)):
            if day <= (certificate.expires or day):
                message = f"surveillance of `{certificate.id}`{where} is due by this day"
                yield Due(day, "surveillance", certificate.id, message)
