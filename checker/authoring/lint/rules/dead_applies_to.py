"""Can every entry of `applies_to` change which products the policy judges?

**Asks** of each market whether another one holds it (`DE` beside `EU`, `USA` beside `US`), of each category whether
another one differs by case, spaces or hyphens alone.

**Why** an entry that changes nothing makes readers think that it does, and that what is not beside it is left out.

**Shows** a product that states the entry alone: the policy judges it the same without the entry.

**To mend** take the entry out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from checker.authoring.conforming import skeleton
from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Code, Edit, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, THIS, shown
from checker.engine.targets import category
from checker.model.markets import UNION, market
from checker.model.reference import EEA

DEAD = "applies-to-dead"
CODES = (Code(DEAD, "an entry of `applies_to` changes nothing beside another one", "take it out"),)


def look(case: Case) -> Iterator[Found]:
    """Markets and categories that another entry makes needless."""
    applies = case.policy.applies_to
    for key, entries, holder in (
        ("categories", applies.categories or (), _same_category),
        ("markets", applies.markets or (), _holding_market(case)),
    ):
        for index, text in enumerate(entries):
            by = holder(index, entries)
            if by is not None and by != text:
                witness = _witness(case, key, index, entries)
                message = f"`{text}` changes nothing beside `{by}`, which holds it"
                why = "" if witness else NONE_FOUND
                place = f"/applies_to/{key}/{index}"
                yield Found(DEAD, place, message, witness=witness, unwitnessed=why, edit=Edit("drop", place))


def _same_category(index: int, entries: Sequence[str]) -> str | None:
    folded = [category(each) for each in entries]
    first = folded.index(folded[index])
    return entries[first] if first < index else None


def _holding_market(case: Case) -> Callable[[int, Sequence[str]], str | None]:
    def holder(index: int, entries: Sequence[str]) -> str | None:
        codes = [market(each) for each in entries]
        first = codes.index(codes[index])
        if first < index:
            return entries[first]
        inside = codes[index] in EEA and UNION in codes and not _own_dates(case, codes[index] or "")
        return entries[codes.index(UNION)] if inside else None

    return holder


def _own_dates(case: Case, code: str) -> bool:
    """Whether an accepted standard ends in a member state on a day of its own."""
    rows = [case.bench.catalogue.standard(ref.id) for rule in case.policy.requirements for ref in rule.standards]
    return any(each.market == code for row in rows if row for edition in row.editions for each in edition.transitions)


def _witness(case: Case, key: str, index: int, entries: Sequence[str]) -> Witness | None:
    rest = tuple(each for position, each in enumerate(entries) if position != index)
    without = case.policy._replace(applies_to=case.policy.applies_to._replace(**{key: rest}))
    # Without certificates: so the verdict hangs on whether the policy applies, and the entry has to be stated.
    values = skeleton([case.policy], case.first)
    for product in values["products"]:
        product[key] = [entries[index]]
    asks = [Ask(THIS, case.policy, "fail"), Ask(f"{THIS} without `{entries[index]}`", without, "fail")]
    shows = f"it states `{entries[index]}`, and the policy applies to it with and without the entry"
    return shown(case, values, case.first, asks, shows)


RULE = Rule("dead-applies-to", CODES, look, __doc__ or "")
