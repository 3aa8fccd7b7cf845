"""The picture of a supplier's certificates over time: where each bar, mark and line stands; a template draws it.

One row per certificate, in the manifest's order. Nothing here judges: a bar is what the certificate states of its term.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

from checker.records import NamedTuple
from checker.renderers.axis import Axis, axis_of, days_of, ordinal, ticks_of
from checker.renderers.rows import name
from checker.words import shorten

Json = dict[str, Any]

ROWS = 16
"""How many certificates one picture holds: so many fit on a printed page."""
DRAWN = 160
"""How many certificates are drawn at all; the table beside the pictures has every one."""

_TOP = 30
_ROW = 42
_BAR = 10
_LINE = 100
# How far apart two days have to stand to be named both.
_NAMED = 170

_SHAPES = {
    "surveillance": "watch",
    "decision": "grant",
    "recertification": "renewal",
    "re-evaluation": "renewal",
    "re-test": "renewal",
    "suspension": "pause",
    "withdrawal": "end",
    "status": "status",
}


class Mark(NamedTuple):
    """What happened on one day: `shape` names how it is drawn, `title` says it."""

    x: float
    shape: str
    title: str
    path: str


class Span(NamedTuple):
    """A stretch of a bar; `form`: term, ended, open (no term), unknown (not stated), suspended, part, reversed."""

    x: float
    width: float
    form: str
    title: str


class Row(NamedTuple):
    """One certificate: its label, its dates in words, stretches of its bar and marks below it."""

    y: float
    kind: str
    label: str
    dates: str
    spans: list[Span]
    marks: list[Mark]
    before: bool
    after: bool


class Picture(NamedTuple):
    """One picture; `ticks` are pairs of x and year, `last` the last day of the pass, where it ends.

    `last_named`: whether there is room to name that day beside the day of assessment.
    """

    height: float
    as_of: str
    as_of_x: float
    ticks: list[tuple[float, int]]
    rows: list[Row]
    first: int
    total: int
    last: str = ""
    last_x: float = 0
    last_named: bool = False


def pictures(certificates: list[Json], as_of: str, holds: Json | None = None, reach: str = "") -> list[Picture]:
    """The pictures of a supplier's certificates, all on one axis; none where there is no certificate.

    `holds` tells how long the manifest passes, `reach` a day that the axis holds in any case.
    """
    today = ordinal(as_of)
    if today is None or not certificates:
        return []
    last = holds["until"] if holds and holds["then"] else ""
    end = ordinal(last) or today
    axis = axis_of(certificates, today, ordinal(reach) or end)
    drawn = certificates[:DRAWN]
    return [
        Picture(
            height=_TOP + _ROW * len(part) + 4,
            as_of=as_of,
            as_of_x=axis.x(today),
            ticks=list(ticks_of(axis)),
            rows=[_row(each, axis, _TOP + _ROW * number, today) for number, each in enumerate(part)],
            first=start + 1,
            total=len(certificates),
            last=last,
            last_x=axis.x(end),
            last_named=axis.x(end) - axis.x(today) > _NAMED,
        )
        for start in range(0, len(drawn), ROWS)
        for part in [drawn[start : start + ROWS]]
    ]


def terms(certificate: Json) -> str:
    """The term of a certificate in words: `2024-01-15 to 2027-05-09`, `to no term`, `to: not stated`."""
    start = certificate["effective"] or certificate["issued"]
    if start is None and certificate["expires"] is None and not certificate["expires_stated"]:
        return "no dates stated"
    return f"{start or 'start not stated'} to {certificate['expires'] or _no_end(certificate)}"


def _no_end(certificate: Json) -> str:
    return "no term" if certificate["expires_stated"] else "end not stated"


def _row(certificate: Json, axis: Axis, y: float, today: int) -> Row:
    days = list(days_of(certificate))
    dates = terms(certificate)
    status = certificate["status"]
    if status and status["value"] != "active":
        dates += f", {shorten(status['value'], 20)}"
    return Row(
        y=y,
        kind=certificate["kind"],
        label=_label(certificate, _LINE - len(dates)),
        dates=dates,
        spans=[*_term(certificate, axis), *_suspended(certificate, axis, today)],
        marks=list(_marks(certificate, axis, y + 31)),
        before=any(day < axis.first for day in days),
        after=any(day > axis.last for day in days),
    )


def _label(certificate: Json, room: int) -> str:
    """Standard, number and body on one line, cut where the dates begin; wide characters count twice."""
    parts = [certificate["standard"], certificate["number"], certificate["body"]]
    text = " · ".join(name(part) for part in parts if part)
    for place, character in enumerate(text):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 0:
            return f"{text[:place].rstrip()}…"
    return text


def _term(certificate: Json, axis: Axis) -> Iterator[Span]:
    """The bar: the stated term; hollow from a withdrawal of the whole certificate on; open where no end is stated."""
    start, end = ordinal(certificate["effective"] or certificate["issued"]), ordinal(certificate["expires"])
    title = terms(certificate)
    if start is None and end is None:
        if certificate["expires_stated"] or certificate["events"]:
            yield _span(axis, axis.first, axis.last, "unknown", title)
        return
    if start is not None and end is not None and end < start:
        yield _span(axis, end, start, "reversed", f"{title}: it ends before it starts")
        return
    stop = min((day for day in map(ordinal, _withdrawals(certificate)) if day is not None), default=None)
    known = axis.first if start is None else start
    last = axis.last if end is None else end
    if stop is not None and stop <= last:
        yield _span(axis, known, max(stop, known), "term", title)
        yield _span(axis, max(stop, known), last, "ended", "withdrawn")
        return
    form = "term" if end is not None else "open" if certificate["expires_stated"] else "unknown"
    yield _span(axis, known, last, form if start is not None else "unknown", title)


def _withdrawals(certificate: Json) -> Iterator[str]:
    return (each["date"] for each in certificate["events"] if each["type"] == "withdrawal" and not each["of"])


def _suspended(certificate: Json, axis: Axis, today: int) -> Iterator[Span]:
    """Over the bar: up to the day of assessment where no end is known, because what comes after is not known."""
    for each in certificate["suspensions"]:
        start, end = ordinal(each["from"]), ordinal(each["until"])
        if start is None:
            continue
        title = f"suspended{' in part' if each['partial'] else ''} from {each['from']}"
        title += f" to {each['until']}" if each["until"] else ", still so on the date"
        yield _span(axis, start, today if end is None else end, "part" if each["partial"] else "suspended", title)


def _span(axis: Axis, start: int, end: int, form: str, title: str) -> Span:
    x = axis.x(start)
    return Span(x, round(max(axis.x(end) - x, 1), 1), form, title)


def _marks(certificate: Json, axis: Axis, y: float) -> Iterator[Mark]:
    """One mark per day, of the weightiest event of the day; its title tells all of them."""
    by_day: dict[str, list[tuple[str, str]]] = {}
    for each in certificate["events"]:
        shape = _SHAPES.get(each["type"], "other")
        if shape == "watch" and each["result"] == "nonconforming":
            shape = "missed"
        by_day.setdefault(each["date"], []).append((shape, event_words(each)))
    if (status := certificate["status"]) and status["checked"]:
        by_day.setdefault(status["checked"], []).append(("status", f"status looked up: {name(status['value'])}"))
    for day, found in sorted(by_day.items()):
        number = ordinal(day)
        if number is None:
            continue
        shape = min((shape for shape, _ in found), key=_WEIGHT.index)
        words = ", ".join(words for _, words in found)
        yield Mark(axis.x(number), shape, f"{day}: {words}", _PATHS[shape].format(axis.x(number), y))


def event_words(event: Json) -> str:
    """An event in words: its type, its result and what it names."""
    words = f"{name(event['type'])}{', ' + name(event['result']) if event['result'] else ''}"
    return f"{words} ({name(', '.join(event['of']))})" if event["of"] else words


def key_paths() -> dict[str, str]:
    """How each mark is drawn, for the key to the pictures."""
    return {shape: path.format(7, 6) for shape, path in _PATHS.items()}


_PATHS = {
    "end": "M{0},{1}m-4,-4l8,8m0,-8l-8,8",
    "pause": "M{0},{1}m-3,-4v8m6,0v-8",
    "missed": "M{0},{1}m0,-5l4.6,8h-9.2z",
    "watch": "M{0},{1}m0,-5l4.6,8h-9.2z",
    "renewal": "M{0},{1}m-4.5,0a4.5,4.5 0 1 0 9,0a4.5,4.5 0 1 0 -9,0m3,0a1.5,1.5 0 1 1 3,0a1.5,1.5 0 1 1 -3,0",
    "grant": "M{0},{1}m-4.2,0a4.2,4.2 0 1 0 8.4,0a4.2,4.2 0 1 0 -8.4,0",
    "other": "M{0},{1}m0,-4.5l4,4.5l-4,4.5l-4,-4.5z",
    "status": "M{0},{1}m-3.5,-3.5h7v7h-7z",
}
_WEIGHT = list(_PATHS)
