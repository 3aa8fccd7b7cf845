"""A run of the linter as values, from which every format is drawn (schema: `lint`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker import __version__
from checker.authoring.lint.case import order_of
from checker.authoring.lint.finding import Witness
from checker.authoring.lint.running import Finding, Linted, counted
from checker.authoring.written import as_yaml
from checker.engine.result import ExitCode
from checker.errors import InputError
from checker.report.head import problems_of

Json = dict[str, Any]


def drawn(found: Linted, remarks: list[str]) -> Json:
    """The document of a run: its result, the policies, what could not be read, and every finding."""
    code = exit_code(found)
    result = {ExitCode.PASSED: "clean", ExitCode.BLOCKED: "findings", ExitCode.UNUSABLE: "unusable"}.get(code, "failed")
    catalogue = found.catalogue
    return {
        "lint": 1,
        "tool": {"name": "certgate", "version": __version__},
        "as_of": found.day.isoformat(),
        "result": result,
        "exit_code": int(code),
        "catalogue": {"version": catalogue.version, "sha256": catalogue.sha256},
        "remarks": remarks,
        "summary": counted(found.findings),
        "policies": [
            {
                "id": case.policy.id,
                "version": case.policy.version,
                "path": case.document.path,
                "sha256": case.document.sha256,
                "loads": not case.problems,
            }
            for case in found.cases
        ],
        "errors": list(problems_of(InputError(found.unreadable))),
        "findings": [_finding(each) for each in found.findings],
    }


def exit_code(found: Linted) -> ExitCode:
    """0 without errors and warnings, 1 with, 2 where something could not be read, 3 where the linter itself failed."""
    if found.failed:
        return ExitCode.INTERNAL
    if found.unreadable or not found.cases:
        return ExitCode.UNUSABLE
    return ExitCode.BLOCKED if found.blocking else ExitCode.PASSED


def _finding(each: Finding) -> Json:
    found, place = each.found, each.location
    return {
        "code": each.code.name,
        "severity": each.severity,
        "policy": each.policy,
        "message": found.message,
        "help": found.mend,
        "pointer": found.pointer,
        "location": {"file": place.file, "line": place.line, "column": place.column},
        "accepted": each.accepted or None,
        "fixable": found.edit is not None,
        "witness": _witness(found.witness) if found.witness else None,
        "unwitnessed": None if found.witness else found.unwitnessed,
    }


def _witness(witness: Witness) -> Json:
    return {
        "day": witness.day.isoformat(),
        "shows": witness.shows,
        "answers": [
            {"asked": each.label, "requirement": each.requirement, "answer": each.answer, "codes": list(each.codes)}
            for each in witness.asks
        ],
        "manifest": as_yaml(witness.values, compact=True),
    }


def witness_files(found: Linted) -> Iterator[tuple[str, str]]:
    """The name and text of a file for each witness, and for the order where the policy needs one to be asked."""
    count: dict[str, int] = {}
    for each in found.findings:
        witness = each.found.witness
        if witness is None:
            continue
        stem = f"{each.policy}-{each.code.name}"
        count[stem] = count.get(stem, 0) + 1
        name = _named(f"{stem}-{count[stem]}")
        order = next((row for ask in witness.asks if (row := order_of(witness.values, ask.policy, witness.day))), None)
        yield f"{name}.yaml", _head(each, witness, f"{name}.order.yaml" if order else "") + as_yaml(witness.values)
        if order:
            items = [{"product": item.product} for item in order.items]
            dates = {key: day.isoformat() for key, day in order.dates.items()}
            yield f"{name}.order.yaml", as_yaml({"order": 1, "items": items, "dates": dates})


def _named(stem: str) -> str:
    """A name for a file, of letters, digits and hyphens: an id may hold what no file name may."""
    return "".join(each if each.isascii() and (each.isalnum() or each in "-_") else "_" for each in stem)[:120]


def _head(each: Finding, witness: Witness, order: str) -> str:
    """What the file is a witness of, in comments; a line break in a text would end the comment."""
    rows = [
        f"{each.location}: {each.code.name}: {each.found.message}",
        f"as of {witness.day}: {witness.shows}",
        *(f"{ask.label}: {ask.answer}" for ask in witness.asks),
        *([f"with --order {order}"] if order else []),
    ]
    return "".join(f"# {' '.join(row.split())}\n" for row in rows)
