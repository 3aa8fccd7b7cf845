"""Annotations of GitHub Actions: workflow commands, one a line, for a step's log.

| in the report | command |
|---|---|
| result, counts, date, policies | `::notice`, the first line |
| relaxations | one `::notice`; more only where they are too long for one |
| unusable input; a finding for which an object `blocks`; a blocked run without one | `::error` |
| warning of an object that passes, finding of an advisory one | `::warning` |
| note; finding of an object that is waived or not needed | `::notice` |
| an object that passes, a policy that does not apply | nothing |

GitHub shows 10 annotations per level and step and drops the rest without a word (50 per job). So a level with more than
10 shows 9, unusable inputs first, and the tenth counts what was left out; `check` lists all unusable inputs on
stderr as well. Findings that objects share are one annotation (see `issues.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.annotations import MESSAGE, SHOWN, Annotation, command, level_of
from checker.renderers.issues import LEVELS, NOTE, Issue, issues
from checker.renderers.marks import label, relaxations, result_line

Json = dict[str, Any]

FINDINGS_ONLY = True


def render(report: Json) -> Iterator[str]:
    """The annotations, a line each: the result, the relaxations, then errors, warnings and notices."""
    head = list(_head(report))
    yield from head
    room = {level: max(1, SHOWN - len(head)) if level == NOTE else SHOWN for level in LEVELS}
    kept: dict[str, list[Annotation]] = {level: [] for level in LEVELS}
    count = dict.fromkeys(LEVELS, 0)
    for issue in issues(report):
        count[issue.level] += 1
        if len(kept[issue.level]) < room[issue.level]:
            kept[issue.level].append(_annotation(issue))
    for level in LEVELS:
        yield from level_of(level, kept[level], count[level])


def _head(report: Json) -> Iterator[str]:
    policies = ", ".join(f"{label(row['id'])} {label(row['version'])}" for row in report["inputs"]["policies"])
    yield command("notice", f"{result_line(report)}\npolicies: {policies}", {"title": f"certgate: {report['result']}"})
    for text in _packed(relaxations(report)):
        yield command("notice", text, {"title": "certgate: notes on this answer"})


def _packed(lines: list[str]) -> Iterator[str]:
    """Lines in as few messages as hold them: of what makes an answer milder, nothing is cut."""
    pack = ""
    for line in lines:
        if pack and len(pack) + len(line) >= MESSAGE:
            yield pack
            pack = ""
        pack = f"{pack}\n{line}" if pack else line
    if pack:
        yield pack


def _annotation(issue: Issue) -> Annotation:
    return Annotation(issue.text, issue.title, issue.file, issue.line, issue.column)
