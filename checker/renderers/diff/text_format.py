"""The difference for people: the verdict, what changed in sentences, manifests that show it, and who is concerned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.diff.words import counted, direction, parts, reasons, shown, verdict, version, when
from checker.renderers.look import Look
from checker.renderers.rows import name, place, plural, sentence
from checker.renderers.text_page import NARROWEST, Page
from checker.words import inert, visible

Json = dict[str, Any]

_FLIPS = 25


def render(diff: Json) -> Iterator[str]:
    """The difference as plain text."""
    yield from terminal(diff, Look())


def terminal(diff: Json, look: Look) -> Iterator[str]:
    """The difference as text for a terminal; see Look. Quiet: neither witnesses nor remarks."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _lines(diff, page, look.detail):
        yield f"{line}\n"


def _lines(diff: Json, page: Page, detail: int) -> Iterator[str]:
    word, told = verdict(diff)
    yield from page.lines(f"{word}: {told}", "", "  ", mark=word)
    names = f"{version(diff['old'])} ({name(diff['old']['path'])}) -> {version(diff['new'])}"
    yield from page.lines(f"{names} ({name(diff['new']['path'])})", "  ", "    ")
    if diff["note"]:
        yield from page.lines(sentence(diff["note"]), "  ", "    ")
    yield from _changes(page, diff)
    if detail >= 0:
        yield from _remarks(page, diff)
        yield from _witnesses(page, diff)
    if diff["corpus"]:
        yield from _corpus(page, diff["corpus"], detail)
    yield from _unusable(page, diff["errors"])


def _changes(page: Page, diff: Json) -> Iterator[str]:
    yield ""
    if not diff["parts"]:
        yield from page.lines("No rule changed.", "", "  ")
        return
    yield "What changed:"
    for requirement, rows in parts(diff):
        yield from page.lines(name(requirement) if requirement else "the policy as a whole", "  ", "      ")
        for part in rows:
            text = f"{part['relation']}\t{sentence(part['sentence'])}"
            yield from page.lines(text, "    ", "        ", mark=part["relation"])


def _remarks(page: Page, diff: Json) -> Iterator[str]:
    if diff["remarks"]:
        yield ""
        yield "Without effect on any verdict:"
    for each in diff["remarks"]:
        yield from page.lines(sentence(each), "  ", "    ")


def _witnesses(page: Page, diff: Json) -> Iterator[str]:
    for witness in diff["witnesses"]:
        yield ""
        file = f" (in {name(witness['file'])})" if witness["file"] else ""
        yield from page.lines(f"{witness['direction']}, by this manifest{file}: {shown(witness)}", "", "  ")
        yield from _source(witness["manifest"])
        if witness["order"]:
            yield "  by this order:"
            yield from _source(witness["order"])


def _source(text: str) -> Iterator[str]:
    """A manifest or an order as written; its lines stay lines."""
    for line in text.splitlines():
        yield inert(f"    {visible(line)}")


def _corpus(page: Page, corpus: Json, detail: int) -> Iterator[str]:
    yield ""
    yield from page.lines(counted(corpus), "", "  ")
    flips = corpus["flips"]
    for flip in flips if detail > 0 else flips[:_FLIPS]:
        text = f"{direction(flip)}\t{name(flip['path'])} ({name(flip['supplier'])}), {when(flip)}: {reasons(flip)}"
        yield from page.lines(text, "  ", "      ")
    if detail <= 0 and (rest := len(flips) - _FLIPS) > 0:
        yield from page.lines(f"and {plural(rest, 'more manifest')}; `-v` shows all", "  ", "    ")


def _unusable(page: Page, errors: list[Json]) -> Iterator[str]:
    if errors:
        yield ""
        yield "Input that could not be used:"
    for error in errors:
        mend = f"; {sentence(error['help'])}" if error["help"] else ""
        yield from page.lines(f"{place(error)}: {sentence(error['message'])}{mend}", "  ", "      ")
