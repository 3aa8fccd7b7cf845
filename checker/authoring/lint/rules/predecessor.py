"""Are a standard and the one that replaced it accepted side by side on purpose?

**Asks**, under `edition: current`, whether `standards` names a predecessor of another entry, without a comment on
its line or above it that says why.

**Why** a predecessor counts only where it is named, and is named mostly because it was in the policy before.
Certificates to it pass for as long as the catalogue knows no end of it in the market.

**Shows** a certificate to the predecessor that passes.

**To mend** take the predecessor out, or say in a comment beside it why it stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.rules._editions import withdrawn
from checker.authoring.lint.witness import shown
from checker.model.policy import Requirement

BESIDE = "predecessor-beside-successor"
CODES = (
    Code(
        BESIDE,
        "a standard is accepted beside the one that replaced it, without a word why",
        "take it out, or say in a comment beside it why it stays",
    ),
)


def look(case: Case) -> Iterator[Found]:
    """Predecessors of other entries, where no comment stands beside them."""
    for rule, _ in case.requirements():
        rows = [case.bench.catalogue.standard(ref.id) for ref in rule.standards]
        for index, ref in enumerate(rule.standards if rule.edition.mode == "current" else ()):
            heir = next((row.id for row in rows if row and ref.id in row.predecessors), None)
            place = f"{rule.pointer}/standards/{index}"
            # One that is withdrawn is a finding of its own.
            over = heir and withdrawn(case, rule, case.bench.catalogue.standard(ref.id))
            if heir and not over and not case.commented(place):
                witness = _witness(case, rule, index)
                message = f"`{ref.text}` is accepted beside `{heir}`, which replaced it"
                why = "" if witness else "none was found that is granted anew; what was granted before may pass"
                yield Found(BESIDE, place, message, witness=witness, unwitnessed=why)


def _witness(case: Case, rule: Requirement, index: int) -> Witness | None:
    only = alone(case.policy, rule._replace(standards=(rule.standards[index],)))
    asks = [Ask(f"`{rule.id}`", alone(case.policy, rule), "pass")]
    values = case.bench.passing(only, case.first)
    return shown(case, values, case.first, asks, "a certificate to the predecessor passes")


RULE = Rule("predecessor", CODES, look, __doc__ or "")
