"""The forecast for people: a sentence for each manifest, policy and requirement, and what falls due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.forecast.words import courses, told
from checker.renderers.groups import listed
from checker.renderers.look import Look
from checker.renderers.rows import name, place, plural, sentence
from checker.renderers.text_page import NARROWEST, Page

Json = dict[str, Any]

# Of more manifests than this there is a line each.
_MANY = 20
_DUE = 12
_COURSES = 20


def render(forecast: Json) -> Iterator[str]:
    """The forecast as plain text."""
    yield from terminal(forecast, Look())


def terminal(forecast: Json, look: Look) -> Iterator[str]:
    """The forecast as text for a terminal; see Look."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _lines(forecast, page, look.detail):
        yield f"{line}\n"


def _lines(forecast: Json, page: Page, detail: int) -> Iterator[str]:
    count = len(forecast["manifests"])
    span = f"from {forecast['as_of']} until {forecast['until']}"
    yield from page.lines(f"FORECAST {span}: {plural(count, 'manifest')}", "", "  ", mark="FORECAST")
    if count > 1:
        yield from page.lines(f"all together: {told(forecast['segments'])}", "  ", "    ")
    if detail >= 0:
        versions = ", ".join(f"{name(row['id'])} {name(row['version'])}" for row in forecast["inputs"]["policies"])
        yield from page.lines(f"policies: {versions}", "  ", "    ")
    for text in forecast["assumptions"]:
        yield from page.lines(f"assumed: {text}", "  ", "    ")
    for each in forecast["relaxations"]:
        yield from page.lines(f"note: {sentence(each['effect'])}", "  ", "    ")
    brief = detail < 0 or (detail == 0 and count > _MANY)
    if brief and count:
        yield ""
    for manifest in forecast["manifests"]:
        yield from _title(page, manifest) if brief else _manifest(page, manifest, full=detail > 0)
    yield from _unusable(page, forecast["errors"])


def _title(page: Page, manifest: Json) -> Iterator[str]:
    text = f"{name(manifest['path'])}\t({name(manifest['supplier'])}): {told(manifest['segments'])}"
    yield from page.lines(text, "", "        ")


def _manifest(page: Page, manifest: Json, *, full: bool) -> Iterator[str]:
    yield ""
    yield from _title(page, manifest)
    for policy in manifest["policies"]:
        text = f"{name(policy['id'])}{_versions(policy)}: {sentence(policy['title'])}"
        if (course := told(policy["segments"])) != told(manifest["segments"]):
            text += f": {course}"
        yield from page.lines(text, "  ", "        ")
        for requirement in policy["requirements"]:
            yield from _requirement(page, requirement, full=full)
    due = manifest["due"] if full else manifest["due"][:_DUE]
    if due:
        yield "  falls due:"
    for each in due:
        yield from page.lines(f"{each['date']}\t{sentence(each['message'])}", "    ", "                ")
    if rest := len(manifest["due"]) - len(due):
        yield from page.lines(f"and {rest} more; `-v` shows all, `-o ics=FILE` is a calendar of them", "    ", "      ")


def _versions(policy: Json) -> str:
    """The versions of a policy that are used on the days ahead, where there is more than one."""
    first, *later = policy["versions"]
    told = "".join(f", {name(each['version'])} from {each['from']}" for each in later)
    return f" {name(first['version'])}{told}" if told else ""


def _requirement(page: Page, requirement: Json, *, full: bool) -> Iterator[str]:
    text = f"{name(requirement['id'])}: {sentence(requirement['title'])}: {told(requirement['segments'], by=True)}"
    yield from page.lines(text, "    ", "          ")
    found = courses(requirement)
    for names, course in found if full else found[:_COURSES]:
        yield from page.lines(f"{listed(names)}: {course}", "      ", "            ")
    if len(found) > _COURSES and not full:
        rest = sum(len(names) for names, _ in found[_COURSES:])
        yield from page.lines(f"and {plural(rest, 'more object')}; `-v` shows all", "      ", "        ")


def _unusable(page: Page, errors: list[Json]) -> Iterator[str]:
    if errors:
        yield ""
        yield "Input that could not be used:"
    for error in errors:
        mend = f"; {sentence(error['help'])}" if error["help"] else ""
        yield from page.lines(f"{place(error)}: {sentence(error['message'])}{mend}", "  ", "      ")
