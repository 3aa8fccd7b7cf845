"""Whether a saved report agrees with itself: every sum, from the findings up to the exit code, can be done again.

A report that somebody changed below its head would be drawn as a pass that nothing supports. One that was changed
throughout can not be told from a true one: run the check again, or have it signed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from checker.engine.assess import NOT_APPLICABLE
from checker.engine.result import BLOCKED, INTERRUPTED, PASSED, WAIVED, ExitCode, grave
from checker.model.decision import evaluate, read, wanting
from checker.model.outcome import Outcome, all_of

Json = dict[str, Any]


def contradictions(report: Json) -> Iterator[tuple[str, str]]:
    """Where a report does not agree with its own parts, as JSON pointer and message."""
    yield from _summary(report)
    yield from _verdict("/verdict", "verdict", report["verdict"], [each["verdict"] for each in report["manifests"]])
    for m, manifest in enumerate(report["manifests"]):
        at = f"/manifests/{m}"
        policies = manifest["policies"]
        yield from _verdict(f"{at}/verdict", "verdict", manifest["verdict"], [each["verdict"] for each in policies])
        yield from _unique(f"{at}/policies", "policy", policies)
        for p, policy in enumerate(policies):
            yield from _policy(f"{at}/policies/{p}", policy)
    yield from _waivers(report)
    yield from _result(report)


def _summary(report: Json) -> Iterator[tuple[str, str]]:
    found = Counter(manifest["verdict"] for manifest in report["manifests"])
    stated = report["summary"]
    for key in (*(each.value for each in Outcome), NOT_APPLICABLE):
        if stated[key] != found[key]:
            yield f"/summary/{key}", f"the summary counts {stated[key]} manifests as {key}, and {found[key]} are"
    if stated["manifests"] != found.total():
        yield "/summary/manifests", f"the summary counts {stated['manifests']} manifests, and there are {found.total()}"
    warnings = sum(finding["severity"] == "warning" for each in _objects(report) for finding in each["findings"])
    if stated["warnings"] != warnings:
        yield "/summary/warnings", f"the summary counts {stated['warnings']} warnings, and there are {warnings}"
    waived = sum(row["waived_by"] is not None for row in _requirements(report))
    if stated["waived"] != waived:
        yield "/summary/waived", f"the summary counts {stated['waived']} waived requirements, and {waived} are"


def _policy(at: str, policy: Json) -> Iterator[tuple[str, str]]:
    yield from _unique(f"{at}/requirements", "requirement", policy["requirements"])
    yield from _needed(at, policy)
    for r, requirement in enumerate(policy["requirements"]):
        place = f"{at}/requirements/{r}"
        outcomes = [each["outcome"] for each in requirement["objects"]]
        yield from _verdict(f"{place}/outcome", "outcome", requirement["outcome"], outcomes)
        needed = requirement["counts"] and requirement["needed"]
        if policy["verdict"] == Outcome.PASS and needed and requirement["outcome"] != Outcome.PASS:
            yield (
                f"{at}/verdict",
                f"the verdict is `pass`, although the requirement `{requirement['id']}` does not pass",
            )
        for number, each in enumerate(requirement["objects"]):
            yield from _object(f"{place}/objects/{number}", requirement, each)
        if (requirement["waived_by"] or "") != (names := _waived_by(requirement)):
            message = f"the requirement is waived by `{requirement['waived_by'] or ''}`, and its objects by `{names}`"
            yield f"{place}/waived_by", message


def _needed(at: str, policy: Json) -> Iterator[tuple[str, str]]:
    """Which requirements the decision needs, where the report states the decision."""
    if not policy["requirements"]:
        return
    if "decision" not in policy:
        yield at, f"the policy `{policy['id']}` states no decision, so which requirements it needs can not be told"
        return
    outcomes = {row["id"]: Outcome(row["outcome"]) for row in policy["requirements"] if row["counts"]}
    wanted = wanting(read(policy["decision"]), outcomes.get)
    verdict = evaluate(read(policy["decision"]), outcomes.get)
    together = verdict.value if verdict else NOT_APPLICABLE
    if policy["verdict"] != together:
        yield f"{at}/verdict", f"the verdict is `{policy['verdict']}`, and by its decision it is `{together}`"
    for r, row in enumerate(policy["requirements"]):
        needed = row["id"] in wanted or row["outcome"] == Outcome.PASS or not row["counts"]
        if row["needed"] != needed:
            told = "needs" if needed else "does not need"
            yield f"{at}/requirements/{r}/needed", f"the decision {told} the requirement `{row['id']}`"


def _object(at: str, requirement: Json, each: Json) -> Iterator[tuple[str, str]]:
    against = [found for found in each["findings"] if found["severity"] == "error"]
    if each["outcome"] == Outcome.PASS and against:
        yield f"{at}/outcome", f"the outcome is `pass`, although the finding `{against[0]['code']}` is against it"
    if each["waived_by"] and each["outcome"] == Outcome.PASS:
        yield f"{at}/waived_by", "this object is waived, although it passes"
    if against and not requirement["counts"]:
        yield f"{at}/findings", f"the finding `{against[0]['code']}` is an error of a requirement that does not count"
    held = each["outcome"] != Outcome.PASS and requirement["counts"] and requirement["needed"]
    if held and not each["blocks"] and not each["waived_by"]:
        yield f"{at}/blocks", "this object does not pass and no waiver lifts it, so it blocks"


def _waived_by(requirement: Json) -> str:
    """The waivers of a requirement: those of its objects, where each that does not pass is waived."""
    open_ = [each["waived_by"] for each in requirement["objects"] if each["outcome"] != Outcome.PASS]
    return ", ".join(sorted({name for each in open_ for name in each.split(", ")})) if all(open_) else ""


def _waivers(report: Json) -> Iterator[tuple[str, str]]:
    """A waiver that lifts something is among the relaxations, and one there lifts something; both need a file."""
    stated = {row["id"] for row in report["relaxations"] if row["type"] == "waiver"}
    used = {name for row in _objects(report) for name in (row["waived_by"] or "").split(", ") if name}
    for name in sorted(used - stated):
        yield "/relaxations", f"something is waived by `{name}`, which the relaxations do not state"
    for name in sorted(map(str, stated - used)):
        yield "/relaxations", f"the relaxations state the waiver `{name}`, by which nothing is waived"
    if (stated or used or report.get("ledger")) and report["inputs"]["waivers"] is None:
        yield "/inputs/waivers", "waivers are reported, although no file of waivers was given"


def _unsettled(policy: Json) -> bool:
    """Whether a policy does not pass, and not all that keeps it from passing is waived."""
    if policy["verdict"] in (Outcome.PASS, NOT_APPLICABLE):
        return False
    rows = [row for row in policy["requirements"] if row["counts"] and row["needed"] and row["outcome"] != Outcome.PASS]
    return not rows or not all(row["waived_by"] for row in rows)


def _result(report: Json) -> Iterator[tuple[str, str]]:
    result = report["result"]
    if ("incomplete" in report) != any(row.get("kind") == INTERRUPTED for row in report["errors"]):
        yield "", "whether the run was interrupted is not what the errors say of it"
    requirements, objects = list(_requirements(report)), list(_objects(report))
    policies = [policy for manifest in report["manifests"] for policy in manifest["policies"]]
    warned = any(row["severity"] == "warning" for row in report.get("ledger", ()))
    blocks = bool(report["errors"]) or not requirements or any(each["blocks"] for each in objects)
    blocks = blocks or any(map(_unsettled, policies)) or (warned and report["inputs"]["fail_on"] == "warning")
    if blocks and result != BLOCKED:
        yield "/result", f"the result is `{result}`, although something in the report blocks"
    waived = any(row["waived_by"] for row in (*requirements, *objects))
    if result == PASSED and (waived or report["verdict"] not in (Outcome.PASS, NOT_APPLICABLE)):
        yield "/result", "the result is `passed`, although not everything passes"
    if result == WAIVED and not waived:
        yield "/result", "the result is `passed-with-waivers`, although nothing is waived"
    no_fail = any(row["type"] == "no-fail" for row in report["relaxations"])
    code = grave(row.get("kind", "") for row in report["errors"])
    if code is ExitCode.PASSED and not requirements:
        code = ExitCode.UNUSABLE
    if code is ExitCode.PASSED and result == BLOCKED and not no_fail:
        code = ExitCode.BLOCKED
    if report["exit_code"] != code:
        yield "/exit_code", f"the exit code is {report['exit_code']}, and that of such a result is {int(code)}"


def _verdict(at: str, noun: str, stated: str, parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    seen = [Outcome(each) for each in parts if each != NOT_APPLICABLE]
    together = all_of(seen).value if seen else NOT_APPLICABLE
    if stated != together:
        yield at, f"the {noun} is `{stated}`, and that of its parts together is `{together}`"


def _unique(at: str, noun: str, rows: list[Json]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row["id"] in seen:
            yield f"{at}/{number}/id", f"the {noun} `{row['id']}` is reported twice"
        seen.add(row["id"])


def _requirements(report: Json) -> Iterator[Json]:
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            yield from policy["requirements"]


def _objects(report: Json) -> Iterator[Json]:
    for requirement in _requirements(report):
        yield from requirement["objects"]
