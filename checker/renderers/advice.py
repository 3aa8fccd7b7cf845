"""The formats of `certgate advise`: text to be forwarded, Markdown for a comment, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from checker.renderers.json_text import dumps
from checker.renderers.look import Look
from checker.renderers.markdown_text import code, prose
from checker.renderers.plans import plan_lines
from checker.renderers.rows import name, place, plural, sentence
from checker.renderers.text_page import NARROWEST, Page

Json = dict[str, Any]

_INDENT = ("  ", "    ", "       ", "         ")


def text(advice: Json, look: Look) -> Iterator[str]:
    """The advice for people: the numbered actions of each manifest."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _text(advice, page):
        yield f"{line}\n"


def _text(advice: Json, page: Page) -> Iterator[str]:
    yield from page.lines(f"advice as of {advice['as_of']}: {_counts(advice['summary'])}", "", "  ")
    yield from page.lines(f"policies: {_policies(advice)}", "  ", "    ")
    for each in _remarks(advice):
        yield from page.lines(f"note: {each}", "  ", "    ")
    for manifest in advice["manifests"]:
        yield ""
        told = f"{manifest['verdict'].upper()}\t{name(manifest['path'])}\t({name(manifest['supplier'])})"
        yield from page.lines(told, "", "        ", mark=manifest["verdict"].upper())
        for line in plan_lines(manifest):
            yield from page.lines(line.text, _INDENT[line.depth], f"{_INDENT[line.depth]}  ")
    for each in advice["errors"]:
        yield ""
        yield from page.lines(f"could not be used: {place(each)}: {sentence(each['message'])}", "", "  ")


def markdown(advice: Json, _look: Look) -> Iterator[str]:
    """The advice as Markdown."""
    yield f"## certgate advice as of {advice['as_of']}: {_counts(advice['summary'])}\n\n"
    yield f"- policies: {prose(_policies(advice))}\n"
    for each in _remarks(advice):
        yield f"- note: {prose(each)}\n"
    for manifest in advice["manifests"]:
        yield f"\n### {manifest['verdict']}: {code(name(manifest['path']))} ({code(name(manifest['supplier']))})\n\n"
        for line in plan_lines(manifest):
            yield f"{'  ' * line.depth}- {prose(line.text)}\n"
    for each in advice["errors"]:
        yield f"\n- could not be used: {code(place(each))}: {prose(sentence(each['message']))}\n"


def json(advice: Json, _look: Look) -> Iterator[str]:
    """The advice itself."""
    yield dumps(advice, indent=True) + "\n"


FORMATS: dict[str, Callable[[Json, Look], Iterator[str]]] = {"json": json, "markdown": markdown, "text": text}
"""Every format of advice, by its name."""


def _counts(summary: Json) -> str:
    words = {
        "nothing-to-do": "with nothing to do",
        "plan": "with a plan",
        "open": "to be stated",
        "none": "without plan",
    }
    parts = [f"{summary[key]} {word}" for key, word in words.items() if summary[key]]
    return ", ".join([plural(summary["manifests"], "manifest"), *parts])


def _policies(advice: Json) -> str:
    return ", ".join(f"{name(row['id'])} {name(row['version'])}" for row in advice["inputs"]["policies"])


def _remarks(advice: Json) -> Iterator[str]:
    yield from (sentence(each["effect"]) for each in advice["relaxations"])
    yield from advice["assumptions"]
    if given := advice["inputs"]["weights"]:
        yield f"weights are those of `{name(given['path'])}`"
