"""Objects that were answered alike, told once: forty models under one listing are one answer with forty names."""

from __future__ import annotations

from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import Row, findings, object_name, standing
from checker.words import shorten

Json = dict[str, Any]

_TEXTS = frozenset({"message", "expected", "actual"})
# What tells where, not what.
_PLACES = frozenset({"pointer", "location", "policy_pointer"})
_NAMES = ("id", "product", "site")


class Group(NamedTuple):
    """Objects with one answer: `first` stands for all; `differ`: its sentences name it, and hold of each."""

    first: Json
    names: list[str]
    standing: str
    findings: list[Json]
    differ: bool


def groups(manifest: Json, policy: Json, requirement: Json) -> list[Group]:
    """The objects of a requirement by their answers, in the order of the first of each."""
    found: dict[str, list[Json]] = {}
    for each in requirement["objects"]:
        found.setdefault(answer(each), []).append(each)
    return [_group(Row(manifest, policy, requirement, same[0]), same) for same in found.values()]


def answer(each: Json) -> str:
    """Everything that was found of an object but its names and the places: equal for objects answered alike."""
    # Sentences quote what was stated in backticks, and cut it short.
    own = tuple(f"`{shown}`" for key in _NAMES if each[key] for shown in (shorten(each[key]), each[key]))
    return repr([(key, _masked(value, own)) for key, value in each.items() if key not in _NAMES])


def _masked(value: Any, own: tuple[str, ...]) -> Any:
    if isinstance(value, list):
        return [_masked(each, own) for each in value]
    if isinstance(value, dict):
        return [
            (key, _without(each, own) if key in _TEXTS else _masked(each, own))
            for key, each in value.items()
            if key not in _PLACES
        ]
    return value


def _without(text: str, own: tuple[str, ...]) -> str:
    for each in own:
        text = text.replace(each, "…")
    return text


def _group(row: Row, same: list[Json]) -> Group:
    return Group(
        first=row.object,
        names=[object_name(each) for each in same],
        standing=standing(row),
        findings=findings(row),
        differ=any(_told(each) != _told(row.object) for each in same),
    )


def _told(each: Json) -> list[str]:
    return [part[key] for part in (*each["findings"], *each["gates"]) for key in sorted(_TEXTS & part.keys())]
