"""Did the body keep watching, as often as it has to?

**Asks**, only where the policy names it: `every: 12 months`: is the last conforming surveillance, or else the decision,
no longer ago (the due day included; month ends clamp)? `rule: iso-17021`, for the current cycle of a management system:
a first surveillance within 12 months of the initial decision; one in each completed calendar year after the year of the
decision, years of recertification and expiry exempt; a cycle of at most three years. A late audit cures from its day,
with a warning. Events bound to a site count for that site; those of a product, for the sites that produce it.

**Why** ISO/IEC 17021-1, 9.1.3.3: at least once a calendar year except in recertification years, the first within 12
months of the decision; 9.6.3.2.4: a recertification in time may run from the old expiry, so a certificate may span
more than 36 months. ISO/IEC 17065, 7.9; 29 CFR 1910.7(b)(2): production is inspected at the factory.

**Passes** decision 2023-03-10, surveillance 2024-02-01 and 2025-12-15; recertified on 2026-01-15 before the expiry of
2026-03-09, with a new expiry of 2029-03-09 (38 months, one cycle of three years).

**Does not pass** decision 2023-03-10 without surveillance on 2024-03-11; a calendar year without one, from 1 January;
a certificate of four years. No events at all leave the question open. A `nonconforming` surveillance does not count.

**To mend** record the audits as `events`; where one was missed, have it made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates._audit_days import audit_turns
from checker.gates.base import Asks, Code, Context, Gate, Probe, not_asked, resting_on
from checker.gates.evidence import AUDIT_RECORD_MISSING
from checker.model.assessment import GateResult, Target
from checker.model.calendar import add
from checker.model.history import NONCONFORMING, Cycle, cycle, decided, events_until
from checker.model.manifest import Event, Product
from checker.model.outcome import Outcome
from checker.model.patterns import names
from checker.model.policy import Period, Requirement

OVERDUE = "surveillance-overdue"
CODES = (
    Code(
        OVERDUE,
        "a surveillance is overdue",
        "record it as `{type: surveillance, date: …}`; if it did not take place, have it made up",
    ),
    Code(
        "recertification-overdue",
        "the cycle is over without recertification",
        "have the organisation recertified, and record the `recertification` event",
    ),
    Code(
        "cycle-too-long",
        "the certificate runs longer than a cycle of three years",
        "check the dates; if it was renewed early, record `recertification` with `previous_expiry`",
    ),
    AUDIT_RECORD_MISSING,
)

_FIRST = Period(months=12)
_SECOND = Period(months=24)


def assess(context: Context) -> GateResult:
    """The recorded surveillance against the rule, where the policy names one."""
    rule, certificate = context.requirement.surveillance, context.certificate
    if rule is None:
        return not_asked(GATE.id, context)
    expected = " and ".join(
        ([f"every {rule.every}"] if rule.every else []) + (["by ISO/IEC 17021-1, 9.1.3"] if rule.iso_17021 else [])
    )
    audits = _audits(context)
    actual = f"last on {audits[-1]}" if audits else "none recorded"
    at = f"{certificate.pointer}/events" if certificate.events is not None else certificate.pointer
    probe = Probe(context, GATE.id, CODES, expected, actual, at, "surveillance")
    if not events_until(certificate, context.as_of):
        probe.unknown("audit-record-missing", f"`{certificate.id}` records no events, so its surveillance is unknown")
    elif rule.every:
        _interval(probe, rule.every, audits)
    if rule.iso_17021:
        _iso_17021(probe, audits)
    return probe.result()


def _audits(context: Context) -> list[date]:
    """The days of conforming surveillance that count for the target's site, oldest first."""
    known = events_until(context.certificate, context.as_of, "surveillance")
    return [event.date for event in known if counted(context.target, context.product, event)]


def counted(target: Target, product: Product | None, event: Event) -> bool:
    """Whether an event counts for a target: it conformed, and names no other site or model.

    Where no single factory is asked, the sites of a product are all that produce it.
    """
    model = target.id if target.type == "model" else None
    sites = (target.site,) if target.site else (product.produced_at if product else None) or ()
    return (
        event.result != NONCONFORMING
        and (not sites or not event.sites or not set(sites).isdisjoint(event.sites))
        and (model is None or not event.models or names(event.models, model))
    )


def _interval(probe: Probe, every: Period, audits: list[date]) -> None:
    context, certificate = probe.context, probe.context.certificate
    since = decided(certificate, context.as_of)
    dates = [*audits[-1:], *([since] if since else [])]
    if not dates:
        probe.unknown("audit-record-missing", f"`{certificate.id}` records neither a decision nor a surveillance")
        return
    due = add(max(dates), every)
    if context.as_of > due:
        probe.fail(
            OVERDUE, f"surveillance of `{certificate.id}`{_where(context)} was due by {due}, {every} after {max(dates)}"
        )


def _where(context: Context) -> str:
    return f" at `{context.target.site}`" if context.target.site else ""


def _iso_17021(probe: Probe, audits: list[date]) -> None:
    context, certificate = probe.context, probe.context.certificate
    now = cycle(certificate, context.as_of, context.target.site)
    if now is None:
        probe.unknown("audit-record-missing", f"`{certificate.id}` records no dates from which its cycle can be told")
        return
    if now.initial and (renewed := _perhaps_renewed(context, now)):
        message = f"the decision of {renewed} for `{certificate.id}` may be a recertification, which is not recorded"
        probe.unknown("audit-record-missing", message)
        return
    if certificate.expires and certificate.expires > now.last:
        end, start = certificate.expires, now.start
        message = f"`{certificate.id}` expires on {end}, over three years after its cycle began on {start}"
        probe.fail("cycle-too-long", message, f"{certificate.pointer}/expires")
    # Without any event the record is missing, which is no evidence that the audit was.
    if context.as_of > now.last and events_until(certificate, context.as_of):
        message = (
            f"the cycle of `{certificate.id}` from {now.start} ended on {now.last}, and no recertification is recorded"
        )
        probe.fail("recertification-overdue", message)
    if probe.findings:
        return
    since = [audit for audit in audits if audit >= now.decision]
    if now.initial:
        _first(probe, now, since)
    _years(probe, now, since)
    if now.initial and not probe.findings:
        _strict(probe, now, since)


def _perhaps_renewed(context: Context, now: Cycle) -> date | None:
    """A later decision, near the end of a cycle that by the record was not renewed, when the record needs it to be."""
    certificate = context.certificate
    decisions = events_until(certificate, context.as_of, "decision")
    too_long = certificate.expires is not None and certificate.expires > now.last
    late = [event.date for event in decisions if event.date > add(now.start, _SECOND)]
    return late[-1] if late and (too_long or context.as_of > now.last) else None


def _first(probe: Probe, now: Cycle, audits: list[date]) -> None:
    context, due = probe.context, add(now.decision, _FIRST)
    name = f"the first surveillance of `{context.certificate.id}`{_where(context)}"
    if not audits and context.as_of > due:
        probe.fail(OVERDUE, f"{name} was due by {due}, 12 months after the decision of {now.decision}")
    elif audits and audits[0] > due:
        probe.warn(OVERDUE, f"{name} was due by {due} and took place only on {audits[0]}")


def _years(probe: Probe, now: Cycle, audits: list[date]) -> None:
    """Every completed calendar year after the decision needs one; the year missed first is reported."""
    context, certificate = probe.context, probe.context.certificate
    renewals = events_until(certificate, context.as_of, "recertification")
    exempt = {event.date.year for event in renewals if counted(context.target, context.product, event)}
    if certificate.expires:
        exempt.add(certificate.expires.year)
    audited = {audit.year for audit in audits}
    for year in range(now.decision.year + 1, context.as_of.year):
        if year in exempt or year in audited:
            continue
        name = f"`{certificate.id}`{_where(context)} was not under surveillance in {year}"
        cure = next((audit for audit in audits if audit.year > year), None)
        if cure is None:
            if not any(finding.outcome is Outcome.FAIL for finding in probe.findings):
                probe.fail(OVERDUE, f"{name}; one is due in each calendar year")
            return
        probe.warn(OVERDUE, f"{name}; the audit of {cure} made up for it")


def _strict(probe: Probe, now: Cycle, audits: list[date]) -> None:
    """Clause 9.1.3.2 can be read as: one audit in each of the two years after the decision. That alone warns."""
    context, due = probe.context, add(now.decision, _SECOND)
    if context.as_of > due and sum(audit <= due for audit in audits) < 2:
        message = (
            f"`{context.certificate.id}` had fewer than two surveillance audits by {due}, two years after its decision;"
            " the calendar-year rule is met, a strict reading of clause 9.1.3.2 is not"
        )
        probe.warn(OVERDUE, message)


def turns(context: Context) -> Iterator[date]:
    """The days after an audit, a recertification or a calendar year was due."""
    yield from audit_turns(context.certificate, context.requirement.surveillance)


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    if rule.surveillance is None:
        return Asks()
    return Asks((rule.surveillance,), "site", "day", local="target")


GATE = Gate("surveillance", 100, CODES, assess, __doc__ or "", turns, resting_on("events"), asks=asks)
