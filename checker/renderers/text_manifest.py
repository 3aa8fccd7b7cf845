"""One manifest in the report for people: each requirement with its outcome, and for a failure the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.records import NamedTuple
from checker.renderers.digest import Entry, entry_of
from checker.renderers.groups import (
    EVIDENCE,
    GROUPS,
    NAMES,
    assumed,
    certificates,
    conditions,
    effect,
    finding_label,
    grouped,
    listed,
    requirement_word,
)
from checker.renderers.rows import (
    Row,
    findings,
    holding,
    name,
    object_name,
    place,
    plural,
    sentence,
    through,
    waiver,
    waiver_effect,
)
from checker.renderers.text_page import Page

Json = dict[str, Any]

# Of no more policies than this the report says why they do not apply.
_EXPLAINED = 3


class Drawn(NamedTuple):
    """Draws the manifests of a report on a page; `full` with every object, gate and source excerpt."""

    report: Json
    page: Page
    full: bool = False

    def manifest(self, manifest: Json, *, short: bool = False) -> Iterator[str]:
        """A manifest; with `short`, without the reasons why policies do not apply."""
        yield from title_lines(self.page, entry_of(manifest))
        for policy in manifest["policies"]:
            if policy["requirements"]:
                yield from self._policy(manifest, policy)
        skipped = [policy for policy in manifest["policies"] if not policy["requirements"]]
        if skipped and short:
            yield from self.page.lines(f"{plural(len(skipped), 'policy', 'policies')} not applicable", "  ", "    ")
        elif len(skipped) <= _EXPLAINED or self.full:
            for policy in skipped:
                reasons = dict.fromkeys(sentence(each["reason"]) for each in policy["products_left_out"])
                told = f"not applicable\t{name(policy['id'])}: {listed(reasons, '; ')}"
                yield from self.page.lines(told, "  ", "        ")
        else:
            names = ", ".join(name(policy["id"]) for policy in skipped)
            yield from self.page.lines(f"{len(skipped)} policies do not apply: {names}", "  ", "    ")
        if self.full:
            yield from self._backing(manifest)
        if manifest.get("plan") is not None:
            yield from self._plan(manifest)

    def _backing(self, manifest: Json) -> Iterator[str]:
        from checker.renderers.backing import backing_lines  # noqa: PLC0415 - of no use without `-v`

        if lines := list(backing_lines(manifest)):
            yield from self.page.lines("behind the certificates:", "  ")
            for told in lines:
                yield from self.page.lines(told, "    ", "      ")

    def _plan(self, manifest: Json) -> Iterator[str]:
        from checker.renderers.plans import plan_lines  # noqa: PLC0415 - of no use without `--advise`

        for line in plan_lines(manifest):
            yield from self.page.lines(line.text, "  " * (line.depth + 1), "  " * (line.depth + 2))

    def _policy(self, manifest: Json, policy: Json) -> Iterator[str]:
        told = (
            f"{policy['verdict']}\t{name(policy['id'])}: {sentence(policy['title'])} ({EVIDENCE[policy['evidence']]}"
            f"{through(policy)})"
        )
        told += f", {lasts}" if (lasts := holding(policy)) and lasts != holding(manifest) else ""
        yield from self.page.lines(told, "  ", "        ", mark=policy["verdict"])
        left_out = policy["products_left_out"]
        for each in left_out if self.full else left_out[:NAMES]:
            text = f"does not apply to `{name(each['product'])}`: {sentence(each['reason'])}"
            yield from self.page.lines(text, "    ", "      ")
        if len(left_out) > NAMES and not self.full:
            text = f"does not apply to {plural(len(left_out) - NAMES, 'more product')}"
            yield from self.page.lines(text, "    ", "      ")
        for requirement in policy["requirements"]:
            yield from self._requirement(manifest, policy, requirement)

    def _requirement(self, manifest: Json, policy: Json, requirement: Json) -> Iterator[str]:
        yield from self._requirement_head(requirement)
        if not requirement["needed"] and not self.full:
            return
        if requirement["waived_by"]:
            yield from self._waiver(requirement["waived_by"], "      ")
        for condition in conditions(requirement):
            told = f"on the condition printed on the certificate: {sentence(condition)}"
            yield from self.page.lines(told, "      ", "        ")
        rows = [Row(manifest, policy, requirement, each) for each in requirement["objects"]]
        if self.full:
            for row in rows:
                yield from self._object(row)
        else:
            yield from self._groups(rows)
        if requirement["outcome"] != "pass" and requirement["remedy"]:
            yield from self.page.lines(f"remedy: {sentence(requirement['remedy'])}", "      ", "        ")

    def _requirement_head(self, requirement: Json) -> list[str]:
        word = requirement_word(requirement)
        told = f"{word}\t{name(requirement['id'])}: {sentence(requirement['title'])}"
        if requirement["outcome"] == "pass":
            told += f", by {listed(f'`{name(each)}`' for each in certificates(requirement))}"
            if assumed(requirement):
                told += " (rests on catalogue rows that are assumed; `-v` shows which)"
            told += f", {lasts}" if (lasts := holding(requirement)) else ""
        if unusual := effect(requirement, self.report["inputs"]["fail_on"]):
            told += f" [{unusual}]"
        if requirement["citation"]:
            told += f" [{sentence(requirement['citation'])}]"
        harmless = word == "fail" and not any(each["blocks"] for each in requirement["objects"])
        return self.page.lines(told, "    ", "          ", mark=word, tone="warning" if harmless else "")

    def _groups(self, rows: list[Row]) -> Iterator[str]:
        """What was found, once for objects that share it; what blocks comes first, and advice is given once."""
        groups = grouped(rows)
        advised: set[str] = set()
        for group in groups[:GROUPS]:
            yield from self.page.lines(f"{listed(map(object_name, group.objects))}:", "      ", "        ")
            if group.waived_by and not rows[0].requirement["waived_by"]:
                yield from self._waiver(group.waived_by, "        ")
            for finding in group.told:
                likewise = "" if group.alike else "; likewise for the others"
                yield from self._finding(group.label(finding), f"{sentence(finding['message'])}{likewise}", finding)
                yield from self._advice(finding, advised)
            if group.untold:
                yield from self.page.lines(group.untold, "        ", "          ")
        if rest := sum(len(group.objects) for group in groups[GROUPS:]):
            yield from self.page.lines(f"and {plural(rest, 'more object')}; `-v` shows all", "      ", "        ")

    def _object(self, row: Row) -> Iterator[str]:
        from checker.renderers.text_gates import excerpt, gate_lines  # noqa: PLC0415 - of no use without `-v`

        each = row.object
        waived_by = waiver(row)
        word = f"{each['outcome']}, waived" if waived_by and each["outcome"] != "pass" else each["outcome"]
        told = f"{word}\t{object_name(each)}"
        if each["candidate"]:
            told += f", {'by' if each['certificate'] else 'closest is'} `{name(each['candidate'])}`"
        told += f", {lasts}" if (lasts := holding(each)) else ""
        yield from self.page.lines(told, "      ", "            ", mark=word)
        if waived_by and not row.requirement["waived_by"]:
            yield from self._waiver(waived_by, "        ")
        for finding in findings(row):
            label = finding_label(finding, waived=waived_by is not None)
            yield from self._finding(label, sentence(finding["message"]), finding)
            yield from excerpt(self.page, row.manifest["source"], finding["location"])
            yield from self._advice(finding, set())
        yield from gate_lines(self.page, each)

    def _finding(self, label: str, message: str, finding: Json) -> Iterator[str]:
        yield from self.page.lines(f"{label}: {message}", "        ", "          ", mark=label)
        where = f"[{name(finding['code'])}] {place(finding['location'])}"
        yield from self.page.lines(where, "          ", "          ")

    def _advice(self, finding: Json, given: set[str]) -> list[str]:
        """What to do about a finding, unless it was said before."""
        if finding["severity"] == "note" or finding["help"] in ("", *given):
            return []
        given.add(finding["help"])
        return self.page.lines(f"to mend: {sentence(finding['help'])}", "          ", "            ")

    def _waiver(self, waived_by: str, indent: str) -> list[str]:
        text = f"waiver `{name(waived_by)}`: {waiver_effect(self.report, waived_by)}"
        return self.page.lines(text, indent, f"{indent}  ", mark="waiver")


def title_lines(page: Page, entry: Entry, indent: str = "") -> list[str]:
    """The line that names a manifest: verdict, path, supplier, and how long a pass lasts."""
    told = f"{entry.mark}\t{entry.path}\t({entry.supplier})"
    told += f", {entry.holding}" if entry.holding else ""
    return page.lines(told, indent, f"{indent}        ", mark=entry.mark)
