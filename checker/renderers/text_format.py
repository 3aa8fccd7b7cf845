"""The report for people: verdict first, one line per requirement, and for a failure the sentence to forward."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from checker.words import visible

Json = dict[str, Any]

_WIDTH = 118
# A certificate to another standard is to be replaced; what else is wrong with it helps nobody.
_SETTLES = frozenset({"standard-not-accepted"})
_EVIDENCE = {
    "both": "product and management-system certificates required",
    "either": "product or management-system certificate required",
    "product": "product certificate required",
    "management-system": "management-system certificate required",
}
# More manifests than this, and those that pass are only counted and named.
_FEW = 5
# Of no more policies than this the report says why they do not apply.
_EXPLAINED = 3


FINDINGS_ONLY = True


def render(report: Json) -> Iterator[str]:
    """The report as plain text, at most 118 columns wide where the words allow."""
    for line in _lines(report):
        yield f"{line}\n"


def _lines(report: Json) -> Iterator[str]:
    yield from _head(report)
    short = len(report["manifests"]) > _FEW
    for manifest in report["manifests"]:
        yield from _manifest(manifest, short=short)
    yield from _tail(report)


def _head(report: Json) -> Iterator[str]:
    count = report["summary"]
    nothing = report["verdict"] == "not-applicable" and report["result"] == "passed"
    word = "NOT APPLICABLE, nothing that blocks is in effect," if nothing else report["result"].upper()
    yield f"{word} as of {report['as_of']}: {_counts(count)}"
    if report["errors"]:
        yield f"{_plural(len(report['errors']), 'problem')} with the input; what could not be read was not assessed"
    versions = ", ".join(f"{visible(row['id'])} {visible(row['version'])}" for row in report["inputs"]["policies"])
    yield from _wrap(f"policies: {versions}", "  ", "    ")
    for relaxation in report["relaxations"]:
        yield from _wrap(f"note: {visible(relaxation['effect'])}", "  ", "    ")


def _counts(count: Json) -> str:
    parts = [f"{count[key]} {key}" for key in ("pass", "fail", "undetermined") if count[key] or key == "pass"]
    if count["not-applicable"]:
        parts.append(f"{count['not-applicable']} not applicable")
    if count["warnings"]:
        parts.append(_plural(count["warnings"], "warning"))
    return f"{_plural(count['manifests'], 'manifest')}, {', '.join(parts)}"


def _plural(count: int, noun: str, nouns: str = "") -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {nouns or noun + 's'}"


def _manifest(manifest: Json, *, short: bool) -> Iterator[str]:
    head = f"{manifest['verdict'].upper()}  {visible(manifest['path'])}  ({visible(manifest['supplier'])})"
    if short and manifest["verdict"] == "pass" and not _warned(manifest):
        yield head
        return
    yield ""
    yield head
    skipped = [policy for policy in manifest["policies"] if not policy["requirements"]]
    for policy in manifest["policies"]:
        if policy["requirements"]:
            yield from _policy(policy)
    if short and skipped:
        yield f"  {_plural(len(skipped), 'policy', 'policies')} not applicable"
    elif len(skipped) <= _EXPLAINED:
        for policy in skipped:
            reasons = dict.fromkeys(visible(each["reason"]) for each in policy["products_left_out"])
            yield from _wrap(f"not applicable  {visible(policy['id'])}: {'; '.join(reasons)}", "  ", "        ")
    else:
        names = ", ".join(visible(policy["id"]) for policy in skipped)
        yield from _wrap(f"{len(skipped)} policies do not apply: {names}", "  ", "    ")


def _warned(manifest: Json) -> bool:
    return any(
        finding["severity"] == "warning"
        for policy in manifest["policies"]
        for requirement in policy["requirements"]
        for each in requirement["objects"]
        for finding in each["findings"]
    )


def _policy(policy: Json) -> Iterator[str]:
    title = f"{policy['verdict']}  {visible(policy['id'])}: {visible(policy['title'])}"
    yield from _wrap(f"{title} ({_EVIDENCE[policy['evidence']]})", "  ", "        ")
    for each in policy["products_left_out"]:
        yield from _wrap(f"does not apply to `{visible(each['product'])}`: {visible(each['reason'])}", "    ", "      ")
    for requirement in policy["requirements"]:
        yield from _requirement(requirement)


def _requirement(requirement: Json) -> Iterator[str]:
    outcome = requirement["outcome"] if requirement["needed"] else f"{requirement['outcome']}, not needed"
    line = f"{outcome}  {visible(requirement['id'])}: {visible(requirement['title'])}"
    if requirement["outcome"] == "pass":
        line += f", by {_satisfied_by(requirement['objects'])}"
        if any(each["confidence"] == "assumed" for each in requirement["objects"]):
            line += " (rests on catalogue rows that are assumed, see the gates in `-o json`)"
    if not requirement["counts"]:
        line += f" [{'not in effect' if requirement['enforcement'] == 'mandatory' else 'advisory'}, does not block]"
    if requirement["citation"]:
        line += f" [{visible(requirement['citation'])}]"
    yield from _wrap(line, "    ", "          ")
    if not requirement["needed"]:
        return
    for condition in dict.fromkeys(text for each in requirement["objects"] for text in each["conditions"]):
        yield from _wrap(f"on the condition printed on the certificate: {visible(condition)}", "      ", "        ")
    for objects, findings in _grouped(requirement["objects"]):
        if findings:
            yield from _findings(objects, findings)
    if requirement["outcome"] != "pass" and requirement["remedy"]:
        yield from _wrap(f"remedy: {visible(requirement['remedy'])}", "      ", "        ")


def _satisfied_by(objects: list[Json]) -> str:
    names = dict.fromkeys(visible(each["certificate"]) for each in objects if each["certificate"])
    return ", ".join(f"`{name}`" for name in names)


def _grouped(objects: list[Json]) -> list[tuple[list[Json], list[Json]]]:
    """Objects that share certificate, codes and places, with the findings of the first of them."""
    groups: dict[tuple[Any, ...], list[Json]] = defaultdict(list)
    for each in objects:
        key = tuple(
            (
                finding["code"],
                finding["certificate"],
                finding["severity"],
                finding["pointer"] if finding["gate"] else "",
            )
            for finding in each["findings"]
        )
        groups[(each["outcome"], key)].append(each)
    return [(each, each[0]["findings"]) for each in groups.values()]


def _findings(objects: list[Json], findings: list[Json]) -> Iterator[str]:
    names = list(dict.fromkeys(_name(each) for each in objects))
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    yield from _wrap(f"{shown}:", "      ", "        ")
    order = {"error": 0, "warning": 1, "note": 2}
    told = [finding for finding in findings if finding["code"] in _SETTLES] or findings
    for finding in sorted(told, key=lambda each: order[each["severity"]]):
        yield from _finding(finding)
    if len(told) < len(findings):
        yield f"        and {_plural(len(findings) - len(told), 'finding')} more about that certificate"


def _name(each: Json) -> str:
    name = f"{each['type']} {visible(each['id'])}" if each["id"] else each["type"]
    if each["product"] and each["product"] != each["id"]:
        name += f" of {visible(each['product'])}"
    if each["site"] and each["site"] != each["id"]:
        name += f" from {visible(each['site'])}"
    return name


def _finding(finding: Json) -> Iterator[str]:
    label = {"error": finding["outcome"], "warning": "warning", "note": "note"}[finding["severity"]]
    if finding["accepted"]:
        label = "undetermined, accepted by the policy"
    yield from _wrap(f"{label}: {visible(finding['message'])}", "        ", "          ")
    place = finding["location"]
    at = f"{visible(place['file'])}:{place['line']}:{place['column']}"
    yield f"          [{finding['code']}] {at}"
    if finding["severity"] != "note":
        yield from _wrap(f"to mend: {visible(finding['help'])}", "          ", "            ")


def _tail(report: Json) -> Iterator[str]:
    if report["errors"]:
        yield ""
        yield "Input that could not be used:"
    for error in report["errors"]:
        place = (
            f"{visible(error['path'])}:{error['line']}:{error['column']}" if error["line"] else visible(error["path"])
        )
        mend = f"; {visible(error['help'])}" if error["help"] else ""
        yield from _wrap(f"{place}: {visible(error['message'])}{mend}", "  ", "    ")
    yield ""
    yield f"{report['result']}: {_counts(report['summary'])}; `certgate explain CODE` tells what a code means"


def _wrap(text: str, first: str, following: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=following,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
