"""Is every edition that is named in effect on some day of the policy's life?

**Asks** of each edition that a dated standard or a list names, by the catalogue, whether it has not ended in some
market of the policy by its first day, and appears before its last.

**Why** a list of editions is taken at its word: a certificate to ISO/IEC 27001:2013 passes although every such
certificate is void since 2025-10-31. An edition that appears after the policy ends is a slip of the pen.

**Shows** a certificate to the edition that the policy lets pass after the edition has ended.

**To mend** name the current edition, or write `edition: current`.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.rules._editions import ended
from checker.authoring.lint.witness import NONE_FOUND, shown
from checker.model.policy import EditionRule, Requirement
from checker.model.reference import Edition, Standard

NEVER = "edition-never-current"
CODES = (
    Code(
        NEVER,
        "the edition is not in effect on any day of the policy's life",
        "name the current edition, or write `edition: current`",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Editions that have ended before the policy's life, or appear after it."""
    for rule, values in case.requirements():
        for index, label in enumerate(rule.edition.editions):
            place = f"{rule.pointer}/edition/{index}" if "edition" in values else f"{rule.pointer}/standards/0"
            for standard, row in _rows(case, rule, label):
                last, until = ended(case, rule, row), case.life.until
                name = f"{standard.id}:{row.label}"
                if last is not None and last < case.first:
                    message = f"`{name}` ended on {last}, and certificates to it pass all the same, for it is named"
                    witness = _witness(case, rule, label)
                    yield Found(NEVER, place, message, witness=witness, unwitnessed="" if witness else NONE_FOUND)
                elif row.published and until and row.published > until:
                    message = f"`{name}` appears on {row.published}, after the policy ends on {until}"
                    yield Found(
                        NEVER, place, message, unwitnessed="no certificate to it is granted while the policy lasts"
                    )


def _rows(case: Case, rule: Requirement, label: str) -> Iterator[tuple[Standard, Edition]]:
    """The editions of this name of the accepted standards, unless one of these is merely unknown."""
    standards = [case.bench.catalogue.standard(ref.id) for ref in rule.standards]
    for standard in standards:
        if standard is not None and (row := standard.edition(label)) is not None:
            yield standard, row


def _witness(case: Case, rule: Requirement, label: str) -> Witness | None:
    only = alone(case.policy, rule._replace(edition=EditionRule("list", (label,))))
    policy = alone(case.policy, rule)
    asks = [Ask(f"`{rule.id}`", policy, "pass")]
    values = case.bench.passing(only, case.first)
    return shown(case, values, case.first, asks, "a certificate to the edition that has ended passes")


RULE = Rule("edition-over", CODES, look, __doc__ or "")
