"""The advice of a whole run, version 1 (schema: `advice`); drawn once, printed in several formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from checker import __version__
from checker.advise.plan import FOUND, NONE, NOTHING, OPEN
from checker.advise.weights import Weights
from checker.document import Document
from checker.engine.result import Tally
from checker.errors import InputError
from checker.model.assessment import Assessment
from checker.report.head import Conditions, problems_of, relaxations_of

Json = dict[str, Any]

ASSUMPTIONS = (
    "every action is taken to be done, and to have the result that is wished for, on the day of the assessment",
    "what has to be stated as printed is taken to be printed so; whether it is, the certificate shows",
    "weights are a rough measure of effort, not of cost or time",
)


def entry(document: Document, assessment: Assessment, plan: Json) -> Json:
    """The entry of one manifest."""
    return {
        "path": document.name,
        "sha256": document.sha256,
        "supplier": assessment.manifest.supplier.name,
        "prepared": assessment.manifest.prepared.isoformat(),
        "verdict": assessment.verdict,
        "plan": plan,
    }


def build_advice(conditions: Conditions, entries: Sequence[Json], errors: list[InputError], weights: Weights) -> Json:
    """The advice of a run from the entries of its manifests."""
    found = Counter(each["plan"]["outcome"] for each in entries)
    return {
        "advice": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": conditions.as_of.isoformat(),
        "assumptions": list(ASSUMPTIONS),
        "relaxations": relaxations_of(conditions, Tally()),
        "errors": [problem for error in errors for problem in problems_of(error)],
        "inputs": {
            "policies": [
                {"id": policy.id, "version": policy.version, "sha256": policy.sha256} for policy in conditions.policies
            ],
            "catalogue": {"version": conditions.catalogue.version, "sha256": conditions.catalogue.sha256},
            "weights": {"path": weights.file, "sha256": weights.sha256} if weights.file else None,
        },
        "weights": dict(weights.table),
        "summary": {"manifests": len(entries), **{key: found[key] for key in (NOTHING, FOUND, OPEN, NONE)}},
        "manifests": list(entries),
    }
