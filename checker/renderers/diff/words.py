"""The words that the formats of a difference share; they are sentences, each line of them ours but for names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.groups import listed
from checker.renderers.rows import name, plural

Json = dict[str, Any]

RELATIONS = {
    "equivalent": "both block the same, on every day and by every order",
    "stricter": "what the old policy blocks the new one blocks too, on every day and by every order",
    "looser": "what the new policy blocks the old one blocks too, on every day and by every order",
    "incomparable": "each policy blocks a manifest that the other does not",
    "unknown": "neither policy is proved to be at least as strict as the other",
}
_SHOWN = {
    "looser": "a manifest that was blocked is not blocked any more",
    "stricter": "a manifest is blocked that was not",
}
DIRECTIONS = {"looser": "no longer blocked", "stricter": "newly blocked"}


def verdict(diff: Json) -> tuple[str, str]:
    """The relation in a word, and what it means, with what is shown and what is not."""
    relation, told = diff["relation"], RELATIONS[diff["relation"]]
    shown = [each["direction"] for each in diff["witnesses"]]
    if relation in _SHOWN:
        told += f"; {_SHOWN[relation]}" if shown else "; no manifest was found of which they say different things"
    elif relation == "unknown":
        told += f"; {_SHOWN[shown[0]]}" if shown else ", and no manifest was found of which they say different things"
    at_least = f", at least {diff['at_least']}" if diff["at_least"] else ""
    return f"{relation.upper()}{at_least}", told


def version(policy: Json) -> str:
    """A policy by id and version."""
    return f"{name(policy['id'])} {name(policy['version'])}"


def parts(diff: Json) -> Iterator[tuple[str, list[Json]]]:
    """The differences by requirement, those of the whole policy first; an empty id stands for it."""
    found: dict[str, list[Json]] = {}
    for each in sorted(diff["parts"], key=lambda part: part["requirement"] is not None):
        found.setdefault(each["requirement"] or "", []).append(each)
    yield from found.items()


def shown(witness: Json) -> str:
    """What a witness shows, in a sentence."""
    blocker, other = ("old", "new") if witness["direction"] == "looser" else ("new", "old")
    verdicts = {"old": witness["before"], "new": witness["after"]}
    codes = listed(name(code) for code in witness["codes"])
    against = f" ({codes})" if witness["codes"] else ""
    order = ", by the order below" if witness["order"] else ""
    return (
        f"as of {witness['as_of']}{order} the {blocker} policy blocks it: {verdicts[blocker]}{against};"
        f" the {other} one does not: {verdicts[other].replace('-', ' ')}"
    )


def counted(corpus: Json) -> str:
    """A corpus in numbers."""
    at_once, later = corpus["now"], corpus["later"]
    told = (
        f"{plural(corpus['manifests'], 'manifest')}: {corpus['blocked_before']:,} blocked by the old policy,"
        f" {corpus['blocked_after']:,} by the new one; {at_once['stricter']:,} newly blocked,"
        f" {at_once['looser']:,} no longer blocked"
    )
    if later["stricter"] or later["looser"]:
        told += f"; until {corpus['until']} {later['stricter']:,} more will be blocked by the new policy alone"
        told += f", {later['looser']:,} more by the old one alone"
    return told


def when(flip: Json) -> str:
    """The days of a difference: since when, and until when where that is known."""
    start = f"{flip['from']} or earlier" if flip["or_earlier"] else flip["from"]
    if flip["later"]:
        return f"from {start} until {flip['until']}" if flip["until"] else f"from {start} on"
    return f"since {start}, until {flip['until']}" if flip["until"] else f"since {start}"


def reasons(flip: Json) -> str:
    """On which requirements a manifest is blocked, each with its codes."""
    return "; ".join(
        f"{name(row['id'])} {row['outcome']}: {', '.join(map(name, row['codes']))}".removesuffix(": ")
        for row in flip["requirements"]
    )


def direction(flip: Json) -> str:
    """What becomes of a manifest."""
    word = DIRECTIONS[flip["direction"]]
    return f"{word} later" if flip["later"] else word
