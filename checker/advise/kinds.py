"""The kinds of action: who acts, what it takes in the steps of the two models, and what it weighs.

The weight is a rough count of weeks: what a supplier can write today weighs 1, a new certificate twenty or thirty.
"""

from __future__ import annotations

from checker.model.policy import PRODUCT
from checker.records import NamedTuple

SUPPLIER, BODY, BUYER, LABORATORY = "supplier", "certification body", "buyer", "laboratory"

HEAVIEST = 1000


class Way(NamedTuple):
    """How an action is done in one of the two models: who acts, and the steps with their clauses."""

    actors: tuple[str, ...]
    steps: tuple[str, ...]


class Kind(NamedTuple):
    """A kind of action; `product` and `system` are the ways of the two models."""

    name: str
    weight: int
    means: str
    product: Way
    system: Way

    def way(self, model: str) -> Way:
        """How it is done for a product or for a management system."""
        return self.product if model == PRODUCT else self.system


def _alike(name: str, weight: int, means: str, actors: tuple[str, ...], *steps: str) -> Kind:
    way = Way(actors, steps)
    return Kind(name, weight, means, way, way)


_DECISION_17065 = ("review of the evaluation (ISO/IEC 17065, 7.5)", "certification decision (ISO/IEC 17065, 7.6)")
_DECISION_17021 = "certification decision (ISO/IEC 17021-1, 9.5)"
_BY_BODY = (SUPPLIER, BODY)
_TESTED = (SUPPLIER, LABORATORY, BODY)

_ROWS = (
    _alike(
        "complete-field",
        1,
        "state what the certificate prints and the manifest leaves out",
        (SUPPLIER,),
        "read it from the certificate as printed and state it in the manifest; this clears it if it reads as asked",
    ),
    _alike(
        "look-up-status",
        1,
        "look the certificate up in the body's register",
        (BUYER,),
        "look it up in the directory of the body, and note the status with the day"
        " (ISO/IEC 17065, 7.8; ISO/IEC 17021-1, 8.1.2); this clears it if the status is active",
    ),
    _alike(
        "record-event",
        1,
        "record what took place and the manifest leaves out",
        (SUPPLIER,),
        "state the event with its day, as the file of the certificate shows it; this clears it if it took place",
    ),
    _alike(
        "correct",
        2,
        "correct what the manifest states wrongly",
        (SUPPLIER,),
        "compare the entry with the certificate, and correct it; this clears it if the certificate reads so",
    ),
    _alike(
        "attach-evidence",
        3,
        "provide evidence of a fact that the manifest does not show",
        _BY_BODY,
        "ask the body for the evidence, and state it; where there is none, the alternatives remain",
    ),
    Kind(
        "surveillance",
        4,
        "have a surveillance made up",
        Way(_BY_BODY, ("surveillance, with inspection of the factory where the scheme has it (ISO/IEC 17065, 7.9)",)),
        Way(_BY_BODY, ("surveillance or special audit on site (ISO/IEC 17021-1, 9.6.2 and 9.6.4)",)),
    ),
    _alike(
        "re-evaluation",
        6,
        "have a change of design evaluated",
        _TESTED,
        "notice of the change to the body (ISO/IEC 17065, 4.1.2.2)",
        "evaluation of what changed, with tests as needed (ISO/IEC 17065, 7.10 and 7.4)",
        *_DECISION_17065,
    ),
    _alike(
        "re-test",
        6,
        "have the product tested by an accredited laboratory",
        _TESTED,
        "test of samples by a laboratory accredited to ISO/IEC 17025 (ISO/IEC 17065, 6.2 and 7.4)",
        *_DECISION_17065,
    ),
    Kind(
        "scope-extension",
        6,
        "have the scope extended",
        Way(
            _TESTED,
            (
                "application for the extension (ISO/IEC 17065, 7.10)",
                "evaluation of what is added: type test of models, inspection of factories (ISO/IEC 17065, 7.4)",
                *_DECISION_17065,
            ),
        ),
        Way(
            _BY_BODY,
            (
                "application for the extension (ISO/IEC 17021-1, 9.6.4.1)",
                "audit of the added sites or activities, also within a surveillance (ISO/IEC 17021-1, 9.6.4.1)",
                _DECISION_17021,
            ),
        ),
    ),
    Kind(
        "restoration",
        8,
        "have a suspended certificate restored",
        Way(
            _BY_BODY,
            (
                "the cause of the suspension resolved, and shown to the body (ISO/IEC 17065, 7.11)",
                "decision of the body to reinstate, and correction of its directory (ISO/IEC 17065, 7.11.6)",
            ),
        ),
        Way(
            _BY_BODY,
            (
                "the cause of the suspension resolved, and shown to the body (ISO/IEC 17021-1, 9.6.5.4)",
                "decision of the body to restore the certification (ISO/IEC 17021-1, 9.6.5)",
            ),
        ),
    ),
    Kind(
        "transition",
        8,
        "have the certificate moved to an accepted edition",
        Way(
            _TESTED,
            ("evaluation of the differences between the editions (ISO/IEC 17065, 7.10 and 7.4)", *_DECISION_17065),
        ),
        Way(_BY_BODY, ("transition audit, also within a surveillance or recertification", _DECISION_17021)),
    ),
    Kind(
        "renewal",
        10,
        "have the certificate renewed",
        Way(_BY_BODY, ("evaluation for the new term (ISO/IEC 17065, 7.4)", *_DECISION_17065)),
        Way(
            _BY_BODY,
            (
                "recertification audit (ISO/IEC 17021-1, 9.6.3; after the expiry within six months, 9.6.3.2.5)",
                _DECISION_17021,
            ),
        ),
    ),
    _alike(
        "new-product-certificate",
        20,
        "get a new product certificate",
        _TESTED,
        "application to a body that the policy accepts (ISO/IEC 17065, 7.2 and 7.3)",
        "type test of samples (ISO/IEC 17065, 7.4; for an NRTL 29 CFR 1910.7(b)(1))",
        "inspection of each factory (ISO/IEC 17065, 7.4; for an NRTL 29 CFR 1910.7(b)(2))",
        *_DECISION_17065,
        "certificate, and entry in the body's directory (ISO/IEC 17065, 7.7 and 7.8)",
    ),
    _alike(
        "new-system-certificate",
        30,
        "get a management system certified",
        _BY_BODY,
        "application to a body that the policy accepts (ISO/IEC 17021-1, 9.1)",
        "stage 1 audit (ISO/IEC 17021-1, 9.3.1.2)",
        "stage 2 audit at the sites (ISO/IEC 17021-1, 9.3.1.3)",
        _DECISION_17021,
        "certificate with its annex of sites (ISO/IEC 17021-1, 8.2)",
    ),
)

KINDS = {row.name: row for row in _ROWS}
"""Every kind of action by its name, the lightest first."""

WEIGHTS = {row.name: row.weight for row in _ROWS}
"""What each kind weighs where nothing else is given."""
