"""What a run is said to have found: the head of a report, or what a signed statement repeats of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from checker.document import Document
from checker.engine.assess import NOT_APPLICABLE
from checker.errors import InputError, Location, Problem
from checker.model.outcome import Outcome
from checker.records import NamedTuple
from checker.renderers.statement import PREDICATE, policy_counts
from checker.schema import conform
from checker.signing.dsse import STATEMENT, Envelope

Json = dict[str, Any]


class Claim(NamedTuple):
    """A run as its report or statement states it.

    `policies` counts the manifests by verdict, for each policy; `suppliers` are their names (None: a statement does
    not say). `report` is the digest of the report, `errors` what could not be used.
    """

    version: str
    as_of: date
    verdict: str
    result: str
    exit_code: int
    relaxations: tuple[Json, ...]
    errors: tuple[Json, ...]
    inputs: Json
    policies: Mapping[str, Mapping[str, int]]
    report: str
    suppliers: frozenset[str] | None = None


def claim_of_report(report: Json, digest: str) -> Claim:
    """The claim of a report that adds up."""
    names = frozenset(each["supplier"] for each in report["manifests"])
    own = {**report, "policies": policy_counts(report), "report": {"sha256": digest}}
    return _claim(own)._replace(suppliers=names)


def claim_of(envelope: Envelope, shown: str) -> Claim:
    """The claim of a statement; signatures are not looked at. Raises InputError for a statement about anything else."""
    try:
        values = json.loads(envelope.payload)
        if envelope.payload_type != STATEMENT or values["predicateType"] != PREDICATE:
            raise ValueError
        own = values["predicate"]["certgate"]
        _conform(own)
        return _claim(own)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError):
        why = "what is signed here is no statement on a report of certgate"
        problem = Problem(why, Location(shown), "sign the report with `certgate attest`, or what `-o intoto` writes")
        raise InputError(problem) from None


_NONE = dict.fromkeys(("manifests", *(each.value for each in Outcome), NOT_APPLICABLE, "waived", "warnings"), 0)


def _conform(own: Json) -> None:
    """Refuse what is no head of a report: whoever signed it may have written anything."""
    keys = ("tool", "as_of", "verdict", "result", "exit_code", "relaxations", "errors", "inputs")
    head: Json = {"report": 1, **{key: own[key] for key in keys}, "summary": _NONE, "manifests": []}
    conform(Document("-", "", head, dict), "report")
    counts = [count for found in own["policies"].values() for count in found.values()]
    if not all(type(count) is int and count >= 0 for count in counts) or not isinstance(own["report"]["sha256"], str):
        raise ValueError


def _claim(own: Json) -> Claim:
    return Claim(
        version=own["tool"]["version"],
        as_of=date.fromisoformat(own["as_of"]),
        verdict=own["verdict"],
        result=own["result"],
        exit_code=own["exit_code"],
        relaxations=tuple({key: row[key] for key in ("type", "id", "effect")} for row in own["relaxations"]),
        errors=tuple({"path": row["path"], "message": row["message"]} for row in own["errors"]),
        inputs=dict(own["inputs"]),
        policies={name: Counter(found) for name, found in own["policies"].items()},
        report=own["report"]["sha256"],
    )
