"""Which certificates policies want: one for each requirement, and one for several that a single one can serve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checker.model.policy import PRODUCT, Policy, Requirement
from checker.records import NamedTuple


class Wanted(NamedTuple):
    """A certificate that is wanted, and the requirements, each of another policy, that it is to serve."""

    id: str
    kind: str
    rules: tuple[tuple[Policy, Requirement], ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """The requirements alone."""
        return tuple(rule for _, rule in self.rules)

    @property
    def product(self) -> bool:
        """Whether a product certificate is wanted."""
        return self.kind == PRODUCT

    @property
    def standards(self) -> list[str]:
        """The standards that all requirements accept, in the order of the first."""
        return [
            ref.id for ref in self.requirements[0].standards if all(ref.id in _ids(row) for row in self.requirements)
        ]

    @property
    def attestation(self) -> list[str]:
        """The attestations that all requirements accept."""
        first, *others = self.requirements
        return [each for each in first.attestation if all(each in row.attestation for row in others)]


def wanted(policies: Sequence[Policy], day: date) -> list[Wanted]:
    """The certificates that policies want on a day or later, in the order of the policies."""
    found: list[Wanted] = []
    for policy, rule in _rules(policies, day):
        twin = next((each for each in found if _serves_both(each, policy, rule)), None)
        if twin is None:
            found.append(Wanted(_name(policy, rule, [each.id for each in found]), rule.kind, ((policy, rule),)))
        else:
            found[found.index(twin)] = twin._replace(rules=(*twin.rules, (policy, rule)))
    return found


def _rules(policies: Sequence[Policy], day: date) -> Iterable[tuple[Policy, Requirement]]:
    """The requirements that have not ended; where all have, all of them."""
    for policy in policies:
        lasting = [rule for rule in policy.requirements if rule.effective.until is None or day <= rule.effective.until]
        yield from ((policy, rule) for rule in lasting or policy.requirements)


def _serves_both(each: Wanted, policy: Policy, rule: Requirement) -> bool:
    """Whether one certificate is sure to do: one accepts no standard that the other does not, and they can agree."""
    if each.kind != rule.kind or any(other.id == policy.id for other, _ in each.rules):
        return False
    mine, theirs = set(each.standards), _ids(rule)
    joined = each._replace(rules=(*each.rules, (policy, rule)))
    return (mine <= theirs or theirs <= mine) and bool(joined.attestation) and bool(joined.standards)


def _ids(rule: Requirement) -> set[str]:
    return {ref.id for ref in rule.standards}


def _name(policy: Policy, rule: Requirement, taken: Sequence[str]) -> str:
    """The id of the requirement; with that of the policy where another has it."""
    if rule.id not in taken:
        return rule.id
    return f"{policy.id}-{rule.id}" if f"{policy.id}-{rule.id}" not in taken else f"{rule.id}-{len(taken)}"
