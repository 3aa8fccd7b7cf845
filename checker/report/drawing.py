"""One assessed manifest as an entry of the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from checker.document import Document
from checker.engine.result import blocks, shown
from checker.errors import Location
from checker.model.assessment import (
    Assessment,
    Candidate,
    Finding,
    GateResult,
    Holds,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
)
from checker.model.decision import written
from checker.model.policy import Decision
from checker.records import NamedTuple
from checker.report.certificates import certificate_entry
from checker.report.excerpt import excerpts
from checker.words import shorten

Json = dict[str, Any]

# Each gate of each object repeats what the supplier wrote: a name of a megabyte would make a report of many.
_SENTENCE = 2_000


class Drawing(NamedTuple):
    """Draws one assessed manifest as an entry of the report."""

    document: Document
    as_of: date
    all_candidates: bool = False
    full: bool = True  # with gates, certificates and source
    fail_on: str | None = None

    def manifest(self, assessment: Assessment) -> Json:
        """The entry of a manifest."""
        entry: Json = {
            "path": self.document.name,
            "sha256": self.document.sha256,
            "supplier": assessment.manifest.supplier.name,
            "prepared": assessment.manifest.prepared.isoformat(),
            "verdict": assessment.verdict,
            "holds": drawn_holds(assessment.holds),
            "policies": [self._policy(each) for each in assessment.policies],
            "certificates": [],
            "source": [],
            "plan": None,  # stated by whoever asks for advice
        }
        if self.document.signed_by is not None:
            entry["signed_by"] = list(self.document.signed_by)
        if self.full:
            stated = assessment.manifest.certificates
            entry["certificates"] = [certificate_entry(each, self.document, self.as_of) for each in stated]
            entry["source"] = self._excerpts(entry)
        return entry

    def _excerpts(self, entry: Json) -> list[Json]:
        """The lines around every place that the entry names."""
        places = {(place["line"], place["column"]) for place in _places(entry)}
        return excerpts(self.document.source, self.document.first_line, sorted(places))

    def _policy(self, found: PolicyAssessment) -> Json:
        policy = found.policy
        return {
            "id": policy.id,
            "title": policy.title,
            "version": policy.version,
            "evidence": policy.evidence,
            "verdict": found.verdict,
            "holds": drawn_holds(found.holds),
            "citations": list(policy.citations),
            "decision": _decision(policy.decision),
            "period": found.period and {"from": str(found.period[0]), "until": str(found.period[1])},
            "products_left_out": [{"product": product, "reason": why} for product, why in found.left_out],
            "requirements": [self._requirement(each) for each in found.requirements],
        }

    def _requirement(self, found: RequirementAssessment) -> Json:
        rule = found.requirement
        return {
            "id": rule.id,
            "title": rule.title,
            "kind": rule.kind,
            "outcome": found.outcome.value,
            "holds": drawn_holds(found.holds),
            "enforcement": "mandatory" if rule.mandatory else "advisory",
            "counts": found.counts,
            "needed": found.needed,
            "citation": rule.citation,
            "remedy": rule.remedy,
            "waived_by": _waivers(found.waived_by),
            "objects": [self.object(found, each) for each in found.objects],
        }

    def object(self, row: RequirementAssessment, found: ObjectAssessment) -> Json:
        """An object of a requirement, as its entry holds it."""
        chosen = found.chosen
        drawn = {
            **object_head(found),
            "blocks": blocks(row, found, self.fail_on),
            "candidate": chosen.certificate.id if chosen else None,
            "findings": [self.finding(each) for each in shown(row, found.findings)],
            "gates": [self._gate(each) for each in chosen.gates] if chosen and self.full else [],
        }
        if self.all_candidates:
            drawn["candidates"] = [self._candidate(row, each) for each in found.candidates]
        return drawn

    def _candidate(self, row: RequirementAssessment, found: Candidate) -> Json:
        return {
            "certificate": found.certificate.id,
            "outcome": found.outcome.value,
            "findings": [self.finding(each) for each in shown(row, found.findings)],
            "gates": [self._gate(each) for each in found.gates],
        }

    def finding(self, finding: Finding) -> Json:
        """A finding, as its object holds it."""
        return {
            "code": finding.code,
            "gate": finding.gate,
            "outcome": finding.outcome.value,
            "severity": finding.severity,
            "certificate": finding.certificate,
            "message": _bounded(finding.message),
            "help": finding.help,
            "accepted": finding.accepted,
            "pointer": finding.pointer,
            "location": _location(self.document.locate(finding.pointer)),
            "policy_pointer": finding.policy_pointer,
        }

    def _gate(self, gate: GateResult) -> Json:
        return {
            "gate": gate.gate,
            "outcome": str(gate.outcome),
            "expected": _bounded(gate.expected),
            "actual": _bounded(gate.actual),
            "basis": gate.basis,
            "confidence": gate.confidence,
            "pointer": gate.pointer,
            "location": _location(self.document.locate(gate.pointer)),
            "policy_pointer": gate.policy_pointer,
        }


def object_head(found: ObjectAssessment) -> Json:
    """How the entry of an object begins: what it is, what it comes to, by which certificate."""
    target, chosen = found.target, found.chosen
    covers = chosen.certificate.covers if chosen else None
    return {
        "type": target.type,
        "product": target.product,
        "site": target.site,
        "id": target.id,
        "outcome": found.outcome.value,
        "holds": drawn_holds(found.holds),
        "certificate": found.certificate,
        "basis": chosen.basis if chosen else None,
        "confidence": _weakest(chosen) if chosen else None,
        "conditions": list(covers.conditions or ()) if covers else [],
        "waived_by": _waivers(found.waived_by),
    }


def _places(entry: Json) -> Iterator[Json]:
    for certificate in entry["certificates"]:
        yield certificate["location"]
    for policy in entry["policies"]:
        for requirement in policy["requirements"]:
            for each in requirement["objects"]:
                for part in (each, *each.get("candidates", ())):
                    yield from (row["location"] for row in (*part["findings"], *part["gates"]))


@lru_cache(4096)
def _decision(decision: Decision) -> str | Json:
    """The decision of a policy, which is in the entry of every manifest."""
    return written(decision)


def _waivers(ids: tuple[str, ...]) -> str | None:
    """The ids of waivers as one text; none of them holds a space."""
    return ", ".join(ids) or None


def _weakest(chosen: Candidate) -> str | None:
    """The weakest confidence of the catalogue rows that the gates used."""
    used = {gate.confidence for gate in chosen.gates if gate.confidence}
    return next((word for word in ("assumed", "secondary", "verified") if word in used), None)


def drawn_holds(holds: Holds | None) -> Json | None:
    """How long a pass lasts, as the report states it."""
    if holds is None:
        return None
    return {"until": holds.until.isoformat(), "then": holds.then, "codes": list(holds.codes)}


def _bounded(text: str) -> str:
    return text if len(text) <= _SENTENCE else shorten(text, _SENTENCE)


def _location(place: Location) -> Json:
    return {"file": place.file, "line": place.line, "column": place.column}
