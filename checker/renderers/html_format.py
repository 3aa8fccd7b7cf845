"""The report for auditors: one HTML page that needs nothing but itself, or a folder with a page per manifest.

What it shows first is the result, what it means and under which relaxations; then the matrix; then, by manifest, the
certificates over time and every decision gate by gate, beside the lines of the manifest that it rests on. It can be
read, searched and printed without a script. One file of very many manifests tells some in brief, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.renderers.html.draw import Drawer, file_name, key, running
from checker.renderers.html.environment import digest, environment
from checker.renderers.html.fit import LIMIT, Fit, fit
from checker.renderers.html.survey import VERDICTS, Survey, survey, told
from checker.renderers.rows import plural

Json = dict[str, Any]

HOME = "index.html"
PAGE = 1_000
"""How many manifests one page of a folder's matrix lists."""

# Kept for what stands around rows and sections: style, script, first screen and how to read it.
_FRAME = 150_000


def render(report: Json) -> Iterator[str]:
    """The report as one self-contained page."""
    found = survey(report)
    drawer = Drawer(report, found)
    chosen = fit(found.order, drawer.row, (drawer.full, drawer.brief), LIMIT - _FRAME)
    yield from _template("report.html.jinja", report, found, **_file(drawer, found, chosen))


def pages(report: Json) -> Iterator[tuple[str, Iterator[str]]]:
    """The report as a folder: the first page with the matrix, further pages of the matrix, a page per manifest."""
    found = survey(report)
    drawer = Drawer(report, found)
    parts = [found.order[start : start + PAGE] for start in range(0, len(found.order), PAGE)]
    others = [(HOME if number == 0 else f"matrix-{number + 1:04}.html", label) for number, label in _labels(found)]
    others = others if len(parts) > 1 else []
    yield HOME, _template("report.html.jinja", report, found, **_index(drawer, found, parts[:1], others))
    for (file, label), part in zip(others[1:], parts[1:], strict=True):
        about = {"label": label, "others": others, "home": HOME, "rows": _rows(drawer, part), "caption": _CAPTION}
        yield file, _template("more.html.jinja", report, found, **about)
    for place, position in enumerate(found.order):
        yield _page(drawer, found, place, position)


_CAPTION = (
    "Outcome of each requirement on each manifest, the manifests that block first; each word leads to its reasons"
)


def _template(template: str, report: Json, found: Survey, **about: Any) -> Iterator[str]:
    """A page in parts of some size."""
    style = running(report)
    frame = {"report": report, "found": found, "running": style, "running_digest": digest(style), "home": HOME}
    stream = environment().get_template(template).stream({**frame, **about})
    stream.enable_buffering(200)
    return iter(stream)


def _first_screen(drawer: Drawer, page: str) -> Json:
    """What the first page of both forms says."""
    count = len(drawer.report["manifests"])
    return {
        "count": count,
        "many": drawer.many,
        "verdicts": VERDICTS,
        "caption": _CAPTION,
        "single": drawer.manifest(0) if count == 1 else None,
        "single_key": key(0),
        "single_page": page,
    }


def _file(drawer: Drawer, found: Survey, chosen: Fit) -> Json:
    shown = found.order[: chosen.rows]
    return {
        **_first_screen(drawer, ""),
        "parts": True,
        "shown": len(shown),
        "others": [],
        "rows": (drawer.row(each, linked=each in chosen.sections) for each in shown),
        "sections": (chosen.sections[each] for each in shown if each in chosen.sections),
        "brief": len(chosen.brief),
        "missing": len(found.order) - len(chosen.sections),
        "told": sorted(found.told),
    }


def _index(drawer: Drawer, found: Survey, parts: Iterable[Any], others: list[tuple[str, str]]) -> Json:
    first = [position for part in parts for position in part]
    page = file_name(0, drawer.manifest(0)) if len(found.order) == 1 else ""
    return {
        **_first_screen(drawer, page),
        "parts": False,
        "shown": len(first),
        "others": others,
        "rows": _rows(drawer, first),
        "sections": (),
        "brief": 0,
        "missing": 0,
        "told": [],
    }


def _rows(drawer: Drawer, positions: Iterable[int]) -> Iterator[str]:
    return (drawer.row(each, file_name(each, drawer.manifest(each))) for each in positions)


def _labels(found: Survey) -> Iterator[tuple[int, str]]:
    count = len(found.order)
    for number, start in enumerate(range(0, count, PAGE)):
        yield number, f"Manifests {start + 1:,} to {min(start + PAGE, count):,} of {plural(count, 'manifest')}"


def _page(drawer: Drawer, found: Survey, place: int, position: int) -> tuple[str, Iterator[str]]:
    """The page of a manifest, which leads to the manifests before and after it in the order of the matrix."""
    manifest = drawer.manifest(position)
    near = [found.order[each] if 0 <= each < len(found.order) else None for each in (place - 1, place + 1)]
    before, after = ("" if each is None else file_name(each, drawer.manifest(each)) for each in near)
    about = {
        "m": manifest,
        "key": key(position),
        "section": drawer.page(position),
        "position": place + 1,
        "count": len(found.order),
        "before": before,
        "after": after,
        "told": sorted(set(told(manifest))),
    }
    return file_name(position, manifest), _template("page.html.jinja", drawer.report, found, **about)
