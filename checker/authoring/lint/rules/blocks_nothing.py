"""Does the policy block somebody on every day of its life?

**Asks** on the first day, and on each day on which a requirement begins or ceases to be in effect, whether a
supplier with no certificate at all is blocked. A policy of advisory requirements alone says so itself, and is let
be.

**Why** a policy of which nothing counts is not applicable: what has no certificate is not blocked, and `check` says
so in a line that is easily missed.

**Shows** a manifest with a product of the policy and without certificates, which the policy does not block.

**To mend** let a mandatory requirement be in effect on these days; or accept it with the reason, as a time of
notice: `x-lint: {blocks-nothing: notice given until July}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.conforming import skeleton
from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Code, Found, Rule
from checker.authoring.lint.witness import THIS, said, shown
from checker.model.calendar import previous_day

NOTHING = "blocks-nothing"
CODES = (
    Code(
        NOTHING,
        "on some days the policy does not block a supplier without any certificate",
        "let a mandatory requirement be in effect on these days",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """The first day of each time in which nothing counts."""
    days, before = case.days(), False
    for index, day in enumerate(days if any(rule.mandatory for rule in case.policy.requirements) else ()):
        counts = any(rule.counts_on(day) for rule in case.policy.requirements)
        if not counts and not before:
            later = next((each for each in days[index:] if _counts(case, each)), None)
            yield _found(case, day, previous_day(later) if later else case.life.until)
        before = not counts


def _counts(case: Case, day: date) -> bool:
    return any(rule.counts_on(day) for rule in case.policy.requirements)


def _found(case: Case, day: date, until: date | None) -> Found:
    when = f"from {day} until {until}" if until else f"from {day} on"
    values = skeleton([case.policy], day)
    answer, _ = said(Ask(THIS, case.policy, ""), values, case.bench.catalogue, day)
    shows = "it has no certificate, and is not blocked"
    witness = shown(case, values, day, [Ask(THIS, case.policy, answer)], shows) if answer != "fail" else None
    message = f"{when} no requirement of the policy counts, so it blocks nobody"
    return Found(NOTHING, "/requirements", message, witness=witness, unwitnessed="" if witness else "it is blocked")


RULE = Rule("blocks-nothing", CODES, look, __doc__ or "")
