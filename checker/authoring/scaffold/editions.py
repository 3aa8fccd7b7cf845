"""Which standards and editions a scaffold's certificate may be to, in the words that certificates print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.scaffold.sheet import words
from checker.authoring.scaffold.wanted import Wanted
from checker.catalogue import Catalogue
from checker.model.policy import EditionRule
from checker.model.reference import Edition, Standard

# Of more standards than this the editions are not listed one by one.
_FEW = 4


def accepted(each: Wanted, catalogue: Catalogue, day: date) -> Iterator[str]:
    """What is accepted as `standard`: first the standards, then the editions that count."""
    names = each.standards
    shown = [_titled(name, catalogue) for name in names] if len(names) <= _FEW else names
    choice = "Accepted" if len(names) == 1 else "Accepted is any one of these"
    yield f"The standard as printed, with its edition. {choice}: {words(shown)}."
    for rule in dict.fromkeys(row.edition for row in each.requirements):
        yield from _editions(rule, [row for name in names if (row := catalogue.standard(name))], catalogue, day)


def _titled(name: str, catalogue: Catalogue) -> str:
    row = catalogue.standard(name)
    return f"{name} ({row.title})" if row and row.title != name else name


def _editions(rule: EditionRule, standards: list[Standard], catalogue: Catalogue, day: date) -> Iterator[str]:
    if rule.mode == "list":
        yield f"   The edition has to be {words(list(rule.editions))}."
    elif rule.mode == "from":
        yield f"   The edition has to be of {rule.start} or later."
    elif rule.mode == "any":
        yield "   Any edition is accepted; write it if one is printed."
    else:
        known = (
            [text for row in standards[:_FEW] if (text := _current(row, catalogue, day))]
            if len(standards) <= _FEW
            else []
        )
        form = "" if known else _form(standards, catalogue, day)
        yield f"   The edition has to be current{': ' + '; '.join(known) if known else form}."


def _current(standard: Standard, catalogue: Catalogue, day: date) -> str:
    """The editions of a standard that have not ended everywhere, with the days on which they end."""
    open_ = [
        row for row in standard.editions if not _over(row, day) and (row.published is None or row.published <= day)
    ]
    return words([f"{printed(standard, row, catalogue)}{_until(row)}" for row in open_]) if open_ else ""


def _form(standards: list[Standard], catalogue: Catalogue, day: date) -> str:
    """How an edition is written, shown by one that is not over, where there are too many to list; else empty."""
    for standard in standards:
        for row in reversed(standard.editions):
            if not _over(row, day) and row.published is not None and row.published <= day:
                return f"; write it in the form `{printed(standard, row, catalogue)}`"
    return ""


def _over(row: Edition, day: date) -> bool:
    return bool(row.transitions) and all(each.end is not None and each.end < day for each in row.transitions)


def printed(standard: Standard, row: Edition, catalogue: Catalogue) -> str:
    """A standard with its edition, in a way that is read back as both."""
    dated = row.label[:1].isdecimal()
    for joint in (":" if dated else " ", " " if dated else ":", " issue ", " edition ", " version "):
        text = f"{standard.id}{joint}{row.label}"
        found = catalogue.resolve(text)
        if found.standard and (found.standard.id, found.edition) == (standard.id, row.label):
            return text
    return f"{standard.id} with `edition: {row.label}` below it"


def _until(row: Edition) -> str:
    ends = [
        f"until {each.end}{'' if each.market == 'world' else f' in {each.market}'}"
        for each in row.transitions
        if each.end
    ]
    return f" ({', '.join(ends)})" if ends else ""
