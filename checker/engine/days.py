"""The days on which a verdict can change: looking ahead costs one assessment for each of them, not for each day.

A verdict changes only on the day of a dated fact (facts dated later do not exist yet), on a day that a gate tells of a
certificate, and when a requirement begins or ceases to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from checker.catalogue import Catalogue
from checker.engine.case import Case
from checker.engine.scene import Scene
from checker.engine.targets import scope_of, targets
from checker.gates import gates
from checker.gates.base import Context
from checker.model.assessment import Target
from checker.model.calendar import next_day
from checker.model.history import facts
from checker.model.manifest import Manifest
from checker.model.order import Order
from checker.model.policy import Policy, Window


def turning_days(
    manifest: Manifest,
    policies: Sequence[Policy],
    catalogue: Catalogue,
    start: date,
    end: date,
    *,
    known: date | None = None,
    order: Order | None = None,
) -> list[date]:
    """The days after `start`, up to `end`, on which any outcome can change; sorted, each once.

    `known` is the day as of which look-ups of a status are judged on all of them; None: each day on itself.
    """
    case = Case.of(manifest, catalogue, start, known=known, order=order)
    return all_days(case, policies, requirement_days(case, policies), end)


Name: TypeAlias = "tuple[str, str, str]"
"""A requirement: the id and the version of its policy, and its own id."""


def requirement_days(case: Case, policies: Sequence[Policy]) -> dict[Name, list[date]]:
    """The days, before and after that of a case, on which the answer to each requirement can change; sorted.

    A policy that applies to nothing has none.
    """
    found: dict[Name, list[date]] = {}
    known = set(facts(case.manifest, case.judged.products or ()))
    for policy in policies:
        scope = scope_of(policy.applies_to, case.judged)
        for rule in () if scope.empty else policy.requirements:
            begins = *window(policy.effective), *window(rule.effective)
            name = policy.id, policy.version, rule.id
            # Two states of one policy that are compared may have the same version.
            before = found.get(name, ())
            found[name] = sorted(known.union(before, begins, _turns(Scene(case, policy, rule, scope))))
    return found


def all_days(case: Case, policies: Sequence[Policy], days: Mapping[Name, Sequence[date]], end: date) -> list[date]:
    """The days after that of a case on which a requirement can change, a fact is dated, or a policy comes or goes."""
    known = facts(case.manifest, case.judged.products or ())
    found = set(known).union(*days.values(), *(window(policy.effective) for policy in policies))
    return sorted(day for day in found if case.as_of < day <= end)


def window(effective: Window) -> Iterator[date]:
    """The days on which something begins or ceases to be in effect."""
    if effective.start:
        yield effective.start
    if effective.until:
        yield next_day(effective.until)


def _turns(scene: Scene) -> Iterator[date]:
    """What the gates tell of every certificate that can matter to a requirement, for each product it is about."""
    for context in mattering(scene):
        for gate in gates():
            yield from gate.turns(context)


def mattering(scene: Scene) -> Iterator[Context]:
    """Each certificate that can matter to a requirement, once for each product that it is about."""
    found = [each for each in targets(scene.rule, scene.scope, scene.case.judged.sites) if isinstance(each, Target)]
    # The days depend on the markets of a product, not on which of its models or sites is looked at.
    for target in {each.product: each for each in found}.values():
        certificates = scene.case.manifest.certificates
        yield from (scene.context(target, certificates[each], alone=True) for each in scene.hopeful())
