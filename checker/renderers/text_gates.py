"""What `-v` adds to the report for people: the gates of an object, and the lines of the manifest around a place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.rows import name, sentence
from checker.renderers.text_page import Page, columns, head, tail
from checker.words import inert, visible

Json = dict[str, Any]

_SILENT = {"not-asked": "not asked by the policy", "not-run": "not run, because an earlier gate ended it"}


def gate_lines(page: Page, each: Json) -> Iterator[str]:
    """The gates of an object's best candidate, then the other candidates where the report has them."""
    if each["gates"]:
        yield from page.lines(f"gates of `{name(each['candidate'] or '')}` (line and column in brackets):", "        ")
    for gate in each["gates"]:
        if gate["outcome"] not in _SILENT:
            yield from _gate(page, gate)
    for outcome, words in _SILENT.items():
        if names := [name(gate["gate"]) for gate in each["gates"] if gate["outcome"] == outcome]:
            yield from page.lines(f"{words}: {', '.join(names)}", "          ", "            ")
    for other in each.get("candidates", ()):
        if other["certificate"] == each["candidate"]:
            continue
        codes = ", ".join(dict.fromkeys(name(finding["code"]) for finding in other["findings"]))
        told = f"{other['outcome']}\tby `{name(other['certificate'])}` instead{f': {codes}' if codes else ''}"
        yield from page.lines(told, "        ", "          ", mark=other["outcome"])


def _gate(page: Page, gate: Json) -> list[str]:
    basis = f"{gate['basis']}, {gate['confidence']}" if gate["confidence"] else gate["basis"]
    where = f"{gate['location']['line']}:{gate['location']['column']}"
    told = f"{gate['outcome']}\t{name(gate['gate'])}: asked {sentence(gate['expected'])};"
    told = f"{told} found {sentence(gate['actual'])} ({basis}) [{where}]"
    return page.lines(told, "          ", "            ", mark=gate["outcome"])


def excerpt(page: Page, source: list[Json], location: Json) -> Iterator[str]:
    """The line of a place with a caret below the column, between its neighbours; nothing where the report lacks it."""
    line, column = location["line"], location["column"]
    part = next(
        (row for row in source if row["line"] == line and 0 <= column - row["column"] <= len(row["text"])), None
    )
    if part is None:
        return
    first = {row["line"]: row["text"] for row in reversed(source) if row["column"] == 1}
    margin = len(str(line + 1))
    room = page.width - margin - 13
    before, after = (visible(text) for text in _cut(part["text"], column - part["column"]))
    before = tail(before, room * 2 // 3)
    if line - 1 in first:
        yield _quoted(line - 1, head(visible(first[line - 1]), room), margin)
    yield _quoted(line, before + head(after, room - columns(before)), margin)
    yield f"          {'':{margin}} | {'':{columns(before)}}^"
    if line + 1 in first:
        yield _quoted(line + 1, head(visible(first[line + 1]), room), margin)


def _cut(text: str, at: int) -> tuple[str, str]:
    return text[:at], text[at:]


def _quoted(line: int, text: str, margin: int) -> str:
    # The bar keeps what the supplier wrote from standing at the beginning of a line.
    return inert(f"          {line:{margin}} | {text}").rstrip()
