"""The kept lines of a manifest: those around one place, and all of them."""

from __future__ import annotations

import re
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import manifest_rows

Json = dict[str, Any]

_AROUND = 2
# A quoted text or a list without lists in it; else a plain text, up to what ends it in YAML; else one character.
_TOKEN = re.compile(
    r"\"[^\"]*\"|'[^']*'|[\[{][^\[\]{}]*[\]}]|[^\s,{}\[\]\"'][^,{}\[\]]*?(?=\s*$|\s*[,}\]]|\s+#|:\s|:$)|.",
    re.DOTALL,
)


class Line(NamedTuple):
    """A line, or the part of a long one from `column` on, in three pieces: `at` is what the place points to.

    `gap`: lines before it are not kept. `first`: the first kept part of its line.
    """

    number: int
    column: int
    before: str
    at: str
    after: str
    gap: bool = False
    first: bool = True


def excerpt(source: list[Json], location: Json) -> list[Line]:
    """The lines around a place; none where the place is the file as a whole, or its line was not kept."""
    number, column = location["line"], location["column"]
    own = [each for each in source if each["line"] == number and each["column"] <= column]
    if not own:
        return []
    near = [each for each in source if 0 < abs(each["line"] - number) <= _AROUND and each["column"] == 1]
    shown = sorted([*near, own[-1]], key=lambda each: each["line"])
    return [_pointed(each, column) if each["line"] == number else _plain(each) for each in shown]


def lines(source: list[Json]) -> list[Line]:
    """All kept lines, in order."""
    found: list[Line] = []
    for each in source:
        last = found[-1].number if found else each["line"]
        new = not found or each["line"] != last
        found.append(_plain(each)._replace(gap=each["line"] > last + 1, first=new))
    return found


def places(manifest: Json) -> set[int]:
    """The numbers of the lines that a section's links lead to: those where something was found, or stands."""
    found = {each["location"]["line"] for each in manifest["certificates"]}
    for row in manifest_rows(manifest):
        for part in (row.object, *row.object.get("candidates", ())):
            found.update(each["location"]["line"] for each in (*part["findings"], *part["gates"]))
    return found


def numbers(source: list[Json]) -> set[int]:
    """The numbers of the kept lines."""
    return {each["line"] for each in source}


def _plain(each: Json) -> Line:
    return Line(each["line"], each["column"], _tabs(each["text"]), "", "")


def _pointed(each: Json, column: int) -> Line:
    """A line with what starts at a column set off: a quoted text, a word, or at least one character."""
    text, start = each["text"], column - each["column"]
    found = _TOKEN.match(text, start)
    end = found.end() if found else start
    return Line(each["line"], each["column"], _tabs(text[:start]), _tabs(text[start:end]) or " ", _tabs(text[end:]))


def _tabs(text: str) -> str:
    """Tabs as spaces: in a source text they are no trick to be made visible."""
    return text.replace("\t", "    ")
