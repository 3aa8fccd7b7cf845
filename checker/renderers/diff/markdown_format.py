"""Markdown for the merge request that changes a policy: under 60,000 bytes, whatever the input.

The verdict comes first. What there is no room for is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.diff.words import counted, direction, parts, reasons, shown, verdict, when
from checker.renderers.markdown_format import LIMIT, fitting, size
from checker.renderers.markdown_text import cell, code, prose
from checker.renderers.rows import name, place, plural, sentence
from checker.words import inert, visible

Json = dict[str, Any]

_CHANGES, _REMARKS, _ERRORS, _WITNESS = 16_000, 5_000, 6_000, 8_000
_ALL = "`-o json=FILE` keeps all"


def render(diff: Json) -> Iterator[str]:
    """The difference as Markdown."""
    lines = [*_head(diff), *_changes(diff), *_errors(diff)]
    tail = [*_remarks(diff), *_witnesses(diff), *_sources(diff)]
    room = LIMIT - size(lines) - size(tail) - 500
    yield "".join(f"{line}\n" for line in (*lines, *_corpus(diff, room), *tail))


def _head(diff: Json) -> Iterator[str]:
    word, told = verdict(diff)
    yield f"## {code(name(diff['new']['id']))}: {word.lower()}"
    yield ""
    yield prose(f"{told[:1].upper()}{told[1:]}.")
    if diff["note"]:
        yield ""
        yield f"Note: {prose(sentence(diff['note']))}."
    yield ""


def _changes(diff: Json) -> Iterator[str]:
    yield "### What changed"
    yield ""
    lines: list[str] = []
    for requirement, rows in parts(diff):
        lines.append(f"- {code(name(requirement)) if requirement else 'the policy as a whole'}")
        lines += [f"  - **{part['relation']}**: {prose(sentence(part['sentence']))}" for part in rows]
    yield from _cut(lines or ["No rule changed."], _CHANGES, "line")
    yield ""


def _cut(lines: list[str], room: int, noun: str) -> Iterator[str]:
    shown_ = fitting(lines, room)
    yield from shown_
    if rest := len(lines) - len(shown_):
        yield f"- and {plural(rest, f'more {noun}')}, left out here; {_ALL}"


def _errors(diff: Json) -> Iterator[str]:
    if diff["errors"]:
        yield "### Input that could not be used"
        yield ""
        yield from _cut([_error(each) for each in diff["errors"]], _ERRORS, "problem")
        yield ""


def _error(error: Json) -> str:
    mend = f"; {prose(sentence(error['help']))}" if error["help"] else ""
    return f"- {code(place(error))}: {prose(sentence(error['message']))}{mend}"


def _corpus(diff: Json, room: int) -> Iterator[str]:
    corpus = diff["corpus"]
    if not corpus:
        return
    yield "### Who is judged otherwise"
    yield ""
    yield prose(f"{counted(corpus)}.")
    yield ""
    if corpus["flips"]:
        yield "| what | manifest | supplier | when | on which requirement |"
        yield "|---|---|---|---|---|"
        rows = [_row(each) for each in corpus["flips"]]
        shown_ = fitting(rows, room - 600)
        yield from shown_
        yield ""
        if rest := len(rows) - len(shown_):
            yield f"{plural(rest, 'more manifest')} left out of this table; {_ALL}."
            yield ""


def _row(flip: Json) -> str:
    what = f"**{direction(flip)}**" if flip["direction"] == "stricter" else direction(flip)
    cells = (cell(name(flip["path"])), cell(name(flip["supplier"])), when(flip), cell(sentence(reasons(flip))))
    return f"| {what} | {' | '.join(cells)} |"


def _remarks(diff: Json) -> Iterator[str]:
    if diff["remarks"]:
        yield "### Without effect on any verdict"
        yield ""
        yield from _cut([f"- {prose(sentence(each))}" for each in diff["remarks"]], _REMARKS, "remark")
        yield ""


def _witnesses(diff: Json) -> Iterator[str]:
    for witness in diff["witnesses"]:
        yield f"<details><summary>{witness['direction']}: a manifest that shows it</summary>"
        yield ""
        told = shown(witness)
        yield prose(f"{told[:1].upper()}{told[1:]}.")
        yield ""
        text = _block(witness)
        fits = size(text) <= _WITNESS
        yield from text if fits else [f"The manifest is too long to be shown here; {_ALL}."]
        yield ""
        yield "</details>"
        yield ""


def _block(witness: Json) -> list[str]:
    """The manifest as a block of code, indented: nothing in it can end the block."""
    lines = _indented(witness["manifest"])
    return [*lines, "", "The order:", "", *_indented(witness["order"])] if witness["order"] else lines


def _indented(text: str) -> list[str]:
    return [inert(f"    {visible(line)}") for line in text.splitlines()]


def _sources(diff: Json) -> Iterator[str]:
    for label in ("old", "new"):
        policy = diff[label]
        told = f"{code(name(policy['id']))} {code(name(policy['version']))} {code(name(policy['path']))}"
        yield f"- {label}: {told} `{policy['sha256'][:12]}`"
    catalogue = diff["inputs"]["catalogue"]
    yield f"- catalogue {code(name(catalogue['version']))} `{catalogue['sha256'][:12]}`, as of {diff['as_of']}"
