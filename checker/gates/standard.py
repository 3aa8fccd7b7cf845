"""Is the certificate to a standard that the requirement accepts?

**Asks** whether the designation, once national prefixes, old names, editions and amendments are read, is one of the
requirement's `standards`.

**Why** A certificate speaks for the standard it names and for no other. Identical adoptions (`DIN EN ISO 9001`,
`GB/T 19001`) and renamed standards (`ANSI/NSF 61` is `NSF/ANSI/CAN 61`) are one standard; modified adoptions are not
(UL 62368-1 is not IEC 62368-1). A predecessor (UL 60950-1 for UL 62368-1) counts only where the policy names it.

**Passes** `DIN EN ISO 9001:2015-11` where `ISO 9001` is required.

**Does not pass** `UL 60950-1:2014` where `UL 62368-1` is required.

**To mend** get a certificate to an accepted standard, or correct the designation if it is misprinted.
"""

from __future__ import annotations

from checker.gates.base import Asks, Code, Context, Gate, Probe, listed, not_run, resting_on
from checker.model.assessment import GateResult
from checker.model.policy import Requirement
from checker.model.reference import Standard

CODES = (
    Code(
        "standard-not-accepted",
        "the certificate is to another standard than those accepted",
        "get a certificate to an accepted standard; another standard, even a predecessor, does not replace it",
    ),
)


def accepts(rule: Requirement, standard: Standard) -> bool:
    """Whether a requirement accepts certificates to a standard."""
    return any(ref.id == standard.id for ref in rule.standards)


def assess(context: Context) -> GateResult:
    """The designation after normalisation against the accepted standards; not run for one nobody knows."""
    certificate, standard = context.certificate, context.designation.standard
    if standard is None:
        return not_run(GATE.id, context)
    accepted = tuple(ref.text for ref in context.requirement.standards)
    at = f"{certificate.pointer}/standard"
    probe = Probe(context, GATE.id, CODES, " or ".join(accepted), standard.id, at, "standards", "catalogue")
    probe.provenance = standard.provenance
    if not accepts(context.requirement, standard):
        probe.fail(
            "standard-not-accepted",
            f"`{certificate.id}` is to `{certificate.standard}`, where {listed(accepted, 'or')} is required",
        )
    return probe.result()


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.standards,))


GATE = Gate("standard", 30, CODES, assess, __doc__ or "", rests_on=resting_on("standard"), asks=asks)
