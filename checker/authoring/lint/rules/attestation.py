"""Does a requirement take what no third party has attested?

**Asks** whether `attestation` names `declaration`, `test-report` or `inspection`.

**Why** ISO/IEC 17000: a declaration is the supplier's own word, a test report speaks of a sample. A policy for
certificates that takes them says so by one word in a list.

**Shows** a manifest with such an attestation that passes.

**To mend** take the word out; or accept it with the reason: `x-lint: {attestation-not-third-party: allowed by the
rule}`.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.authoring.lint.case import Case, alone
from checker.authoring.lint.finding import Ask, Code, Found, Rule, Witness
from checker.authoring.lint.witness import NONE_FOUND, shown
from checker.model.policy import PRODUCT, Requirement

CERTIFICATION = "certification"
WEAK = "attestation-not-third-party"
CODES = (Code(WEAK, "what no third party certified is accepted", "accept `certification` alone"),)


def look(case: Case) -> Iterator[Found]:
    """Attestations that are no certification."""
    for rule, _ in case.requirements():
        for index, word in enumerate(rule.attestation if rule.kind == PRODUCT else ()):
            if word != CERTIFICATION:
                witness = _witness(case, rule, word)
                message = f"requirement `{rule.id}` takes a `{word}`, which is no certification"
                place = f"{rule.pointer}/attestation/{index}"
                yield Found(WEAK, place, message, witness=witness, unwitnessed="" if witness else NONE_FOUND)


def _witness(case: Case, rule: Requirement, word: str) -> Witness | None:
    policy = alone(case.policy, rule)
    values = case.bench.passing(policy, case.first)
    for entry in values["certificates"] if values else ():
        entry["attestation"] = word
    asks = [Ask(f"`{rule.id}`", policy, "pass")]
    return shown(case, values, case.first, asks, f"a {word} passes where a certificate is meant")


RULE = Rule("attestation", CODES, look, __doc__ or "")
