"""The days on which a verdict can change: looking ahead costs one assessment for each of them, not for each day.

A verdict changes only on the day of a dated fact (facts dated later do not exist yet), on a day that a gate tells of a
certificate, and when a requirement begins or ceases to count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from checker.catalogue import Catalogue
from checker.engine.case import Case
from checker.engine.facts import facts
from checker.engine.scene import Scene
from checker.engine.targets import scope_of, targets
from checker.gates import gates
from checker.gates.base import Context
from checker.model.assessment import Target
from checker.model.calendar import next_day
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
    found = set(facts(manifest, case.judged.products or ()))
    for policy in policies:
        found.update(window(policy.effective))
        scope = scope_of(policy.applies_to, case.judged)
        for rule in () if scope.empty else policy.requirements:
            found.update(window(rule.effective))
            found.update(_turns(Scene(case, policy, rule, scope)))
    return sorted(day for day in found if start < day <= end)


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
