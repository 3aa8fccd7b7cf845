"""What changed about a policy without any effect on a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Policy, Requirement

_OF_POLICY = ("title", "version", "authority", "citations", "rationale")
_OF_REQUIREMENT = ("title", "citation", "remedy")


def remarks(old: Policy, new: Policy) -> Iterator[str]:
    """Sentences about ids, titles, citations and what else only people read, in the order of the new policy."""
    if old.id != new.id:
        yield f"the policy was called `{old.id}`; waivers and tests that name it do not know `{new.id}`"
    if old.evidence != new.evidence:
        yield f"`evidence` is `{new.evidence}` instead of `{old.evidence}`, as follows from the requirements"
    for key in _OF_POLICY:
        if getattr(old, key) != getattr(new, key):
            yield _sentence(f"the {key}", getattr(old, key), getattr(new, key))
    before = {rule.id: rule for rule in old.requirements}
    for rule in new.requirements:
        if rule.id in before:
            yield from _of_requirement(before[rule.id], rule)
    shared = [rule.id for rule in new.requirements if rule.id in before]
    names = {rule.id for rule in new.requirements}
    if shared != [rule.id for rule in old.requirements if rule.id in names]:
        yield "the requirements stand in another order"


def _of_requirement(old: Requirement, new: Requirement) -> Iterator[str]:
    for key in _OF_REQUIREMENT:
        if getattr(old, key) != getattr(new, key):
            yield _sentence(f"the {key} of `{new.id}`", getattr(old, key), getattr(new, key))


def _sentence(what: str, old: str | tuple[str, ...], new: str | tuple[str, ...]) -> str:
    before, after = (each if isinstance(each, str) else "; ".join(each) for each in (old, new))
    if not after:
        return f"{what} {'are' if what.endswith('citations') else 'is'} gone: {before}"
    return f"{what} now: {after}" if not before else f"{what} now: {after} (was: {before})"
