"""Is the certificate of the kind that is required?

**Asks** whether the standard of the certificate, by the catalogue, is certified the way the requirement names: as a
*product* (ISO/IEC 17065: the certificate follows a named product) or as a *management system* (ISO/IEC 17021-1: it
follows an organisation). The kind the manifest declares has to agree with the catalogue.

**Why** ISO/IEC 17021-1:2015, 8.3, bars a management-system certificate from implying that a product conforms;
a listing under 29 CFR 1910.7 says nothing of the organisation's management system. One never stands in for the
other, so the wrong kind fails at once: there is no partial credit.

**Passes** a UL 62368-1 listing offered where a product listing is required.

**Does not pass** an ISO 9001 certificate offered where a UL 62368-1 listing is required, or the reverse; an ISO 9001
certificate declared as `kind: product`.

**To mend** add a certificate of the required kind. Correct `kind` where the manifest misdeclares it. A standard that
the catalogue does not know leaves the question open: correct its designation, or add it with `--catalogue`.
"""

from __future__ import annotations

from checker.gates.base import Asks, Code, Context, Gate, Probe, listed, resting_on
from checker.model.assessment import GateResult
from checker.model.manifest import Certificate
from checker.model.outcome import Outcome
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT, Requirement
from checker.model.reference import Standard

SYSTEM_FOR_PRODUCT = "management-system-for-product"
PRODUCT_FOR_SYSTEM = "product-for-management-system"

_SHOWS = {
    MANAGEMENT_SYSTEM: (
        "`{id}` certifies a management system ({standard}): it shows that an organisation runs one,"
        " not that any product conforms to {asked}"
    ),
    PRODUCT: (
        "`{id}` certifies products ({standard}): it shows that the named products conform,"
        " not that the organisation runs a management system to {asked}"
    ),
}
CROSSED = {PRODUCT: SYSTEM_FOR_PRODUCT, MANAGEMENT_SYSTEM: PRODUCT_FOR_SYSTEM}

CODES = (
    Code(
        SYSTEM_FOR_PRODUCT,
        "a management-system certificate is offered where a product certificate is required",
        "add a product certificate for each product; the management-system certificate can not replace it",
    ),
    Code(
        PRODUCT_FOR_SYSTEM,
        "a product certificate is offered where a management-system certificate is required",
        "add a certificate of the organisation's management system; the product certificate can not replace it",
    ),
    Code(
        "kind-misdeclared",
        "the manifest declares another kind than the standard has",
        "correct `kind` to what the standard certifies",
    ),
    Code(
        "standard-unknown",
        "the catalogue does not know the standard, so its kind can not be told",
        "write the designation as printed on the certificate, or add the standard with `--catalogue FILE`",
        (Outcome.UNDETERMINED,),
    ),
)


def against_kind(certificate: Certificate, standard: Standard | None, required: str) -> str:
    """The code of what is wrong with the kind of a certificate to a standard; empty where it may be the right one."""
    if standard and standard.kind != certificate.kind:
        return "kind-misdeclared"
    return CROSSED[required] if certificate.kind != required else ""


def assess(context: Context) -> GateResult:
    """The kind by the catalogue against the kind required; a misdeclared kind contradicts itself and fails."""
    certificate, standard = context.certificate, context.designation.standard
    required = context.requirement.kind
    actual = standard.kind if standard else certificate.kind
    at = f"{certificate.pointer}/{'standard' if standard else 'kind'}"
    probe = Probe(context, GATE.id, CODES, required, actual, at, "kind", "catalogue" if standard else "declared")
    if standard:
        probe.provenance = standard.provenance
    against = against_kind(certificate, standard, required)
    if standard and against == "kind-misdeclared":
        probe.fail(
            against,
            f"`{certificate.id}` is declared as `{certificate.kind}`, but {standard.id} certifies a"
            f" {standard.kind.replace('-', ' ')}",
            f"{certificate.pointer}/kind",
        )
    elif against:
        asked = listed(tuple(ref.text for ref in context.requirement.standards), "or")
        probe.fail(against, _SHOWS[actual].format(id=certificate.id, standard=certificate.standard, asked=asked))
    elif standard is None:
        suggestion = context.catalogue.suggest(certificate.standard)
        probe.unknown(
            "standard-unknown",
            f"the catalogue does not know the standard `{certificate.standard}` of `{certificate.id}`"
            + (f"; {suggestion}" if suggestion else ""),
            f"{certificate.pointer}/standard",
        )
    return probe.result()


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    return Asks((rule.kind, rule.standards))


GATE = Gate("kind", 10, CODES, assess, __doc__ or "", rests_on=resting_on("kind", "standard"), asks=asks)
