"""Is an edition of every standard in effect on some day of the policy's life?

**Asks** of each standard under `edition: current`, by the catalogue, whether some edition has not ended in some
market of the policy by its first day (management systems: world-wide).

**Why** certificates to an edition are void after its transition (ISO/IEC 27001:2013 ended on 2025-10-31). Where all
editions have ended, the standard is a dead entry: certificates to it are refused, and readers think it accepted.

**Shows** a certificate to the standard that passes with `edition: any`, and not as written.

**To mend** name the successor, or take the standard out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.rules._editions import withdrawn
from checker.authoring.lint.witness import NONE_FOUND, said, shown
from checker.catalogue import Catalogue
from checker.model.policy import EditionRule, Requirement, StandardRef
from checker.model.reference import Standard

WITHDRAWN = "withdrawn-standard"
CODES = (
    Code(
        WITHDRAWN,
        "no edition of the standard is in effect any more",
        "name its successor, or take it out",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Standards of which every edition has ended."""
    for rule, _ in case.requirements():
        for index, ref in enumerate(rule.standards):
            standard = case.bench.catalogue.standard(ref.id)
            last = withdrawn(case, rule, standard)
            if standard and last:
                yield _found(case, rule, index, standard, last)


def _found(case: Case, rule: Requirement, index: int, standard: Standard, day: date) -> Found:
    message = f"every edition of `{standard.id}` has ended, the last on {day}, so no certificate to it is accepted"
    heirs = _successors(case.bench.catalogue, standard)
    mend = f"name {' or '.join(f'`{each}`' for each in heirs)}, which followed it" if heirs else ""
    witness = _witness(case, rule, rule.standards[index])
    place = f"{rule.pointer}/standards/{index}"
    return Found(WITHDRAWN, place, message, mend, witness, "" if witness else NONE_FOUND)


def _successors(catalogue: Catalogue, standard: Standard) -> list[str]:
    return [row.id for row in catalogue.standards() if standard.id in row.predecessors]


def _witness(case: Case, rule: Requirement, ref: StandardRef) -> Witness | None:
    only = rule._replace(standards=(ref,))
    policy, relaxed = alone(case.policy, only), alone(case.policy, only._replace(edition=EditionRule("any")))
    values = case.bench.passing(relaxed, case.first)
    standard = case.bench.catalogue.standard(ref.id)
    if values is None or standard is None:
        return None
    for entry in values["certificates"]:
        entry["edition"] = standard.editions[-1].label
    question = Ask(f"`{rule.id}`", policy, "")
    answer, _ = said(question, values, case.bench.catalogue, case.first)
    asks = [Ask(f"`{rule.id}` with `edition: any`", relaxed, "pass"), question._replace(answer=answer)]
    return (
        None if answer == "pass" else shown(case, values, case.first, asks, f"a certificate to `{ref.id}` is refused")
    )


RULE = Rule("withdrawn-standard", CODES, look, __doc__ or "")
