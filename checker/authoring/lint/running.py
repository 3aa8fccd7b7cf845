"""A run of the linter: every rule of every policy; a rule that fails, and a witness that does, are findings too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from checker.authoring.lint.case import Bench, Case
from checker.authoring.lint.finding import ERROR, NOTE, WARNING, Code, Found, Rule, Witness
from checker.authoring.lint.rules import CRASHED, OWN, REFUTED, UNUSED, rules
from checker.authoring.lint.witness import confirmed
from checker.catalogue import Catalogue
from checker.document import Document
from checker.errors import InputError, Location, Problem
from checker.loading import policy_as_written
from checker.policy_files import documents
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.extending import Find

ACCEPT = "x-lint"
"""The key under which a policy, or a requirement of one, accepts findings: `x-lint: {CODE: reason}`."""


class Finding(NamedTuple):
    """A finding in its place; `accepted` is the author's reason to let a warning or note stand."""

    code: Code
    severity: str
    location: Location
    found: Found
    policy: str
    accepted: str = ""


class Linted(NamedTuple):
    """A run: the policies it looked at, what it found in them, and what could not be read at all."""

    cases: tuple[Case, ...]
    findings: tuple[Finding, ...]
    unreadable: tuple[Problem, ...]
    day: date
    catalogue: Catalogue

    @property
    def blocking(self) -> bool:
        """Whether an error or a warning stands; notes never block."""
        return any(each.severity in (ERROR, WARNING) and not each.accepted for each in self.findings)

    @property
    def failed(self) -> bool:
        """Whether the linter itself failed: a rule crashed, or claimed what the engine does not confirm."""
        return any(each.code in (CRASHED, REFUTED) for each in self.findings)


def lint(names: Sequence[str], catalogue: Catalogue, day: date, asked: Sequence[Rule] | None = None) -> Linted:
    """What the rules find in the policies that files, folders and shipped ids name, on and after a day.

    `asked` are the rules, all of them where None. Raises UsageError for a name that is none.
    """
    unreadable: list[Problem] = []
    bench = Bench(catalogue, day)
    cases: list[Case] = []
    seen: set[tuple[str, str]] = set()
    for document, find in documents(names, unreadable):
        key = (document.path, document.sha256)
        try:
            # One file may be named twice, by itself and by its folder.
            cases += [] if key in seen else [case_of(document, bench, cases, find)]
        except InputError as error:
            unreadable += error.problems
        seen.add(key)
    findings = [each for case in cases for each in lint_case(case, rules() if asked is None else asked)]
    return Linted(tuple(cases), tuple(_once(findings)), tuple(dict.fromkeys(unreadable)), day, catalogue)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, each once: what stands in a policy that others extend is found in all of them."""
    seen: set[tuple[str, Location, str]] = set()
    for each in findings:
        key = (each.code.name, each.location, each.found.message)
        if key not in seen:
            yield each
        seen.add(key)


def case_of(document: Document, bench: Bench, before: Iterable[Case] = (), find: Find | None = None) -> Case:
    """A policy on the bench. Raises InputError for a document that does not conform to the schema."""
    whole, policy, problems = policy_as_written(document, bench.catalogue, find)
    values: Any = whole.values
    twins = tuple(each for each in before if each.policy.id == policy.id and each.policy.digests != policy.digests)
    return Case(whole, values, policy, tuple(problems), bench, twins)


def lint_case(case: Case, asked: Sequence[Rule]) -> list[Finding]:
    """What rules find in one policy, in the order of the file."""
    found = [each for rule in asked if not (rule.loadable and case.problems) for each in _ask(rule, case)]
    whole = len(asked) == len(rules())
    found += _unused(case, found) if whole else []
    return sorted(found, key=lambda each: (each.location, each.code.name, each.found.message))


def _ask(rule: Rule, case: Case) -> Iterator[Finding]:
    codes = {code.name: code for code in rule.codes}
    try:
        for found in rule.look(case):
            witness = found.witness
            yield _finding(case, codes[found.code], found)
            if witness is not None and not confirmed(witness, case.bench.catalogue):
                message = f"the witness of `{found.code}` does not show it: the engine answers otherwise"
                yield _finding(case, REFUTED, Found(REFUTED.name, found.pointer, message, unwitnessed="it failed"))
    # Whatever it is, the policy may have the fault that the rule looks for: nobody may take that for a clean policy.
    except Exception as error:
        message = f"the rule `{rule.id}` failed ({type(error).__name__}), so its codes are not known of this policy"
        yield _finding(case, CRASHED, Found(CRASHED.name, "", message, unwitnessed="the rule did not come to one"))


def _finding(case: Case, code: Code, found: Found) -> Finding:
    severity = found.severity or code.severity
    location = found.place or case.document.locate(found.pointer)
    # The places of a policy that extends another are those in several files: nothing is mended there.
    edit = None if case.policy.extends else found.edit
    found = found._replace(mend=found.mend or code.mend, edit=edit)
    reason = accepted(case, code.name, found.pointer) if severity != ERROR and code not in OWN else ""
    return Finding(code, severity, location, found, case.policy.id, reason)


def accepted(case: Case, code: str, pointer: str) -> str:
    """The author's reason to accept a code that stands nearest above a place; an empty text where there is none."""
    accepting = {at: reason for at, name, reason in _acceptances(case.values) if name == code}
    holders = [at for at in accepting if pointer == at or pointer.startswith(f"{at}/")]
    return accepting[max(holders, key=len)] if holders else ""


def _acceptances(values: Any, at: str = "") -> Iterator[tuple[str, str, str]]:
    """Where which code is accepted, and why: in the policy as a whole, and in its requirements."""
    rows = [(at, values), *((f"/requirements/{index}", row) for index, row in enumerate(values["requirements"]))]
    for pointer, row in rows:
        stated = row.get(ACCEPT)
        for name, reason in stated.items() if isinstance(stated, dict) else ():
            if isinstance(reason, str) and reason.strip():
                yield pointer, name, reason


def _unused(case: Case, found: Sequence[Finding]) -> Iterator[Finding]:
    """What is accepted and not found; it would hide the finding on the day it comes."""
    for at, name, _ in _acceptances(case.values):
        here = [each for each in found if each.code.name == name and each.accepted]
        if not any(each.found.pointer == at or each.found.pointer.startswith(f"{at}/") for each in here):
            message = f"`{name}` is accepted here, but nothing raises it as a warning or note"
            reason = "it is about the text of the policy"
            yield _finding(case, UNUSED, Found(UNUSED.name, f"{at}/{ACCEPT}", message, unwitnessed=reason))


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, and how many are accepted."""
    counts = dict.fromkeys((ERROR, WARNING, NOTE, "accepted"), 0)
    for each in findings:
        counts["accepted" if each.accepted else each.severity] += 1
    return counts


__all__ = ["Finding", "Linted", "Witness", "case_of", "counted", "lint", "lint_case"]
