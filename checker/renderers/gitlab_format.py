"""GitLab Code Quality: a JSON array, an entry a line, for `artifacts:reports:codequality`.

| in the report | severity |
|---|---|
| unusable input; a blocked run in which no object blocks | `blocker` |
| a finding for which an object `blocks`: it fails | `critical` |
| the same: it is undetermined, or passes with a warning (`--fail-on warning`) | `major` |
| warning of an object that passes, finding of an advisory one | `minor` |
| note; finding of an object that is waived or not needed | `info` |
| result with counts and date; each relaxation; each policy's version | `info` |
| an object that passes, a policy that does not apply | nothing |

A merge request shows what its base branch does not have, by fingerprint: a result or relaxation that changed is new.
The format has no place for what is said of the whole run, so the head stands at the first file, line 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.json_library import orjson
from checker.renderers.issues import ERROR, NOTE, UNEXPLAINED, UNUSABLE, WARNING, Issue, issues
from checker.renderers.marks import fingerprint, first_place, in_repository, label, result_line, told
from checker.words import visible

Json = dict[str, Any]

FINDINGS_ONLY = True

_MILD = {WARNING: "minor", NOTE: "info"}


def render(report: Json) -> Iterator[str]:
    """The array, an entry a line."""
    opening = "[\n"
    for entry in _entries(report):
        yield opening + orjson.dumps(entry).decode()
        opening = ",\n"
    yield "\n]\n"


def _entries(report: Json) -> Iterator[Json]:
    file = first_place(report)
    yield _entry(
        "result", f"certgate: {result_line(report)}", "info", file, 1, fingerprint("result", result_line(report))
    )
    for row in report["relaxations"]:
        ids = fingerprint("relaxation", row["type"], row["id"], row["effect"])
        yield _entry("relaxation", f"certgate note: {told(row['effect'])}", "info", file, 1, ids)
    for row in report["inputs"]["policies"]:
        text = f"assessed by policy {label(row['id'])}, version {label(row['version'])}"
        yield _entry("policy", text, "info", file, 1, fingerprint("policy", row["id"], row["sha256"]))
    for issue in issues(report):
        yield _entry(issue.code, _flat(issue), _severity(issue), issue.file, issue.line, _fingerprint(issue))


def _flat(issue: Issue) -> str:
    """All of an issue in one paragraph, for GitLab shows no line ends."""
    return " ".join(f"{line[:1].upper()}{line[1:].rstrip('.')}." for line in issue.text.split("\n"))


def _fingerprint(issue: Issue) -> str:
    """One that changes with the severity: what was waived yesterday and blocks today is new to a merge request."""
    return fingerprint(issue.fingerprint, _severity(issue))


def _severity(issue: Issue) -> str:
    if issue.code in (UNUSABLE, UNEXPLAINED):
        return "blocker"
    if issue.level == ERROR:
        return "critical" if issue.outcome == "fail" else "major"
    return _MILD[issue.level]


def _entry(check: str, description: str, severity: str, file: str, line: int, ids: str) -> Json:
    """One entry; a place that is a file as a whole is its first line."""
    return {
        "description": description,
        "check_name": check,
        "fingerprint": ids,
        "severity": severity,
        "location": {"path": visible(in_repository(file)[0]), "lines": {"begin": max(line, 1)}},
    }
