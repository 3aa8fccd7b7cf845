"""An in-toto Statement on the result (predicate `test-result`), as `certgate attest` signs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.statement import report_digest, statement


def render(report: dict[str, Any]) -> Iterator[str]:
    """The statement, which binds the report that `-o json` writes."""
    yield from statement(report, report_digest(report))
