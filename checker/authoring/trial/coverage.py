"""Which gates of a policy the cases passed and failed, requirement by requirement.

A gate that is switched on has two things to show: a case in which the certificate that decides for an object passes it,
and one in which it fails there. `undetermined` is no failure, but for a gate that can not fail by what is asked of it:

| gate | asked | what counts as failed |
|---|---|---|
| `evidence` | `testing` without `accredited_laboratory`, or `audits` | undetermined: what is not recorded is open |
| the same | that, and its code is in `accept_unknown` | nothing: a pass is all there is to show |
| `assurance` | `documented` or `confirmed` | the same two: no file is opened, so that none contradicts |
| `edition` | `edition: any` | nothing: there only a designation that contradicts itself fails |
| every other | anything | fail |

Whether a gate is switched on the gates say themselves: one that once answers `not-asked` is not. No certificate is
there in some cases; then nothing is passed or failed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.authoring.trial.model import Ran, Subject
from checker.gates import Gate, gates
from checker.gates._product_subject import PRODUCT_CODES
from checker.gates._system_subject import SYSTEM_CODES
from checker.model.assessment import NOT_ASKED, ObjectAssessment
from checker.model.backing import CONFIRMED, DOCUMENTED
from checker.model.outcome import Outcome
from checker.model.policy import PRODUCT, Requirement
from checker.records import NamedTuple

PASSED, FAILED = "passed", "failed"


class Aim(NamedTuple):
    """One thing to show: a requirement's gate, `passed` or `failed`, by which codes, and whether a case does."""

    requirement: str
    gate: str
    way: str
    codes: tuple[str, ...]
    reached: bool


def coverage(subject: Subject, ran: Iterable[Ran]) -> list[Aim]:
    """Every aim of a policy, in the order of its requirements and of the gates."""
    rules: dict[str, Requirement] = {}
    for policy in subject.policies:
        for rule in policy.requirements:
            rules.setdefault(rule.id, rule)
    seen, off = _seen(ran)
    return [
        Aim(rule.id, gate.id, way, codes, bool(accepted & seen.get((rule.id, gate.id), set())))
        for rule in rules.values()
        for gate in gates()
        if (rule.id, gate.id) not in off
        for way, accepted, codes in _ways(rule, gate)
    ]


def percent(aims: Iterable[Aim]) -> int:
    """How many in a hundred are reached, rounded down, so that 100 means all."""
    found = [aim.reached for aim in aims]
    return 100 * sum(found) // len(found) if found else 100


def _seen(ran: Iterable[Ran]) -> tuple[dict[tuple[str, str], set[str]], set[tuple[str, str]]]:
    """The outcomes of each requirement's gates where they decided, and the gates that are not asked."""
    seen: dict[tuple[str, str], set[str]] = {}
    off: set[tuple[str, str]] = set()
    for each in ran:
        for row in each.found.requirements:
            for found in row.objects:
                for gate, outcome in _outcomes(found):
                    seen.setdefault((row.requirement.id, gate), set()).add(outcome)
                for candidate in found.candidates:
                    off |= {(row.requirement.id, gate.gate) for gate in candidate.gates if gate.outcome == NOT_ASKED}
    return seen, off


def _outcomes(found: ObjectAssessment) -> Iterator[tuple[str, str]]:
    if found.chosen:
        for gate in found.chosen.gates:
            yield gate.gate, str(gate.outcome)


def _ways(rule: Requirement, gate: Gate) -> Iterator[tuple[str, set[str], tuple[str, ...]]]:
    """The ways in which a gate can answer: each with the outcomes that show it, and the codes that come with it."""
    yield PASSED, {Outcome.PASS.value}, ()
    if gate.id == "edition" and rule.edition.mode == "any":
        return
    bad = Outcome.UNDETERMINED if _only_open(rule, gate) else Outcome.FAIL
    foreign = {code.name for code in (SYSTEM_CODES if rule.kind == PRODUCT else PRODUCT_CODES)}
    own = [code.name for code in gate.codes if bad in code.outcomes and code.name not in foreign]
    if bad is Outcome.UNDETERMINED:
        unfounded = filter(None, [_UNFOUNDED.get(rule.assurance)])
        own = [
            code
            for code in (unfounded if gate.id == "assurance" else _unrecorded(rule))
            if code not in rule.accept_unknown
        ]
    if own:
        yield FAILED, {bad.value}, tuple(own)


def _only_open(rule: Requirement, gate: Gate) -> bool:
    """Whether a gate can leave the question open and never fail; see the docstring of the module."""
    return gate.id == "assurance" or (gate.id == "evidence" and not rule.accredited_laboratory)


def _unrecorded(rule: Requirement) -> Iterator[str]:
    if rule.testing:
        yield "test-report-missing"
    if rule.audits:
        yield "audit-record-missing"


_UNFOUNDED = {DOCUMENTED: "evidence-not-attached", CONFIRMED: "not-confirmed"}
