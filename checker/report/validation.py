"""Validation, version 1: what was read and what is implausible about it, in a documented form (schema: `validation`).

All formats of `certgate validate` are drawn from it. It holds no clock time and nothing of the machine, and no verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from checker import __version__
from checker.document import Document
from checker.errors import InputError
from checker.plausibility import SEVERITIES, Finding
from checker.report.head import problems_of

Json = dict[str, Any]


def validated(document: Document, form: str, findings: Iterable[Finding]) -> Json:
    """One document that conforms: `form` is manifest or policy; its findings in the order of their places."""
    rows = [{**each._asdict(), "location": document.locate(each.pointer)._asdict()} for each in findings]
    rows.sort(key=lambda row: (row["location"]["line"], row["location"]["column"], row["code"], row["message"]))
    return {"path": document.name, "sha256": document.sha256, "format": form, "findings": rows}


def validation(documents: Sequence[Json], unusable: Sequence[InputError], *, strict: bool) -> Json:
    """The whole of a run over these documents and those that can not be used, with its exit code."""
    found = Counter(row["severity"] for each in documents for row in each["findings"])
    blocking = SEVERITIES[: 2 if strict else 1]
    code = 2 if unusable or not documents else int(any(found[severity] for severity in blocking))
    counts = {"conforming": len(documents), "unusable": len(unusable), **{name: found[name] for name in SEVERITIES}}
    return {
        "validation": 1,
        "tool": {"name": "certgate", "version": __version__},
        "strict": strict,
        "exit_code": code,
        "summary": counts,
        "errors": [problem for error in unusable for problem in problems_of(error)],
        "documents": list(documents),
    }
