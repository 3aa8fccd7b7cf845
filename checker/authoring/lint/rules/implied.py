"""Does the verdict hang on every requirement?

**Asks** of each mandatory requirement whether the policy without it gives the same verdict on every manifest and
every day: because another one is at least as strict (beside it in `all`), or at most (beside it in `any`). Only
what is proved counts.

**Why** a requirement that another one implies costs suppliers a certificate's worth of reading, and in an `any` it
seems to open a way that is none.

**Shows** a manifest that passes with and without the requirement.

**To mend** take it out, or ask for what it was meant to add; or accept it, where two rules ask for the same thing
and each is to be cited: `x-lint: {requirement-implied: both laws are to be named}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, THIS, shown
from checker.compare.decisions import without
from checker.compare.proving import at_least_as_strict
from checker.compare.requirements import requirement_relation
from checker.model.policy import Policy, Requirement

IMPLIED = "requirement-implied"
CODES = (
    Code(
        IMPLIED,
        "the verdict is the same with and without the requirement",
        "take it out, or ask for what it was meant to add",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Requirements without which the policy says the same; of two that imply each other the later."""
    policy = case.policy
    for rule in reversed(policy.requirements if len(policy.requirements) > 1 else ()):
        lesser = _without(policy, rule) if rule.mandatory else None
        if lesser is None or not _alike(case, lesser, policy):
            continue
        other = next((each for each in lesser.requirements if _related(case, rule, each)), None)
        by = f" beside `{other.id}`" if other else ""
        message = f"requirement `{rule.id}` changes no verdict{by}"
        witness = _witness(case, lesser, rule)
        yield Found(IMPLIED, rule.pointer, message, witness=witness, unwitnessed="" if witness else NONE_FOUND)
        policy = lesser


def _without(policy: Policy, rule: Requirement) -> Policy | None:
    decision = without(policy.decision, frozenset({rule.id}))
    if decision is None:
        return None
    return policy._replace(decision=decision, requirements=tuple(row for row in policy.requirements if row is not rule))


def _alike(case: Case, one: Policy, other: Policy) -> bool:
    catalogue = case.bench.catalogue
    return at_least_as_strict(one, other, catalogue) and at_least_as_strict(other, one, catalogue)


def _related(case: Case, rule: Requirement, other: Requirement) -> bool:
    return rule.kind == other.kind and requirement_relation(rule, other, case.bench.catalogue) != "unknown"


def _witness(case: Case, lesser: Policy, rule: Requirement) -> Witness | None:
    values = case.bench.passing(lesser, case.first)
    asks = [Ask(f"{THIS} without `{rule.id}`", lesser, "pass"), Ask(THIS, case.policy, "pass")]
    return shown(
        case, values, case.first, asks, f"it passes with and without `{rule.id}`, as every manifest does or does not"
    )


RULE = Rule("implied", CODES, look, __doc__ or "")
