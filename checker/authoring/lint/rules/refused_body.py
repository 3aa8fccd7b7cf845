"""Is it clear which certification bodies are accepted, and does the catalogue know who accredits them?

**Asks** of `body`: is the recognition list, and every accreditation body under `by`, known to the catalogue; does
each accredit to the standard that the kind needs; is it one rule, accreditation or recognition?

**Why** ISO/IEC 17065 and ISO/IEC 17021-1 are what bodies for products and for management systems are accredited to.
A list that nobody knows accepts nobody.

**Shows** a certificate that passes with any accredited body, and does not under the rule as written.

**To mend** name the body or list as `certgate` knows it, or add it with `--catalogue FILE`.
"""

from __future__ import annotations

from checker.authoring.lint.case import Case, replaced
from checker.authoring.lint.finding import Witness
from checker.authoring.lint.rules._refusal import refusals, refused, requirement_at
from checker.authoring.lint.witness import blocked
from checker.errors import Problem
from checker.model.accreditation import DEFAULT
from checker.model.policy import BodyRule

CODES = (
    refused("body-rules-exclude", "recognition and accreditation are both asked for", "keep one of them"),
    refused("unknown-recognition-list", "the catalogue has no such recognition list", "name one that it has"),
    refused("wrong-accreditation", "bodies of this kind are not accredited to this standard", "write `default`"),
    refused(
        "unknown-accreditation-body",
        "the catalogue knows no such accreditation body",
        "correct the name, or add it with `--catalogue FILE`",
    ),
    refused(
        "accreditation-body-without-programme",
        "the accreditation body does not accredit to what the kind needs",
        "name a body that does, or extend the catalogue",
    ),
)


def _refuses(case: Case, problem: Problem) -> Witness | None:
    rule = requirement_at(case, problem.pointer)
    relaxed = replaced(case.policy, rule, body=BodyRule(accredited_to=DEFAULT[rule.kind]))
    return blocked(case, relaxed, "with `body: {accredited_to: default}`", case.first, rule=rule.id)


WITNESSED = ("unknown-recognition-list", "wrong-accreditation", "unknown-accreditation-body")
RULE = refusals("refused-body", CODES, __doc__ or "", dict.fromkeys(WITNESSED, _refuses))
