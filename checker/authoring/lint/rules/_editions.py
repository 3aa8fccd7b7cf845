"""When an edition of a standard ends for a policy, by the catalogue."""

from __future__ import annotations

from datetime import date

from checker.authoring.lint.case import Case
from checker.model.markets import UNION, WORLD, market
from checker.model.policy import PRODUCT, Requirement
from checker.model.reference import EEA, Edition, Standard


def ended(case: Case, rule: Requirement, edition: Edition) -> date | None:
    """The last day of an edition in the last market of a policy in which it ends; None where it goes on in one."""
    if rule.kind != PRODUCT:
        return _end(edition, WORLD)
    asked = case.policy.applies_to.markets
    if asked is None:
        # Any market may be stated: those with a row of their own, and all others by the row of the world.
        codes = {row.market for row in edition.transitions} | {WORLD}
    else:
        codes = {code for text in asked if (code := market(text))}
        codes |= EEA if UNION in codes else set()
        codes |= {UNION} if codes & EEA else set()
    ends = [_end(edition, code) for code in codes]
    return None if None in ends or not ends else max(end for end in ends if end)


def _end(edition: Edition, code: str) -> date | None:
    row = edition.transition(code)
    return row.end if row else None


def withdrawn(case: Case, rule: Requirement, standard: Standard | None) -> date | None:
    """The last day of the last edition of a standard, where that is before the policy's life under `current`."""
    if standard is None or rule.edition.mode != "current" or not standard.editions:
        return None
    days = [ended(case, rule, edition) for edition in standard.editions]
    last = max((day for day in days if day), default=None)
    return last if last and None not in days and last < case.first else None
