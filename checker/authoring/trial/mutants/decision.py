"""The decision: any for all and all for any, one more or one fewer, without one of its branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.authoring.changes import Json
from checker.authoring.trial.mutants._edit import STRICTER, WEAKER, Edit, out, put, turned
from checker.catalogue import Catalogue

_ALL, _ANY, _SOME = "all", "any", "at_least"


def of_policy(values: Json, catalogue: Catalogue) -> Iterator[Edit]:  # noqa: ARG001
    """The edits of the policy; a decision that is left out is `all` of the mandatory requirements."""
    if "decision" in values:
        yield from _edits(values["decision"], "")
        return
    names = [rule["id"] for rule in values["requirements"] if rule.get("enforcement") != "advisory"]
    if len(names) > 1:
        yield turned("decision", _ALL, _ANY, WEAKER, put("/decision", {_ANY: names}))


def _edits(decision: Any, below: str) -> Iterator[Edit]:
    """The edits of one part of the decision and of what it holds."""
    if isinstance(decision, str):
        return
    key = next(key for key in decision if key in (_ALL, _ANY, _SOME))
    parts = decision[key]["of"] if key == _SOME else decision[key]
    what, place = f"decision{below}", f"/decision{below}"
    inner = f"{below}/{key}/of" if key == _SOME else f"{below}/{key}"
    if len(parts) > 1:
        yield from _joint(key, decision[key], what, place)
        for number, part in enumerate(parts):
            name = part if isinstance(part, str) else f"branch {number + 1}"
            direction = STRICTER if key == _ANY else WEAKER
            yield Edit(what, f"drop {name}", direction, out(f"/decision{inner}/{number}"))
    for number, part in enumerate(parts):
        yield from _edits(part, f"{inner}/{number}")


def _joint(key: str, stated: Any, what: str, place: str) -> Iterator[Edit]:
    """Another joint between the parts."""
    if key == _SOME:
        for n, direction in ((stated["n"] - 1, WEAKER), (stated["n"] + 1, STRICTER)):
            if 1 <= n <= len(stated["of"]):
                yield turned(what, f"at_least {stated['n']}", f"at_least {n}", direction, put(f"{place}/{_SOME}/n", n))
        return
    other, direction = (_ANY, WEAKER) if key == _ALL else (_ALL, STRICTER)
    yield turned(what, key, other, direction, put(place, {other: stated}))
