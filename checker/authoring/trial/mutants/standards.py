"""Standards: drop each, add a predecessor or successor, or another of that kind, let go of a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import WEAKER, Edit, put, turned, with_each, without_each
from checker.catalogue import Catalogue
from checker.model.reference import Standard


def of_requirement(rule: Json, catalogue: Catalogue) -> Iterator[Edit]:
    """The edits of one requirement."""
    stated = rule["standards"]
    rows = [row for text in stated if (row := catalogue.resolve(text).standard) is not None]
    yield from without_each("standards", stated, "/standards")
    yield from with_each("standards", stated, _added(rows, rule["kind"], catalogue), "/standards")
    for number, text in enumerate(stated):
        found = catalogue.resolve(text)
        if found.edition and found.standard:
            yield turned("standards", text, found.standard.id, WEAKER, put(f"/standards/{number}", found.standard.id))


def _added(rows: Sequence[Standard], kind: str, catalogue: Catalogue) -> list[str]:
    """The ids of what could slip in: those before and after the stated ones, and the one with the nearest name."""
    listed = {row.id for row in rows}
    others = [each for each in catalogue.standards() if each.kind == kind and each.id not in listed]
    before = {name for row in rows for name in row.predecessors}
    related = [each.id for each in others if each.id in before or listed & {*each.predecessors}]
    rest = [each.id for each in others if each.id not in related]
    near = get_close_matches(rows[0].id, sorted(rest), n=1, cutoff=0) if rows else []
    return sorted(related) + near
