"""Is it a certificate: an attestation by a third party?

**Asks** whether the entry attests *certification*, which an independent body grants and watches over, or something
else: the supplier's own declaration, a test report, an inspection.

**Why** ISO/IEC 17000:2020 keeps them apart: a declaration is first-party attestation (7.5), certification third-party
(7.6). A test report speaks of the samples tested. A Children's Product Certificate (16 CFR 1110), a declaration of
conformity and a CB test certificate are no certification of production.

**Passes** `attestation: certification`; a management-system entry that states none, because the kind implies it.

**Does not pass** `attestation: declaration`, unless the policy's `attestation` names it.

**To mend** ask a certification body for a certificate; keep the declaration or report as `evidence` of it.
"""

from __future__ import annotations

from checker.gates.base import Asks, Code, Context, Gate, Probe, listed, resting_on
from checker.model.assessment import GateResult
from checker.model.outcome import Outcome
from checker.model.policy import MANAGEMENT_SYSTEM, Requirement

CODES = (
    Code(
        "not-certification",
        "the entry is not a certification by a third party",
        "ask a certification body for a certificate; a declaration, test report or inspection does not replace it",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state `attestation`",
    ),
)


def assess(context: Context) -> GateResult:
    """The attestation stated against those accepted."""
    certificate, accepted = context.certificate, context.requirement.attestation
    stated = certificate.attestation
    if stated is None and certificate.kind == MANAGEMENT_SYSTEM:
        stated = "certification"
    at = f"{certificate.pointer}/attestation"
    probe = Probe(context, GATE.id, CODES, " or ".join(accepted), stated or "not stated", at, "attestation")
    if stated is None:
        probe.unknown("not-certification", f"`{certificate.id}` does not say what it attests")
    elif stated not in accepted:
        probe.fail(
            "not-certification",
            f"`{certificate.id}` is a {stated.replace('-', ' ')}, where {listed(accepted, 'or')} is required",
        )
    return probe.result()


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.attestation,))


GATE = Gate("attestation", 20, CODES, assess, __doc__ or "", rests_on=resting_on("kind"), asks=asks)
