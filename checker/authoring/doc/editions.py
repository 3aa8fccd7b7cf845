"""Which editions of the standards count until when, as the policy and the catalogue have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.authoring.doc.words import choice
from checker.catalogue import Catalogue
from checker.model.markets import WORLD, market
from checker.model.policy import PRODUCT, Policy, Requirement
from checker.model.reference import Edition, Standard, Transition

Json = dict[str, Any]

ACCEPTED, ENDED = "accepted", "not accepted"


def standards_of(row: Requirement, catalogue: Catalogue) -> Iterator[Standard]:
    """The catalogue's rows of the accepted standards."""
    for ref in row.standards:
        if (found := catalogue.standard(ref.id)) is not None:
            yield found


def edition_rows(row: Requirement, policy: Policy, catalogue: Catalogue, day: date) -> Json:
    """The rule in a sentence, and each known edition with its standing on the day."""
    rows = []
    if row.edition.mode != "any":
        for standard in standards_of(row, catalogue):
            for edition in standard.editions:
                standing, note = _standing(row, policy, edition, day)
                name = f"{standard.id}:{edition.label}"
                rows.append({"edition": name, "standing": standing, "note": note})
    return {"rule": _rule(row), "rows": rows}


def _rule(row: Requirement) -> str:
    rule = row.edition
    if rule.mode == "any":
        return "any edition, and a certificate that names none"
    if rule.mode == "list":
        return f"edition {choice(rule.editions)} and no other; the certificate has to name it"
    if rule.mode == "from":
        return f"an edition of the year {rule.start} or later; the certificate has to name it"
    return "an edition that is current on the day of the assessment; the certificate has to name it"


def _standing(row: Requirement, policy: Policy, edition: Edition, day: date) -> tuple[str, str]:
    """Whether an edition can count on the day, and what limits it."""
    rule = row.edition
    if rule.mode == "list":
        named = {edition.label, *edition.aliases} & set(rule.editions)
        return (ACCEPTED, "") if named else (ENDED, "not one of those named")
    if rule.mode == "from":
        year = _year(edition)
        if year is None:
            return "open", "its year is not known"
        return (ACCEPTED, "") if year >= rule.start else (ENDED, f"older than {rule.start}")
    if edition.published and edition.published > day:
        return "not yet", f"published on {edition.published}"
    return _by_transitions(transitions(row, policy, edition), day)


def _by_transitions(found: list[Transition | None], day: date) -> tuple[str, str]:
    """An edition has ended where it has in each market: a product for one of them is judged there alone."""
    notes = []
    standing = ENDED if found and all(each and each.end and day > each.end for each in found) else ACCEPTED
    for each in dict.fromkeys(found):
        if each is None:
            continue
        where = "" if each.market == WORLD else f" in `{each.market}`"
        if each.end and day > each.end:
            notes.append(f"ended{where} on {each.end}")
            continue
        if each.end:
            notes.append(f"until {each.end}{where}, that day included")
        if each.last_new_issue:
            notes.append(f"granted no later than {each.last_new_issue}{where}")
    return standing, "; ".join(notes) or "no end of its transition is known"


def transitions(row: Requirement, policy: Policy, edition: Edition) -> list[Transition | None]:
    """The transition in each market that a product can be for; None where there is none.

    Where the policy names no markets, these are those with a transition of their own, and any other. Management
    systems are judged world-wide.
    """
    if row.kind != PRODUCT:
        return [edition.transition(WORLD)]
    codes = [code for text in policy.applies_to.markets or () if (code := market(text))]
    if not codes or WORLD in codes:
        codes = [*(each.market for each in edition.transitions), WORLD]
    return [edition.transition(code) for code in codes]


def _year(edition: Edition) -> int | None:
    start = edition.label[:4]
    if len(start) == 4 and start.isdecimal() and start.isascii():
        return int(start)
    return edition.published.year if edition.published else None
