"""One policy on the bench: its text, its values, what they state, and what the rules need to ask of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from checker.authoring.changes import Json
from checker.authoring.conforming import conforming, skeleton
from checker.catalogue import Catalogue
from checker.document import Document
from checker.engine.days import window
from checker.errors import Problem
from checker.model.order import Item, Order
from checker.model.policy import All, Policy, Requirement, Window
from checker.records import NamedTuple


class Bench:
    """What all policies of a run are tried with; manifests that pass are looked for once."""

    def __init__(self, catalogue: Catalogue, day: date) -> None:
        self.catalogue = catalogue
        self.day = day
        self._passing: dict[tuple[Policy, date], Json | None] = {}

    def passing(self, policy: Policy, day: date) -> Json | None:
        """A small manifest that passes a policy on a day; None where none is found."""
        if (policy, day) not in self._passing:
            order = order_of(skeleton([policy], day), policy, day)
            self._passing[policy, day] = conforming([policy], self.catalogue, day, order)
        return deepcopy(self._passing[policy, day])


class Case(NamedTuple):
    """One policy file. `problems` are the reasons why it can not be used, `twins` files before it with the same id."""

    document: Document
    values: Json
    policy: Policy
    problems: tuple[Problem, ...]
    bench: Bench
    twins: tuple[Case, ...] = ()

    @property
    def life(self) -> Window:
        """The days on or after that of the run on which the policy is in effect; all of its days where it is over."""
        return life(self.policy.effective, self.bench.day)

    @property
    def first(self) -> date:
        """The first day of its life, from which defects are shown."""
        return self.life.start or self.bench.day

    def requirements(self) -> Iterator[tuple[Requirement, Json]]:
        """Each requirement with its values."""
        yield from zip(self.policy.requirements, self.values["requirements"], strict=True)

    def days(self) -> list[date]:
        """The first day of its life, and every later one on which a requirement begins or ceases to count."""
        turns = {day for rule in self.policy.requirements for day in window(rule.effective)}
        return sorted({self.first} | {day for day in turns if self.first < day and self.life.holds(day)})

    def commented(self, pointer: str) -> bool:
        """Whether a comment stands on the line of a value, on that of the list it is in, or right above them."""
        lines = self.document.source.splitlines()
        places = {self.document.locate(each) for each in (pointer, pointer.rpartition("/")[0])}
        # What stands in a policy that is extended is commented there, or linted with it.
        return any(place.file != self.document.path or _commented(lines, place.line) for place in places)


def life(effective: Window, day: date) -> Window:
    """The days of a window from a day on; the whole window where it is over by then."""
    ahead = effective.within(Window(day))
    return effective if ahead.until and ahead.start and ahead.until < ahead.start else ahead


def order_of(values: Json, policy: Policy, day: date) -> Order | None:
    """The order that a policy with a period needs to be asked at all: what is declared, through the one day."""
    if policy.period is None:
        return None
    items = tuple(Item(product["id"], "") for product in values.get("products", ()) if "id" in product)
    return Order(items, dict.fromkeys(policy.period, day))


def alone(policy: Policy, rule: Requirement) -> Policy:
    """The policy with one requirement, mandatory and in effect on every day."""
    rule = rule._replace(mandatory=True, effective=Window())
    return policy._replace(requirements=(rule,), decision=All((rule.id,)), effective=Window(), evidence=rule.kind)


def replaced(policy: Policy, old: Requirement, **changes: Any) -> Policy:
    """The policy with one requirement changed."""
    rules = tuple(rule._replace(**changes) if rule is old else rule for rule in policy.requirements)
    return policy._replace(requirements=rules)


def _commented(lines: list[str], number: int) -> bool:
    if not 0 < number <= len(lines):
        return False
    above = lines[number - 2].strip() if number > 1 else ""
    return " #" in lines[number - 1] or (above.startswith("#") and "yaml-language-server" not in above)
