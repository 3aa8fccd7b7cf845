"""Does the certificate name this product and its owner, or this site, its operator and its activities?

**Asks**, of a *product* certificate: is the holder the brand owner, or does the certificate name the brand owner as a
listee; is the model named, exactly or by a printed series pattern (`NP-500-*`); is the lot, where one is asked; does
the scheme certify ongoing production (ISO/IEC 17067 type 1a certifies a type alone, 1b a lot); is the mark that of a
finished product and, where asked, for the market; is the factory named, where asked. Of a *management-system*
certificate: is its holder, or the entity of the annex, the operator of the site; is the site listed; are the asked
activities in that site's scope.

**Why** ISO/IEC 17065, 7.7, and ISO/IEC 17021-1, 8.2.2 a and f: a certificate speaks for the client, the products or
the sites and the scope it names, and for nothing else. A sister company, a sibling model, an unlisted plant, a
component mark (UL Recognized) and a distribution scope prove nothing about the thing at hand.

**Passes** model `NP-500-A` under `covers.models: [NP-500-A]`, or under `["NP-500-*"]` unless the policy demands exact
names; a contract plant with its own operator's certificate.

**Does not pass** model `NP-500-C` when A and B are listed; a recognized-component mark on an end product; a site that
the annex does not list. What a certificate leaves out (no models, no sites, no holder, no mark, no scheme type) stays
open.

**To mend** have the scope extended by the certification body, and state it as printed on the certificate.
"""

from __future__ import annotations

from checker.gates._product_subject import PRODUCT_CODES, product_subject
from checker.gates._system_subject import SYSTEM_CODES, system_subject
from checker.gates.base import Asks, Code, Context, Gate, Probe
from checker.model.assessment import GateResult
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Requirement

CODES = (
    Code(
        "holder-mismatch",
        "the certificate is held by somebody else",
        "provide a certificate held by the right legal person, or have it named on the certificate",
        (Outcome.FAIL, Outcome.UNDETERMINED),
        state="state the same identifier (lei, duns, vat or registration) for the holder and for the other side",
    ),
    Code(
        "holder-missing",
        "the certificate names no holder",
        "state `holder` as printed on the certificate, with an identifier if you can",
        (Outcome.UNDETERMINED,),
    ),
    *PRODUCT_CODES,
    *SYSTEM_CODES,
)


def assess(context: Context) -> GateResult:
    """The certificate's scope against the target."""
    certificate, target = context.certificate, context.target
    name = " ".join(part for part in (target.type, f"`{target.id}`" if target.id else "") if part)
    if target.site and target.type != "site":
        name += f" made at `{target.site}`"
    at = certificate.covers.pointer if certificate.covers else certificate.pointer
    probe = Probe(context, GATE.id, CODES, name, "", at, "covers")
    probe.actual = product_subject(probe) if context.requirement.kind == PRODUCT else system_subject(probe)
    return probe.result()


def _facts(context: Context) -> tuple[str, ...]:
    """Whom and what the certificate has to name, as far as it is asked; nothing outside the manifest shows lots."""
    rule, target = context.requirement, context.target
    if rule.kind != PRODUCT:
        return ("holder", *(("sites",) if target.site else ()), *(("activities",) if rule.covers.activities else ()))
    lots = ("lots",) if target.type == "lot" else ()
    return ("holder", "models", *lots, "mark", "scheme", *(("factories",) if rule.covers.factory else ()))


def asks(rule: Requirement) -> Asks:
    """On what the answer depends."""
    asked = rule.kind, rule.covers, rule.scheme_types, rule.mark
    return Asks(asked, "target", "facts", elsewhere=bool(rule.covers.activities))


GATE = Gate("subject", 50, CODES, assess, __doc__ or "", rests_on=_facts, asks=asks)
