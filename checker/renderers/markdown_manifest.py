"""One manifest in Markdown: each requirement with its outcome, the objects, the sentence, the place, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.renderers.digest import Entry
from checker.renderers.groups import (
    EVIDENCE,
    GROUPS,
    Group,
    assumed,
    certificates,
    conditions,
    effect,
    grouped,
    listed,
    requirement_word,
)
from checker.renderers.markdown_text import code, in_html, prose
from checker.renderers.plans import plan_lines
from checker.renderers.rows import Row, holding, name, object_name, place, plural, sentence, through, waiver_effect

Json = dict[str, Any]

_CUT = "- the rest of this manifest is left out here; `-o json=FILE` keeps all"


def folded(report: Json, manifest: Json, entry: Entry, room: int, *, fold: bool) -> list[str]:
    """A manifest in at most `room` bytes, folded or not; nothing at all where not even its beginning fits."""
    title = f"{entry.mark} {in_html(entry.path)} ({in_html(entry.supplier)})"
    if fold:
        first, last = [f"<details><summary>{title}</summary>", ""], ["", "</details>", ""]
    else:
        first, last = [f"#### {entry.mark} {code(entry.path)} ({code(entry.supplier)})", ""], [""]
    room -= sum(len(line.encode()) + 1 for line in (*first, *last, _CUT))
    lines: list[str] = []
    for line in _lines(report, manifest):
        room -= len(line.encode()) + 1
        if room < 0:
            return [*first, *lines, _CUT, *last] if lines else []
        lines.append(line)
    return [*first, *lines, *last]


def _lines(report: Json, manifest: Json) -> Iterator[str]:
    for policy in manifest["policies"]:
        if not policy["requirements"]:
            continue
        told = f"{code(name(policy['id']))}: {prose(sentence(policy['title']))} ({EVIDENCE[policy['evidence']]}"
        told += f"{through(policy)})"
        told += f", {prose(lasts)}" if (lasts := holding(policy)) and lasts != holding(manifest) else ""
        yield f"- **{policy['verdict']}** {told}"
        for each in policy["products_left_out"][:GROUPS]:
            yield f"  - does not apply to {code(name(each['product']))}: {prose(sentence(each['reason']))}"
        for requirement in policy["requirements"]:
            yield from _requirement(report, manifest, policy, requirement)
    for line in plan_lines(manifest):
        yield f"{'  ' * line.depth}- {prose(line.text)}"


def _requirement(report: Json, manifest: Json, policy: Json, requirement: Json) -> Iterator[str]:
    yield f"  - {_head(report, requirement)}"
    if not requirement["needed"]:
        return
    if requirement["waived_by"]:
        yield f"    - {_waiver(report, requirement['waived_by'])}"
    for condition in conditions(requirement):
        yield f"    - on the condition printed on the certificate: {prose(sentence(condition))}"
    groups = grouped(Row(manifest, policy, requirement, each) for each in requirement["objects"])
    for group in groups[:GROUPS]:
        yield from _group(report, requirement, group)
    if rest := sum(len(group.objects) for group in groups[GROUPS:]):
        yield f"    - and {plural(rest, 'more object')}"
    if requirement["outcome"] != "pass" and requirement["remedy"]:
        yield f"    - remedy: {prose(sentence(requirement['remedy']))}"


def _head(report: Json, requirement: Json) -> str:
    told = (
        f"**{requirement_word(requirement)}** {code(name(requirement['id']))}: {prose(sentence(requirement['title']))}"
    )
    if requirement["outcome"] == "pass":
        told += f", by {listed(code(name(each)) for each in certificates(requirement))}"
        told += ", which rests on catalogue rows that are assumed" if assumed(requirement) else ""
        told += f", {prose(lasts)}" if (lasts := holding(requirement)) else ""
    for remark in (effect(requirement, report["inputs"]["fail_on"]), sentence(requirement["citation"])):
        told += f" ({prose(remark)})" if remark else ""
    return told


def _group(report: Json, requirement: Json, group: Group) -> Iterator[str]:
    yield f"    - {listed(code(object_name(each)) for each in group.objects)}:"
    if group.waived_by and not requirement["waived_by"]:
        yield f"      - {_waiver(report, group.waived_by)}"
    for finding in group.told:
        likewise = "" if group.alike else "; likewise for the others"
        where = f"{code(name(finding['code']))} at {code(place(finding['location']))}"
        told = f"**{group.label(finding)}**: {prose(sentence(finding['message']))}{likewise} ({where})."
        if finding["help"] and finding["severity"] != "note":
            told += f" To mend: {prose(sentence(finding['help']))}."
        yield f"      - {told}"
    if group.untold:
        yield f"      - {group.untold}"


def _waiver(report: Json, waived_by: str) -> str:
    return f"**waiver** {code(name(waived_by))}: {prose(waiver_effect(report, waived_by))}"
