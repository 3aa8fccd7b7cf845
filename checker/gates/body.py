"""Is the certification body one whose certificates count?

**Asks** one of two things. *Accredited* (`accredited_to`): is there one accreditation entry by which the body is
accredited to ISO/IEC 17065 (products) or ISO/IEC 17021-1 (management systems), by an accepted accreditation body,
with the standard in its scope, in force both at the decision and on the date? All of that has to stand in one
entry. *Recognised* (`recognised_by`): is the body on the authority's list, with the standard in its scope of
recognition?

**Why** 29 CFR 1910.7: a laboratory is an NRTL only for the test standards OSHA recognises it for. Under the IAF MLA
and its successor, the Global ACI MRA, an accreditation speaks only for its own standard and scope. Accreditation that
ended before the date leaves the question open (the copy may be old), one that was withdrawn does not.

**Passes** DAkkS, ISO/IEC 17021-1, scope ISO 9001, from 2019 until 2029, for an ISO 9001 certificate decided in 2024;
UL LLC for UL 62368-1 under `recognised_by: osha-nrtl`.

**Does not pass** an accreditation to ISO/IEC 17025 (a laboratory's), one whose scope lacks the standard, a body that is
not on the list, an id and a name that belong to two bodies. No accreditation stated, or one without dates, stays open.

**To mend** state the accreditation with body, standard, scope and dates; or turn to a body that is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from datetime import date

from checker.gates._accreditation import ACCREDITATION_CODES, accreditation_turns, check_accreditation
from checker.gates.base import Asks, Code, Context, Gate, Probe, resting_on
from checker.model.assessment import GateResult
from checker.model.outcome import Outcome
from checker.model.policy import Requirement

CODES = (
    *ACCREDITATION_CODES,
    Code(
        "body-not-recognised",
        "the body is not on the recognition list",
        "turn to a body on the list",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state `body` as printed on the certificate",
    ),
    Code(
        "recognition-out-of-scope",
        "the body is recognised, but not for this standard",
        "turn to a body that is recognised for the standard",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="ask for evidence that the body is recognised for the standard",
    ),
    Code(
        "body-identity-conflict",
        "the id and the name of the body belong to two different bodies",
        "state the body as printed on the certificate",
    ),
)


def assess(context: Context) -> GateResult:
    """The certification body against the policy's body rule."""
    certificate, rule = context.certificate, context.requirement.body
    body = certificate.body
    shown = (body.name or body.id or "not stated") if body else "not stated"
    expected = f"recognised by {rule.recognised_by}" if rule.recognised_by else f"accredited to {rule.accredited_to}"
    if rule.by:
        expected += f" by {' or '.join(rule.by)}"
    if rule.mra:
        expected += ", under the MRA"
    at = f"{certificate.pointer}/body"
    probe = Probe(
        context, GATE.id, CODES, expected, shown, at, "body", "catalogue" if rule.recognised_by else "declared"
    )
    if body and context.catalogue.body(body).conflict:
        named = f"the id `{body.id}` and the name `{body.name}`"
        message = f"the body of `{certificate.id}` has {named}, which do not name one body"
        probe.fail("body-identity-conflict", message)
    elif rule.recognised_by:
        _recognised(probe, rule.recognised_by)
    else:
        check_accreditation(probe)
    return probe.result()


def _recognised(probe: Probe, list_id: str) -> None:
    context, certificate = probe.context, probe.context.certificate
    listing = context.catalogue.recognition(list_id)
    if certificate.body is None or listing is None:
        message = f"`{certificate.id}` does not name its certification body"
        probe.unknown("body-not-recognised", message, acceptable=False)
        return
    row = context.catalogue.body(certificate.body).body
    member = listing.members.get(row.id) if row else None
    as_of = f"as of {listing.provenance.as_of}"
    if member is None:
        probe.provenance = listing.provenance
        name = certificate.body.name or certificate.body.id
        message = f"`{name}`, which issued `{certificate.id}`, is not on the list `{list_id}` {as_of}"
        unclear = f"{message}, which is not complete"
        outcome = Outcome.FAIL if listing.complete else Outcome.UNDETERMINED
        probe.judge(outcome, "body-not-recognised", message, unclear)
        return
    probe.provenance = member.provenance
    if member.scope is None:
        message = f"the catalogue does not know for which standards `{member.body.names[0]}` is recognised"
        probe.unknown("recognition-out-of-scope", message)
    elif not _in_scope(context, member.scope):
        message = f"`{member.body.names[0]}` is on the list `{list_id}` {as_of}, but not for `{certificate.standard}`"
        certain = member.complete and context.designation.standard is not None
        outcome = Outcome.FAIL if certain else Outcome.UNDETERMINED
        probe.judge(outcome, "recognition-out-of-scope", message, message)


def _in_scope(context: Context, scope: Set[str]) -> bool:
    """Whether the scope names the standard as the certificate prints it, or by its catalogue designation."""
    standard = context.designation.standard
    names = [context.certificate.standard] + ([standard.id] if standard else [])
    return any(key in scope for name in names if (key := context.catalogue.key(name)))


def turns(context: Context) -> Iterator[date]:
    """The days on which an accreditation begins or has ended; a recognition list has no dates."""
    if not context.requirement.body.recognised_by:
        yield from accreditation_turns(context)


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.body,), when="never" if rule.body.recognised_by else "day")


GATE = Gate("body", 60, CODES, assess, __doc__ or "", turns, resting_on("body", "accreditation"), asks=asks)
