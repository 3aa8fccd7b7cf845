"""The findings on policies as annotations of GitHub Actions, at the lines of the policies.

Errors and warnings as such, notes and what the author accepts as notices; the last says what GitHub would drop.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.annotations import SHOWN, Annotation, command, level_of
from checker.renderers.issues import ERROR, LEVELS, NOTE
from checker.renderers.lint.words import headline, word
from checker.renderers.marks import told

Json = dict[str, Any]


def render(found: Json) -> Iterator[str]:
    """The result, then what could not be used, and the findings, the gravest first."""
    yield command("notice", told(headline(found)), {"title": f"certgate policy lint: {found['result']}"})
    for level in LEVELS:
        rows = list(_rows(found, level))
        # The headline is a notice too.
        room = SHOWN - 1 if level == NOTE else SHOWN
        yield from level_of(level, rows[:room], len(rows))


def _rows(found: Json, level: str) -> Iterator[Annotation]:
    for each in found["errors"] if level == ERROR else ():
        text = f"could not be used: {told(each['message'])}\nto mend: {told(each['help'])}"
        yield Annotation(text, "certgate: unusable", each["path"], each["line"], each["column"])
    for each in found["findings"]:
        if level == (NOTE if each["accepted"] else each["severity"]):
            yield Annotation(_text(each), f"{word(each)}: {each['code']}", *each["location"].values())


def _text(each: Json) -> str:
    lines = [f"{word(each)}: {told(each['message'])}", f"to mend: {told(each['help'])}"]
    if witness := each["witness"]:
        lines.append(f"witness, as of {witness['day']}: {told(witness['shows'])}")
    return "\n".join(lines)
