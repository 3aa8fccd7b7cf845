"""Is it clear which editions are accepted, and are there such editions?

**Asks** whether the edition is stated once, in `standards` or in `edition`, and whether the catalogue, where it
knows all editions of the standard, has the one that is named.

**Why** an edition that does not exist can not be certified; one that is stated twice can be read in two ways.

**Shows** a certificate that passes with any edition, and fails with the one that is asked for.

**To mend** name the edition once, as the catalogue has it.
"""

from __future__ import annotations

from checker.authoring.lint.case import Case, replaced
from checker.authoring.lint.finding import Witness
from checker.authoring.lint.rules._refusal import refusals, refused, requirement_at
from checker.authoring.lint.witness import blocked
from checker.errors import Problem
from checker.model.policy import EditionRule

CODES = (
    refused(
        "edition-stated-twice",
        "the edition is stated in `standards` and in `edition`",
        "name it in one of the two",
    ),
    refused(
        "dated-beside-others",
        "a dated standard stands beside others, so it can not be told which of them the edition is of",
        "write one requirement for each dated standard, joined by `any` in the decision",
    ),
    refused("no-such-edition", "no accepted standard has this edition", "name an edition that there is"),
)


def _no_such_edition(case: Case, problem: Problem) -> Witness | None:
    rule = requirement_at(case, problem.pointer)
    relaxed = replaced(case.policy, rule, edition=EditionRule("any"))
    return blocked(case, relaxed, "with `edition: any`", case.first, rule=rule.id)


RULE = refusals("refused-edition", CODES, __doc__ or "", {"no-such-edition": _no_such_edition})
