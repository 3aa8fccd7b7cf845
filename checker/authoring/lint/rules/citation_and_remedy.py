"""Does every requirement that can block say where it stands and what to do, and is no text a placeholder?

**Asks** of each mandatory requirement for `citation` and `remedy`, and of every text whether it is one that was to
be written later (`TODO`, `TBD`, `FIXME`, `lorem ipsum`).

**Why** whoever is blocked asks by which rule, and what to send. The two stand in every report.

**Shows** no manifest: it is about the text.

**To mend** write the clause, and a sentence that a buyer can forward to the supplier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Code, Found, Rule
from checker.authoring.lint.witness import OF_TEXT
from checker.words import shorten

NO_CITATION, NO_REMEDY, PLACEHOLDER = "citation-missing", "remedy-missing", "placeholder-text"
CODES = (
    Code(NO_CITATION, "a mandatory requirement does not say where it stands", "write the clause under `citation`"),
    Code(
        NO_REMEDY,
        "a mandatory requirement does not say what to do when it is not met",
        "write under `remedy` what the supplier is to send, in a sentence that can be forwarded",
    ),
    Code(PLACEHOLDER, "a text is still a placeholder", "write the text, or take the key out"),
)

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX)\b|\blorem ipsum\b|^\W*(?:\.{3}|…|\?+|n/?a)?\W*$", re.IGNORECASE
)
_TEXTS = ("title", "rationale", "citation", "remedy")


def look(case: Case) -> Iterator[Found]:
    """Requirements without citation or remedy, then placeholders anywhere."""
    for rule, values in case.requirements():
        for key, code in (("citation", NO_CITATION), ("remedy", NO_REMEDY)):
            if rule.mandatory and key not in values:
                message = f"requirement `{rule.id}` can block, and has no `{key}`"
                yield Found(code, rule.pointer, message, unwitnessed=OF_TEXT)
    for pointer, text in _texts(case.values):
        if _PLACEHOLDER.search(text):
            yield Found(PLACEHOLDER, pointer, f"`{shorten(text)}` is a placeholder", unwitnessed=OF_TEXT)


def _texts(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The texts for people, with their places."""
    rows = [("", values), *((f"/requirements/{index}", row) for index, row in enumerate(values["requirements"]))]
    for pointer, row in rows:
        yield from ((f"{pointer}/{key}", row[key]) for key in _TEXTS if key in row)
    yield from ((f"/citations/{index}", text) for index, text in enumerate(values.get("citations", ())))
    yield from ((f"/authority/{key}", text) for key, text in values.get("authority", {}).items())


RULE = Rule("citation-and-remedy", CODES, look, __doc__ or "", loadable=False)
