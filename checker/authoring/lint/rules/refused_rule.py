"""Can every rule be asked of the kind of certificate it stands in, and be decided?

**Asks** whether a rule belongs to the kind (`mark`, `scheme`, `testing` to products; `audits`, `covers.sites` to
management systems), and whether spans of time, codes, markets and dates are ones that can be.

**Why** a rule that no certificate can answer, or that is passed over, would make a policy milder than it reads.

**Shows** for dates that end before they begin and for a market that is none: a manifest that the policy leaves
alone, although it has no certificate that passes. The other codes have no witness: what is meant can not be told.

**To mend** as the finding says.
"""

from __future__ import annotations

from checker.authoring.conforming import skeleton
from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Witness
from checker.authoring.lint.rules._refusal import refusals, refused, text_at
from checker.authoring.lint.witness import THIS, said, shown
from checker.errors import Problem
from checker.model.policy import Window

CODES = (
    refused("rule-of-other-kind", "the rule can not be asked of this kind of certificate", "take it out"),
    refused("surveillance-without-rule", "`surveillance` states no interval and no rule", "write `every` or `rule`"),
    refused("no-span-of-time", "the text is no span of time", "write for example `12 months` or `90 days`"),
    refused(
        "unknown-code",
        "the code can not be accepted as unknown",
        "name a code whose outcome can be undetermined (`certgate explain`)",
    ),
    refused("unknown-market", "the text is no market, so no product can be in it", "write a country code, or `EU`"),
    refused(
        "effective-ends-first", "`effective` ends before it starts, so nothing counts on any day", "swap the dates"
    ),
)


def _market(case: Case, problem: Problem) -> Witness | None:
    """A product for the market as the policy names it: whether the policy applies can not be told, or it does not."""
    values = skeleton([case.policy], case.first)
    for product in values["products"]:
        product["markets"] = [text_at(case, problem.pointer)]
    answer, _ = said(Ask(THIS, case.policy, ""), values, case.bench.catalogue, case.first)
    asks = [Ask(THIS, case.policy, answer)]
    return shown(case, values, case.first, asks, f"a product for this market is never told to be one: {answer}")


def _never(case: Case, _problem: Problem) -> Witness | None:
    """A supplier without any certificate, whom the policy does not block although it would with no such dates."""
    rules = tuple(rule._replace(effective=Window()) for rule in case.policy.requirements)
    open_ended = case.policy._replace(requirements=rules, effective=Window())
    values = skeleton([open_ended], case.bench.day)
    asks = [
        Ask(f"{THIS} without these dates", open_ended, "fail"),
        Ask(THIS, case.policy, said(Ask(THIS, case.policy, ""), values, case.bench.catalogue, case.bench.day)[0]),
    ]
    return shown(case, values, case.bench.day, asks, "a supplier without any certificate is not blocked by it")


RULE = refusals("refused-rule", CODES, __doc__ or "", {"unknown-market": _market, "effective-ends-first": _never})
