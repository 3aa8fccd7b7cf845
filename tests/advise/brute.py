"""The smallest plan by trying every set of actions: written apart from the search, on the engine alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

from checker import api
from checker.advise.actions import Action, applied
from checker.advise.kinds import WEIGHTS
from checker.model.manifest import Manifest
from checker.model.policy import Policy
from tests.builders import catalogue

MOST = 6
"""Of how many actions a set may consist."""


def lighter(
    manifest: Manifest, policies: Sequence[Policy], day: date, actions: Sequence[Action], weight: int, size: int
) -> list[tuple[int, int, tuple[str, ...]]]:
    """Every set of at most six actions that passes and weighs less, or as much with fewer actions."""
    found = []
    for count in range(min(MOST, len(actions)) + 1):
        for some in combinations(actions, count):
            total = sum(WEIGHTS[each.type] for each in some)
            if (total, count) >= (weight, size):
                continue
            after = applied(manifest, some, day)
            if api.assess(after, policies, catalogue(), day).verdict == "pass":
                found.append((total, count, tuple(each.says for each in some)))
    return found
