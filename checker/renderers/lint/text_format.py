"""The findings on policies for people: place, sentence, what to do, and the witness as a file that can be checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.lint.words import headline, word
from checker.renderers.look import Look
from checker.renderers.rows import name, place, sentence
from checker.renderers.text_page import NARROWEST, Page
from checker.words import inert, visible

Json = dict[str, Any]

_WHOLE = 3  # of more witnesses than this, the manifests are not printed unless asked for


def render(found: Json) -> Iterator[str]:
    """The findings as plain text."""
    yield from terminal(found, Look())


def terminal(found: Json, look: Look) -> Iterator[str]:
    """The findings as text for a terminal; see Look. Without detail the witnesses are left out."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _lines(found, page, look.detail):
        yield f"{line}\n"


def _lines(found: Json, page: Page, detail: int) -> Iterator[str]:
    head = headline(found)
    tone = "pass" if found["result"] == "clean" else "blocked"
    yield from page.lines(head, "", "  ", mark=head.split()[0], tone=tone)
    for each in found["errors"]:
        yield from page.lines(f"could not be used: {place(each)}: {sentence(each['message'])}", "", "  ")
    for each in found["policies"]:
        if not each["loads"]:
            told = f"{name(each['path'])} does not load: mend the errors first, most rules look at policies that do"
            yield from page.lines(f"note: {told}", "  ", "    ")
    for text in found["remarks"]:
        yield from page.lines(f"note: {sentence(text)}", "  ", "    ")
    witnesses = sum(each["witness"] is not None and not each["accepted"] for each in found["findings"])
    whole = detail > 0 or witnesses <= _WHOLE
    for each in found["findings"]:
        if detail >= 0:
            yield ""
        yield from _finding(each, page, detail, whole=whole)
    if detail >= 0 and not whole:
        yield ""
        yield from page.lines("`-v` prints the witnesses, `--witness FOLDER` writes each to a file", "", "  ")
    if detail >= 0 and (fixable := sum(each["fixable"] and not each["accepted"] for each in found["findings"])):
        yield ""
        yield from page.lines(f"`--fix` mends up to {fixable} of these in the files; `--dry-run` shows how", "", "  ")


def _finding(each: Json, page: Page, detail: int, *, whole: bool) -> Iterator[str]:
    told = f"{place(each['location'])}: {word(each)}: {sentence(each['message'])} (`{each['code']}`)"
    yield from page.lines(told, "", "    ")
    if detail < 0:
        return
    yield from page.lines(f"to mend: {sentence(each['help'])}", "  ", "    ")
    if each["accepted"]:
        yield from page.lines(f"accepted by the author: {sentence(each['accepted'])}", "  ", "    ")
    elif each["witness"]:
        yield from _witness(each["witness"], page, whole=whole)
    elif detail > 0:
        yield from page.lines(f"no witness: {sentence(each['unwitnessed'])}", "  ", "    ")


def _witness(witness: Json, page: Page, *, whole: bool) -> Iterator[str]:
    yield from page.lines(f"witness, as of {witness['day']}: {sentence(witness['shows'])}", "  ", "    ")
    for answer in witness["answers"]:
        yield from page.lines(f"{sentence(answer['asked'])}: {answer['answer']}", "    ", "      ")
    for line in witness["manifest"].splitlines() if whole else ():
        yield inert(f"      {visible(line)}")
