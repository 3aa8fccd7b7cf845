"""What is told of the days ahead is held word by word too, and has the types that it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker import forecast
from tests.forecast import words
from tests.typed import mistyped

TELL: dict[str, Callable[[Any], Iterator[str]]] = {
    "forecast": words.of_course,
    "falling_due": words.of_due,
    "with_holds": words.of_holds,
}


@pytest.fixture(autouse=True)
def _word_by_word(
    request: pytest.FixtureRequest, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    lines: list[str] = []

    def noting(name: str) -> Callable[..., Any]:
        plain, tell = getattr(forecast, name), TELL[name]

        def noted(*given: Any, **named: Any) -> Any:
            found = plain(*given, **named)
            assert not mistyped(found)
            lines.extend(line for line in tell(found) if line not in lines)
            return found

        return noted

    module, drawn = request.module, hasattr(request.node.obj, "hypothesis")
    for name in TELL:
        if hasattr(module, name) and not drawn and request.path.stem != "test_told":
            monkeypatch.setattr(module, name, noting(name))
    yield
    if lines:
        assert "\n".join(lines) == snapshot(name="told")
