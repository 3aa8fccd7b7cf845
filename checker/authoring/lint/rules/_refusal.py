"""Findings from what the loader refuses: the problem as it says it, with a witness where one can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import ERROR, Code, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, NOT_ASKED
from checker.errors import Problem
from checker.model.policy import Requirement

Witnessing = Callable[[Case, Problem], Witness | None]


def refused(name: str, title: str, mend: str) -> Code:
    """A code of what does not load."""
    return Code(name, title, mend, ERROR)


def refusals(rule_id: str, codes: tuple[Code, ...], page: str, witnesses: dict[str, Witnessing]) -> Rule:
    """A rule that tells the problems of its codes; those in `witnesses` with a manifest that shows them."""

    def look(case: Case) -> Iterator[Found]:
        known = {code.name for code in codes}
        for problem in case.problems:
            if problem.code in known:
                yield _found(case, problem, witnesses.get(problem.code))

    return Rule(rule_id, codes, look, page, loadable=False)


def _found(case: Case, problem: Problem, witnessing: Witnessing | None) -> Found:
    witness = witnessing(case, problem) if witnessing else None
    why = "" if witness else NONE_FOUND if witnessing else NOT_ASKED
    return Found(problem.code, problem.pointer, problem.message, problem.help, witness, why, place=problem.location)


def requirement_at(case: Case, pointer: str) -> Requirement:
    """The requirement that a place of the policy lies in."""
    return next(rule for rule in case.policy.requirements if f"{pointer}/".startswith(f"{rule.pointer}/"))


def text_at(case: Case, pointer: str) -> str:
    """The text at a place of the policy."""
    value: object = case.values
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step] if isinstance(value, dict) else ""
    return str(value)
