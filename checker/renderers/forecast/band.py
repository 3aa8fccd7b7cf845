"""The picture of verdicts over time: a band of segments for each policy and requirement, above the certificates.

It stands on the axis of the picture of the certificates, so that a day is at the same place in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.axis import Axis, axis_of, ordinal, ticks_of
from checker.renderers.forecast.words import VERBS, stretches
from checker.renderers.rows import name

Json = dict[str, Any]

_TOP, _ROW = 22, 34
# How many units of width a letter of a label takes.
_LETTER = 6.2
_LABEL = 110
MOST = 40
"""How many bands one picture has; the table below it has every one."""


class Part(NamedTuple):
    """One segment: where it stands, its verdict, the word on it where there is room, and what it says."""

    x: float
    width: float
    verdict: str
    word: str
    title: str
    counts: bool
    waived: bool = False


class Band(NamedTuple):
    """The segments of one policy or requirement; a policy's stands for its requirements together."""

    y: float
    label: str
    whole: bool
    parts: list[Part]


class Bands(NamedTuple):
    """One picture."""

    height: float
    ticks: list[tuple[float, int]]
    as_of_x: float
    bands: list[Band]
    more: int


def bands(manifest: Json, as_of: str, until: str) -> Bands:
    """The picture of a manifest."""
    today, end = ordinal(as_of) or 1, ordinal(until) or 1
    axis = axis_of(manifest["certificates"], today, end)
    rows = list(_rows(manifest))
    drawn = [
        Band(_TOP + _ROW * number, label, whole, list(_parts(segments, axis)))
        for number, (label, whole, segments) in enumerate(rows[:MOST])
    ]
    return Bands(_TOP + _ROW * len(drawn) + 4, list(ticks_of(axis)), axis.x(today), drawn, len(rows) - len(drawn))


def _rows(manifest: Json) -> Iterator[tuple[str, bool, list[Json]]]:
    for policy in manifest["policies"]:
        yield _cut(policy["title"]), True, policy["segments"]
        for requirement in policy["requirements"]:
            yield _cut(requirement["title"] or requirement["id"]), False, requirement["segments"]


def _cut(text: str) -> str:
    shown = name(text)
    return shown if len(shown) <= _LABEL else f"{shown[:_LABEL].rstrip()}…"


def _parts(segments: list[Json], axis: Axis) -> Iterator[Part]:
    for each in stretches(segments):
        x = axis.x(ordinal(each.start) or axis.first)
        width = max(axis.x((ordinal(each.until) or axis.first) + 1) - x, 1.5)
        words = each.verdict.replace("-", " ")
        title = f"{VERBS[each.verdict]} from {each.start} until {each.until}{'' if each.counts else ', does not count'}"
        if each.waived_by:
            title, words = f"{title}, waived by {name(each.waived_by)}", f"{words}, waived"
        shown = words if len(words) * _LETTER + 6 <= width else ""
        yield Part(x, round(width, 1), each.verdict, shown, title, each.counts, bool(each.waived_by))
