"""What a run of policy tests found, as one document (version 1) from which every format is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from checker import __version__
from checker.authoring.trial.coverage import FAILED, Aim, percent
from checker.authoring.trial.model import Broken, Ran
from checker.authoring.trial.mutation import EQUIVALENT, KILLED, REFUSED, SURVIVED, Fate
from checker.authoring.trial.suggesting import suggested
from checker.catalogue import Catalogue
from checker.errors import InputError, Location, Problem
from checker.model.assessment import NOTE, Finding, PolicyAssessment
from checker.report.head import problems_of

if TYPE_CHECKING:
    from checker.authoring.trial.running import Asked, OfFile, OfPolicy

Json = dict[str, Any]

PASSED, FAILED_CASE, ERROR = "passed", "failed", "error"


def draw(
    files: Sequence[OfFile],
    policies: Sequence[OfPolicy],
    untested: Sequence[tuple[str, str]],
    problems: Sequence[Problem],
    asked: Asked,
    catalogue: Catalogue,
) -> Json:
    """The document of a run, with its result and exit code."""
    drawn = [_file(each) for each in files]
    counts = Counter(case["result"] for each in drawn for case in each["cases"])
    unusable = bool(problems) or bool(counts[ERROR]) or not (files or untested)
    failed = bool(counts[FAILED_CASE]) or bool(untested) or not all(each.meets(asked) for each in policies)
    return {
        "trial": 1,
        "tool": {"name": "certgate", "version": __version__},
        "result": "unusable" if unusable else "failed" if failed else "passed",
        "exit_code": 2 if unusable else int(failed),
        "inputs": {"catalogue": {"version": catalogue.version, "sha256": catalogue.sha256}},
        "summary": {
            "policies": len(policies),
            "cases": sum(counts.values()),
            **{name: counts[name] for name in (PASSED, FAILED_CASE, ERROR)},
        },
        "errors": list(problems_of(InputError(problems))),
        "untested": [{"policy": name, "path": path} for name, path in untested],
        "files": drawn,
        "policies": [_policy(each, asked) for each in policies],
    }


def _file(each: OfFile) -> Json:
    rows: list[Ran | Broken] = [*each.ran, *each.broken]
    rows.sort(key=lambda row: row.location if isinstance(row, Broken) else row.case.location)
    cases = [_broken(row) if isinstance(row, Broken) else _case(row) for row in rows]
    return {
        "path": each.tests.path,
        "sha256": each.tests.sha256,
        "policy": each.tests.subject.id,
        "cases": cases,
    }


def _case(ran: Ran) -> Json:
    """A case; the findings are those of one that came otherwise than expected."""
    case, bad = ran.case, bool(ran.differences)
    return {
        "name": case.name,
        "location": _place(case.location),
        "base": case.base,
        "as_of": case.as_of.isoformat(),
        "result": FAILED_CASE if bad else PASSED,
        "verdict": ran.found.verdict,
        "version": ran.found.policy.version,
        "differences": [each._asdict() for each in ran.differences],
        "findings": list(_findings(ran.found)) if bad else [],
        "error": None,
    }


def _broken(each: Broken) -> Json:
    return {
        "name": each.name,
        "location": _place(each.location),
        "base": None,
        "as_of": None,
        "result": ERROR,
        "verdict": None,
        "version": None,
        "differences": [],
        "findings": [],
        "error": next(iter(problems_of(InputError(each.problem)))),
    }


def _findings(found: PolicyAssessment) -> Iterator[Json]:
    """Errors and warnings, each once for a requirement."""
    seen: set[tuple[str, Finding]] = set()
    for row in found.requirements:
        for target in row.objects:
            for each in target.findings:
                key = (row.requirement.id, each)
                if each.severity != NOTE and key not in seen:
                    seen.add(key)
                    yield {
                        "requirement": row.requirement.id,
                        "code": each.code,
                        "outcome": each.outcome.value,
                        "severity": each.severity,
                        "message": each.message,
                        "pointer": each.pointer,
                    }


def _place(location: Location) -> Json:
    return {"file": location.file, "line": location.line, "column": location.column}


def _policy(each: OfPolicy, asked: Asked) -> Json:
    return {
        "id": each.subject.id,
        "versions": [
            {"version": row.policy.version, "path": row.policy.path, "sha256": row.policy.sha256}
            for row in each.subject.versions
        ],
        "coverage": None if each.aims is None else _coverage(each.aims, asked),
        "mutants": None if each.fates is None else _mutants(each.fates),
        "mutants_left_out": asked.mutate and each.fates is None,
        "meets": each.meets(asked),
    }


def _coverage(aims: Sequence[Aim], asked: Asked) -> Json:
    return {
        "percent": percent(aims),
        "threshold": asked.threshold,
        "total": len(aims),
        "reached": sum(aim.reached for aim in aims),
        "missing": [
            {"requirement": aim.requirement, "gate": aim.gate, "way": aim.way, "codes": list(aim.codes)}
            for aim in aims
            if not aim.reached
        ],
        "rows": list(_matrix(aims)),
    }


def _matrix(aims: Iterable[Aim]) -> Iterator[Json]:
    """Each requirement and gate once; `failed` is None where there is no failure to show."""
    rows: dict[tuple[str, str], Json] = {}
    for aim in aims:
        row = rows.setdefault(
            (aim.requirement, aim.gate),
            {"requirement": aim.requirement, "gate": aim.gate, "passed": False, FAILED: None},
        )
        row[aim.way] = aim.reached
    yield from rows.values()


def _mutants(fates: Sequence[Fate]) -> Json:
    counts = Counter(each.fate for each in fates)
    return {
        "total": len(fates),
        **{name: counts[name] for name in (KILLED, SURVIVED, EQUIVALENT, REFUSED)},
        "rows": [
            {
                "id": each.mutant.id,
                "direction": each.mutant.direction,
                "fate": each.fate,
                "by": each.by or None,
                "reason": each.reason or None,
                "case": suggested(each.mutant.id, each.catch) if each.catch else None,
            }
            for each in fates
        ],
    }
