"""Workflow commands of GitHub Actions, one a line: how annotations are written, and how many GitHub shows.

GitHub shows 10 annotations per level and step and drops the rest without a word (50 per job). So a level with more
than 10 shows 9, and the tenth counts what was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.records import NamedTuple
from checker.renderers.marks import in_repository
from checker.words import visible

SHOWN = 10
"""Annotations per level and step that GitHub shows."""
COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
"""The command for each level."""
MESSAGE = 2_000
"""How long a message is at most: the runner cuts at 4,096 UTF-16 units, of which a character takes two at most."""


class Annotation(NamedTuple):
    """What is said at a place of a file, all of it fit to be shown; `line` 0 is the file as a whole."""

    text: str
    title: str
    file: str
    line: int
    column: int


def level_of(level: str, kept: Sequence[Annotation], count: int) -> Iterator[str]:
    """The annotations of one level; where they are not all of `count`, the last says how many there are besides."""
    shown = kept if len(kept) == count else kept[:-1]
    for each in shown:
        yield annotation(level, each)
    if shown is not kept:
        left = count - len(shown)
        text = f"{left:,} {level}s are not shown here, for GitHub shows {SHOWN} per step; other formats have all"
        yield command(COMMANDS[level], text, {"title": "certgate: more"})


def annotation(level: str, each: Annotation) -> str:
    """One annotation; of a file outside the repository the place can not be shown."""
    file, inside = in_repository(each.file)
    properties = {"file": file} if inside else {}
    if inside and each.line:
        properties |= {"line": str(each.line), "col": str(each.column)}
    return command(COMMANDS[level], each.text, {**properties, "title": each.title})


def command(level: str, message: str, properties: Mapping[str, str]) -> str:
    """One workflow command; what could end a property, the command or the line is escaped."""
    text = message if len(message) <= MESSAGE else f"{message[: MESSAGE - 1]}…"
    given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {given}::{_data(text)}\n"


def _data(text: str) -> str:
    return "%0A".join(visible(line).replace("%", "%25") for line in text.split("\n"))


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
