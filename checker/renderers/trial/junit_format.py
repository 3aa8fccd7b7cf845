"""Policy tests as JUnit XML: a suite for each file of tests, and for each policy what is covered and noticed.

| in the run | in the file |
|---|---|
| a case as expected, or not, or that can not be run | a case, passed, `<failure>` or `<error>` |
| an error, a policy without tests where they are required | `<error>`, `<failure>` in the suite of the run |
| a gate of a requirement | a case; `<failure>` where it is not covered and the coverage is less than asked |
| a mutant that is noticed, or survives | a case, passed or `<failure>` with the case that would notice it |
| one that is stated to be equivalent, or that does not load | `<skipped>` with the reason |
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.renderers.junit_xml import ERROR, FAILURE, PASSED, SKIPPED, Case, opening, suite
from checker.renderers.marks import label, told, unique_label
from checker.renderers.rows import place
from checker.renderers.trial.words import coverage_line, missing, mutants_line, summary
from checker.words import inert

Json = dict[str, Any]
Suite = tuple[str, list[Case], Json]


def render(trial: Json) -> Iterator[str]:
    """The file, a suite at a time."""
    suites = list(_suites(trial))
    became = Counter(case.became for _, cases, _ in suites for case in cases)
    totals = {"tests": became.total(), "failures": became[FAILURE], "errors": became[ERROR]}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening("testsuites", {"name": "certgate", **totals})}\n'
    for name, cases, properties in suites:
        yield suite(name, cases, properties)
    yield "</testsuites>\n"


def _suites(trial: Json) -> Iterator[Suite]:
    mark, rest = summary(trial)
    tool = f"{trial['tool']['name']} {trial['tool']['version']}"
    yield "certgate", list(_of_run(trial)), {"result": trial["result"], "summary": f"{mark}: {rest}", "tool": tool}
    for file in trial["files"]:
        path = unique_label(file["path"])
        cases = [_case(path, each) for each in file["cases"]]
        yield path, cases, {"policy": label(file["policy"]), "sha256": file["sha256"]}
    for policy in trial["policies"]:
        if policy["coverage"]:
            yield _coverage(policy)
        if policy["mutants"]:
            yield _mutants(policy)


def _of_run(trial: Json) -> Iterator[Case]:
    for each in trial["errors"]:
        message = told(each["message"])
        yield Case(
            "certgate", label(place(each)), ERROR, "unusable", message, f"{message}\n{told(each['help'])}".strip()
        )
    for each in trial["untested"]:
        message = f"policy {label(each['policy'])} has no tests"
        yield Case("certgate", message, FAILURE, "untested", message, label(each["path"]))


def _case(path: str, case: Json) -> Case:
    if case["result"] == "passed":
        return Case(path, told(case["name"]))
    if error := case["error"]:
        message = told(error["message"])
        text = f"{label(place(error))}: {message}\n{told(error['help'])}".strip()
        return Case(path, told(case["name"]), ERROR, "unusable", message, text)
    rows = [f"{told(each['what'])}: expected {each['expected']}, came {each['actual']}" for each in case["differences"]]
    found = [f"{each['code']} ({label(each['requirement'])}): {told(each['message'])}" for each in case["findings"]]
    text = "\n".join([label(place(case["location"])), *rows, *found])
    return Case(path, told(case["name"]), FAILURE, "unexpected", rows[0], text)


def _coverage(policy: Json) -> Suite:
    found, group = policy["coverage"], f"{label(policy['id'])}.coverage"
    least = found["threshold"]
    short = least is not None and found["percent"] < least
    lacks: dict[tuple[str, str], list[str]] = {}
    for each in found["missing"]:
        lacks.setdefault((each["requirement"], each["gate"]), []).append(inert(missing(each)))
    cases = []
    for row in found["rows"]:
        lines = lacks.get((row["requirement"], row["gate"]), [])
        became = PASSED if not lines else FAILURE if short else SKIPPED
        name = f"{label(row['requirement'])}, gate {row['gate']}"
        first = lines[0] if lines else ""
        cases.append(Case(group, name, became, "not-covered" if lines else "", first, "\n".join(lines)))
    return f"coverage of {label(policy['id'])}", cases, {"summary": coverage_line(found)}


_BECAME = {"killed": PASSED, "survived": FAILURE, "equivalent": SKIPPED, "refused": SKIPPED}


def _mutants(policy: Json) -> Suite:
    found, group = policy["mutants"], f"{label(policy['id'])}.mutants"
    cases = [Case(group, told(row["id"]), _BECAME[row["fate"]], row["fate"], *_words(row)) for row in found["rows"]]
    return f"mutants of {label(policy['id'])}", cases, {"summary": mutants_line(found)}


def _words(row: Json) -> tuple[str, str]:
    """The message and the text of a mutant's case."""
    if row["fate"] == "killed":
        return "", f"noticed by: {told(row['by'])}"
    if row["reason"]:
        return told(row["reason"]), ""
    message = f"no case notices this change of the policy ({row['direction']})"
    case = row["case"]
    if case is None:
        return message, f"{message}; no case found: perhaps equivalent"
    lines = [inert(line) for line in case["text"].splitlines()]
    return message, "\n".join([f"{message}; this case in {label(case['file'])} would:", *lines])
