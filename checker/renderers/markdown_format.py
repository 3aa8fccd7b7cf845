"""Markdown for the summary of a GitHub step and for comments on merge requests: under 60,000 bytes, whatever the input.

The verdict comes first, and nothing that relaxes it is folded. What there is no room for is counted: the order is fixed
(relaxations, unusable input, a table with the worst first, then the reasons), so one report is always cut alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from checker.renderers.digest import MANY, NOT_APPLICABLE, OPEN, PASSING, WARNED, WORST, Digest, Entry, title
from checker.renderers.markdown_manifest import folded
from checker.renderers.markdown_text import cell, code, prose
from checker.renderers.rows import (
    changes,
    headline,
    ledger,
    ledger_blocks,
    ledger_line,
    name,
    place,
    plural,
    since,
    trouble,
    without,
)
from checker.words import shorten

Json = dict[str, Any]

FINDINGS_ONLY = True

LIMIT = 60_000
"""A report is shorter than this, in bytes: merge requests and step summaries take it, with room to spare."""

# The room of each section, in bytes; what one leaves, the reasons at the end get.
_RELAXATIONS, _ERRORS, _POLICIES, _TABLE = 12_000, 9_000, 5_000, 12_000
_LEDGER, _SINCE = 4_000, 4_000
_ROWS = 200  # of the table
_FEW = 3  # Of no more manifests than this the reasons are not folded.
_ALL = "`-o json=FILE` keeps all"
_FAIL_ON = {
    "undetermined": "also blocks on undetermined advisory requirements: `--fail-on undetermined`",
    "warning": "also blocks on warnings: `--fail-on warning`",
}


def render(report: Json) -> Iterator[str]:
    """The report as Markdown."""
    digest = Digest(report, keep=_ROWS)
    lines = [
        *_head(report),
        *_relaxations(report),
        *_ledger(report),
        *_since(report),
        *_errors(report),
        *_table(digest),
        *_commonest(digest),
    ]
    tail = [*_policies(report), "`certgate explain CODE` tells what a code means."]
    room = LIMIT - size(lines) - size(tail) - 500
    yield "".join(f"{line}\n" for line in (*lines, *_reasons(report, digest, room), *tail))


def size(lines: Iterable[str]) -> int:
    """The bytes that lines take, their ends included."""
    return sum(len(line.encode()) + 1 for line in lines)


def fitting(lines: Iterable[str], room: int) -> list[str]:
    """The first lines, as many as there is room for."""
    taken = []
    for line in lines:
        room -= size([line])
        if room < 0:
            break
        taken.append(line)
    return taken


def _head(report: Json) -> Iterator[str]:
    yield f"## {headline(report)}"
    yield ""
    told = f"Verdict of the evidence: **{report['verdict'].replace('-', ' ')}**. Result: **{report['result']}**."
    if report["errors"]:
        told += f" **{trouble(report)}**: {without(report)}, and blocks."
    if report["inputs"]["fail_on"]:
        told += f" This run {_FAIL_ON[report['inputs']['fail_on']]}."
    yield told
    yield ""


def _relaxations(report: Json) -> Iterator[str]:
    relaxations = report["relaxations"]
    if not relaxations:
        return
    yield "What makes this answer milder, or moves its date:"
    yield ""
    shown = fitting(map(_relaxation, relaxations), _RELAXATIONS)
    yield from shown
    if rest := len(relaxations) - len(shown):
        yield f"- and {plural(rest, 'more relaxation')}, left out here; {_ALL}"
    yield ""


def _relaxation(each: Json) -> str:
    label = f"**waiver** {code(name(each['id'] or ''))}" if each["type"] == "waiver" else "note"
    return f"- {label}: {prose(_brief(each['effect']))}"


def _brief(text: str) -> str:
    """A sentence cut so short that the first of them always find room, whatever they are made of."""
    return shorten(text, 400)


def _ledger(report: Json) -> Iterator[str]:
    found = ledger(report)
    if not found:
        return
    yield f"Warnings about waivers{', which block' if ledger_blocks(report) else ''}:"
    yield ""
    shown = fitting((f"- **warning**: {prose(_brief(ledger_line(each)))}" for each in found), _LEDGER)
    yield from shown
    if rest := len(found) - len(shown):
        yield f"- and {plural(rest, 'more warning')} about waivers, left out here; {_ALL}"
    yield ""


def _since(report: Json) -> Iterator[str]:
    told = since(report)
    if not told:
        return
    yield prose(f"{told[:1].upper()}{told[1:]}.")
    yield ""
    lines = [f"- **{word}**: {prose(_brief(each))}" for word, each in changes(report)]
    yield from fitting(lines, _SINCE)
    yield from [""] if lines else ()


def _errors(report: Json) -> Iterator[str]:
    errors = report["errors"]
    if not errors:
        return
    yield "### Input that could not be used"
    yield ""
    shown = fitting(map(_error, errors), _ERRORS)
    yield from shown
    if rest := len(errors) - len(shown):
        yield f"- and {plural(rest, 'more problem')} with the input, left out here; {_ALL}"
    yield ""


def _error(error: Json) -> str:
    mend = f"; {prose(_brief(error['help']))}" if error["help"] else ""
    return f"- {code(place(error))}: {prose(_brief(error['message']))}{mend}"


def _table(digest: Digest) -> Iterator[str]:
    first = digest.first
    entries = [*digest.worst, *first[WARNED], *first[NOT_APPLICABLE], *first[PASSING]]
    if not entries:
        return
    yield "| verdict | manifest | supplier | why |"
    yield "|---|---|---|---|"
    shown = fitting(map(_row, entries), _TABLE)
    yield from shown
    yield ""
    if rest := digest.counts.total() - len(shown):
        open_ = digest.counts[OPEN] - min(len(shown), len(digest.worst))
        among = f", among them {open_:,} that do not pass" if open_ else ", all of which pass or are not applicable"
        yield f"{plural(rest, 'more manifest')} left out of this table{among}; `-o csv=FILE` holds every one."
        yield ""


def _row(entry: Entry) -> str:
    mark = f"**{entry.mark}**" if entry.group == OPEN else entry.mark
    return f"| {mark} | {cell(entry.path)} | {cell(entry.supplier)} | {_why(entry)} |"


def _why(entry: Entry) -> str:
    codes = ", ".join(map(cell, entry.codes[:3]))
    codes += f" and {len(entry.codes) - 3} more" if len(entry.codes) > 3 else ""
    if entry.blocking:
        return f"{plural(entry.blocking, 'object')} {'blocks' if entry.blocking == 1 else 'block'}: {codes}"
    if entry.group == OPEN:
        return f"{'waived' if entry.lifted else 'nothing blocks'}: {codes}"
    told = [f"{plural(entry.warnings, 'warning')}: {codes}"] if entry.warnings else []
    return "; ".join([*told, *([cell(entry.holding)] if entry.holding else [])])


def _commonest(digest: Digest) -> Iterator[str]:
    rows = digest.commonest("error")
    if digest.counts[OPEN] <= MANY or not rows:
        return
    yield "### The commonest reasons"
    yield ""
    for row in rows[:WORST]:
        count = f"{plural(row.manifests, 'manifest')}, {plural(row.findings, 'finding')}"
        meaning = title(row.code)
        yield f"- {count}: {prose(meaning)} {code(name(row.code))}" if meaning else f"- {count}: {code(name(row.code))}"
    yield ""


def _reasons(report: Json, digest: Digest, room: int) -> Iterator[str]:
    """The manifests that do not pass, then those with warnings, each with its reasons, while there is room."""
    chosen = [*digest.worst, *digest.first[WARNED]]
    if not chosen:
        return
    yield "### Why"
    yield ""
    left = room - size(["### Why", ""])
    told = 0
    for entry in chosen:
        # Each gets its share, so that one long manifest does not take the room of all.
        share = max(left // (len(chosen) - told), 3_000)
        lines = folded(report, report["manifests"][entry.number], entry, min(share, left), fold=len(chosen) > _FEW)
        if not lines:
            break
        yield from lines
        left -= size(lines)
        told += 1
    if rest := digest.counts[OPEN] + digest.counts[WARNED] - told:
        yield f"The reasons of {plural(rest, 'more manifest')} are left out here; {_ALL}."
        yield ""


def _policies(report: Json) -> Iterator[str]:
    inputs = report["inputs"]
    policies = [
        f"- {code(name(row['id']))} {code(name(row['version']))} `{row['sha256'][:12]}`" for row in inputs["policies"]
    ]
    catalogue = f"- catalogue {code(name(inputs['catalogue']['version']))} `{inputs['catalogue']['sha256'][:12]}`"
    yield f"Checked by certgate {code(name(report['tool']['version']))} with (version, beginning of the SHA-256):"
    yield ""
    shown = fitting(policies, _POLICIES)
    yield from shown
    if rest := len(policies) - len(shown):
        yield f"- and {plural(rest, 'more policy', 'more policies')}, left out here; {_ALL}"
    yield catalogue
    for key in ("order", "waivers"):
        if inputs[key]:
            yield f"- {key} {code(name(inputs[key]['path']))} `{inputs[key]['sha256'][:12]}`"
    yield ""
