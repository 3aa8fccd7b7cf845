"""The report for people: verdict first, one line per requirement, and for a failure the sentence to forward.

A report of more than 20 manifests that do not pass is summed up: the worst of them and the commonest reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from checker.renderers.digest import MANY, NOT_APPLICABLE, OPEN, PASSING, WARNED, WORST, Common, Digest, Entry, title
from checker.renderers.groups import listed
from checker.renderers.look import Look
from checker.renderers.rows import (
    MEANT,
    changes,
    counts,
    headline,
    ledger,
    ledger_line,
    lost,
    name,
    place,
    plural,
    sentence,
    since,
    trouble,
    without,
)
from checker.renderers.text_manifest import Drawn, title_lines
from checker.renderers.text_page import NARROWEST, Page

Json = dict[str, Any]

# It shows gates and excerpts with `-v` alone; whoever asks for that has the run keep them.
FINDINGS_ONLY = True

# Of no more manifests than this each is shown in full; of more, those that pass are only named.
_FEW = 5
# Of this many inputs that could not be used each is shown, unless the report is summed up as a whole.
_UNUSABLE = 100
_FAIL_ON = {
    "undetermined": "also blocks on undetermined advisory requirements: --fail-on undetermined",
    "warning": "also blocks on warnings: --fail-on warning",
}
_EXPLAIN = "`certgate explain CODE` tells what a code means"


def render(report: Json) -> Iterator[str]:
    """The report as plain text, at most 118 columns wide where the words allow."""
    yield from terminal(report, Look())


def terminal(report: Json, look: Look) -> Iterator[str]:
    """The report as text for a terminal; see Look."""
    page = Page(max(look.width, NARROWEST), look.colour)
    for line in _lines(report, page, look.detail):
        yield f"{line}\n"


def _lines(report: Json, page: Page, detail: int) -> Iterator[str]:
    drawn = Drawn(report, page, full=detail > 0)
    yield from _head(report, page, detail)
    digest = Digest(report)
    many = detail <= 0 and digest.counts[OPEN] > MANY
    if detail > 0:
        yield from _each(drawn, range(len(report["manifests"])))
    elif many:
        yield from _summed_up(page, digest, detail)
    elif detail < 0:
        yield from _named(page, digest, OPEN)
    else:
        yield from _usual(drawn, digest)
    yield from _unusable(report, page, MANY if many else _UNUSABLE)
    yield from _since(report, page)
    yield from _last(report, page)


def _head(report: Json, page: Page, detail: int) -> Iterator[str]:
    nothing = report["verdict"] == "not-applicable" and report["result"] == "passed"
    head = headline(report)
    word = "NOT APPLICABLE" if nothing else head.partition(" as of ")[0]
    yield from page.lines(head, "", "  ", mark=word, tone="" if nothing else report["result"].upper())
    yield f"  verdict: {report['verdict'].replace('-', ' ')}"
    if report["errors"]:
        mark = trouble(report)
        told = f"{mark}: {without(report)}, and blocks"
        yield from page.lines(told, "  ", "    ", mark=mark, tone="fail")
    if detail >= 0:
        versions = ", ".join(f"{name(row['id'])} {name(row['version'])}" for row in report["inputs"]["policies"])
        yield from page.lines(f"policies: {versions}", "  ", "    ")
    for each in report["relaxations"]:
        mark = "waiver" if each["type"] == "waiver" else "note"
        label = f"waiver `{name(each['id'] or '')}`" if mark == "waiver" else mark
        yield from page.lines(f"{label}: {sentence(each['effect'])}", "  ", "    ", mark=mark)
    yield from _ledger(report, page)
    if report["inputs"]["fail_on"]:
        yield from page.lines(f"note: {_FAIL_ON[report['inputs']['fail_on']]}", "  ", "    ")
    if required := (report["inputs"].get("trust") or {}).get("required"):
        told = f"note: {' and '.join(required)} had to be signed by a trusted key; {_signers(report)}"
        yield from page.lines(told, "  ", "    ")


def _signers(report: Json) -> str:
    """The keys that signed what was assessed; policies that ship with certgate carry no signature."""
    if report["summary"]["manifests"] and not report["manifests"]:  # the summary of a run on a cluster
        return "the entry of each manifest names its keys"
    rows = chain(report["inputs"]["policies"], report["manifests"])
    found = sorted({key for row in rows for key in row.get("signed_by", ())})
    keys = ", ".join(f"`{name(key)}`" for key in found[:MANY])
    rest = f" and {len(found) - MANY} more" if len(found) > MANY else ""
    return f"signed with {keys}{rest}" if found else "nothing that was assessed is"


def _ledger(report: Json, page: Page) -> Iterator[str]:
    """The warnings about waivers, then the notes."""
    found = ledger(report)
    for each in found[:MANY]:
        yield from page.lines(f"warning: {ledger_line(each)}", "  ", "    ", mark="warning")
    if (rest := len(found) - MANY) > 0:
        more = f"warning: and {plural(rest, 'more warning')} about waivers; `-o json=FILE` keeps all"
        yield from page.lines(more, "  ", "    ", mark="warning")
    # Who gives a waiver and sees nothing lifted looks for the reason here.
    for each in [row for row in report.get("ledger", ()) if row["severity"] == "note"][:MANY]:
        yield from page.lines(f"note: {ledger_line(each)}", "  ", "    ", mark="note")


def _since(report: Json, page: Page) -> Iterator[str]:
    """What changed since an earlier report."""
    if told := since(report):
        yield ""
        yield from page.lines(f"{told[:1].upper()}{told[1:]}", "", "  ")
    for word, each in changes(report):
        yield from page.lines(f"{word}\t{each}", "  ", "        ", mark=word, tone="fail" if word == "new" else "pass")


def _usual(drawn: Drawn, digest: Digest) -> Iterator[str]:
    """Few manifests in full; of more, those that pass by name, then those with something to say in full."""
    manifests = drawn.report["manifests"]
    if len(manifests) <= _FEW:
        yield from _each(drawn, range(len(manifests)))
        return
    for group in (PASSING, NOT_APPLICABLE):
        yield from _named(drawn.page, digest, group)
    yield from _misspelt(drawn, [entry.number for entry in digest.first[NOT_APPLICABLE]])
    if digest.counts[WARNED] > MANY:
        yield from _named(drawn.page, digest, WARNED)
        yield from _commonest(drawn.page, digest, "warning")
    else:
        yield from _each(drawn, [entry.number for entry in digest.first[WARNED]], short=True)
    yield from _each(drawn, [entry.number for entry in digest.first[OPEN]], short=True)


def _each(drawn: Drawn, indexes: range | list[int], *, short: bool = False) -> Iterator[str]:
    for index in indexes:
        yield ""
        yield from drawn.manifest(drawn.report["manifests"][index], short=short)


def _named(page: Page, digest: Digest, group: str) -> Iterator[str]:
    """A line for each of the first manifests of a group, and how many more there are."""
    shown = digest.first[group]
    if shown:
        yield ""
    for entry in shown:
        yield from title_lines(page, entry)
    if rest := digest.counts[group] - len(shown):
        words = {
            OPEN: "do not pass",
            WARNED: "pass with warnings",
            PASSING: "pass",
            NOT_APPLICABLE: "are not applicable",
        }
        yield from page.lines(f"and {plural(rest, 'more manifest')} that {words[group]}")


def _misspelt(drawn: Drawn, indexes: list[int]) -> Iterator[str]:
    """Why manifests are not judged where that is likely a misprint: nobody looks for those that are only named."""
    for index in indexes:
        manifest = drawn.report["manifests"][index]
        for policy in manifest["policies"]:
            for each in policy["products_left_out"]:
                if MEANT in each["reason"]:
                    told = f"{name(manifest['path'])}: {name(policy['id'])}: {sentence(each['reason'])}"
                    yield from drawn.page.lines(told, "  ", "    ")


def _summed_up(page: Page, digest: Digest, detail: int) -> Iterator[str]:
    yield ""
    yield from page.lines(f"The worst of {plural(digest.counts[OPEN], 'manifest')} that do not pass:")
    for entry in digest.worst[:WORST]:
        yield from title_lines(page, entry, "  ")
        if detail >= 0:
            yield from page.lines(f"{_blocking(entry)}: {listed(entry.codes)}", "        ", "          ")
    if detail >= 0:
        yield from _commonest(page, digest, "error")
        yield from _commonest(page, digest, "warning")
    yield ""
    rest = "Every manifest: `-o csv=FILE` as a table, `-o json=FILE` with all reasons, `-v` printed here."
    yield from page.lines(rest)


def _blocking(entry: Entry) -> str:
    if not entry.blocking:
        return "nothing blocks"
    return f"{plural(entry.blocking, 'object')} {'blocks' if entry.blocking == 1 else 'block'}"


def _commonest(page: Page, digest: Digest, severity: str) -> Iterator[str]:
    rows = digest.commonest(severity)
    if not rows:
        return
    yield ""
    yield f"The commonest {'reasons' if severity == 'error' else 'warnings'}:"
    for row in rows:
        yield from page.lines(_how_often(row), "  ", "        ")


def _how_often(row: Common) -> str:
    found = f"{plural(row.manifests, 'manifest')}, {plural(row.findings, 'finding')}"
    meaning = title(row.code)
    return f"{found}: {meaning} [{name(row.code)}]" if meaning else f"{found}: {name(row.code)}"


def _unusable(report: Json, page: Page, most: int) -> Iterator[str]:
    errors = report["errors"]
    if errors:
        yield ""
        yield "Input that could not be used:"
    for error in errors[:most]:
        mend = f"; {sentence(error['help'])}" if error["help"] else ""
        yield from page.lines(f"{place(error)}: {sentence(error['message'])}{mend}", "  ", "      ")
    if len(errors) > most:
        more = f"and {plural(len(errors) - most, 'more problem')}; `-o json=FILE` keeps all"
        yield from page.lines(more, "  ", "      ")


def _last(report: Json, page: Page) -> Iterator[str]:
    last = f"{report['result']}: {lost(report)}{counts(report['summary'])}"
    yield ""
    if len(last) + len(_EXPLAIN) + 2 <= page.width:
        last = f"{last}; {_EXPLAIN}"
    else:
        yield from page.lines(_EXPLAIN)
    yield from page.lines(last, "", "  ", mark=report["result"])
