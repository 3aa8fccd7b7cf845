"""Can a certificate meet every requirement?

**Asks** what can be proved from policy and catalogue: is an accepted standard in effect, does a body of the
recognition list have one in its scope, does an accreditation body under `by` belong to the MRA on some day, is
`mark.market` a market, does `edition: {from: YEAR}` leave an edition. Where nothing is proved, it looks for a
certificate that passes.

**Why** a requirement that nobody can meet blocks every supplier, and says to each of them that it is their fault.

**Shows** a certificate that passes once the cause is taken out, and does not pass as the policy is written.

**To mend** as the finding says. Where no certificate was found although nothing is proved, add what the catalogue
does not know with `--catalogue FILE`, or accept what it can not hold with `accept_unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.authoring.lint.case import Case, alone, life
from checker.authoring.lint.finding import ERROR, Ask, Code, Found, Rule, Witness
from checker.authoring.lint.rules._proofs import Proof, proofs
from checker.authoring.lint.witness import NONE_FOUND, said, shown
from checker.model.policy import Requirement

UNMEETABLE, UNMET, DEAD = "requirement-unmeetable", "requirement-unmet", "accreditor-never-accepted"
CODES = (
    Code(UNMEETABLE, "no certificate can meet the requirement", "take out what nobody can meet", ERROR),
    Code(
        UNMET,
        "no certificate was found that meets the requirement",
        "try the policy on a manifest that should pass; add what the catalogue does not know",
    ),
    Code(DEAD, "an accreditation body under `by` can never be accepted", "take it out, or drop `mra: true`"),
)


def look(case: Case) -> Iterator[Found]:
    """Requirements that are proved unmeetable, else those for which no certificate is found."""
    for rule, _ in case.requirements():
        found = [*proofs(case, rule)]
        whole = [proof for proof in found if proof.whole]
        passing = case.bench.passing(alone(case.policy, rule), _day(case, rule))
        if whole and passing is not None:
            # The engine has the last word: the run tells that the rule failed, instead of what is not so.
            raise ValueError(whole[0].reason)
        for proof in found if not whole else whole[:1]:
            yield _proved(case, rule, proof)
        if not whole and passing is None:
            message = (
                f"no certificate was found that meets requirement `{rule.id}`, though nothing proves that none can"
            )
            yield Found(UNMET, rule.pointer, message, unwitnessed="what is missing is a manifest that passes")


def _day(case: Case, rule: Requirement) -> date:
    return life(rule.effective, case.bench.day).start or case.bench.day


def _proved(case: Case, rule: Requirement, proof: Proof) -> Found:
    code = UNMEETABLE if proof.whole else DEAD
    start = f"no certificate can meet requirement `{rule.id}`: " if proof.whole else ""
    witness = _witness(case, rule, proof)
    place = f"{rule.pointer}{proof.place}"
    return Found(code, place, f"{start}{proof.reason}", proof.mend, witness, "" if witness else NONE_FOUND)


def _witness(case: Case, rule: Requirement, proof: Proof) -> Witness | None:
    policy, day = alone(case.policy, proof.narrowed or rule), _day(case, rule)
    relaxed = alone(case.policy, proof.relaxed)
    values = case.bench.passing(relaxed, day)
    if values is None:
        return None
    question = Ask(f"`{rule.id}`{proof.narrowing}", policy, "")
    answer, _ = said(question, values, case.bench.catalogue, day)
    asks = [Ask(f"`{rule.id}` {proof.without}", relaxed, "pass"), question._replace(answer=answer)]
    shows = f"it passes {proof.without}, and does not pass as written"
    return shown(case, values, day, asks, shows) if answer != "pass" else None


RULE = Rule("unmeetable", CODES, look, __doc__ or "")
