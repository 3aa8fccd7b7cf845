"""Findings as one-line problems, for formats that machines read: `sarif`, `gitlab` and `github` draw the same list.

One issue per requirement x code x certificate, with all objects it concerns: forty models that one certificate leaves
out are one problem, not forty. Its level says what it does to the run:

| the object | its findings become |
|---|---|
| `blocks` | `error`: those of the worst severity found; the others keep theirs |
| pass, advisory | `warning` for errors and warnings, `note` for notes |
| waived, not needed | `note` |
| a warning about a waiver | `warning`; `error` where it blocks (`--fail-on warning`) |
| an input that could not be used; a blocked run in which no object blocks | `error` |

The fingerprint is made of path, policy, requirement, code and certificate alone, so it outlives other suppliers, moved
lines, entries in another order and further models. A line of an NDJSON file is told by its supplier, not its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.marks import (
    LINE_OF_FILE,
    finding_word,
    fingerprint,
    first_place,
    in_repository,
    label,
    object_label,
    told,
)
from checker.renderers.rows import (
    NOT_NEEDED,
    PASS,
    WAIVED,
    Row,
    findings,
    headline,
    ledger,
    ledger_blocks,
    place,
    standing,
    waiver,
)

Json = dict[str, Any]

ERROR, WARNING, NOTE = "error", "warning", "note"
LEVELS = (ERROR, WARNING, NOTE)
BLOCKED = "blocked"
UNUSABLE = "unusable-input"
UNEXPLAINED = "nothing-assessed"

_OBJECTS = 10  # named in one issue
_SENTENCES = 3  # of one issue, where they differ from object to object
_NO_REASON = {
    "code": "no-reason-stated",
    "outcome": "undetermined",
    "severity": ERROR,
    "certificate": None,
    "message": "the report says that this blocks, and states no reason",
    "help": "run the check again with the version that wrote the report",
    "accepted": False,
    "pointer": "",
}


class Issue(NamedTuple):
    """One problem; every text in it is fit to be shown. `file`, and the `places` beside it, are as in the report."""

    code: str
    level: str
    word: str  # what it is, for people: `fail`, `waived, fail`, `warning`
    file: str
    line: int
    column: int
    sentences: tuple[str, ...]
    details: tuple[str, ...]  # whom it concerns, who asks, how to mend it
    help: str
    fingerprint: str
    outcome: str = "fail"  # what the finding does
    waiver: str | None = None
    places: tuple[Json, ...] = ()  # where else
    facts: Json | None = None  # what a program may want to sort by

    @property
    def text(self) -> str:
        """All of it, the sentence to forward first, in lines; with the place where a code host can not show it."""
        origin = {"file": self.file, "line": self.line, "column": self.column}
        elsewhere = [] if in_repository(self.file)[1] else [f"in {label(place(origin))}"]
        return "\n".join([f"{self.word}: {'; '.join(self.sentences)}", *self.details, *elsewhere])

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        return self.word if self.code in (UNUSABLE, UNEXPLAINED) else f"{self.word}: {self.code}"


def issues(report: Json) -> Iterator[Issue]:
    """Every problem of a report: unusable inputs, waivers, then manifests, the worst of a requirement first."""
    yield from unusable(report["errors"])
    yield from about_waivers(report)
    explained, assessed = bool(report["errors"]) or ledger_blocks(report), False
    owners: Counter[str] = Counter()
    for manifest in report["manifests"]:
        owner = _owner(manifest, owners)
        for policy in manifest["policies"]:
            for requirement in policy["requirements"]:
                assessed = True
                for issue in _of_requirement(owner, manifest, policy, requirement):
                    explained = explained or issue.level == ERROR
                    yield issue
    if report["result"] == BLOCKED and not explained:
        yield unexplained(report, assessed=assessed)


class _Group:
    """Findings that are one problem, and the objects they are about."""

    def __init__(self, row: Row, found: Json) -> None:
        self.row, self.found = row, found
        self.objects: dict[str, None] = {}
        self.sentences: dict[str, None] = {}
        self.places: dict[str, Json] = {}

    def add(self, row: Row, found: Json) -> None:
        self.objects[object_label(row.object)] = None
        self.sentences[told(found["message"])] = None
        location = found.get("location") or {"file": row.manifest["path"], "line": 0, "column": 0}
        self.places[place(location)] = location


def _of_requirement(owner: str, manifest: Json, policy: Json, requirement: Json) -> list[Issue]:
    """The problems of one requirement."""
    groups: dict[tuple[str, ...], _Group] = {}
    for each in requirement["objects"]:
        row = Row(manifest, policy, requirement, each)
        stands = standing(row)
        lifted = (waiver(row) or "") if stands == WAIVED else ""
        for found, level in _weighed(row, stands):
            key = (
                str(LEVELS.index(level)),
                found["outcome"],
                stands,
                lifted,
                found["code"],
                found["certificate"] or "",
            )
            groups.setdefault(key, _Group(row, found)).add(row, found)
    apart = _apart(groups)
    return [_issue(key, groups[key], owner, apart[key]) for key in sorted(groups, key=lambda key: key[0])]


def _apart(groups: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a fingerprint needs beside code and certificate: nothing, or, for the milder of two, how it stands."""
    seen: set[tuple[str, ...]] = set()
    found = {}
    for key in sorted(groups):
        found[key] = key[:4] if key[4:] in seen else ()
        seen.add(key[4:])
    return found


def _weighed(row: Row, stands: str) -> Iterator[tuple[Json, str]]:
    """The findings of an object, each with its level."""
    if not row.object["blocks"]:
        mild = stands in (WAIVED, NOT_NEEDED)
        for found in findings(row):
            raised = NOTE if mild or found["severity"] == NOTE else WARNING
            yield found, raised
        return
    weighed = findings(row) or [_NO_REASON]
    for found in weighed:
        yield found, ERROR if found["severity"] == weighed[0]["severity"] else found["severity"]


def _issue(key: tuple[str, ...], group: _Group, owner: str, apart: tuple[str, ...]) -> Issue:
    """A group as an issue."""
    row, found = group.row, group.found
    stands, lifted = key[2], key[3]
    first, *others = group.places.values()
    policy, requirement = row.policy["id"], row.requirement["id"]
    ids = (owner, policy, requirement, found["code"], found["certificate"], *apart)
    return Issue(
        code=label(found["code"]),
        level=LEVELS[int(key[0])],
        word=finding_word(found, stands, raised=LEVELS[int(key[0])] == ERROR),
        file=first["file"],
        line=first["line"],
        column=first["column"],
        sentences=tuple(_first(group.sentences, _SENTENCES)),
        details=tuple(_details(group)),
        help=told(found["help"]),
        fingerprint=fingerprint(*ids),
        outcome=found["outcome"],
        waiver=lifted or None,
        places=tuple(others),
        facts={
            "manifest": label(row.manifest["path"]),
            "supplier": label(row.manifest["supplier"]),
            "policy": label(policy),
            "requirement": label(requirement),
            "certificate": found["certificate"] and label(found["certificate"]),
            "outcome": found["outcome"],
            "standing": stands,
            "objects": _first(group.objects, _OBJECTS),
        },
    )


def _details(group: _Group) -> Iterator[str]:
    """Whom an issue concerns, who asks, and how to mend it: a line each."""
    row, found = group.row, group.found
    yield f"for {', '.join(_first(group.objects, _OBJECTS))}; supplier: {label(row.manifest['supplier'])}"
    citation = f" [{told(row.requirement['citation'])}]" if row.requirement["citation"] else ""
    title = f"{label(row.requirement['id'])}: {told(row.requirement['title'])}{citation}"
    yield f"asked by {label(row.policy['id'])}, requirement {title}"
    if found["help"] and found["severity"] != NOTE:
        yield f"to mend: {told(found['help'])}"
    if row.requirement["remedy"] and row.object["outcome"] != PASS and row.requirement["needed"]:
        yield f"remedy: {told(row.requirement['remedy'])}"


def _first(texts: dict[str, None], limit: int) -> list[str]:
    """The first of many texts, and how many more there are."""
    left = len(texts) - limit
    return [*list(texts)[:limit], *([f"and {left:,} more"] if left > 0 else [])]


def _owner(manifest: Json, owners: Counter[str]) -> str:
    """What tells a manifest from all others of the run, whichever others there are."""
    line = LINE_OF_FILE.fullmatch(manifest["path"])
    known = fingerprint(line[1], manifest["supplier"]) if line else str(manifest["path"])
    owners[known] += 1
    return known if owners[known] == 1 else fingerprint(known, str(owners[known]))


def unusable(errors: list[Json]) -> Iterator[Issue]:
    """Inputs that could not be used, as issues."""
    seen: Counter[tuple[str, str]] = Counter()
    for error in errors:
        key = (error["path"], error["message"])
        seen[key] += 1
        yield Issue(
            code=UNUSABLE,
            level=ERROR,
            word="input that could not be used",
            file=error["path"],
            line=error["line"],
            column=error["column"],
            sentences=(told(error["message"]),),
            details=(f"to mend: {told(error['help'])}",) if error["help"] else (),
            help=told(error["help"]),
            fingerprint=fingerprint(UNUSABLE, *key, str(seen[key])),
        )


def about_waivers(report: Json) -> Iterator[Issue]:
    """Warnings about waivers themselves, as issues; errors where they block."""
    blocks = ledger_blocks(report)
    for each in ledger(report):
        place_of = each["location"]
        yield Issue(
            code=label(each["code"]),
            level=ERROR if blocks else WARNING,
            word="warning, which blocks" if blocks else "warning",
            file=place_of["file"],
            line=place_of["line"],
            column=place_of["column"],
            sentences=(told(each["message"]),),
            details=(f"to mend: {told(each['help'])}",),
            help=told(each["help"]),
            fingerprint=fingerprint("ledger", each["code"], each["waiver"]),
            outcome=PASS,
        )


def unexplained(report: Json, *, assessed: bool) -> Issue:
    """The issue of a blocked run of which no object blocks: it must not look like a pass."""
    why = "no object in the report blocks" if assessed else "no policy applies to any manifest, so nothing was assessed"
    mend = "name the policies that apply with `-p`, and see what each policy is for with `certgate policy list`"
    return Issue(
        code=UNEXPLAINED,
        level=ERROR,
        word=BLOCKED,
        file=first_place(report),
        line=0,
        column=0,
        sentences=(f"{headline(report)}; {why}",),
        details=(f"to mend: {mend}",),
        help=mend,
        fingerprint=fingerprint(UNEXPLAINED),
    )
