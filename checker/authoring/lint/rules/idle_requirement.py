"""Does every requirement still do something?

**Asks** whether a requirement has ceased to be in effect before the policy's first day from now on, and whether the
decision names one that is advisory, and so never counts in it.

**Why** a requirement that is over is read by people and judged by nobody. An advisory one neither satisfies an
`any` nor breaks an `all`, whatever the decision seems to say.

**Shows** a manifest that fails the requirement and is not blocked by it.

**To mend** take the requirement out, or make it mandatory.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.conforming import skeleton
from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import NOTE, Ask, Code, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, said, shown
from checker.model.decision import names
from checker.model.policy import All, Requirement

OVER, ADVISORY = "requirement-over", "advisory-in-decision"
CODES = (
    Code(OVER, "the requirement is no longer in effect", "take it out, or start a new version of the policy", NOTE),
    Code(
        ADVISORY,
        "the decision names an advisory requirement, which never counts in it",
        "take it out of the decision, or make it mandatory",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Requirements that are over, then those that the decision names in vain."""
    named = set(names(case.policy.decision)) if "decision" in case.values else set()
    for rule, _ in case.requirements():
        until = rule.effective.until
        if until and until < case.first and rule.effective.until != case.policy.effective.until:
            message = f"requirement `{rule.id}` is not in effect any more since {until}"
            yield _found(case, OVER, rule, f"{rule.pointer}/effective", message)
        elif not rule.mandatory and rule.id in named:
            message = f"the decision names `{rule.id}`, which is advisory, so it never counts there"
            yield _found(case, ADVISORY, rule, f"{rule.pointer}/enforcement", message)


def _found(case: Case, code: str, rule: Requirement, place: str, message: str) -> Found:
    witness = _witness(case, rule, case.first)
    return Found(code, place, message, witness=witness, unwitnessed="" if witness else NONE_FOUND)


def _witness(case: Case, rule: Requirement, day: date) -> Witness | None:
    """A supplier without certificates: this requirement alone blocks nothing, and would if it counted."""
    only = case.policy._replace(requirements=(rule,), decision=All((rule.id,)))
    values = skeleton([only], day)
    answer, _ = said(Ask("", only, ""), values, case.bench.catalogue, day)
    asks = [
        Ask(f"`{rule.id}` if it were mandatory and in effect", alone(case.policy, rule), "fail"),
        Ask(f"`{rule.id}` as written", only, answer),
    ]
    return shown(case, values, day, asks, "it has no certificate, and the requirement does not count")


RULE = Rule("idle-requirement", CODES, look, __doc__ or "")
