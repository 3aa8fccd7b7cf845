"""Can the decision be read in one way, and be satisfied?

**Asks** whether `decision` names requirements of the policy, each once in a list, leaves no mandatory one out, and
can pass when every requirement does.

**Why** a mandatory requirement that the decision leaves out would never block, and a decision that nothing
satisfies blocks everybody.

**Shows** a manifest that passes although the requirement left out does not; or one that satisfies every
requirement, and still does not pass.

**To mend** name the requirement in the decision, or make it advisory; lower `n`.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Witness
from checker.authoring.lint.rules._refusal import refusals, refused
from checker.authoring.lint.witness import THIS, said, shown
from checker.errors import Problem
from checker.model.decision import names
from checker.model.policy import All

CODES = (
    refused("decision-names-unknown", "the decision names no requirement of the policy", "name one of its ids"),
    refused("decision-form", "a part of the decision is not exactly one of `all`, `any`, `at_least`", "nest them"),
    refused("decision-names-twice", "a requirement stands twice in one list of the decision", "name it once"),
    refused("at-least-too-many", "`at_least` asks for more parts than there are", "lower `n`, or add parts"),
    refused(
        "decision-leaves-out",
        "a mandatory requirement is not in the decision, so it would never block",
        "name it in the decision, or set `enforcement: advisory` on it",
    ),
    refused("decision-unsatisfiable", "nothing can satisfy the decision", "loosen the decision"),
    refused("requirement-id-twice", "two requirements have one id", "give each its own id"),
)


def _leaves_out(case: Case, problem: Problem) -> Witness | None:
    left = [
        rule for rule in case.policy.requirements if rule.mandatory and rule.id not in set(names(case.policy.decision))
    ]
    left = [rule for rule in left if f"`{rule.id}`" in problem.message]
    values = case.bench.passing(case.policy, case.first)
    for rule in left if values else ():
        answer, _ = said(Ask(THIS, case.policy, "", rule.id), values or {}, case.bench.catalogue, case.first)
        asks = [Ask(THIS, case.policy, "pass"), Ask(f"its requirement `{rule.id}`", case.policy, answer, rule.id)]
        if answer != "pass":
            return shown(case, values, case.first, asks, f"it passes although `{rule.id}` does not")
    return None


def _unsatisfied(case: Case, _problem: Problem) -> Witness | None:
    """A manifest that every requirement passes, and the decision does not."""
    everything = case.policy._replace(decision=All(tuple(_mandatory(case))))
    values = case.bench.passing(everything, case.first)
    if values is None:
        return None
    answer, _ = said(Ask(THIS, case.policy, ""), values, case.bench.catalogue, case.first)
    asks = [Ask("all of its requirements", everything, "pass"), Ask(THIS, case.policy, answer)]
    shows = "it satisfies every mandatory requirement, and still does not pass"
    return shown(case, values, case.first, asks, shows) if answer != "pass" else None


def _mandatory(case: Case) -> Iterator[str]:
    return (rule.id for rule in case.policy.requirements if rule.mandatory)


RULE = refusals(
    "refused-decision",
    CODES,
    __doc__ or "",
    {
        "decision-leaves-out": _leaves_out,
        "decision-unsatisfiable": _unsatisfied,
        "at-least-too-many": _unsatisfied,
    },
)
