"""How the certification body has to be accepted: on one recognition list, or by accreditation.

Two rules for accreditation are compared over every accreditation body of the catalogue and every day on which one of
its programmes begins or ends. An entry tells one fault of an accreditation alone, so where such a fault can be accepted
as unknown, a stricter rule may hide another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.compare.rules.base import Ground, Rule, moved, quoted
from checker.gates._accreditation import ACCREDITATION_CODES
from checker.model.calendar import next_day
from checker.model.outcome import Outcome
from checker.model.policy import BodyRule, Requirement
from checker.model.reference import AccreditationBody, Programme


def _implies(one: Requirement, other: Requirement, ground: Ground) -> bool:
    if one.body.recognised_by or other.body.recognised_by or one.body.accredited_to != other.body.accredited_to:
        return False
    rows: list[AccreditationBody | None] = [None, *ground.catalogue.accreditation_bodies()]
    return all(
        accepts(one.body, row, day).rank <= accepts(other.body, row, day).rank
        for row in rows
        for day in _days(_programme(one.body, row))
    )


def accepts(rule: BodyRule, row: AccreditationBody | None, day: date) -> Outcome:
    """What a rule says of an accreditation body on a day; None stands for one that the catalogue does not know."""
    if rule.by is not None and (row is None or row.id not in rule.by):
        return Outcome.FAIL
    if row is None:
        return Outcome.UNDETERMINED
    if rule.by is not None and not rule.mra:
        return Outcome.PASS
    programme = _programme(rule, row)
    if programme is not None and not programme.offered:
        return Outcome.UNDETERMINED
    runs = programme is not None and programme.on(day) and (not rule.mra or programme.mra_on(day))
    return Outcome.PASS if runs else Outcome.FAIL


def _programme(rule: BodyRule, row: AccreditationBody | None) -> Programme | None:
    return row.programme(rule.accredited_to or "") if row else None


def _days(programme: Programme | None) -> Iterator[date]:
    """One day of each span in which nothing changes about a programme."""
    yield date.min
    if programme:
        yield from (day for day in (programme.start, programme.mra_start) if day)
        yield from (next_day(day) for day in (programme.until, programme.mra_until) if day)


def _sentence(old: Requirement, new: Requirement, _ground: Ground) -> str:
    before, after = old.body, new.body
    if before.recognised_by or after.recognised_by:
        return f"the certification body has to be {_words(after)} instead of {_words(before)}"
    told = []
    if before.by is not None and after.by is not None:
        gone, came = moved(before.by, after.by)
        told += [f"accreditation by {quoted(gone, 'or')} is no longer accepted"] if gone else []
        told += [f"accreditation by {quoted(came, 'or')} is now accepted"] if came else []
    elif after.by is not None:
        told.append(f"only accreditation by {quoted(after.by, 'or')} is accepted now, instead of by any known body")
    elif before.by is not None:
        told.append(f"accreditation by any known body is accepted now, instead of only by {quoted(before.by, 'or')}")
    if before.mra != after.mra:
        now = "has to be in the mutual recognition family now" if after.mra else "need not be in the MRA any more"
        told.append(f"the accreditation body {now}")
    return "; ".join(told) or "the same accreditation bodies are accepted, written another way"


def _words(rule: BodyRule) -> str:
    if rule.recognised_by:
        return f"on the list `{rule.recognised_by}`"
    by = f" by {quoted(rule.by, 'or')}" if rule.by else ""
    return f"accredited to {rule.accredited_to}{by}" + (", under the MRA" if rule.mra else "")


_CODES = frozenset(code.name for code in ACCREDITATION_CODES)
RULE = Rule("body", 80, "body", lambda rule: rule.body, _implies, _sentence, touchy=_CODES)
