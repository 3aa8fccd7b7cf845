"""Small builders: the normative manifest of the format, changes by JSON pointer, policies, and verdicts in process.

Tables of cases are made with `case`; `Answer.findings` are texts such as `fail expired` or `warning edition-ending`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest

from checker import api
from checker.catalogue import Catalogue
from checker.document import Document
from checker.model.assessment import Assessment, Candidate, ObjectAssessment, PolicyAssessment
from checker.model.policy import Policy
from tests import normative

Json = dict[str, Any]

TODAY = "2026-11-23"
UL, QMS = "/certificates/0", "/certificates/1"
PRODUCT, SITES = "/products/0", "/supplier/sites"
REMOVED = object()
"""In a table of changes: take the value out."""

LISTING: Json = {
    "id": "listed-product",
    "kind": "product",
    "standards": ["UL 62368-1"],
    "body": {"recognised_by": "osha-nrtl"},
}
QUALITY: Json = {"id": "quality-system", "kind": "management-system", "standards": ["ISO 9001"]}


def manifest() -> Json:
    """The normative example of the manifest format."""
    return deepcopy(
        {
            "manifest": 1,
            "prepared": "2026-11-05",
            "supplier": normative.SUPPLIER,
            "products": [normative.PRODUCT],
            "certificates": [normative.LISTED, normative.QUALITY_SYSTEM],
        }
    )


def _holder_of(root: Any, pointer: str) -> tuple[Any, str | int]:
    """The mapping or list that holds the value at a JSON pointer, and the value's key; missing mappings are made."""
    *path, last = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    for step in path:
        root = root[int(step)] if isinstance(root, list) else root.setdefault(step, {})
    return root, (len(root) if last == "-" else int(last)) if isinstance(root, list) else last


def change(source: Json, pointer: str, value: Any) -> Json:
    """A copy with the value at a JSON pointer set; `-` as last step appends to a list."""
    copy = deepcopy(source)
    holder, key = _holder_of(copy, pointer)
    if isinstance(holder, list) and key == len(holder):
        holder.append(deepcopy(value))
    else:
        holder[key] = deepcopy(value)
    return copy


def remove(source: Json, pointer: str) -> Json:
    """A copy without the value at a JSON pointer."""
    copy = deepcopy(source)
    holder, key = _holder_of(copy, pointer)
    del holder[key]
    return copy


def changed(source: Json, changes: Mapping[str, Any]) -> Json:
    """A copy with several changes, in order; `REMOVED` takes a value out."""
    for pointer, value in changes.items():
        source = remove(source, pointer) if value is REMOVED else change(source, pointer, value)
    return source


def policy(*requirements: Json, **keys: Any) -> Json:
    """A policy with these requirements; `evidence` follows from their kinds unless stated."""
    kinds = {row["kind"] for row in requirements if row.get("enforcement") != "advisory"} or {"product"}
    evidence = "both" if len(kinds) > 1 else kinds.pop()
    head: Json = {"policy": 1, "id": "test-policy", "title": "Test policy", "version": "1", "evidence": evidence}
    return {**head, "requirements": deepcopy(list(requirements)), **keys}


def document(values: Any, name: str = "m.json") -> Document:
    """Values as if read from a file; every place is line 1."""
    return Document(name, "0" * 64, values, dict)


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return api.load_catalogue()


@cache
def _policy(text: str) -> Policy:
    return api.load_policy(document(json.loads(text), "p.json"), catalogue())


def load_policy(raw: Json) -> Policy:
    """A policy from its values; raises InputError."""
    return _policy(json.dumps(raw))


def assess(raw: Json, rules: Json, as_of: str = TODAY, order: Json | None = None) -> Assessment:
    """The assessment of a manifest by one policy; raises InputError for what does not load."""
    found = api.load_manifest(document(deepcopy(raw)))
    ordered = api.load_order(document(deepcopy(order), "o.json")) if order else None
    return api.assess(found, [load_policy(rules)], catalogue(), date.fromisoformat(as_of), order=ordered)


def verdict(raw: Json, rules: Json, as_of: str = TODAY) -> str:
    """The verdict of one policy on a manifest."""
    return assess(raw, rules, as_of).verdict


@dataclass(frozen=True)
class Answer:
    """What one requirement comes to: its outcome and its findings, each once, as `outcome-or-severity code`."""

    outcome: str
    findings: Set[str]
    messages: tuple[str, ...]
    objects: tuple[ObjectAssessment, ...]

    @property
    def chosen(self) -> Candidate:
        """The best candidate of the first object."""
        found = self.objects[0].chosen
        assert found is not None
        return found

    def gate(self, name: str) -> str:
        """What one gate says of the best candidate of the first object."""
        return str(next(each.outcome for each in self.chosen.gates if each.gate == name))


def answers(raw: Json, rules: Json, as_of: str = TODAY, order: Json | None = None) -> dict[str, Answer]:
    """What each requirement of a policy comes to, by its id."""
    found = only(assess(raw, rules, as_of, order))
    return {row.requirement.id: _answer(row.outcome, row.objects) for row in found.requirements}


def _answer(outcome: str, objects: tuple[ObjectAssessment, ...]) -> Answer:
    findings = [finding for each in objects for finding in each.findings]
    labels = frozenset(
        f"{finding.outcome if finding.severity == 'error' else finding.severity} {finding.code}" for finding in findings
    )
    return Answer(str(outcome), labels, tuple(finding.message for finding in findings), objects)


def only(assessment: Assessment) -> PolicyAssessment:
    """The assessment of the one policy."""
    (found,) = assessment.policies
    return found


def answer(raw: Json, rule: Json, as_of: str = TODAY, order: Json | None = None) -> Answer:
    """What a policy of one requirement comes to."""
    return answers(raw, policy(rule), as_of, order)[rule["id"]]


@dataclass(frozen=True)
class Case:
    """One row of a table: changes to manifest and requirement, a day, and what has to come out."""

    outcome: str
    findings: frozenset[str]
    changes: Mapping[str, Any] = field(default_factory=dict)
    rule: Mapping[str, Any] = field(default_factory=dict)
    as_of: str = TODAY

    def check(self, requirement: Json, base: Json | None = None) -> None:
        """Assess the changed manifest by the changed requirement, and compare outcome and findings."""
        rule = {**requirement, **self.rule}
        found = answer(changed(base or manifest(), self.changes), rule, self.as_of)
        assert (found.outcome, set(found.findings)) == (self.outcome, set(self.findings)), found.messages


def case(
    name: str,
    outcome: str,
    *findings: str,
    changes: Mapping[str, Any] | None = None,
    rule: Mapping[str, Any] | None = None,
    as_of: str = TODAY,
) -> Any:
    """A row of a table; a finding without outcome or severity has the row's outcome."""
    labels = frozenset(each if " " in each else f"{outcome} {each}" for each in findings)
    return pytest.param(Case(outcome, labels, changes or {}, rule or {}, as_of), id=name)
