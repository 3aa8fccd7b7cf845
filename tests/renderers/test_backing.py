"""What stands behind certificates, as formats for people tell it."""

from __future__ import annotations

from typing import Any

import pytest

from checker.renderers.backing import backing_lines

Json = dict[str, Any]


def trace(level: str, **more: Any) -> Json:
    row = {"level": level, "source": "a.pdf", "outcome": "pass", "message": "attached", "facts": ["number", "mark"]}
    return {**row, **more}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (trace("documented"), "documented\t`ul`: a.pdf: attached; what else it says is for people to read"),
        (trace("confirmed", message=""), "confirmed\t`ul`: a.pdf: agrees (shows number, mark)"),
        (trace("confirmed", facts=[]), "confirmed\t`ul`: a.pdf: attached"),
        (trace("confirmed", outcome="fail", code="no"), "fail\t`ul`: a.pdf: attached [no]"),
    ],
)
def test_a_document_is_not_said_to_show_what_nobody_read(row: Json, told: str) -> None:
    assert list(backing_lines({"certificates": [{"id": "ul", "backing": [row]}]})) == [told]
