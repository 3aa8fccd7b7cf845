"""Does `evidence` say what the requirements and the decision ask for?

**Asks** whether every way to satisfy a policy of `evidence: both` takes a certificate of each kind, whether
`either` can be satisfied by each kind alone, and whether a policy of one kind asks for no other.

**Why** neither kind stands in for the other. Where a rule names both, a branch that one certificate satisfies is a
hole that everybody will use.

**Shows** a manifest with certificates of one kind alone, and that the decision lets it pass (`both`) or refuses it.

**To mend** make a requirement of each kind mandatory on every branch, or change `evidence`.
"""

from __future__ import annotations

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Witness
from checker.authoring.lint.rules._refusal import refusals, refused
from checker.authoring.lint.witness import THIS, said, shown
from checker.errors import Problem
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT

BOTH, EITHER, SINGLE = "both-escaped", "either-refused", "evidence-disagrees-with-kind"
CODES = (
    refused(
        BOTH,
        "`evidence` is `both`, and certificates of one kind alone satisfy the decision",
        "make a requirement of each kind mandatory on every branch, or change `evidence`",
    ),
    refused(
        EITHER,
        "`evidence` is `either`, and one kind alone does not satisfy the decision",
        "use `any` over one requirement of each kind, or change `evidence`",
    ),
    refused(
        SINGLE,
        "a mandatory requirement asks for the kind that `evidence` does not name",
        "set `evidence: both` or `either`, or make that requirement advisory",
    ),
)


def _one_kind(case: Case, problem: Problem) -> Witness | None:
    """The manifest with certificates of one kind alone that answers the question of the code."""
    for kind in (PRODUCT, MANAGEMENT_SYSTEM):
        values = case.bench.passing(case.policy, case.first)
        if problem.code == SINGLE and kind != case.policy.evidence:
            continue
        if values is None:
            return None
        values = {**values, "certificates": [each for each in values["certificates"] if each["kind"] == kind]}
        answer, _ = said(Ask(THIS, case.policy, ""), values, case.bench.catalogue, case.first)
        if (answer == "pass") == (problem.code == BOTH):
            shows = f"its certificates are of the kind {kind} alone, and the verdict is {answer}"
            return shown(case, values, case.first, [Ask(THIS, case.policy, answer)], shows)
    return None


RULE = refusals("refused-evidence", CODES, __doc__ or "", dict.fromkeys((BOTH, EITHER, SINGLE), _one_kind))
