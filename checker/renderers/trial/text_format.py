"""Policy tests for people: what came otherwise than expected, where, and why; then what is not covered or noticed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.look import Look
from checker.renderers.rows import name, place, plural, sentence
from checker.renderers.text_page import NARROWEST, Page
from checker.renderers.trial.words import counted, coverage_line, missing, mutant_line, mutants_line, summary
from checker.words import inert, visible

Json = dict[str, Any]

_FINDINGS = 6


def render(trial: Json) -> Iterator[str]:
    """The run as plain text."""
    yield from terminal(trial, Look())


def terminal(trial: Json, look: Look) -> Iterator[str]:
    """The run as text for a terminal; see Look."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _lines(trial, page, look.detail):
        yield f"{line}\n"


def _lines(trial: Json, page: Page, detail: int) -> Iterator[str]:
    for each in trial["errors"]:
        mend = f"; {sentence(each['help'])}" if each["help"] else ""
        yield from page.lines(
            f"ERROR {place(each)}: {sentence(each['message'])}{mend}", "", "    ", mark="ERROR", tone="fail"
        )
    for file in trial["files"]:
        yield from _file(page, file, detail)
    for each in trial["untested"]:
        named = name(each["policy"])
        text = f"UNTESTED policy {named} ({name(each['path'])}) has no tests; write {named}.tests.yaml beside it"
        yield from page.lines(text, "", "    ", mark="UNTESTED", tone="fail")
    for policy in trial["policies"]:
        yield from _policy(page, policy, detail)
    mark, rest = summary(trial)
    tone = "pass" if trial["result"] == "passed" else "fail"
    yield from page.lines(f"{mark}: {rest}", "", "    ", mark=mark, tone=tone)


def _file(page: Page, file: Json, detail: int) -> Iterator[str]:
    yield from page.lines(f"{name(file['path'])}: {counted(file['cases'])}", "", "    ")
    for case in file["cases"]:
        if case["result"] != "passed":
            yield from _case(page, case, detail)
        elif detail > 0:
            yield from page.lines(f"passed {sentence(case['name'])}", "  ", "      ", mark="passed", tone="pass")


def _case(page: Page, case: Json, detail: int) -> Iterator[str]:
    """A case that is not as expected, so that its author can mend it from these lines alone."""
    mark = case["result"].upper()
    at = place(case["location"])
    yield from page.lines(f"{mark} {at}: {sentence(case['name'])}", "  ", "      ", mark=mark, tone="fail")
    if error := case["error"]:
        mend = f"; {sentence(error['help'])}" if error["help"] else ""
        yield from page.lines(f"{place(error)}: {sentence(error['message'])}{mend}", "      ", "          ")
        return
    for each in case["differences"]:
        text = f"{sentence(each['what'])}: expected {each['expected']}, came {each['actual']}"
        yield from page.lines(text, "      ", "          ")
    if detail < 0:
        return
    if not case["findings"]:
        yield from page.lines("the policy finds nothing against this manifest", "      ", "          ")
    for each in case["findings"][:_FINDINGS]:
        text = f"{each['severity']} `{each['code']}` ({name(each['requirement'])}): {sentence(each['message'])}"
        yield from page.lines(text, "      ", "          ")
    if (rest := len(case["findings"]) - _FINDINGS) > 0:
        yield f"      and {plural(rest, 'more finding')}; `-o json` has all"


def _policy(page: Page, policy: Json, detail: int) -> Iterator[str]:
    found, mutants = policy["coverage"], policy["mutants"]
    if found:
        yield from page.lines(f"{name(policy['id'])}: {coverage_line(found)}", "", "    ")
        for each in found["missing"] if detail >= 0 else ():
            yield from page.lines(missing(each), "  ", "      ")
    if policy["mutants_left_out"]:
        yield from page.lines(f"{name(policy['id'])}: mutants are not run until every case is as expected", "", "    ")
    if mutants:
        yield from page.lines(f"{name(policy['id'])}: {mutants_line(mutants)}", "", "    ")
        for each in mutants["rows"]:
            if detail > 0 or each["fate"] in ("survived", "equivalent"):
                yield from _mutant(page, each, detail)


def _mutant(page: Page, row: Json, detail: int) -> Iterator[str]:
    tone = {"survived": "fail", "killed": "pass"}.get(row["fate"], "")
    yield from page.lines(mutant_line(row), "  ", "      ", mark=row["fate"], tone=tone)
    if row["fate"] != "survived" or detail < 0:
        return
    if row["case"] is None:
        yield from page.lines(
            "no case found: perhaps equivalent; if it is, say why under `equivalent` in the tests", "      ", "      "
        )
        return
    if row["case"]["for"]:
        yield from page.lines(f"the case for `{name(row['case']['for'])}` notices it too", "      ", "      ")
        return
    yield from page.lines(f"this case in {name(row['case']['file'])} would notice it:", "      ", "      ")
    # To be pasted: the lines are not folded, and two spaces deep as the list of cases is.
    for line in row["case"]["text"].splitlines():
        yield inert(visible(line))
