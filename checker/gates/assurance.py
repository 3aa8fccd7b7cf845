"""How well is the claim founded?

**Asks** how much stands behind the manifest: `declared` (the supplier's word), `documented` (the file is there and is
the one that was issued), `confirmed` (a register or a signed credential agrees). This version decides on declared
evidence; a policy that asks for more does not load, so that nothing passes for want of looking.

**Why** A manifest is a claim. ISO/IEC 17021-1, 8.1, and ISO/IEC 17065, 7.8, make bodies confirm a certificate
on request.

**Passes** every certificate, under `assurance: declared`; the report names the basis of every gate.

**Does not pass** under the levels to come: a missing or altered file, a document or register that disagrees.

**To mend** attach the documents as `evidence` now; they will count as soon as policies ask for them.
"""

from __future__ import annotations

from checker.gates.base import Code, Context, Gate, not_asked
from checker.model.assessment import GateResult
from checker.model.outcome import Outcome

_EITHER = (Outcome.FAIL, Outcome.UNDETERMINED)

# The contract of the levels above `declared`; until this version decides on them, no policy that asks for them loads.
CODES = (
    Code("evidence-not-attached", "no file shows the certificate", "attach the document as `evidence`", _EITHER),
    Code("evidence-altered", "a file is not the one whose digest is stated", "attach the file that was issued"),
    Code("evidence-disagrees", "the document says something else than the manifest", "correct whichever is wrong"),
    Code("not-confirmed", "no register or credential confirms the certificate", "have it confirmed", _EITHER),
    Code("register-disagrees", "a register says something else than the manifest", "correct whichever is wrong"),
    Code("signature-not-verified", "a signature does not verify", "obtain the credential as it was signed", _EITHER),
)


def assess(context: Context) -> GateResult:
    """Nothing is asked beyond the supplier's declaration."""
    return not_asked(GATE.id, context)


GATE = Gate("assurance", 110, CODES, assess, __doc__ or "")
