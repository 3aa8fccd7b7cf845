"""Advice on one manifest, as the reports hold it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.advise.actions import Action, Serves
from checker.advise.kinds import KINDS
from checker.advise.plan import FOUND, Advice
from checker.model.assessment import Target
from checker.words import shorten

Json = dict[str, Any]

# As long as a sentence of the report may be.
_SENTENCE = 2_000
# New certificates go by what they are for, which a supplier may have named at any length.
_NAME = 200


def draw_plan(advice: Advice, weights: Mapping[str, int]) -> Json:
    """The plan of a manifest: its actions, the alternatives, and what stands in the way."""
    plan = advice.plan
    return {
        "outcome": advice.outcome,
        "complete": advice.outcome == FOUND,
        "exact": advice.exact,
        "weight": plan.weight if plan else None,
        "passes_from": {"day": advice.wait.day.isoformat(), "look_up": advice.wait.look_up} if advice.wait else None,
        "actions": [_action(each, weights) for each in plan.actions] if plan else [],
        "alternatives": [
            {
                "weight": each.plan.weight,
                "instead_of": list(each.instead_of),
                "actions": [_action(other, weights) for other in each.others],
            }
            for each in advice.alternatives
        ],
        "obstacles": [
            {
                "policy": each.policy,
                "requirement": each.requirement,
                "object": _object(each.target),
                "code": each.finding.code,
                "message": shorten(each.finding.message, _SENTENCE),
                "help": each.finding.help,
            }
            for each in advice.obstacles
        ],
        "remarks": [shorten(each, _SENTENCE) for each in advice.remarks],
    }


def _action(action: Action, weights: Mapping[str, int]) -> Json:
    way = KINDS[action.type].way(action.model)
    return {
        "type": action.type,
        "weight": weights[action.type],
        "action": shorten(action.says, _SENTENCE),
        "certificate": shorten(action.certificate, _NAME) or None,
        "names": [shorten(each, _NAME) for each in action.names],
        "actors": list(way.actors),
        "steps": list(way.steps),
        "clears": list(_clears(action.serves)),
    }


def _clears(serves: Iterable[Serves]) -> Iterable[Json]:
    """What an action clears, each code of each requirement with its objects."""
    rows: dict[tuple[str, str, str], list[Target]] = {}
    for each in serves:
        rows.setdefault((each.policy, each.requirement, each.code), []).append(each.target)
    for (policy, requirement, code), targets in rows.items():
        objects = [_object(target) for target in targets]
        yield {"policy": policy, "requirement": requirement, "code": code, "objects": objects}


def _object(target: Target) -> Json:
    return {"type": target.type, "product": target.product, "site": target.site, "id": target.id}
