"""Small reports made by hand, for what no fixture shows; whatever is not given is as in a plain failure."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

SHA = "0" * 64


def a_finding(code: str = "model-not-covered", **given: Any) -> Json:
    """A finding of a certificate, an error that fails."""
    return {
        "code": code,
        "gate": "subject",
        "outcome": "fail",
        "severity": "error",
        "certificate": "ul",
        "message": "`ul` covers `A`, not `B`",
        "help": "have the model added",
        "accepted": False,
        "pointer": "/certificates/0/covers/models",
        "location": {"file": "m.yaml", "line": 7, "column": 3},
        "policy_pointer": "",
        **given,
    }


def an_object(name: str = "B", *findings: Json, **given: Any) -> Json:
    """A model that fails and blocks, for one finding if none are given."""
    return {
        "type": "model",
        "product": "p",
        "site": None,
        "id": name,
        "outcome": "fail",
        "certificate": None,
        "basis": "declared",
        "confidence": None,
        "conditions": [],
        "waived_by": None,
        "blocks": True,
        "candidate": "ul",
        "findings": list(findings or (a_finding(),)),
        "gates": [],
        **given,
    }


def a_requirement(*objects: Json, **given: Any) -> Json:
    """A mandatory requirement in effect, that fails."""
    return {
        "id": "listing",
        "title": "Each model listed",
        "kind": "product",
        "outcome": "fail",
        "enforcement": "mandatory",
        "counts": True,
        "needed": True,
        "citation": "29 CFR 1910.7(b)",
        "remedy": "Ask for a listing.",
        "waived_by": None,
        "objects": list(objects),
        **given,
    }


def a_policy(*requirements: Json, **given: Any) -> Json:
    """A policy, not met unless nothing is asked."""
    return {
        "id": "buyer",
        "title": "What we buy",
        "version": "1",
        "evidence": "product",
        "verdict": "fail" if requirements else "not-applicable",
        "citations": [],
        "products_left_out": [] if requirements else [{"product": "p", "reason": "the policy is for taps"}],
        "requirements": list(requirements),
        **given,
    }


def a_manifest(*policies: Json, path: str = "m.yaml", supplier: str = "Northwind") -> Json:
    """A manifest that fails."""
    return {
        "path": path,
        "sha256": SHA,
        "supplier": supplier,
        "prepared": "2026-11-05",
        "verdict": "fail",
        "policies": list(policies),
        "certificates": [],
        "source": [],
    }


def a_report(*manifests: Json, **given: Any) -> Json:
    """A blocked report."""
    counts = {"pass": 0, "fail": len(manifests), "undetermined": 0, "not-applicable": 0, "waived": 0, "warnings": 0}
    return {
        "report": 1,
        "tool": {"name": "certgate", "version": "0.1.0"},
        "as_of": "2026-11-23",
        "verdict": "fail",
        "result": "blocked",
        "exit_code": 1,
        "relaxations": [{"type": "no-order", "id": None, "effect": "objects as declared by the supplier"}],
        "errors": [],
        "inputs": {
            "policies": [{"id": "buyer", "version": "1", "sha256": SHA}],
            "catalogue": {"version": "2026-11-23", "sha256": SHA},
            "waivers": None,
            "order": None,
            "fail_on": None,
        },
        "summary": {"manifests": len(manifests), **counts},
        "manifests": list(manifests),
        **given,
    }


def of_objects(*objects: Json, **requirement: Any) -> Json:
    """A report on one manifest, one policy and one requirement with these objects."""
    return a_report(a_manifest(a_policy(a_requirement(*objects, **requirement))))


def nothing_assessed() -> Json:
    """A report on a manifest to which no policy applies: blocked, and no object says why."""
    report = a_report(a_manifest(a_policy()), verdict="not-applicable", exit_code=2)
    report["summary"] |= {"fail": 0, "not-applicable": 1}
    return report


def an_error(path: str = "broken.yaml", line: int = 3, message: str = "unknown key `stadard`") -> Json:
    """An input that could not be used."""
    return {"path": path, "line": line, "column": 5 if line else 0, "message": message, "help": "write `standard`"}


def a_warning(**given: Any) -> Json:
    """A warning about a certificate that passes."""
    return a_finding("edition-ending", outcome="pass", severity="warning", message="the edition ends", **given)


def standings() -> dict[str, Json]:
    """A report for every way in which an object can stand, none of them blocking but `fail` and `undetermined`."""
    met = {"outcome": "pass", "blocks": False, "certificate": "ul"}
    note = a_finding("series-pattern", outcome="pass", severity="note", message="covered by a series")
    lowered = a_finding(severity="warning")
    waived = of_objects(an_object("B", blocks=False, waived_by="W-1"))
    waived["relaxations"].append({"type": "waiver", "id": "W-1", "effect": "waives it until 2027: booked"})
    open_ = an_object("B", a_finding(outcome="undetermined"), outcome="undetermined")
    quiet = {**an_object("B", **met), "findings": []}
    return {
        "pass": of_objects(quiet),
        "pass with a note": of_objects(an_object("B", note, **met)),
        "pass with a warning": of_objects(an_object("B", a_warning(), **met)),
        "pass that blocks by a warning": of_objects(an_object("B", a_warning(), note, **{**met, "blocks": True})),
        "fail": of_objects(an_object("B")),
        "undetermined": of_objects(open_),
        "waived": waived,
        "not needed": of_objects(an_object("B", a_finding(severity="note"), blocks=False), needed=False),
        "advisory": of_objects(an_object("B", lowered, blocks=False), counts=False, enforcement="advisory"),
        "not in effect": of_objects(an_object("B", lowered, blocks=False), counts=False),
        "advisory that blocks": of_objects(an_object("B", lowered), counts=False, enforcement="advisory"),
    }
