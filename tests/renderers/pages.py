"""An HTML report as a reader finds it."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import Any

from checker.renderers import render, render_pages
from checker.words import visible
from tests.reports import sample

Json = dict[str, Any]

VOID = {"meta", "col", "br", "input"}
TAGS = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style body svg defs pattern rect path circle a header p h1 h2 h3 h4 h5 span b ul li div "
        "em strong nav main section bdi code i dl dt dd table caption thead tbody tr th td label input select option "
        "button output colgroup col summary details desc text tspan pre mark cite small footer script",
    )
)
INLINE = {"a", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "cite", "tspan"}


class Page(HTMLParser):
    """A page as a reader finds it: its text, headings, links and anchors; complains of what is not well nested."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, key, value or "") for key, value in attrs]
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        self.levels += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []
        if tag not in VOID | INLINE:
            self.handle_data(" ")
        if tag not in VOID:
            self._open.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag not in INLINE:
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.words[tag][-1] += data

    @property
    def text(self) -> str:
        """All words of the page's content, white space folded."""
        return " ".join(" ".join(self.words["body"]).split())

    def all(self, tag: str) -> list[str]:
        """The text of every element of a kind."""
        return [" ".join(each.split()) for each in self.words.get(tag, [])]


def drawn(report: Json) -> str:
    return "".join(render(report, "html"))


@cache
def drawn_sample(name: str) -> str:
    return drawn(sample(name))


def folder(report: Json) -> dict[str, str]:
    return {name: "".join(parts) for name, parts in render_pages(report, "html")}


def page(report: Json) -> Page:
    return Page(drawn(report))


def plain(text: str) -> str:
    """A sentence without the backticks that a page draws as another typeface."""
    return " ".join(visible(text).replace("`", "").split())
