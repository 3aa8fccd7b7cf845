"""Whether one policy is proved never to pass what another one blocks."""

from __future__ import annotations

from checker.catalogue import Catalogue
from checker.compare.counting import begins_itself, counting, moments
from checker.compare.decisions import TooManyError, follows
from checker.compare.requirements import implies
from checker.compare.rules.base import ground_of
from checker.compare.scope import judged_alike, takes_in
from checker.model.policy import Policy, Requirement

Links = dict[str, frozenset[str]]


def at_least_as_strict(one: Policy, other: Policy, catalogue: Catalogue) -> bool:
    """Whether `other` is proved not to block wherever `one` does not: every manifest, order and day.

    `one` has to apply wherever `other` does, and for each smallest set of requirements with which `one` passes, those
    of `other` that are implied by them have to satisfy it. What no waiver lifts in `other` none may lift in `one`. A
    policy in which nothing is ever mandatory and in effect never blocks.
    """
    if not any(counting(other, moment) for moment in moments(other)):
        return True
    if one.period != other.period or not takes_in(one.applies_to, other.applies_to):
        return False
    links = _links(one, other, catalogue)
    try:
        return _waived_alike(one, other, links) and follows_always(one, other, links)
    except TooManyError:
        return False


def follows_always(one: Policy, other: Policy, links: Links) -> bool:
    """Whether the decision of `other` follows from that of `one` on every day. Raises TooManyError."""
    return all(
        follows(one.decision, counting(one, moment), other.decision, counting(other, moment), links)
        for moment in moments(one, other)
    )


def by_name(one: Policy, other: Policy) -> Links:
    """Links as if requirements of one id were the same."""
    return {
        rule.id: frozenset({rule.id}) for rule in other.requirements if rule.id in {row.id for row in one.requirements}
    }


def _links(one: Policy, other: Policy, catalogue: Catalogue) -> Links:
    """For each requirement of `other`, those of `one` that imply it, whatever they are called."""
    return {
        theirs.id: frozenset(mine.id for mine in one.requirements if linked(one, other, mine, theirs, catalogue))
        for theirs in other.requirements
    }


def linked(one: Policy, other: Policy, mine: Requirement, theirs: Requirement, catalogue: Catalogue) -> bool:
    """Whether what passes a requirement of `one` passes a requirement of `other`, each in its own policy.

    In a period both have to be asked from the same day.
    """
    if one.period and begins_itself(one, mine) != begins_itself(other, theirs):
        return False
    ground = ground_of(theirs, mine, catalogue)
    return implies(mine, theirs, ground) and judged_alike(one, other, mine, theirs, ground)


def _waived_alike(one: Policy, other: Policy, links: Links) -> bool:
    rules = {rule.id: rule for rule in one.requirements}
    for theirs in other.requirements:
        same = [rules[theirs.id]] if theirs.id in rules else [rules[name] for name in sorted(links[theirs.id])]
        if not theirs.waivable and any(mine.waivable for mine in same):
            return False
    return True
