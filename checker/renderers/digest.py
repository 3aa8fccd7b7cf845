"""What a long report comes to: which manifests are open, which are the worst, which codes are the commonest.

One walk over the manifests; what is kept does not grow with their number.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import WAIVED, Row, holding, manifest_rows, name, standing

Json = dict[str, Any]

MANY = 20
"""More open manifests than this are summed up instead of shown one by one."""
WORST = 10
"""How many of the worst manifests, and of the commonest codes, are named then."""

# The verdicts that block unless they are waived, the worst first.
_UNMET = ("fail", "undetermined")
OPEN, WARNED, PASSING, NOT_APPLICABLE = "open", "warned", "passing", "not-applicable"


class Entry(NamedTuple):
    """What is kept of one manifest: `number` in the report, from 0; path and supplier fit to be shown, and counts."""

    number: int
    path: str
    supplier: str
    verdict: str
    blocking: int  # objects that block
    waived: int  # objects that a waiver lifts
    warnings: int
    holding: str  # how long a pass lasts, in words
    codes: tuple[str, ...]  # of its errors, or else of its warnings; the commonest first

    @property
    def group(self) -> str:
        """`open`: does not pass, or blocks; `warned`: passes with warnings; `passing` or `not-applicable` else."""
        if self.blocking or self.verdict in _UNMET:
            return OPEN
        if self.warnings:
            return WARNED
        return PASSING if self.verdict == "pass" else NOT_APPLICABLE

    @property
    def lifted(self) -> bool:
        """Whether a waiver lifts something of it, and nothing of it blocks."""
        return self.group == OPEN and self.waived > 0 and not self.blocking

    @property
    def mark(self) -> str:
        """Its verdict in capitals, and what does not follow from that: that it is waived, or blocks all the same."""
        word = self.verdict.upper().replace("-", " ")
        if self.lifted:
            return f"{word}, WAIVED"
        return f"{word}, BLOCKS" if self.blocking and self.verdict not in _UNMET else word

    @property
    def rank(self) -> tuple[int, int, int]:
        """The worst come first: most objects that block, then failures, then the order of the report."""
        return -self.blocking, _UNMET.index(self.verdict) if self.verdict in _UNMET else len(_UNMET), self.number


class Common(NamedTuple):
    """How often a code was found."""

    code: str
    findings: int
    manifests: int


class Digest:
    """The sums over a report's manifests; the first `keep` manifests of each group, and as many of the worst."""

    def __init__(self, report: Json, keep: int = MANY) -> None:
        self._keep = keep
        self.counts: Counter[str] = Counter()
        self.first: dict[str, list[Entry]] = {OPEN: [], WARNED: [], PASSING: [], NOT_APPLICABLE: []}
        self.worst: list[Entry] = []
        self._findings: Counter[tuple[str, str]] = Counter()
        self._manifests: Counter[tuple[str, str]] = Counter()
        for number, manifest in enumerate(report["manifests"]):
            self._add(number, manifest)
        self._trim()

    def commonest(self, severity: str) -> list[Common]:
        """The commonest codes of a severity: those of most manifests first."""
        found = [
            Common(code, count, self._manifests[each, code])
            for (each, code), count in self._findings.items()
            if each == severity
        ]
        return sorted(found, key=lambda row: (-row.manifests, -row.findings, row.code))[:WORST]

    def _add(self, number: int, manifest: Json) -> None:
        entry, found = _entry(number, manifest)
        self._findings.update(found)
        self._manifests.update(found.keys())
        self.counts[entry.group] += 1
        if len(self.first[entry.group]) < self._keep:
            self.first[entry.group].append(entry)
        if entry.group == OPEN:
            self.worst.append(entry)
            if len(self.worst) > 10 * self._keep:
                self._trim()

    def _trim(self) -> None:
        self.worst = sorted(self.worst, key=lambda entry: entry.rank)[: self._keep]


def title(code: str) -> str:
    """What a code means, in one sentence; empty for a code that this version does not know."""
    # A code of a report made by a later version is no reason to fail. Imported by need: most reports are short.
    from checker.engine.pages import codes  # noqa: PLC0415

    return codes().get(code, "")


def _findings(rows: list[Row]) -> Counter[tuple[str, str]]:
    """The codes of a manifest's errors and warnings, with their severity."""
    return Counter(
        (finding["severity"], finding["code"])
        for row in rows
        for finding in row.object["findings"]
        if finding["severity"] != "note" and not finding["accepted"]
    )


def _entry(number: int, manifest: Json) -> tuple[Entry, Counter[tuple[str, str]]]:
    """What is kept of a manifest, and how often it has each code."""
    rows = list(manifest_rows(manifest))
    found = _findings(rows)
    common = sorted(found.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))  # errors before warnings
    entry = Entry(
        number,
        name(manifest["path"]),
        name(manifest["supplier"]),
        manifest["verdict"],
        sum(row.object["blocks"] for row in rows),
        sum(standing(row) == WAIVED for row in rows),
        sum(count for (severity, _), count in found.items() if severity == "warning"),
        holding(manifest),
        tuple(name(code) for (severity, code), _ in common if severity == common[0][0][0]),
    )
    return entry, found


def entry_of(manifest: Json) -> Entry:
    """What is kept of one manifest, whatever its place in a report."""
    return _entry(0, manifest)[0]
