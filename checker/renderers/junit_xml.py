"""JUnit XML: suites and cases, as both Jenkins schemas have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import Any

from checker.records import NamedTuple
from checker.words import visible

Json = dict[str, Any]

PASSED, SKIPPED, FAILURE, ERROR = "passed", "skipped", "failure", "error"


class Case(NamedTuple):
    """One test case: what became of it, and the words for it."""

    group: str
    name: str
    became: str = PASSED
    type: str = ""
    message: str = ""
    text: str = ""


def suite(name: str, cases: Iterable[Case], properties: Json, words: str = "") -> str:
    """A suite with its counts; of cases with equal names the second and later ones are numbered."""
    cases = list(cases)
    became = Counter(each.became for each in cases)
    counts = {
        "tests": len(cases),
        "failures": became[FAILURE],
        "errors": became[ERROR],
        "skipped": became[SKIPPED],
    }
    parts = [opening("testsuite", {"name": name, **counts}), "<properties>"]
    parts += [_element("property", {"name": key, "value": value}) for key, value in properties.items()]
    parts.append("</properties>")
    used: Counter[tuple[str, str]] = Counter()
    for each in cases:
        title = each.name
        while number := used[each.group, title]:
            used[each.group, title] += 1
            title = f"{each.name} ({number + 1})"
        used[each.group, title] += 1
        parts.append(_drawn(each, title))
    if words:
        parts.append(_element("system-out", {}, words))
    return "\n".join([*parts, "</testsuite>\n"])


def _drawn(case: Case, title: str) -> str:
    """A case as XML."""
    attributes = {"classname": case.group, "name": title}
    inner = ""
    if case.became in (FAILURE, ERROR):
        inner = _element(case.became, {"type": case.type, "message": case.message}, case.text)
    elif case.became == SKIPPED:
        inner = _element(SKIPPED, {"type": case.type, "message": case.message})
    if case.text and case.became in (PASSED, SKIPPED):
        inner += _element("system-out", {}, case.text)
    start = opening("testcase", attributes)
    return f"{start}{inner}</testcase>" if inner else f"{start[:-1]}/>"


def opening(tag: str, attributes: Json) -> str:
    """The opening tag of an element, its attributes in their order."""
    given = "".join(f' {key}="{_text(str(value))}"' for key, value in attributes.items())
    return f"<{tag}{given}>"


def _element(tag: str, attributes: Json, text: str = "") -> str:
    start = opening(tag, attributes)
    return f"{start}{_text(text)}</{tag}>" if text else f"{start[:-1]}/>"


def _text(text: str) -> str:
    """Text as XML 1.0 may hold it: line ends stay, every other control character is made visible."""
    return escape("\n".join(map(visible, text.split("\n"))))
