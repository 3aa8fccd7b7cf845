"""Two certification bodies for one scope: after a transfer one of them is to be responsible (IAF MD 2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates.base import Code, Context, Probe
from checker.model.history import events_until, in_force_from, suspensions
from checker.model.manifest import BodyName, Certificate
from checker.model.outcome import Outcome
from checker.model.parties import fold, same_party
from checker.model.policy import MANAGEMENT_SYSTEM

TRANSFER_CODES = (
    Code(
        "two-live-bodies",
        "two bodies certify one scope to one standard at the same time",
        "ask which body is responsible, and record the `withdrawal` of the certificate that ended with the transfer",
        (Outcome.PASS,),
        "warning",
    ),
    Code(
        "transfer-not-eligible",
        "the certificate was transferred from another body while it was suspended there",
        "ask the body for its own initial audit, and record `stage-1`, `stage-2` and the `decision` after the transfer",
        (Outcome.PASS,),
        "warning",
    ),
)


def check_transfer(probe: Probe) -> None:
    """Report a rival certificate of another body, and a transfer of what was suspended at the time."""
    context, certificate = probe.context, probe.context.certificate
    if context.requirement.kind != MANAGEMENT_SYSTEM or len(context.manifest.certificates) < 2:
        return
    transfers = [event.date for event in events_until(certificate, context.as_of, "transfer")]
    for other in _rivals(probe):
        named = f"`{other.id}` of `{_name(other.body)}`"
        suspended = next((when for day in transfers if (when := _suspended_on(other, day))), None)
        if suspended and not _audited_since(certificate, max(transfers), context.as_of):
            message = (
                f"`{certificate.id}` was transferred on {max(transfers)} from {named}, suspended since {suspended}"
            )
            probe.warn("transfer-not-eligible", f"{message}; only certification in force can be transferred")
        elif _live(other, context.as_of) and _live(certificate, context.as_of):
            message = f"`{certificate.id}` of `{_name(certificate.body)}` and {named} are in force for one scope on"
            probe.warn("two-live-bodies", f"{message} {context.as_of}; after a transfer one of them ends")


def _rivals(probe: Probe) -> Iterator[Certificate]:
    """Certificates of other bodies to the same standard, for the same holder and the same site."""
    context, certificate = probe.context, probe.context.certificate
    standard, site = context.designation.standard, context.target.site
    for other in context.manifest.certificates:
        # Of all that is asked of a rival another body is told fastest, and hardly any certificate has one.
        if other.body == certificate.body or other.kind != MANAGEMENT_SYSTEM or standard is None:
            continue
        named = context.catalogue.resolve(other.standard, other.edition).standard
        if named is None or named.id != standard.id or not _another(context, certificate, other):
            continue
        sites = {each.id for each in (other.covers.sites if other.covers else None) or ()}
        held = other.holder and certificate.holder and same_party(other.holder, certificate.holder) is not Outcome.FAIL
        if held and (site is None or site in sites):
            yield other


def _another(context: Context, one: Certificate, other: Certificate) -> bool:
    """Whether two certificates name bodies that are known to be different."""
    if one.body is None or other.body is None:
        return False
    rows = [context.catalogue.body(each).body for each in (one.body, other.body)]
    if rows[0] and rows[1]:
        return rows[0].id != rows[1].id
    return fold(_name(one.body)) != fold(_name(other.body))


def _name(body: BodyName | None) -> str:
    return (body.name or body.id or "") if body else ""


def _suspended_on(certificate: Certificate, day: date) -> date | None:
    """Since when a certificate was suspended on a day, or None."""
    for each in suspensions(certificate, day):
        if not each.partial and each.start <= day and (each.last is None or day <= each.last):
            return each.start
    return None


def _audited_since(certificate: Certificate, day: date, as_of: date) -> bool:
    """Whether the accepting body records an initial certification of its own since a day."""
    recorded = {event.type for event in events_until(certificate, as_of) if event.date >= day}
    return {"stage-1", "stage-2", "decision"} <= recorded


def _live(certificate: Certificate, day: date) -> bool:
    """Whether a certificate is in force by its own term, events and status."""
    start = in_force_from(certificate)
    ended = any(not event.sites for event in events_until(certificate, day, "withdrawal"))
    active = certificate.status is None or certificate.status.value == "active"
    term = start is not None and start <= day and (certificate.expires is None or day <= certificate.expires)
    return term and active and not ended and _suspended_on(certificate, day) is None
