"""Every answer that a test of a gate asks for is held word by word too: what was expected, found and said, where."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.gates import gates
from checker.model.assessment import Assessment, PolicyAssessment
from tests import builders
from tests.told import of_finding, of_gate


@pytest.fixture(autouse=True)
def _word_by_word(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> Iterator[None]:
    lines: list[str] = []
    of_one = builders.only

    def noting(assessment: Assessment) -> PolicyAssessment:
        found = of_one(assessment)
        lines.extend(line for line in _told(found, request.path.stem) if line not in lines)
        return found

    monkeypatch.setattr(builders, "only", noting)
    yield
    if lines:
        assert "\n".join(lines) == snapshot(name="told")


def _told(found: PolicyAssessment, file: str) -> Iterator[str]:
    """What the gate that the file is named for says of each candidate, and every finding of the chosen one."""
    named = {gate.id for gate in gates() if file.startswith(f"test_{gate.id.replace('-', '_')}")}
    for row in found.requirements:
        for each in row.objects:
            yield from (of_gate(gate) for one in each.candidates for gate in one.gates if gate.gate in named)
            yield from map(of_finding, each.findings)
