"""Writes the objects about which there is something to say, as `checker/report/drawing.py` draws them without gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.fast.demand import CONFIDENCE
from checker.fast.fragments import quoted, text
from checker.model.assessment import ERROR, NOTE, WARNING, Finding
from checker.model.outcome import PASS, UNDETERMINED
from checker.records import NamedTuple
from checker.report.drawing import Drawing

if TYPE_CHECKING:
    from datetime import date

    from checker.document import Document
    from checker.fast.objects import Item
    from checker.fast.plan import Row
    from checker.fast.profile import Profile

PASSING = "", ""
"""Says that findings weigh what they weigh."""


class Told(NamedTuple):
    """What was written of objects: their text, and how many warnings, accepted unknowns and objects that block."""

    text: str
    warnings: int = 0
    accepted: int = 0
    blocking: int = 0


class Writer:
    """Writes the objects of one manifest."""

    def __init__(self, document: Document, as_of: date, fail_on: str | None) -> None:
        self._document = document
        self._as_of = as_of
        self._fail_on = fail_on
        self._drawing: Drawing | None = None
        self._findings: dict[tuple[int, str, str], tuple[Finding, str]] = {}

    def objects(self, row: Row, items: tuple[Item, ...], *, wanted: bool) -> Told:
        """The objects of a requirement; `wanted` False: the decision passes without it."""
        warnings = accepted = blocking = 0
        drawn = []
        weight = self._weight(row, wanted=wanted)
        strict = row.counts and wanted
        for item in items:
            if item.one is None:
                drawn.append(item.text)
                continue
            warned, texts = 0, []
            for result in item.one.results:
                for finding in result.findings:
                    severity = finding.severity if weight is PASSING or finding.severity != ERROR else weight[0]
                    warned += severity == WARNING
                    accepted += finding.accepted
                    texts.append(self._finding(finding, row.rule.pointer, weight))
            blocks = (strict and item.outcome is not PASS) or self._blocks(row, item, warned)
            warnings += warned
            blocking += blocks
            drawn.append(_object(item, ",".join(texts), blocks=blocks))
        return Told(",".join(drawn), warnings, accepted, blocking)

    def _weight(self, row: Row, *, wanted: bool) -> tuple[str, str]:
        """What errors of a requirement weigh and the remark on why; as `checker.engine.result.shown` has it."""
        if not row.counts:
            start, end = row.rule.effective
            over = end is not None and self._as_of > end
            remark = f" (blocks from {start})" if start and row.rule.mandatory and not over else ""
            return WARNING, remark
        return PASSING if wanted else (NOTE, " (not needed: the decision passes without it)")

    def _blocks(self, row: Row, item: Item, warned: int) -> bool:
        """Whether an object blocks by what the run's `fail_on` names; as `checker.engine.result.blocks`."""
        if self._fail_on is None:
            return False
        unclear = not row.counts and item.outcome is UNDETERMINED
        return unclear or (self._fail_on == "warning" and warned > 0)

    def _finding(self, finding: Finding, pointer: str, weight: tuple[str, str]) -> str:
        """A finding at a place of its policy; but for that place its text is made once for all that ask the same."""
        key = id(finding), *weight
        known = self._findings.get(key)
        if known is None:
            if self._drawing is None:
                self._drawing = Drawing(self._document, self._as_of, full=False)
            shown = finding
            if weight is not PASSING and finding.severity == ERROR:
                shown = finding._replace(severity=weight[0], message=finding.message + weight[1])
            drawn = self._drawing.finding(shown)
            del drawn["policy_pointer"]  # the last of its keys
            # The finding is kept beside its text, so that no other can have its identity.
            known = self._findings[key] = finding, f'{text(drawn)[:-1]},"policy_pointer":'
        return f"{known[1]}{quoted(pointer + finding.policy_pointer)}}}"


def _object(item: Item, findings: str, *, blocks: bool) -> str:
    one = item.one
    if one is None:
        return item.text
    passes = item.outcome is PASS
    name, rest = tail(one.entry, one.confidence)
    return (
        f'{item.text},"certificate":{name if passes else "null"}{rest}{"true" if blocks else "false"},'
        f'"candidate":{name},"findings":[{findings}],"gates":[]}}'
    )


def tail(entry: Profile, weakest: int) -> tuple[str, str]:
    """A certificate's name, and how the text of its objects goes on after that up to whether they block."""
    memo, key = entry.memo, ("tail", weakest)
    found: tuple[str, str] | None = memo.get(key)
    if found is None:
        raw, confidence = entry.raw, CONFIDENCE[weakest]
        conditions = raw.get("covers", {}).get("conditions")
        rest = (
            f',"basis":"declared","confidence":{quoted(confidence) if confidence else "null"},'
            f'"conditions":{text(conditions) if conditions else "[]"},"waived_by":null,"blocks":'
        )
        found = memo[key] = quoted(raw["id"]), rest
    return found


def clean(entry: Profile, weakest: int) -> str:
    """How the text of an object ends that a certificate satisfies without a finding."""
    memo, key = entry.memo, ("clean", weakest)
    found: str | None = memo.get(key)
    if found is None:
        name, rest = tail(entry, weakest)
        found = memo[key] = f',"certificate":{name}{rest}false,"candidate":{name},"findings":[],"gates":[]}}'
    return found
