"""Report, version 1: a frozen, documented form of what was found (schema: `report`), from which all formats are drawn.

Nothing here decides anything, and nothing here depends on the clock, the machine or the working directory.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from checker import __version__
from checker.catalogue import Catalogue
from checker.document import Document
from checker.engine.result import Tally, shown
from checker.errors import InputError, Location
from checker.model.assessment import (
    Assessment,
    Candidate,
    Finding,
    GateResult,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
)
from checker.model.policy import Policy

Report: TypeAlias = dict[str, Any]


class Conditions(NamedTuple):
    """Under what a run took place, as far as it bears on the answer."""

    as_of: date
    policies: Sequence[Policy]
    catalogue: Catalogue
    as_of_given: bool = False
    no_fail: bool = False
    all_candidates: bool = False
    config: str | None = None  # the configuration file, where one was used
    gates: bool = True  # False leaves the gates out of the entries, for a format that does not show them


def build(conditions: Conditions, entries: list[Report], errors: list[InputError], tally: Tally) -> Report:
    """The report of a run from the entries of its manifests."""
    return {
        "report": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": conditions.as_of.isoformat(),
        "verdict": tally.verdict,
        "result": tally.result(errors=bool(errors)),
        "exit_code": int(tally.exit_code(errors=bool(errors), no_fail=conditions.no_fail)),
        "relaxations": list(_relaxations(conditions, tally)),
        "errors": [problem for error in errors for problem in _problems(error)],
        "inputs": {
            "policies": [
                {"id": policy.id, "version": policy.version, "sha256": policy.sha256} for policy in conditions.policies
            ],
            "catalogue": {"version": conditions.catalogue.version, "sha256": conditions.catalogue.sha256},
            "waivers": None,
            "order": None,
        },
        "summary": {
            "manifests": sum(tally.counts.values()),
            **tally.counts,
            "waived": 0,
            "warnings": tally.warnings,
        },
        "manifests": entries,
    }


def _problems(error: InputError) -> Iterable[Report]:
    for problem in error.problems:
        yield {
            "path": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "help": problem.help,
        }


def _relaxations(conditions: Conditions, tally: Tally) -> Iterable[Report]:
    yield {"type": "no-order", "id": None, "effect": "objects as declared by the supplier"}
    if conditions.as_of_given:
        effect = f"assessed as of {conditions.as_of}, a date given on the command line"
        yield {"type": "as-of", "id": None, "effect": effect}
    if conditions.no_fail:
        yield {"type": "no-fail", "id": None, "effect": "--no-fail: the exit code is 0 although the result is blocked"}
    for file, replaced in conditions.catalogue.extra:
        rows = f", which replace the shipped ones of {', '.join(replaced)}" if replaced else ""
        yield {"type": "catalogue", "id": file, "effect": f"rows of `{file}` are added to the catalogue{rows}"}
    if conditions.config:
        effect = f"defaults are taken from the configuration `{conditions.config}`"
        yield {"type": "config", "id": conditions.config, "effect": effect}
    for policy in conditions.policies:
        for row in policy.requirements:
            if used := tally.accepted[policy.id, row.id]:
                codes = ", ".join(row.accept_unknown)
                effect = f"policy `{policy.id}`, requirement `{row.id}` accepts as unknown: {codes}; used {used} times"
                yield {"type": "accept-unknown", "id": f"{policy.id}/{row.id}", "effect": effect}


class Drawing(NamedTuple):
    """Draws one assessed manifest as an entry of the report."""

    document: Document
    all_candidates: bool = False
    gates: bool = True

    def manifest(self, assessment: Assessment) -> Report:
        """The entry of a manifest."""
        return {
            "path": self.document.name,
            "sha256": self.document.sha256,
            "supplier": assessment.manifest.supplier.name,
            "prepared": assessment.manifest.prepared.isoformat(),
            "verdict": assessment.verdict,
            "policies": [self._policy(each) for each in assessment.policies],
        }

    def _policy(self, found: PolicyAssessment) -> Report:
        policy = found.policy
        return {
            "id": policy.id,
            "title": policy.title,
            "version": policy.version,
            "evidence": policy.evidence,
            "verdict": found.verdict,
            "citations": list(policy.citations),
            "products_left_out": [{"product": product, "reason": why} for product, why in found.left_out],
            "requirements": [self._requirement(each) for each in found.requirements],
        }

    def _requirement(self, found: RequirementAssessment) -> Report:
        rule = found.requirement
        return {
            "id": rule.id,
            "title": rule.title,
            "kind": rule.kind,
            "outcome": found.outcome.value,
            "enforcement": "mandatory" if rule.mandatory else "advisory",
            "counts": found.counts,
            "needed": found.needed,
            "citation": rule.citation,
            "remedy": rule.remedy,
            "waived_by": None,
            "objects": [self._object(found, each) for each in found.objects],
        }

    def _object(self, row: RequirementAssessment, found: ObjectAssessment) -> Report:
        target, chosen = found.target, found.chosen
        covers = chosen.certificate.covers if chosen else None
        drawn = {
            "type": target.type,
            "product": target.product,
            "site": target.site,
            "id": target.id,
            "outcome": found.outcome.value,
            "certificate": found.certificate,
            "basis": "declared" if chosen else None,
            "confidence": _weakest(chosen) if chosen else None,
            "conditions": list(covers.conditions or ()) if covers else [],
            "waived_by": None,
            "findings": [self._finding(each) for each in shown(row, found.findings)],
            "gates": [self._gate(each) for each in chosen.gates] if chosen and self.gates else [],
        }
        if self.all_candidates:
            drawn["candidates"] = [self._candidate(row, each) for each in found.candidates]
        return drawn

    def _candidate(self, row: RequirementAssessment, found: Candidate) -> Report:
        return {
            "certificate": found.certificate.id,
            "outcome": found.outcome.value,
            "findings": [self._finding(each) for each in shown(row, found.findings)],
            "gates": [self._gate(each) for each in found.gates],
        }

    def _finding(self, finding: Finding) -> Report:
        return {
            "code": finding.code,
            "gate": finding.gate,
            "outcome": finding.outcome.value,
            "severity": finding.severity,
            "certificate": finding.certificate,
            "message": finding.message,
            "help": finding.help,
            "accepted": finding.accepted,
            "pointer": finding.pointer,
            "location": _location(self.document.locate(finding.pointer)),
            "policy_pointer": finding.policy_pointer,
        }

    def _gate(self, gate: GateResult) -> Report:
        return {
            "gate": gate.gate,
            "outcome": str(gate.outcome),
            "expected": gate.expected,
            "actual": gate.actual,
            "basis": gate.basis,
            "confidence": gate.confidence,
            "pointer": gate.pointer,
            "location": _location(self.document.locate(gate.pointer)),
            "policy_pointer": gate.policy_pointer,
        }


def _weakest(chosen: Candidate) -> str | None:
    """The weakest confidence of the catalogue rows that the gates used."""
    used = {gate.confidence for gate in chosen.gates if gate.confidence}
    return next((word for word in ("assumed", "secondary", "verified") if word in used), None)


def _location(place: Location) -> Report:
    return {"file": place.file, "line": place.line, "column": place.column}
