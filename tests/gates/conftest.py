"""What gates say is held word by word too: what was expected, found and said, where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.gates import gates
from checker.model.assessment import PolicyAssessment
from tests.told import of_finding, of_gate, word_by_word


@pytest.fixture(autouse=True)
def _word_by_word(request: pytest.FixtureRequest, snapshot: SnapshotAssertion) -> Iterator[None]:
    with word_by_word(request, snapshot, partial(_told, file=request.path.stem)):
        yield


def _told(found: PolicyAssessment, file: str) -> Iterator[str]:
    """What the gate that the file is named for says of each candidate, and every finding of the chosen one."""
    named = {gate.id for gate in gates() if file.startswith(f"test_{gate.id.replace('-', '_')}")}
    for row in found.requirements:
        for each in row.objects:
            yield from (of_gate(gate) for one in each.candidates for gate in one.gates if gate.gate in named)
            yield from map(of_finding, each.findings)
