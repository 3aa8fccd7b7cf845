"""Waivers applied to an assessment (design: waivers): outcomes and verdicts stay, what is waived no longer blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.engine.waiver_codes import EXPIRED, NOT_YET, OVER_LONG, REFUSED, SELF_APPROVED
from checker.gates import Code
from checker.model.assessment import (
    ERROR,
    Assessment,
    ObjectAssessment,
    PolicyAssessment,
    RequirementAssessment,
    Target,
)
from checker.model.calendar import add
from checker.model.manifest import Party
from checker.model.outcome import Outcome
from checker.model.parties import bare_name, fold, keys, kinds, same_name, same_party
from checker.model.policy import Period
from checker.model.waivers import Waiver, Waivers
from checker.records import NamedTuple

_IDENTIFYING = 6  # letters of an identifier that no other text holds by chance


def waive(assessment: Assessment, waivers: Waivers, as_of: date) -> Assessment:
    """The assessment with what the waivers lift on a day; outcomes and verdicts are the same."""
    return Book(waivers, as_of).judge(assessment).assessment


def bars(waiver: Waiver, as_of: date, longest: Period | None) -> Iterator[Code]:
    """What keeps a waiver from lifting anything, whatever the manifest."""
    if as_of > waiver.expires:
        yield EXPIRED
    if as_of < waiver.approved:
        yield NOT_YET
    if longest and waiver.expires > add(waiver.approved, longest):
        yield OVER_LONG
    if approved_by(waiver, waiver.supplier):
        yield SELF_APPROVED
    if not waiver.waivable:
        yield REFUSED


def approved_by(waiver: Waiver, supplier: Party) -> bool:
    """Whether the supplier approved the waiver, or may have: its name or identifier, or a person there, is named."""
    told = fold(waiver.approved_by)
    if any(len(value) >= _IDENTIFYING and fold(value) in told for _, value in supplier.identifiers):
        return True
    if not supplier.name:
        return False
    if same_name(waiver.approved_by, supplier.name) is not Outcome.FAIL:
        return True
    approver, name = (f" {bare_name(text)} " for text in (waiver.approved_by, supplier.name))
    return bool(name.strip()) and name in approver


class Lift(NamedTuple):
    """What waivers do to one object that does not pass; `raised` are its codes that block."""

    policy: str
    requirement: str
    target: Target
    raised: frozenset[str]
    waivers: tuple[Waiver, ...] = ()  # that lift at least one of them
    unclear: tuple[Waiver, ...] = ()  # that would, were this their supplier
    self_approved: tuple[Waiver, ...] = ()  # that would, had this supplier not approved them

    @property
    def left(self) -> frozenset[str]:
        """The codes that block all the same."""
        return self.raised.difference(*(each.codes for each in self.waivers))

    @property
    def waived(self) -> bool:
        """Whether nothing blocks any more; an object without any code against it is no matter for waivers."""
        return bool(self.waivers) and not self.left


class Judged(NamedTuple):
    """An assessment after waivers: what each did, and which are for a supplier who is assessed."""

    assessment: Assessment
    lifts: tuple[Lift, ...] = ()
    seen: tuple[str, ...] = ()


class _Mine(NamedTuple):
    """The waivers that are, or may be, for one supplier."""

    sure: tuple[Waiver, ...] = ()
    unclear: tuple[Waiver, ...] = ()
    self_approved: tuple[Waiver, ...] = ()

    def of(self, policy: str, requirement: str) -> _Mine:
        """Those for one requirement."""
        return _Mine(*(tuple(each for each in part if _is_for(each, policy, requirement)) for part in self))


def _is_for(waiver: Waiver, policy: str, requirement: str) -> bool:
    return waiver.requirement == requirement and waiver.policy == policy


class Book:
    """The waivers that can lift something on a day, to be looked up by supplier."""

    def __init__(self, waivers: Waivers, as_of: date) -> None:
        self._usable = [each for each in waivers.items if not any(bars(each, as_of, waivers.longest))]
        self._by_key: dict[str, list[int]] = {}
        # Those known by identifiers alone, by the kinds of these: unclear for whoever states none of them.
        self._nameless: dict[frozenset[str], list[int]] = {}
        for number, waiver in enumerate(self._usable):
            for key in keys(waiver.supplier):
                self._by_key.setdefault(key, []).append(number)
            if not waiver.supplier.name:
                self._nameless.setdefault(kinds(waiver.supplier), []).append(number)

    def judge(self, assessment: Assessment) -> Judged:
        """What the waivers do to one manifest."""
        mine = self._of(assessment.manifest.supplier.party)
        if not any(mine):
            return Judged(assessment)
        lifts: list[Lift] = []
        policies = tuple(self._policy(each, mine, lifts) for each in assessment.policies)
        applied = {each.policy.id for each in policies}
        seen = tuple(each.id for each in mine.sure if each.policy in applied)
        return Judged(assessment._replace(policies=policies), tuple(lifts), seen)

    def _of(self, supplier: Party) -> _Mine:
        found: tuple[list[int], ...] = ([], [], [])
        for number in {number for key in keys(supplier) for number in self._by_key.get(key, ())}:
            waiver = self._usable[number]
            outcome = same_party(waiver.supplier, supplier)
            if outcome is Outcome.UNDETERMINED:
                found[1].append(number)
            elif outcome is Outcome.PASS:
                found[2 if approved_by(waiver, supplier) else 0].append(number)
        stated = kinds(supplier)
        for known_by, numbers in self._nameless.items():
            if not known_by & stated:
                found[1].extend(numbers)
        return _Mine(*(tuple(self._usable[number] for number in sorted(part)) for part in found))

    def _policy(self, found: PolicyAssessment, mine: _Mine, lifts: list[Lift]) -> PolicyAssessment:
        rows = []
        for row in found.requirements:
            here = mine.of(found.policy.id, row.requirement.id)
            # One that the decision passes without needs no waiver: the result is to say `passed` then.
            idle = row.outcome is Outcome.PASS or not row.needed or not row.requirement.waivable
            rows.append(row if idle or not any(here) else _requirement(found.policy.id, row, here, lifts))
        return found._replace(requirements=tuple(rows))


def _requirement(policy: str, row: RequirementAssessment, mine: _Mine, lifts: list[Lift]) -> RequirementAssessment:
    objects = []
    for each in row.objects:
        lift = _lift(policy, row.requirement.id, each, mine)
        if lift.waivers or lift.unclear or lift.self_approved:
            lifts.append(lift)
        objects.append(_waived(each, lift) if lift.waived else each)
    open_ = [each for each in objects if each.outcome is not Outcome.PASS]
    whole = all(each.waived_by for each in open_)
    names = sorted({name for each in open_ for name in each.waived_by}) if whole else ()
    return row._replace(objects=tuple(objects), waived_by=tuple(names))


def _waived(found: ObjectAssessment, lift: Lift) -> ObjectAssessment:
    names = sorted(each.id for each in lift.waivers)
    codes = sorted({code for each in lift.waivers for code in each.codes})
    return found._replace(waived_by=tuple(names), lifted=tuple(codes))


def _lift(policy: str, requirement: str, found: ObjectAssessment, mine: _Mine) -> Lift:
    raised = frozenset(each.code for each in found.findings if each.severity == ERROR and not each.accepted)
    if found.outcome is Outcome.PASS:
        return Lift(policy, requirement, found.target, raised)
    fitting = (
        tuple(each for each in part if raised.intersection(each.codes) and _covers(each, found)) for part in mine
    )
    return Lift(policy, requirement, found.target, raised, *fitting)


def _covers(waiver: Waiver, found: ObjectAssessment) -> bool:
    """Whether a waiver is for an object: product, model and site, where it states them, and the days that fail."""
    target = found.target
    if found.until and found.until > waiver.expires:
        return False
    model = target.id if target.type == "model" else None
    stated = ((waiver.product, target.product), (waiver.model, model), (waiver.site, target.site))
    return all(asked is None or asked == found for asked, found in stated)
