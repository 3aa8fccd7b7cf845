"""Does a policy of `evidence: both` take certificates of both kinds on every day of its life?

**Asks** on the first day, and on each day on which a requirement begins or ceases to be in effect, whether
certificates of one kind alone could satisfy what counts then.

**Why** neither kind stands in for the other. A policy that says `both` and for a time asks for one lets one
certificate slip through just then. Requirements that are not in effect never count, not even in `any`.

**Shows** a manifest with certificates of one kind that passes on such a day.

**To mend** let requirements of both kinds begin and end together; or accept it with the reason, as a step of a
change: `x-lint: {both-slips: agreed with suppliers until 2027}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.changes import Json
from checker.authoring.lint.case import Case
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.witness import THIS, shown
from checker.model.calendar import previous_day
from checker.model.decision import satisfied_without
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT

SLIPS = "both-slips"
CODES = (
    Code(
        SLIPS,
        "on some days certificates of one kind alone satisfy a policy of `evidence: both`",
        "let requirements of both kinds be in effect together",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """The first days of each time in which a kind is not needed."""
    days = case.days() if case.policy.evidence == "both" else []
    for kind in (PRODUCT, MANAGEMENT_SYSTEM):
        before = False
        for index, day in enumerate(days):
            escapes = _escapes(case, kind, day)
            if escapes and not before:
                yield _found(case, kind, day, _end(case, kind, days[index:]))
            before = escapes


def _escapes(case: Case, kind: str, day: date) -> bool:
    """Whether what counts on a day can be satisfied without any requirement of a kind."""
    counting = {rule.id for rule in case.policy.requirements if rule.counts_on(day)}
    return satisfied_without(case.policy.decision, counting, _ids(case, kind))


def _ids(case: Case, kind: str) -> set[str]:
    return {rule.id for rule in case.policy.requirements if rule.kind == kind}


def _end(case: Case, kind: str, days: list[date]) -> date | None:
    """The last day of the time, None where it lasts."""
    after = next((day for day in days if not _escapes(case, kind, day)), None)
    return previous_day(after) if after else case.life.until


def _found(case: Case, kind: str, day: date, until: date | None) -> Found:
    when = f"from {day} until {until}" if until else f"from {day} on"
    message = f"`evidence` is `both`, but {when} the policy passes without any {kind} certificate"
    witness = _witness(case, kind, day)
    why = "" if witness else "no manifest with certificates of the other kind was found that passes"
    return Found(SLIPS, "/evidence", message, witness=witness, unwitnessed=why)


def _witness(case: Case, kind: str, day: date) -> Witness | None:
    rules = tuple(rule._replace(mandatory=False) if rule.kind == kind else rule for rule in case.policy.requirements)
    values: Json | None = case.bench.passing(case.policy._replace(requirements=rules), day)
    if values is not None:
        values = {**values, "certificates": [each for each in values["certificates"] if each["kind"] != kind]}
    asks = [Ask(THIS, case.policy, "pass")]
    return shown(case, values, day, asks, f"it passes without any {kind} certificate")


RULE = Rule("one-kind", CODES, look, __doc__ or "")
