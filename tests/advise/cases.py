"""Advice on manifests of the test builders, and what it comes to once it is followed."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from checker import api
from checker.advise import Advice, advise
from checker.advise.kinds import KINDS
from tests.builders import TODAY, Json, catalogue, document, load_policy


def advised(
    raw: Json,
    *rules: Json,
    as_of: str = TODAY,
    weights: dict[str, int] | None = None,
    ordered: Json | None = None,
) -> Advice:
    """Advice on a manifest by some policies; a plan is followed, and has to lead to a pass."""
    manifest = api.load_manifest(document(deepcopy(raw)))
    policies = [load_policy(each) for each in rules]
    day = date.fromisoformat(as_of)
    order = api.load_order(document(deepcopy(ordered), "o.json")) if ordered else None
    found = advise(manifest, policies, catalogue(), day, weights, order)
    if found.outcome == "plan":
        assert found.after is not None
        assert api.assess(found.after, policies, catalogue(), day, order=order).verdict == "pass"
        no_worse(manifest, found.after)
    return found


def no_worse(before: Any, after: Any) -> None:
    """Nothing adverse was taken out: every entry and event is still there, and so is what was withdrawn."""
    entries = {entry.id: entry for entry in after.certificates}
    for entry in before.certificates:
        kept = entries[entry.id]
        told = {(event.type, event.date, event.sites, event.models, event.activities) for event in kept.events or ()}
        for event in entry.events or ():
            assert (event.type, event.date, event.sites, event.models, event.activities) in told
        adverse = entry.status and entry.status.value in ("withdrawn", "cancelled", "inactive")
        assert not adverse or kept.status == entry.status


def types(found: Advice) -> list[str]:
    """The kinds of the plan's actions."""
    return [each.type for each in found.plan.actions] if found.plan else []


def actors(found: Advice) -> set[str]:
    """Everybody who acts."""
    rows = found.plan.actions if found.plan else ()
    return {actor for each in rows for actor in KINDS[each.type].way(each.model).actors}


def cleared(found: Advice) -> set[str]:
    """Every code that the plan clears."""
    return {row.code for each in (found.plan.actions if found.plan else ()) for row in each.serves}
