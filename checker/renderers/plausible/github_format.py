"""Annotations of GitHub Actions for `certgate validate`: what can not be used and errors, then warnings, then notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.annotations import SHOWN, Annotation, command, level_of
from checker.renderers.marks import told
from checker.renderers.plausible.text_format import told as counts

Json = dict[str, Any]

_LEVELS = ("error", "warning", "note")


def render(found: Json) -> Iterator[str]:
    """The counts, then the annotations level by level, of each as many as GitHub shows."""
    yield command("notice", counts(found), {"title": "certgate: validate"})
    rows = {level: list(_rows(found, level)) for level in _LEVELS}
    for level in _LEVELS:
        room = SHOWN - 1 if level == "note" else SHOWN
        yield from level_of(level, rows[level][:room], len(rows[level]))


def _rows(found: Json, level: str) -> Iterator[Annotation]:
    for error in found["errors"] if level == "error" else ():
        text = told(error["message"]) + (f"\nto mend: {told(error['help'])}" if error["help"] else "")
        yield Annotation(text, "certgate: unusable", error["path"], error["line"], error["column"])
    for each in found["documents"]:
        for row in each["findings"]:
            if row["severity"] == level:
                text = f"{told(row['message'])}\nto mend: {told(row['help'])}"
                yield Annotation(text, f"certgate: {row['code']}", *row["location"].values())
