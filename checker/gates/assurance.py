"""How well is the claim founded?

**Asks** how much stands behind the manifest. `declared`: the supplier's word. `documented`: a document that shows the
certificate lies beside the manifest, is the one whose digest is stated, is what its name says, and its text, where it
has text, holds the number, the standard and the holder. `confirmed`: a row of a register agrees, or a credential that
is signed by a key the buyer trusts for the body. The higher level satisfies the lower.

**Why** A manifest is a claim, and a document can be forged. ISO/IEC 17021-1, 8.1, and ISO/IEC 17065, 7.8, make bodies
confirm a certificate on request. A snapshot of a register speaks as of its day: one that is older than
`status.checked_within` confirms nothing, one that is dated later does not exist yet; what is adverse never goes stale.

**Passes** every certificate under `assurance: declared`, unless a register that the buyer gave says otherwise; under
`documented` a PDF of the certificate with its `sha256`. A scan without text passes too: nobody read it, and the report
says so.

**Does not pass** a file whose digest differs, a document that names another number, standard or holder, a register or
credential that contradicts the manifest: each of them fails, whatever else agrees. A path out of the manifest's folder,
a link, a device or a page of another type under the name of a document fails too: no honest manifest has one. No
document, one without a digest, one that is not there or can not be read safely: open. A test report documents a test,
not a certificate. A credential that was changed after it was signed, revoked or suspended fails; one whose key nobody
trusts for the body, that is addressed to somebody else, out of its term, or whose status is not known confirms nothing.

**To mend** attach the document as `evidence` with its `sha256`; have the certificate confirmed by a register or by a
signed credential; correct whichever is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gates._credentials import CREDENTIAL_CODES, out_of_term
from checker.gates._founded import adverse, agreeing, best, founded_turns, reaches, seen_later, seen_passing, silent
from checker.gates.base import Asks, Code, Context, Gate, Probe, not_asked
from checker.model.assessment import GateResult
from checker.model.backing import CONFIRMED, DECLARED, DOCUMENTED, Trace
from checker.model.outcome import Outcome
from checker.model.policy import Requirement

_EITHER = (Outcome.FAIL, Outcome.UNDETERMINED)

_ATTACH = "attach the document as `evidence`, with `type`, `file` (in the folder of the manifest) and `sha256`"
CODES = (
    Code("evidence-not-attached", "no document shows the certificate", _ATTACH, _EITHER, state=_ATTACH),
    Code(
        "evidence-altered",
        "a file is not the one whose digest is stated",
        "attach the document that was issued; if the digest is wrong, state the `sha256` of that document",
    ),
    Code(
        "evidence-disagrees",
        "a document or credential says something else than the manifest",
        "attach the document of this certificate, or state what it prints",
        _EITHER,
        state="state `number`, `standard` and `holder` as printed on the certificate",
    ),
    Code(
        "not-confirmed",
        "no register or credential confirms the certificate",
        "look the certificate up in a register (`--register`), or ask for a signed credential",
        _EITHER,
        state="look the certificate up in a fresh snapshot (`--register`), or ask for a signed credential",
    ),
    Code(
        "register-disagrees",
        "a register says something else than the manifest",
        "state what the register says; if the register is wrong, have the body correct it",
    ),
    *CREDENTIAL_CODES,
)

_EXPECTED = {
    DECLARED: "nothing that contradicts it",
    DOCUMENTED: "documented: the document, as it was issued",
    CONFIRMED: "confirmed: by a register or a signed credential",
}


def assess(context: Context) -> GateResult:
    """What stands behind the certificate against the level that is asked; a contradiction fails at any level."""
    asked = context.requirement.assurance
    against = adverse(context, standing=asked == DECLARED)
    if asked == DECLARED and not against:
        return not_asked(GATE.id, context)
    seen = agreeing(context)
    level = best(seen)
    at = f"{context.certificate.pointer}/evidence" if context.certificate.evidence else context.certificate.pointer
    actual = ", ".join(dict.fromkeys(f"{each.level} by {each.source}" for each in seen)) or DECLARED
    probe = Probe(context, GATE.id, CODES, _EXPECTED[asked], actual, at, "assurance", level)
    for trace, outcome in against:
        _against(probe, trace, outcome)
    if not reaches(level, asked) and not any(outcome is Outcome.FAIL for _, outcome in against):
        _wanting(probe, asked)
    return probe.result()


def _against(probe: Probe, trace: Trace, outcome: Outcome) -> None:
    if outcome is Outcome.FAIL:
        probe.fail(trace.code, trace.message, trace.pointer, trace.mend)
    else:
        later = f"that does not show how it stood on {probe.context.as_of}"
        probe.unknown("not-confirmed", f"{trace.message}: {later}", trace.pointer, acceptable=False)


def _wanting(probe: Probe, asked: str) -> None:
    """Why the level is not reached: what was seen and does not count, or that there is nothing to be seen.

    Where documents are asked, what registers and credentials leave open explains nothing: a document is wanting.
    """
    context, name = probe.context, probe.context.certificate.id
    told = [each for each in context.certificate.backing.traces if each.outcome is Outcome.UNDETERMINED]
    reasons = [each for each in told if each.level == asked]
    for each in reasons:
        probe.unknown(each.code, each.message, each.pointer, each.mend)
    mute = [each for each in seen_passing(context) if each.of_certificate and each.level == asked]
    for each in mute:
        message = f"{each.source} agrees with `{name}`, but {silent(context, each)}"
        probe.unknown(out_of_term(context, each) or "not-confirmed", message, each.pointer)
    # A snapshot of a later day: nobody had it on the day, and whoever gave it has to be told.
    for each in seen_later(context, asked):
        mute.append(each)
        message = f"{each.source} agrees with `{name}`, but it is of a later day than {context.as_of}"
        probe.unknown("not-confirmed", message, each.pointer)
    if not reasons and not mute:
        if asked == CONFIRMED:
            probe.unknown("not-confirmed", f"no register and no signed credential confirms `{name}`")
        else:
            probe.unknown("evidence-not-attached", f"no document that shows `{name}` is attached")


def turns(context: Context) -> Iterator[date]:
    """The days on which a snapshot grows old, and the first day and the day after the last of a credential."""
    yield from founded_turns(context)


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.assurance, rule.checked_within), when="never" if rule.assurance == DECLARED else "day")


GATE = Gate("assurance", 110, CODES, assess, __doc__ or "", turns, asks=asks)
