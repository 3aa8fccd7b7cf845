"""What `certgate validate` found, for people: by file, each finding with its place and what to do; then the counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.look import Look
from checker.renderers.rows import name, place, plural, sentence
from checker.renderers.text_page import NARROWEST, Page

Json = dict[str, Any]

_NOUNS = ("error", "warning", "note")
_TONES = {"error": "fail", "warning": "warning", "note": "note"}


def render(found: Json) -> Iterator[str]:
    """All of it as plain text, what could not be used first."""
    page = Page(Look().width)
    for error in found["errors"]:
        mend = f"; {sentence(error['help'])}" if error["help"] else ""
        yield from _ended(page.lines(f"{place(error)}: {sentence(error['message'])}{mend}", "", "    "))
    yield from terminal(found, Look())


def terminal(found: Json, look: Look) -> Iterator[str]:
    """The findings as text for a terminal, and the counts in the last line; see Look."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for each in found["documents"]:
        rows = [row for row in each["findings"] if look.detail >= 0 or row["severity"] == "error"]
        if rows:
            yield from _ended(page.lines(name(each["path"])))
            for row in rows:
                yield from _finding(page, row)
            yield "\n"
    if look.detail >= 0 and any(found["summary"][noun] for noun in _NOUNS):
        yield from _ended(page.lines("`certgate explain CODE` tells what a code means, and why it is asked"))
    yield from _ended(page.lines(told(found)))


def _finding(page: Page, row: Json) -> Iterator[str]:
    word = row["severity"]
    text = f"{word}: {sentence(row['message'])} [{row['code']}] {place(row['location'])}"
    yield from _ended(page.lines(text, "  ", "      ", mark=f"{word}:", tone=_TONES[word]))
    yield from _ended(page.lines(f"to mend: {sentence(row['help'])}", "      ", "        "))


def told(found: Json) -> str:
    """The counts in one line."""
    summary = found["summary"]
    line = f"{summary['conforming']:,} schema-conforming, {summary['unusable']:,} not"
    counts = [plural(summary[noun], noun) for noun in _NOUNS if summary[noun]]
    strict = "; --strict: warnings fail" if found["strict"] and summary["warning"] else ""
    return f"{line}; plausibility: {', '.join(counts)}{strict}" if counts else line


def _ended(lines: list[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
