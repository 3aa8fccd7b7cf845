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

from collections.abc import Iterable, Iterator
from typing import Any

from checker.renderers.issues import ERROR, LEVELS, NOTE, WARNING, Issue, issues
from checker.renderers.marks import in_repository, label, relaxations, result_line
from checker.words import visible

Json = dict[str, Any]

FINDINGS_ONLY = True

_SHOWN = 10  # annotations per level and step
_COMMANDS = {ERROR: "error", WARNING: "warning", NOTE: "notice"}
# The runner cuts a message at 4,096 UTF-16 units, of which a character takes two at most.
_MESSAGE = 2_000


def render(report: Json) -> Iterator[str]:
    """The annotations, a line each: the result, the relaxations, then errors, warnings and notices."""
    head = list(_head(report))
    yield from head
    yield from annotated(issues(report), head=len(head))


def annotated(found: Iterable[Issue], head: int) -> Iterator[str]:
    """The annotations of issues, errors before warnings before notices; `head` of the notices have been shown."""
    room = {level: max(1, _SHOWN - head) if level == NOTE else _SHOWN for level in LEVELS}
    kept: dict[str, list[Issue]] = {level: [] for level in LEVELS}
    count = dict.fromkeys(LEVELS, 0)
    for issue in found:
        count[issue.level] += 1
        if len(kept[issue.level]) < room[issue.level]:
            kept[issue.level].append(issue)
    for level in LEVELS:
        yield from _level(level, kept[level], count[level])


def _head(report: Json) -> Iterator[str]:
    policies = ", ".join(f"{label(row['id'])} {label(row['version'])}" for row in report["inputs"]["policies"])
    yield command("notice", f"{result_line(report)}\npolicies: {policies}", {"title": f"certgate: {report['result']}"})
    for text in _packed(relaxations(report)):
        yield command("notice", text, {"title": "certgate: notes on this answer"})


def _packed(lines: list[str]) -> Iterator[str]:
    """Lines in as few messages as hold them: of what makes an answer milder, nothing is cut."""
    pack = ""
    for line in lines:
        if pack and len(pack) + len(line) >= _MESSAGE:
            yield pack
            pack = ""
        pack = f"{pack}\n{line}" if pack else line
    if pack:
        yield pack


def _level(level: str, kept: list[Issue], count: int) -> Iterator[str]:
    """The annotations of one level; where they are not all, the last says how many there are besides."""
    if len(kept) == count:
        yield from map(_annotation, kept)
        return
    yield from map(_annotation, kept[:-1])
    left = count - len(kept) + 1
    text = f"{left:,} {level}s are not shown here, for GitHub shows {_SHOWN} per step; other formats have all"
    yield command(_COMMANDS[level], text, {"title": "certgate: more"})


def _annotation(issue: Issue) -> str:
    file, inside = in_repository(issue.file)
    properties = {"file": file} if inside else {}
    if inside and issue.line:
        properties |= {"line": str(issue.line), "col": str(issue.column)}
    return command(_COMMANDS[issue.level], issue.text, {**properties, "title": issue.title})


def command(level: str, message: str, properties: Json) -> str:
    """One workflow command; what could end a property, the command or the line is escaped."""
    text = message if len(message) <= _MESSAGE else f"{message[: _MESSAGE - 1]}…"
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return "%0A".join(visible(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
