"""Is every list written plainly: each entry once, standards by the catalogue's name, codes sorted?

**Asks** of each list of texts whether an entry stands twice (standards: whether two name one standard), of each
standard whether it is named as the catalogue names it, and of `accept_unknown` whether its codes are sorted.

**Why** reports, differences and reviews show what is written; two ways to write one thing hide a change that
matters.

**Shows** no manifest: nothing is judged otherwise for it. `--fix` mends it.

**To mend** run `certgate policy lint --fix`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import NOTE, Code, Edit, Found, Rule
from checker.authoring.lint.witness import OF_TEXT
from checker.words import shorten

TWICE, NAME, UNSORTED = "entry-twice", "standard-by-other-name", "codes-unsorted"
CODES = (
    Code(TWICE, "an entry stands twice in a list", "keep one of them"),
    Code(NAME, "a standard is not named as the catalogue names it", "write the catalogue's name", NOTE),
    Code(UNSORTED, "the codes are not sorted", "sort them", NOTE),
)


def look(case: Case) -> Iterator[Found]:
    """Entries that stand twice, standards by another name, codes out of order."""
    for pointer, entries in _lists(case.values):
        yield from _twice(case, pointer, entries)
        if pointer.endswith("/accept_unknown") and entries != sorted(entries):
            yield Found(UNSORTED, pointer, "the codes are not sorted", unwitnessed=OF_TEXT, edit=Edit("sort", pointer))
    for index, row in enumerate(case.values["requirements"]):
        for position, text in enumerate(row["standards"]):
            yield from _named(case, f"/requirements/{index}/standards/{position}", text)


def _named(case: Case, place: str, text: str) -> Iterator[Found]:
    found = case.bench.catalogue.resolve(text)
    plain = found.standard is not None and found.edition is None and not found.amendments
    # An id without digits is a title of ours; the number of a regulation says more.
    if found.standard and plain and text != found.standard.id and any(map(str.isdigit, found.standard.id)):
        message = f"`{text}` is called `{found.standard.id}` in the catalogue"
        yield Found(NAME, place, message, unwitnessed=OF_TEXT, edit=Edit("write", place, found.standard.id))


def _twice(case: Case, pointer: str, entries: list[str]) -> Iterator[Found]:
    seen: dict[str, str] = {}
    for index, text in enumerate(entries):
        key = _key(case, text) if pointer.endswith("/standards") else text
        if key in seen:
            other = "" if seen[key] == text else f", as `{shorten(seen[key])}`"
            place = f"{pointer}/{index}"
            message = f"`{shorten(text)}` stands twice in the list{other}"
            yield Found(TWICE, place, message, unwitnessed=OF_TEXT, edit=Edit("drop", place))
        seen.setdefault(key, text)


def _key(case: Case, text: str) -> str:
    """What two designations of one standard and edition have in common."""
    found = case.bench.catalogue.resolve(text)
    return f"{found.standard.id}\0{found.edition}\0{found.amendments}" if found.standard else text


def _lists(value: Any, pointer: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of texts of a policy but those of the decision, whose doubles do not load."""
    if isinstance(value, list):
        if value and all(isinstance(each, str) for each in value):
            yield pointer, value
        for index, each in enumerate(value):
            yield from _lists(each, f"{pointer}/{index}")
    for key, each in value.items() if isinstance(value, dict) else ():
        if not key.startswith("x-") and key != "decision":
            yield from _lists(each, f"{pointer}/{key}")


RULE = Rule("lists", CODES, look, __doc__ or "", loadable=False)
