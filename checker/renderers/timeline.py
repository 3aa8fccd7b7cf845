"""The picture of a supplier's certificates over time: where each bar, mark and line stands; a template draws it.

One row per certificate, in the manifest's order. Nothing here judges: a bar is what the certificate states of its term.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from checker.renderers.rows import name
from checker.words import shorten

Json = dict[str, Any]

WIDTH = 760
LEFT, RIGHT = 8, 752
ROWS = 16
"""How many certificates one picture holds: so many fit on a printed page."""
DRAWN = 160
"""How many certificates are drawn at all; the table beside the pictures has every one."""

_TOP = 30
_ROW = 42
_BAR = 10
# Days beyond this many years from the day of assessment stand at the edge: a term until 9999 would flatten the rest.
_REACH = 12
_LINE = 100
_YEAR = 365.25

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


class Axis(NamedTuple):
    """The days that a picture spans, first and last inclusive, as ordinals."""

    first: int
    last: int

    def x(self, day: int) -> float:
        """Where a day stands; one outside stands at the edge."""
        inside = min(max(day, self.first), self.last)
        return round(LEFT + (RIGHT - LEFT) * (inside - self.first) / (self.last - self.first), 1)


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
    """One picture; `ticks` are pairs of x and year."""

    height: float
    as_of: str
    as_of_x: float
    ticks: list[tuple[float, int]]
    rows: list[Row]
    first: int
    total: int


def pictures(certificates: list[Json], as_of: str) -> list[Picture]:
    """The pictures of a supplier's certificates, all on one axis; none where there is no certificate."""
    today = _ordinal(as_of)
    if today is None or not certificates:
        return []
    axis = _axis(certificates, today)
    drawn = certificates[:DRAWN]
    return [
        Picture(
            height=_TOP + _ROW * len(part) + 4,
            as_of=as_of,
            as_of_x=axis.x(today),
            ticks=list(_ticks(axis)),
            rows=[_row(each, axis, _TOP + _ROW * number, today) for number, each in enumerate(part)],
            first=start + 1,
            total=len(certificates),
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


def _axis(certificates: list[Json], today: int) -> Axis:
    """Whole years that hold the day of assessment and every stated day near it, three years at the least."""
    low, high = today - int(_REACH * _YEAR), today + int(_REACH * _YEAR)
    days = [min(max(day, low), high) for each in certificates for day in _days(each)]
    first, last = _year(min([*days, today - 1])), _year(max([*days, today + 1]))
    if last - first < 2:
        first, last = first - 1, last + 1
    first, last = max(first, date.min.year), min(last, date.max.year)
    return Axis(date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal())


def _days(certificate: Json) -> Iterator[int]:
    """Every day that a certificate states."""
    found = [certificate[key] for key in ("issued", "effective", "expires")]
    found += [each["date"] for each in certificate["events"]]
    found += [each[key] for each in certificate["suspensions"] for key in ("from", "until")]
    found += [certificate["status"] and certificate["status"]["checked"]]
    yield from (day for day in map(_ordinal, found) if day is not None)


def _ordinal(day: str | None) -> int | None:
    try:
        return date.fromisoformat(day).toordinal() if day else None
    except ValueError:
        return None


def _year(day: int) -> int:
    return date.fromordinal(min(max(day, 1), date.max.toordinal())).year


def _ticks(axis: Axis) -> Iterator[tuple[float, int]]:
    """Where each year starts; every second or fifth of many."""
    first, last = _year(axis.first), _year(axis.last)
    step = next(step for step in (1, 2, 5) if (last - first) / step <= 14 or step == 5)
    for year in range(first, last + 1):
        if year % step == 0:
            yield axis.x(date(year, 1, 1).toordinal()), year


def _row(certificate: Json, axis: Axis, y: float, today: int) -> Row:
    days = list(_days(certificate))
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
    start, end = _ordinal(certificate["effective"] or certificate["issued"]), _ordinal(certificate["expires"])
    title = terms(certificate)
    if start is None and end is None:
        if certificate["expires_stated"] or certificate["events"]:
            yield _span(axis, axis.first, axis.last, "unknown", title)
        return
    if start is not None and end is not None and end < start:
        yield _span(axis, end, start, "reversed", f"{title}: it ends before it starts")
        return
    stop = min((day for day in map(_ordinal, _withdrawals(certificate)) if day is not None), default=None)
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
        start, end = _ordinal(each["from"]), _ordinal(each["until"])
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
        ordinal = _ordinal(day)
        if ordinal is None:
            continue
        shape = min((shape for shape, _ in found), key=_WEIGHT.index)
        words = ", ".join(words for _, words in found)
        yield Mark(axis.x(ordinal), shape, f"{day}: {words}", _PATHS[shape].format(axis.x(ordinal), y))


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
