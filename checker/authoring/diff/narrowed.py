"""Policies that accept no more than a given one, and of that only what another does not accept.

A manifest that such a policy accepts is likely to show the difference: one to the standard that came, by the body that
is gone, by the branch of the decision that is new.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.decision import written
from checker.model.policy import All, Policy, Requirement


def narrowed(policy: Policy, other: Policy) -> Iterator[Policy]:
    """Each way in which a policy accepts what another one does not, as a policy of its own."""
    theirs = {rule.id: rule for rule in other.requirements}
    for rule in policy.requirements:
        if rule.id in theirs:
            yield from (_with(policy, each) for each in _rules(rule, theirs[rule.id]))
    if written(policy.decision) != written(other.decision):
        for rule in policy.requirements:
            if rule.mandatory:
                yield policy._replace(requirements=(rule,), decision=All((rule.id,)))


def _rules(rule: Requirement, other: Requirement) -> Iterator[Requirement]:
    known = {ref.id for ref in other.standards}
    for ref in rule.standards:
        if ref.id not in known:
            yield rule._replace(standards=(ref,))
    for name in rule.body.by or ():
        if name not in (other.body.by or ()):
            yield rule._replace(body=rule.body._replace(by=(name,)))
    for label in rule.edition.editions:
        if label not in other.edition.editions:
            yield rule._replace(edition=rule.edition._replace(editions=(label,)))


def _with(policy: Policy, rule: Requirement) -> Policy:
    rows = tuple(rule if row.id == rule.id else row for row in policy.requirements)
    return policy._replace(requirements=rows)
