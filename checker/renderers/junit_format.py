"""JUnit XML, as both Jenkins schemas have it: a suite per manifest and policy, a case per requirement and object.

| in the report | in the file |
|---|---|
| an object that `blocks` | `<failure>`, type `fail`, `undetermined`, or `warning` where it passes with one |
| waived | `<skipped>`: by which waiver and why; its findings in `<system-out>` |
| not needed, advisory (when it does not block) | `<skipped>` with how it stands; its findings in `<system-out>` |
| pass | a passed case; how long it holds, warnings, notes and printed conditions in `<system-out>` |
| a policy that does not apply | one `<skipped>` case with the reason |
| a warning about a waiver | a case in the suite of the run; `<failure>`, type `warning`, where it blocks |
| unusable inputs | a suite of their own, an `<error>` each |
| a blocked run in which no object blocks | one `<error>` in the suite of the run |
| result, counts, date, relaxations, digests | properties of the suite of the run, the first, and its `<system-out>` |
| date, verdict, supplier, digests | properties of each suite |

A case is `path.policy.requirement` and the object, so that it is one and the same from run to run, and one of its own
where a consumer ignores suites. There is no time in it: a report has no clock. The strict schema allows no `skipped` at
the root, and neither `file` nor `line` at a case: the place is in the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from checker.renderers.issues import BLOCKED, UNUSABLE, Issue, about_waivers, unexplained, unusable
from checker.renderers.junit_xml import ERROR, FAILURE, PASSED, SKIPPED, Case, opening, suite
from checker.renderers.marks import (
    finding_word,
    fingerprint,
    label,
    object_label,
    relaxations,
    result_line,
    told,
    unique_label,
)
from checker.renderers.rows import (
    ADVISORY,
    NOT_NEEDED,
    PASS,
    WAIVED,
    Row,
    findings,
    holding,
    ledger_blocks,
    place,
    standing,
    waiver,
    waiver_effect,
)

Json = dict[str, Any]

FINDINGS_ONLY = True


def render(report: Json) -> Iterator[str]:
    """The file, a suite at a time."""
    became, assessed = _census(report)
    of_run = [_waiver_case(each, blocks=ledger_blocks(report)) for each in about_waivers(report)]
    became.update(each.became for each in of_run)
    if report["result"] == BLOCKED and not became[FAILURE] + became[ERROR]:
        of_run.append(_error_case(unexplained(report, assessed=assessed), "result"))
        became[ERROR] += 1
    totals = {"tests": became.total(), "failures": became[FAILURE], "errors": became[ERROR]}
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n{opening("testsuites", {"name": "certgate", **totals})}\n'
    yield suite("certgate", of_run, _run_properties(report), _run_words(report))
    if report["errors"]:
        yield suite(UNUSABLE, map(_unusable_case, unusable(report["errors"])), {"as-of": report["as_of"]})
    digests = {row["id"]: row["sha256"] for row in report["inputs"]["policies"]}
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            yield _policy_suite(report, manifest, policy, digests.get(policy["id"], ""))
    yield "</testsuites>\n"


def _census(report: Json) -> tuple[Counter[str], bool]:
    """How many cases of each kind there will be, and whether anything was assessed."""
    became = Counter({ERROR: len(report["errors"])})
    assessed = False
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            assessed = assessed or bool(policy["requirements"])
            became[SKIPPED] += not policy["requirements"]
            became.update(_became(row) for row in _rows(manifest, policy))
    return became, assessed


def _rows(manifest: Json, policy: Json) -> Iterator[Row]:
    for requirement in policy["requirements"]:
        for each in requirement["objects"]:
            yield Row(manifest, policy, requirement, each)


def _became(row: Row) -> str:
    if row.object["blocks"]:
        return FAILURE
    return PASSED if standing(row) == PASS else SKIPPED


# The suite of the run


def _run_properties(report: Json) -> Json:
    inputs = report["inputs"]
    found = {"result": report["result"], "verdict": report["verdict"], "as-of": report["as_of"]}
    found |= {f"summary.{key}": value for key, value in report["summary"].items()}
    found |= {f"relaxation.{number}": text for number, text in enumerate(relaxations(report), 1)}
    for row in inputs["policies"]:
        found[f"policy.{label(row['id'])}"] = f"{label(row['version'])} sha256:{row['sha256']}"
    found["catalogue"] = f"{label(inputs['catalogue']['version'])} sha256:{inputs['catalogue']['sha256']}"
    for key in ("waivers", "order"):
        if inputs[key]:
            found[key] = f"{label(inputs[key]['path'])} sha256:{inputs[key]['sha256']}"
    found["fail-on"] = inputs["fail_on"] or "mandatory requirements"
    found["tool"] = f"{report['tool']['name']} {report['tool']['version']}"
    return found


def _run_words(report: Json) -> str:
    return "\n".join([result_line(report), *(f"note: {text}" for text in relaxations(report))])


def _waiver_case(issue: Issue, *, blocks: bool) -> Case:
    name = f"{issue.code} at {label(place({'file': issue.file, 'line': issue.line, 'column': issue.column}))}"
    text = f"{issue.text}\n[{issue.code}]"
    if blocks:
        return Case("waivers", name, FAILURE, "warning", issue.sentences[0], text)
    return Case("waivers", name, text=text)


def _unusable_case(issue: Issue) -> Case:
    place_of = place({"file": issue.file, "line": issue.line, "column": issue.column})
    return _error_case(issue, place_of)


def _error_case(issue: Issue, name: str) -> Case:
    group = unique_label(issue.file) if issue.code == UNUSABLE else "certgate"
    return Case(group, label(name), ERROR, issue.code, issue.sentences[0], issue.text)


# The suites of a manifest


def _policy_suite(report: Json, manifest: Json, policy: Json, digest: str) -> str:
    path = unique_label(manifest["path"])
    properties = {
        "as-of": report["as_of"],
        "verdict": policy["verdict"],
        "supplier": label(manifest["supplier"]),
        "manifest.sha256": manifest["sha256"],
        "policy.version": label(policy["version"]),
        "policy.sha256": digest,
    }
    group = f"{path}.{label(policy['id'])}"
    if policy["requirements"]:
        cases = [_case(report, row, group) for row in _rows(manifest, policy)]
        cases += [_left_out(group, each) for each in policy["products_left_out"]]
    else:
        reasons = dict.fromkeys(each["reason"] for each in policy["products_left_out"])
        word = policy["verdict"].replace("-", " ")
        why = told(f"{word}: {'; '.join(reasons) or 'the policy asks nothing of this manifest'}")
        cases = [Case(group, word, SKIPPED, policy["verdict"], why)]
    return suite(f"{path} / {label(policy['id'])}", cases, properties)


def _left_out(group: str, each: Json) -> Case:
    """The case of a product that the policy does not apply to, by what the supplier states of it."""
    why = told(f"not applicable: {each['reason']}")
    return Case(group, f"product {label(each['product'])}", SKIPPED, "not-applicable", why)


def _case(report: Json, row: Row, group: str) -> Case:
    """The case of an object."""
    group = f"{group}.{label(row.requirement['id'])}"
    name = _object_name(row.object)
    stands = standing(row)
    found = list(_finding_lines(row, stands))
    text = "\n".join(found)
    if row.object["blocks"]:
        outcome = row.object["outcome"]
        head = f"requirement {label(row.requirement['id'])}: {told(row.requirement['title'])}{_citation(row)}"
        remedy = f"\nremedy: {told(row.requirement['remedy'])}" if row.requirement["remedy"] else ""
        first = found[0] if found else f"{outcome}: the report states no reason"
        return Case(group, name, FAILURE, "warning" if outcome == PASS else outcome, first, f"{head}\n{text}{remedy}")
    if stands == PASS:
        return Case(group, name, text="\n".join(filter(None, [holding(row.object), text])))
    return Case(group, name, SKIPPED, stands, _reason(report, row, stands), text)


def _reason(report: Json, row: Row, stands: str) -> str:
    """Why an object that is no pass does not block."""
    if stands == WAIVED:
        lifted = waiver(row) or ""
        return f"waived by {label(lifted)}: {told(waiver_effect(report, lifted))}"
    outcome = row.object["outcome"]
    if stands == NOT_NEEDED:
        return f"{outcome}, not needed: the decision passes without it"
    if stands == ADVISORY:
        words = "advisory" if row.requirement["enforcement"] == "advisory" else "the requirement is not in effect"
        return f"{outcome}, does not block: {words}"
    return f"{outcome}, does not block"


def _finding_lines(row: Row, stands: str) -> Iterator[str]:
    ordered = findings(row)
    for found in ordered:
        raised = row.object["blocks"] and found["severity"] == ordered[0]["severity"]
        yield f"{finding_word(found, stands, raised=raised)}: {told(found['message'])}"
        yield f"  [{label(found['code'])}] {label(place(found['location']))}"
        if found["help"] and found["severity"] != "note":
            yield f"  to mend: {told(found['help'])}"
    for condition in dict.fromkeys(row.object["conditions"]):
        yield f"on the condition printed on the certificate: {told(condition)}"


def _citation(row: Row) -> str:
    return f" [{told(row.requirement['citation'])}]" if row.requirement["citation"] else ""


def _object_name(each: Json) -> str:
    """The object in words; where a part of its name can not stand as it is, with a digest that tells it from others."""
    parts = [each[key] or "" for key in ("product", "site", "id")]
    changed = any(label(part) != part for part in parts)
    return object_label(each) + (f" #{fingerprint(*parts)[:8]}" if changed else "")
