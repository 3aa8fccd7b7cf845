"""The folder that the tests of the command line have; what is said of waivers is held word by word too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.engine.ledger import Ledger
from checker.engine.waiving import Book, Judged, waive
from checker.model.assessment import Assessment
from tests.cli.conftest import folder
from tests.told import of_policy
from tests.typed import mistyped
from tests.waivers import book

__all__ = ["folder"]


@pytest.fixture(autouse=True)
def _word_by_word(
    request: pytest.FixtureRequest, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    lines: list[str] = []
    entries, judge = Ledger.entries, Book.judge

    def noting_entries(ledger: Ledger) -> Any:
        found = entries(ledger)
        told = [f"{each.severity} {each.code} {each.location}: {each.message}; {each.help}" for each in found]
        told += [f"relaxes {name}: {effect}" for name, effect in ledger.relaxations()]
        lines.extend(line for line in told if line not in lines)
        return found

    def noting_judge(judged: Book, given: Assessment) -> Judged:
        found = judge(judged, given)
        assert not mistyped(found.lifts)
        return found

    def noting_waive(*given: Any) -> Assessment:
        found = waive(*given)
        assert not mistyped(found)
        told = [line for each in found.policies for line in of_policy(each)]
        lines.extend(line for line in told if line not in lines)
        return found

    if request.node.get_closest_marker("generated") is None and not hasattr(request.node.obj, "hypothesis"):
        monkeypatch.setattr(Ledger, "entries", noting_entries)
        monkeypatch.setattr(book, "waive", noting_waive)
        monkeypatch.setattr(Book, "judge", noting_judge)
    yield
    if lines:
        assert "\n".join(lines) == snapshot(name="told")
