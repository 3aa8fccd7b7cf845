"""Two policies: what is different, difference by difference, and the relation of the whole as far as it is proved."""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.compare.decisions import TooManyError, in_words, without
from checker.compare.parts import (
    EQUAL,
    EQUIVALENT,
    INCOMPARABLE,
    UNKNOWN,
    Comparison,
    Part,
    relation_of,
)
from checker.compare.proving import at_least_as_strict, by_name, follows_always, linked
from checker.compare.remarks import remarks
from checker.compare.requirements import requirement_parts
from checker.compare.rules import rules
from checker.compare.rules.base import COUNTING, ground_of
from checker.compare.rules.effective import span
from checker.compare.scope import judged_alike, scope_sentence, takes_in
from checker.model.decision import names, written
from checker.model.policy import All, Policy, Requirement

_COUNTING = frozenset(rule.id for rule in rules() if rule.about == COUNTING)


def compare(old: Policy, new: Policy, catalogue: Catalogue) -> Comparison:
    """What became of a policy. The relation is `unknown` unless it is proved; it holds for every day and every order.

    Waivers lie outside of it, but that a requirement which none could lift and one can lift now is never `stricter`.
    """
    relation = relation_of(
        stricter=at_least_as_strict(new, old, catalogue), looser=at_least_as_strict(old, new, catalogue)
    )
    parts = (*_whole(old, new, catalogue), *_requirements(old, new, catalogue))
    return Comparison(EQUIVALENT if relation == EQUAL else relation, parts, tuple(remarks(old, new)))


def _weight(before: Policy, after: Policy) -> str:
    """The relation of one decision to another, requirements of one id taken to be the same."""
    try:
        return relation_of(
            stricter=follows_always(after, before, by_name(after, before)),
            looser=follows_always(before, after, by_name(before, after)),
            otherwise=INCOMPARABLE,
        )
    except TooManyError:
        return UNKNOWN


def _whole(old: Policy, new: Policy, catalogue: Catalogue) -> Iterator[Part]:
    """The differences that concern the policy as a whole."""
    if old.applies_to != new.applies_to:
        relation = relation_of(stricter=_wider(new, old, catalogue), looser=_wider(old, new, catalogue))
        yield Part("applies_to", "/applies_to", relation, scope_sentence(old.applies_to, new.applies_to))
    mine, theirs = (frozenset(rule.id for rule in policy.requirements) for policy in (new, old))
    before, after = without(old.decision, theirs - mine), without(new.decision, mine - theirs)
    if before is not None and after is not None and written(before) != written(after) and not _by_enforcement(old, new):
        relation = _weight(old._replace(decision=before), old._replace(decision=after))
        sentence = f"{in_words(after)} has to pass instead of {in_words(before)}"
        yield Part("decision", "/decision", relation, sentence)
    if old.effective != new.effective:
        sentence = f"it is in effect {span(new.effective)} instead of {span(old.effective)}"
        held = [new._replace(requirements=_in_effect(policy)) for policy in (old, new)]
        yield Part("effective", "/effective", _weight(*held), sentence)
    if old.period != new.period:
        yield Part("period", "/period", INCOMPARABLE, _period(old, new))


def _wider(one: Policy, other: Policy, catalogue: Catalogue) -> bool:
    alike = (
        judged_alike(one, other, rule, rule, ground_of(rule, rule, catalogue))
        for rule in (*one.requirements, *other.requirements)
    )
    return takes_in(one.applies_to, other.applies_to) and all(alike)


def _by_enforcement(old: Policy, new: Policy) -> bool:
    """Whether the decision of both is the default one, which only follows which requirements are mandatory."""
    return all(
        sorted(names(policy.decision)) == sorted(rule.id for rule in policy.requirements if rule.mandatory)
        and in_words(policy.decision).startswith(("all", "`"))
        for policy in (old, new)
    )


def _in_effect(policy: Policy) -> tuple[Requirement, ...]:
    """The requirements as if each were in effect as long as the policy is."""
    return tuple(rule._replace(effective=policy.effective) for rule in policy.requirements)


def _period(old: Policy, new: Policy) -> str:
    if new.period is None:
        return "certificates are judged on the date of the assessment alone, no longer through a contract period"
    told = f"certificates have to hold from `{new.period.start}` until `{new.period.until}` of the order"
    return f"{told} now" if old.period is None else f"{told} instead of `{old.period.start}` until `{old.period.until}`"


def _requirements(old: Policy, new: Policy, catalogue: Catalogue) -> Iterator[Part]:
    """The differences requirement by requirement: those of both, new ones, those that are gone."""
    before, after = ({rule.id: rule for rule in policy.requirements} for policy in (old, new))
    came = [rule for rule in new.requirements if rule.id not in before]
    gone = [rule for rule in old.requirements if rule.id not in after]
    for rule in new.requirements:
        if rule.id in before:
            yield from _changed(old, new, before[rule.id], rule, catalogue)
    for rule in came:
        twin = next((each for each in gone if _same(old, new, each, rule, catalogue)), None)
        if twin:
            gone.remove(twin)
            sentence = f"it was called `{twin.id}`; waivers that name `{twin.id}` do not lift it"
            yield Part("requirement", rule.pointer, EQUAL, sentence, rule.id)
        else:
            relation = _weight(_advisory(new, rule), new)
            yield Part("requirement", rule.pointer, relation, f"it is new{_asked(rule)}", rule.id)
    for rule in gone:
        relation = _weight(old, _advisory(old, rule))
        yield Part("requirement", rule.pointer, relation, f"it is gone{_asked(rule)}", rule.id)


def _asked(rule: Requirement) -> str:
    standards = " or ".join(f"`{ref.text}`" for ref in rule.standards)
    only = "" if rule.mandatory else "; it only warns"
    return f": a {rule.kind} certificate to {standards}{only}"


def _advisory(policy: Policy, rule: Requirement) -> Policy:
    """The policy as if a requirement did not count."""
    rows = tuple(row._replace(mandatory=row.mandatory and row.id != rule.id) for row in policy.requirements)
    return policy._replace(requirements=rows)


def _same(old: Policy, new: Policy, was: Requirement, now: Requirement, catalogue: Catalogue) -> bool:
    same_days = was.effective == now.effective and was.mandatory == now.mandatory and was.waivable == now.waivable
    if not same_days:
        return False
    return linked(old, new, was, now, catalogue) and linked(new, old, now, was, catalogue)


def _changed(old: Policy, new: Policy, was: Requirement, now: Requirement, catalogue: Catalogue) -> Iterator[Part]:
    """The differences of one requirement, as they weigh in the decision of the policy."""
    follows_policy = was.effective == old.effective and now.effective == new.effective
    for part in requirement_parts(was, now, catalogue):
        if part.rule == "effective" and follows_policy and old.effective != new.effective:
            continue
        if part.rule in _COUNTING:
            rows = tuple(_counting_as(was, row) if row.id == now.id else row for row in new.requirements)
            before = new._replace(requirements=rows)
            if was.mandatory and now.id not in names(new.decision):
                # A decision that is not stated leaves out what became advisory, which it held before.
                before = before._replace(decision=All((new.decision, now.id)))
            yield part._replace(relation=_weight(before, new))
        elif not was.mandatory and not now.mandatory:
            yield part._replace(relation=EQUAL, sentence=f"{part.sentence} (it only warns)")
        else:
            yield part


def _counting_as(was: Requirement, now: Requirement) -> Requirement:
    return now._replace(mandatory=was.mandatory, effective=was.effective)
