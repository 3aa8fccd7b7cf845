"""Whether a policy says what it claims to say: its ids, its decision and its `evidence` (design: policy)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from checker.model.decision import names, satisfied_without
from checker.model.policy import MANAGEMENT_SYSTEM, PRODUCT

if TYPE_CHECKING:
    from checker.model.policy import Policy

Contradiction: TypeAlias = "tuple[str, str, str, str]"  # code, pointer, message, what to do


def contradictions(policy: Policy) -> Iterator[Contradiction]:
    """Everything in a policy that contradicts itself, as code, pointer, message and mend."""
    yield from _duplicate_ids(policy)
    yield from _windows(policy)
    if any(row.mandatory for row in policy.requirements):
        yield from _decision(policy)
        yield from _evidence(policy)


def _duplicate_ids(policy: Policy) -> Iterator[Contradiction]:
    seen: set[str] = set()
    for row in policy.requirements:
        if row.id in seen:
            yield (
                "requirement-id-twice",
                f"{row.pointer}/id",
                f"requirement id `{row.id}` is used twice",
                "give each its own id",
            )
        seen.add(row.id)


def _windows(policy: Policy) -> Iterator[Contradiction]:
    rows = [(row.effective, f"{row.pointer}/effective") for row in policy.requirements]
    for (start, until), pointer in [(policy.effective, "/effective"), *rows]:
        if start and until and until < start:
            message = f"`effective` ends on {until}, before it starts on {start}"
            mend = "swap the dates; a requirement is in effect only while its policy is"
            yield "effective-ends-first", pointer, message, mend
            return


def _decision(policy: Policy) -> Iterator[Contradiction]:
    named = set(names(policy.decision))
    for row in policy.requirements:
        if row.mandatory and row.id not in named:
            message = f"requirement `{row.id}` is mandatory, but the decision leaves it out, so it would never block"
            yield (
                "decision-leaves-out",
                "/decision",
                message,
                "name it in the decision, or set `enforcement: advisory` on it",
            )
    if not satisfied_without(policy.decision, _mandatory(policy), set()):
        message = "no set of certificates could ever satisfy this decision"
        yield "decision-unsatisfiable", "/decision", message, "loosen the decision"


def _evidence(policy: Policy) -> Iterator[Contradiction]:
    mandatory = _mandatory(policy)
    product = {row.id for row in policy.requirements if row.mandatory and row.kind == PRODUCT}
    system = {row.id for row in policy.requirements if row.mandatory and row.kind == MANAGEMENT_SYSTEM}
    without_product = satisfied_without(policy.decision, mandatory, product)
    without_system = satisfied_without(policy.decision, mandatory, system)
    needs = "the decision can be satisfied without any {} requirement"
    if policy.evidence == "both":
        for kind, escapes in ((PRODUCT, without_product), (MANAGEMENT_SYSTEM, without_system)):
            if escapes:
                mend = f"make a {kind} requirement mandatory on every branch, or change `evidence`"
                yield "both-escaped", "/evidence", f"`evidence` is `both`, but {needs.format(kind)}", mend
    elif policy.evidence == "either":
        if not (without_product and without_system):
            message = "`evidence` is `either`, but the decision can not be satisfied by either kind alone"
            yield (
                "either-refused",
                "/evidence",
                message,
                "use `any` over one requirement of each kind, or change `evidence`",
            )
    else:
        yield from _single_kind(policy)


def _single_kind(policy: Policy) -> Iterator[Contradiction]:
    for row in policy.requirements:
        if row.mandatory and row.kind != policy.evidence:
            message = f"`evidence` is `{policy.evidence}`, but requirement `{row.id}` asks for a {row.kind} certificate"
            yield (
                "evidence-disagrees-with-kind",
                "/evidence",
                message,
                "set `evidence: both` or `either`, or make that requirement advisory",
            )


def _mandatory(policy: Policy) -> set[str]:
    return {row.id for row in policy.requirements if row.mandatory}
