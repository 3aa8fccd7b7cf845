"""Is the certificate in force on the date?

**Asks** whether the date lies from `effective` until `expires`, both days included; whether the certificate stands as
active on the date; and whether all entries of the manifest tell the same story about it. The standing is the worse of
what the events say (suspension, restoration, withdrawal, reduction of scope) and what the looked-up status says. An
`active` counts only if it was looked up on or before the date and lately enough (`checked_within`, 365 days by
default); an adverse status never goes stale.

**Why** ISO/IEC 17021-1, 9.6.5: a suspended certification is temporarily not in force; 9.6.3.2.5: days between a
previous expiry and a later restoration stay uncovered. ISO/IEC 17065, 7.7: a product certificate has a term only if
its scheme sets one, so `expires: null` is legal there and never for a management system. A good copy of a withdrawn
certificate looks like a good certificate: only the status tells. Where statements about one certificate disagree, what
is better founded wins (confirmed over documented over declared), among equals the adverse one; every disagreement is
reported. IAF MD 2: only certification in force can be transferred to another body, and then one body is responsible.

**Passes** on the day of expiry; a product certificate with `expires: null`.

**Does not pass** the day after expiry; during a suspension; in the gap before a restoration. A missing or old status,
a missing expiry, an `active` that contradicts a recorded suspension, and two entries of one certificate that disagree
stay open. Two bodies in force for one scope, and a transfer of what was suspended, are warnings.

**To mend** look the certificate up and state `status` with the day; have it renewed or restored; correct the entry that
disagrees.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates._contradiction import contradictions
from checker.gates._standing import Standing, stale_from, standing
from checker.gates._transfer import TRANSFER_CODES, check_transfer
from checker.gates.base import Asks, Code, Context, Gate, Probe
from checker.model.assessment import GateResult
from checker.model.calendar import next_day
from checker.model.history import gaps, in_force_from
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.policy import MANAGEMENT_SYSTEM, Requirement

_OPEN = (Outcome.UNDETERMINED,)

CODES = (
    Code(
        "not-yet-effective",
        "the certificate is not effective yet",
        "wait for the effective day, or state `effective` as printed",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state `effective` as printed on the certificate",
    ),
    Code("expired", "the certificate has expired", "provide the renewed certificate"),
    Code("expiry-missing", "no expiry is stated", "state `expires` as printed on the certificate", _OPEN),
    Code("suspended", "the certificate is suspended", "provide evidence of restoration, or another certificate"),
    Code("withdrawn", "the certificate is withdrawn", "provide another certificate that is in force"),
    Code(
        "lapse-gap",
        "the date lies in a gap between two cycles",
        "provide another certificate that covers these days; a later restoration does not",
    ),
    Code("status-missing", "no status is stated", "look the certificate up and state `status` with the day", _OPEN),
    Code("status-stale", "the status was not looked up lately enough", "look the certificate up again", _OPEN),
    Code(
        "status-conflict",
        "status and events disagree",
        "look the certificate up again and record the missing event",
        (Outcome.UNDETERMINED, Outcome.PASS),
    ),
    Code(
        "certificate-contradicted",
        "the manifest contradicts itself about the certificate",
        "correct the entry that is wrong, so that every entry of one certificate tells the same",
        _OPEN,
    ),
    *TRANSFER_CODES,
)


def assess(context: Context) -> GateResult:
    """Term, standing and consistency of the certificate on the date."""
    certificate = context.certificate
    term = f"{in_force_from(certificate) or 'not stated'} to {certificate.expires or _no_expiry(certificate)}"
    status = certificate.status.value if certificate.status else "no status"
    at = f"{certificate.pointer}/expires" if certificate.expires_stated else certificate.pointer
    probe = Probe(context, GATE.id, CODES, f"in force on {context.as_of}", f"{term}, {status}", at, "status")
    _start(probe)
    _end(probe)
    for each in standing(context):
        _record(probe, each)
    for message, at in contradictions(context):
        probe.unknown("certificate-contradicted", message, at)
    check_transfer(probe)
    return probe.result()


def _no_expiry(certificate: Certificate) -> str:
    return "no term" if certificate.expires_stated else "not stated"


def _start(probe: Probe) -> None:
    certificate, day = probe.context.certificate, probe.context.as_of
    start = in_force_from(certificate)
    at = f"{certificate.pointer}/{'effective' if certificate.effective else 'issued'}"
    for first, last in [gap for entry in (certificate, *probe.context.siblings.telling) for gap in gaps(entry)]:
        if first <= day <= last:
            message = f"`{certificate.id}` was not in force from {first} to {last}, between two cycles"
            probe.fail("lapse-gap", message, f"{certificate.pointer}/events")
            return
    if start is None:
        message = f"`{certificate.id}` states neither `effective` nor `issued`, so its first day in force is unknown"
        probe.unknown("not-yet-effective", message)
    elif day < start:
        probe.fail("not-yet-effective", f"`{certificate.id}` is in force only from {start}, after {day}", at)
    elif certificate.issued and day < certificate.issued:
        message = f"`{certificate.id}` was issued only on {certificate.issued}, after {day}"
        probe.fail("not-yet-effective", message, f"{certificate.pointer}/issued")


def _end(probe: Probe) -> None:
    certificate, day = probe.context.certificate, probe.context.as_of
    if certificate.expires is not None:
        if day > certificate.expires:
            probe.fail("expired", f"`{certificate.id}` expired on {certificate.expires}, before {day}")
    elif not certificate.expires_stated:
        probe.unknown("expiry-missing", f"`{certificate.id}` states no expiry")
    elif probe.context.requirement.kind == MANAGEMENT_SYSTEM:
        message = f"`{certificate.id}` states `expires: null`, but a management-system certificate always has a term"
        probe.unknown("expiry-missing", message)


def _record(probe: Probe, each: Standing) -> None:
    if each.outcome is Outcome.PASS:
        probe.warn(each.code, each.message, each.at)
    else:
        probe.judge(each.outcome, each.code, each.message, each.message, each.at)


def turns(context: Context) -> Iterator[date]:
    """The first day and the day after the last, both ends of every gap, and the day on which a look-up gets stale."""
    certificate = context.certificate
    yield from (day for day in (certificate.effective, certificate.issued) if day)
    if certificate.expires:
        yield next_day(certificate.expires)
    for entry in (certificate, *context.siblings.telling):
        for first, last in gaps(entry):
            yield first
            yield next_day(last)
    if stale := stale_from(context):
        yield stale


def _facts(context: Context) -> tuple[str, ...]:
    """Term and standing; `issued` stands in for `effective` where that is not stated."""
    return ("effective" if context.certificate.effective else "issued", "expires", "status")


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    asked = rule.kind, rule.checked_within, rule.covers.activities
    return Asks(asked, "site" if rule.kind == MANAGEMENT_SYSTEM else "nothing", "day", local="target")


GATE = Gate("in-force", 70, CODES, assess, __doc__ or "", turns, _facts, asks=asks)
