"""What `certgate verify` found, for people: each question with its answer, and in the last line all together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.look import Look
from checker.renderers.rows import name, plural, sentence
from checker.renderers.text_page import NARROWEST, Page

Json = dict[str, Any]

_WORDS = {"pass": "pass", "fail": "FAIL", "undetermined": "UNDETERMINED"}
_ENDINGS = {0: "VERIFIED", 1: "NOT VERIFIED", 2: "NOT VERIFIED, because something is missing"}
# Anybody can make a report: whoever reads the last line alone must not take it for a signed one.
_UNSIGNED = "MADE AGAIN, no signature verified"


def render(found: Json) -> Iterator[str]:
    """All of it as plain text."""
    yield from terminal(found, Look())


def terminal(found: Json, look: Look) -> Iterator[str]:
    """The answers as text for a terminal; see Look."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for each in found["checks"]:
        if look.detail < 0 and each["outcome"] == "pass":
            continue
        word = _WORDS[each["outcome"]]
        told = f"{word}: {each['check']}: {sentence(each['message'])}"
        yield from _ended(page.lines(told, "", "    ", mark=f"{word}:", tone=each["outcome"]))
        if each["help"] and each["outcome"] != "pass":
            yield from _ended(page.lines(f"to mend: {sentence(each['help'])}", "    ", "      "))
    yield from _ended(page.lines(last(found)))


def last(found: Json) -> str:
    """All together in one line: what was verified, and of what it speaks."""
    against = sum(each["outcome"] != "pass" for each in found["checks"])
    counted = f" ({plural(against, 'check')} of {len(found['checks'])} against it)" if against else ""
    signed = any(each["check"] == "signature" for each in found["checks"])
    ending = _ENDINGS[found["exit_code"]] if signed or found["exit_code"] else _UNSIGNED
    told = f"{ending}{counted}: {name(found['file']['path'])}"
    return f"{told}, `{name(found['result'])}` as of {found['as_of']}" if found["result"] else told


def _ended(lines: list[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)
