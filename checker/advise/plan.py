"""What advice consists of: a plan, its alternatives, and what stands in the way of one."""

from __future__ import annotations

from datetime import date

from checker.advise.actions import Action
from checker.model.assessment import Finding, Target
from checker.model.manifest import Manifest
from checker.records import NamedTuple

NOTHING = "nothing-to-do"  # the manifest passes, or no policy applies
FOUND = "plan"  # the plan, applied, passes
OPEN = "open"  # something has to be stated first; no claim of a pass
NONE = "none"  # no action that is known makes it pass


class Plan(NamedTuple):
    """Actions after which the manifest passes, the lightest first; `weight` is their sum."""

    actions: tuple[Action, ...]
    weight: int


class Alternative(NamedTuple):
    """Another plan that passes: what it does instead of what."""

    plan: Plan
    instead_of: tuple[int, ...]  # positions in the plan, from 1
    others: tuple[Action, ...]


class Obstacle(NamedTuple):
    """What no action of the plan clears: an object with the finding that stands."""

    policy: str
    requirement: str
    target: Target
    finding: Finding


class Wait(NamedTuple):
    """The day from which the manifest passes without action; `look_up`: once the statuses are looked up again."""

    day: date
    look_up: bool


class Advice(NamedTuple):
    """The advice on one manifest as of a day.

    `exact`: no plan of the actions that were considered weighs less. `wait`: where time alone mends it.
    """

    outcome: str
    verdict: str
    plan: Plan | None = None
    alternatives: tuple[Alternative, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    remarks: tuple[str, ...] = ()
    exact: bool = True
    wait: Wait | None = None
    universe: tuple[Action, ...] = ()
    after: Manifest | None = None
