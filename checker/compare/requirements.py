"""Two requirements: their differences rule by rule, and whether one is proved to imply the other."""

from __future__ import annotations

from checker.catalogue import Catalogue
from checker.compare.parts import Part, relation_of
from checker.compare.rules import Ground, Rule, rules
from checker.compare.rules.base import OUTCOME, ground_of
from checker.model.policy import Requirement

# Where this is accepted as unknown, a certificate passes on what others leave open elsewhere, not on what they pass.
_ELSEWHERE = "activity-not-covered"


def requirement_parts(old: Requirement, new: Requirement, catalogue: Catalogue) -> list[Part]:
    """Every rule that the two state in different ways, each by itself; both are taken to stand in one policy."""
    ground = ground_of(old, new, catalogue)
    return [_part(rule, old, new, ground) for rule in rules() if rule.value(old) != rule.value(new)]


def requirement_relation(old: Requirement, new: Requirement, catalogue: Catalogue) -> str:
    """The relation of a new requirement to an old one, each alone in a policy that is the same otherwise.

    `stricter`: whenever the new one does not block, or can be waived, nor does the old one, or it can be waived.
    """
    ground = ground_of(old, new, catalogue)
    others = [rule for rule in rules() if rule.about != OUTCOME]

    def proved(one: Requirement, other: Requirement) -> bool:
        return implies(one, other, ground) and all(rule.proves(one, other, ground) for rule in others)

    return relation_of(stricter=proved(new, old), looser=proved(old, new))


def implies(one: Requirement, other: Requirement, ground: Ground) -> bool:
    """Whether every object that passes `one` on a day is proved to pass `other` then, in one and the same policy.

    Rule by rule: an object passes by a certificate that passes every gate, and each gate looks at its own rules.
    """
    judging = [rule for rule in rules() if rule.about == OUTCOME]
    if all(rule.value(one) == rule.value(other) for rule in judging):
        return True
    if _ELSEWHERE in ground.accepted and (one.covers.activities or other.covers.activities):
        return False
    return all(rule.proves(one, other, ground) for rule in judging)


def _part(rule: Rule, old: Requirement, new: Requirement, ground: Ground) -> Part:
    pointer, sentence = f"{new.pointer}/{rule.pointer}", rule.sentence(old, new, ground)
    return Part(rule.id, pointer, rule.relation(old, new, ground), sentence, new.id)
