"""What is assessed, and is there any certificate at all?

**Asks** which objects a policy is about before any gate runs: each model (or lot) of each product it applies to, each
producing site, or the organisation; and whether the manifest holds a certificate to look at. An order (`--order`) fixes
what is judged; a policy with a `period` asks for every day between two dates of the order, one with `in_force: {on:
production}` for the days on which the lots were produced.

**Why** `all` of nothing is not a pass, and the supplier does not choose what is judged: leaving out products, models,
sites, categories or markets leaves the answer open, and so does not declaring what the buyer orders. A manifest without
any certificate shows nothing, so it fails.

**Passes** a product with `models`, `categories`, `markets` and `produced_at`, and a certificate for it.

**Does not pass** `certificates: []`. A product without models or producing sites stays open; so does one without
categories or markets where the policy asks for them, unless it passes anyway. A model that is ordered and not declared
stays open; so do a period without an order, and a lot without its day of production.

**To mend** state the products in full, and add the certificates; give the order.
"""

from __future__ import annotations

from checker.gates import Code, gates
from checker.model.outcome import Outcome

_OPEN = (Outcome.UNDETERMINED,)

NO_CERTIFICATE = Code(
    "no-certificate",
    "the manifest holds no certificate",
    "add the certificates that the policy asks for",
)
NO_OBJECT = Code(
    "no-object",
    "nothing is stated that the requirement could be assessed on",
    "state the products with their `models` (or `lots` for a batch)",
    _OPEN,
)
SITE_MISSING = Code(
    "site-missing",
    "the producing sites are not stated",
    "state `produced_at` of each product and list the sites under `supplier.sites`",
    _OPEN,
)
APPLICABILITY_UNKNOWN = Code(
    "applicability-unknown",
    "whether the policy applies can not be told",
    "state `categories` and `markets` of each product",
    _OPEN,
)
NOT_DECLARED = Code(
    "not-declared",
    "the order names something that the manifest does not declare",
    "declare the ordered product, model, lot or site in the manifest, under the id that the order gives it",
    _OPEN,
)
PERIOD_UNKNOWN = Code(
    "period-unknown",
    "the policy asks for a period, and no order states its dates",
    "give the order that states the dates with `--order FILE`",
    _OPEN,
)
PRODUCTION_DAY_MISSING = Code(
    "production-day-missing",
    "the day of production is not stated, on which the certificate has to be in force",
    "state the `lots` of the product, each with the day `produced`",
    _OPEN,
)
SUCCESSIVE = Code(
    "successive-certificates",
    "no one certificate covers every day that is asked, several do one after the other",
    "check that the later certificates are issued as stated",
    (Outcome.PASS,),
    "note",
)
OBJECT_CODES = (
    NO_CERTIFICATE,
    NO_OBJECT,
    SITE_MISSING,
    APPLICABILITY_UNKNOWN,
    NOT_DECLARED,
    PERIOD_UNKNOWN,
    PRODUCTION_DAY_MISSING,
    SUCCESSIVE,
)

# What a policy may accept as unknown: whatever a gate can leave open. To accept that there is nothing to assess, or
# that it is unknown whether a policy applies, would let the supplier choose what is judged; to accept an unknown
# standard would accept any certificate whatever.
ACCEPTABLE_CODES = frozenset(
    code.name for gate in gates() for code in gate.codes if Outcome.UNDETERMINED in code.outcomes
) - {"standard-unknown"}


def object_page() -> str:
    """The documentation page of these codes."""
    return (__doc__ or "").strip() + "\n"
