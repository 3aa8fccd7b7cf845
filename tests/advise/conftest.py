"""What is advised is held word by word too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.advise import advise
from checker.advise.plan import Advice
from tests.advise import cases
from tests.advise.words import told
from tests.typed import mistyped


@pytest.fixture(autouse=True)
def _word_by_word(
    request: pytest.FixtureRequest, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    lines: list[str] = []

    def noting(manifest: Any, *given: Any, **named: Any) -> Advice:
        found = advise(manifest, *given, **named)
        assert not mistyped(found, given={"Policy", "Requirement"})
        lines.extend(line for line in told(manifest, found) if line not in lines)
        return found

    if request.node.get_closest_marker("generated") is None and not hasattr(request.node.obj, "hypothesis"):
        monkeypatch.setattr(cases, "advise", noting)
    yield
    if lines:
        assert "\n".join(lines) == snapshot(name="told")
