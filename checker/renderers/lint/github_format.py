"""The findings on policies as annotations of GitHub Actions, at the lines of the policies.

Errors and warnings as such, notes and what the author accepts as notices; the last says what GitHub would drop.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.renderers.github_format import annotated, command
from checker.renderers.issues import ERROR, NOTE, Issue
from checker.renderers.lint.words import headline, word
from checker.renderers.marks import fingerprint, told

Json = dict[str, Any]


def render(found: Json) -> Iterator[str]:
    """The result, then what could not be used, and the findings, the gravest first."""
    yield command("notice", told(headline(found)), {"title": f"certgate policy lint: {found['result']}"})
    yield from annotated(_issues(found), head=1)


def _issues(found: Json) -> Iterable[Issue]:
    for each in found["errors"]:
        where = (each["path"], each["line"], each["column"])
        yield _issue("unusable", ERROR, "could not be used", where, each["message"], [], each["help"])
    for each in found["findings"]:
        place = each["location"]
        level = NOTE if each["accepted"] else each["severity"]
        details = [f"to mend: {told(each['help'])}"]
        if witness := each["witness"]:
            details.append(f"witness, as of {witness['day']}: {told(witness['shows'])}")
        where = (place["file"], place["line"], place["column"])
        yield _issue(each["code"], level, word(each), where, each["message"], details, each["help"])


def _issue(
    code: str, level: str, name: str, where: tuple[str, int, int], message: str, details: list[str], mend: str
) -> Issue:
    file, line, column = where
    mark = fingerprint(code, file, message)
    return Issue(code, level, name, file, line, column, (told(message),), tuple(details), told(mend), mark)
