"""The accepted editions, for each standard that both accept, from the editions that the catalogue knows.

`current` asks for days of grant and transition, which a list does not: neither implies the other, but for a list that
holds every edition that can be current.
"""

from __future__ import annotations

from checker.compare.rules.base import Ground, Rule, quoted
from checker.model.policy import EditionRule, Requirement
from checker.model.reference import Edition, Standard

_UNLISTED = "edition-not-accepted"


def _implies(one: Requirement, other: Requirement, ground: Ground) -> bool:
    """For every standard that passes both, what passes the editions of `one` passes those of `other`."""
    if other.edition.mode == "any":
        return True
    if one.edition.mode == "any":
        return False
    shared = {ref.id for ref in one.standards} & {ref.id for ref in other.standards}
    rows = [row for name in sorted(shared) if (row := ground.catalogue.standard(name)) is not None]
    return len(rows) == len(shared) and all(_within(one.edition, other.edition, row, ground) for row in rows)


def _within(one: EditionRule, other: EditionRule, standard: Standard, ground: Ground) -> bool:
    if one.mode == other.mode == "list":
        return _labels(one, standard) <= _labels(other, standard)
    if one.mode == other.mode == "from":
        return one.start >= other.start
    if other.mode != "list":
        return False
    # What is accepted although the catalogue does not know it can be any edition.
    if not standard.editions_complete or _UNLISTED in ground.accepted:
        return False
    accepted = _labels(other, standard)
    return all({row.label, *row.aliases} <= accepted for row in standard.editions if _can_pass(one, row))


def _can_pass(rule: EditionRule, row: Edition) -> bool:
    """Whether an edition passes on some day; one without a year counts as if it did."""
    if rule.mode == "current":
        return True
    texts = [text for text in (row.label, *row.aliases) if text[:4].isdigit()]
    years = [int(text[:4]) for text in texts] + ([row.published.year] if row.published else [])
    return not years or max(years) >= rule.start


def _labels(rule: EditionRule, standard: Standard) -> set[str]:
    """The editions of a list, as written and as the catalogue calls them."""
    return set(rule.editions) | {row.label for each in rule.editions if (row := standard.edition(each))}


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    return f"{_words(new.edition)} accepted instead of {_words(old.edition).removesuffix(' is').removesuffix(' are')}"


def _words(rule: EditionRule) -> str:
    if rule.mode == "list":
        several = len(rule.editions) > 1
        return f"the edition{'s' if several else ''} {quoted(rule.editions)} {'are' if several else 'is'}"
    if rule.mode == "from":
        return f"editions of {rule.start} or later are"
    return "any edition is" if rule.mode == "any" else "only the current edition is"


RULE = Rule("edition", 30, "edition", lambda rule: rule.edition, _implies, _sentence, exact=False)
