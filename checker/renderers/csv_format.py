"""CSV for spreadsheets: one row per requirement and object (RFC 4180; all columns in every row).

The column `outcome` says what a row is about:

| outcome | row |
|---|---|
| `pass`, `fail`, `undetermined` | an object of a requirement; `standing` says whether that counts |
| `not-applicable` | a product that a policy does not apply to, with the reason in `message` |
| `unusable` | an input that could not be read |
| `waiver` | a finding about a waiver itself; its code, place and mend in the columns for these |
| `relaxation` | what makes the answer milder or moves its date; named in each row, told here |
| `nothing-assessed` | a run without manifests, or a manifest without anything to judge |

The file begins with a byte order mark: without one, Excel reads UTF-8 as something else and breaks every name that has
an umlaut. What else reads CSV skips it (pandas, csvkit, DuckDB, LibreOffice); plain Python wants `utf-8-sig`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from checker.renderers.rows import Row, counts, findings, ledger, ledger_blocks, standing, waiver
from checker.words import inert, shorten

Json = dict[str, Any]
Cells = dict[str, Any]

FINDINGS_ONLY = True

# fmt: off
COLUMNS = (
    "as_of", "result", "verdict", "summary", "manifest", "sha256", "supplier", "manifest_verdict", "policy",
    "policy_version", "policy_verdict", "requirement", "requirement_title", "requirement_outcome", "kind",
    "enforcement", "object_type", "object", "product", "site", "outcome", "standing", "blocks", "waived_by",
    "certificate", "candidate", "basis", "confidence", "codes", "message", "help", "remedy", "conditions", "file",
    "line", "column", "citation", "relaxations", "holds_until", "holds_then",
)
# fmt: on
"""The columns, in their order; one may be added at the end, none renamed or moved."""

LONGEST = 2_000
"""How many characters of a text a cell holds. Excel takes 32,767, and nobody reads them."""

_NOTHING = {"outcome": "nothing-assessed", "message": "nothing was assessed"}
# Texts up to this long come back in row after row.
_SHORT = 200
_BOM = "\ufeff"
# What a spreadsheet may take for a formula: at the beginning of a cell, or behind a semicolon, at which Excel splits
# lines where commas are decimal signs.
_FORMULA = re.compile("(^|;)([\\s\"']*)(?=[=+\\-@\uff1d\uff0b\uff0d\uff20])")


def render(report: Json) -> Iterator[str]:
    """The report as CSV, with a header row."""
    run = _run(report)
    yield _BOM + _written([COLUMNS])
    for rows in _rows(report):
        yield _written([{**run, **row}.get(column) for column in COLUMNS] for row in rows)


def _rows(report: Json) -> Iterator[Iterable[Cells]]:
    """The rows, as many at a time as belong together."""
    for manifest in report["manifests"]:
        yield list(_manifest(manifest)) or [{**_names(manifest), **_NOTHING}]
    yield map(_error, report["errors"])
    yield (_clean(_ledger(report, each)) for each in ledger(report))
    yield (_clean({"outcome": "relaxation", "message": each["effect"]}) for each in report["relaxations"])
    if not len(report["manifests"]):
        yield [_NOTHING]


def _ledger(report: Json, each: Json) -> Cells:
    return {
        "outcome": "waiver",
        "blocks": "yes" if ledger_blocks(report) else "no",
        "object_type": "waiver",
        "object": each["waiver"],
        "codes": each["code"],
        **{key: each[key] for key in ("message", "help")},
        **each["location"],
    }


def _run(report: Json) -> Cells:
    """The cells that are the same in every row."""
    # By type alone, but for waivers: the column is repeated in each of perhaps a million rows.
    labels = (f"waiver {each['id']}" if each["type"] == "waiver" else each["type"] for each in report["relaxations"])
    return _clean(
        {
            "as_of": report["as_of"],
            "result": report["result"],
            "verdict": report["verdict"],
            "summary": counts(report["summary"]),
            "relaxations": _joined(labels),
        }
    )


def _names(manifest: Json) -> Cells:
    return _clean(
        {
            "manifest": manifest["path"],
            "sha256": manifest["sha256"],
            "supplier": manifest["supplier"],
            "manifest_verdict": manifest["verdict"],
        }
    )


def _manifest(manifest: Json) -> Iterator[Cells]:
    for policy in manifest["policies"]:
        common = {**_names(manifest), **_policy(policy)}
        for each in policy["products_left_out"]:
            left_out = {"outcome": "not-applicable", "product": each["product"], "message": each["reason"]}
            yield {**common, **_clean(left_out)}
        if not policy["requirements"] and not policy["products_left_out"]:
            yield {**common, "outcome": "not-applicable", "message": "the policy does not apply"}
        for requirement in policy["requirements"]:
            asked = {**common, **_requirement(requirement)}
            for each in requirement["objects"]:
                yield {**asked, **_object(Row(manifest, policy, requirement, each))}


def _policy(policy: Json) -> Cells:
    return _clean({"policy": policy["id"], "policy_version": policy["version"], "policy_verdict": policy["verdict"]})


def _requirement(requirement: Json) -> Cells:
    return _clean(
        {
            "requirement": requirement["id"],
            "requirement_title": requirement["title"],
            "requirement_outcome": requirement["outcome"],
            "kind": requirement["kind"],
            "enforcement": requirement["enforcement"],
            "remedy": "" if requirement["outcome"] == "pass" else requirement["remedy"],
            "citation": requirement["citation"],
        }
    )


def _object(row: Row) -> Cells:
    each, found = row.object, findings(row)
    place = found[0]["location"] if found else {}
    return _clean(
        {
            "object_type": each["type"],
            "object": each["id"],
            "product": each["product"],
            "site": each["site"],
            "outcome": each["outcome"],
            "standing": standing(row),
            "blocks": "yes" if each["blocks"] else "no",
            "waived_by": waiver(row),
            "certificate": each["certificate"],
            "candidate": each["candidate"],
            "basis": each["basis"],
            "confidence": each["confidence"],
            "codes": _joined(finding["code"] for finding in found),
            "message": _joined(finding["message"] for finding in found),
            "help": _joined(finding["help"] for finding in found),
            "conditions": _joined(each["conditions"]),
            **{key: place.get(key) for key in ("file", "line", "column")},
            **_holds(each),
        }
    )


def _holds(each: Json) -> Cells:
    """Through which day a pass lasts, and the codes that end it; no codes where it lasts as far as was looked."""
    holds = each.get("holds") if each["outcome"] == "pass" else None
    return {"holds_until": holds["until"], "holds_then": _joined(holds["codes"])} if holds else {}


def _error(error: Json) -> Cells:
    return _clean(
        {
            "manifest": error["path"],
            "outcome": "unusable",
            "blocks": "yes",
            "message": error["message"],
            "help": error["help"],
            "file": error["path"],
            "line": error["line"] or None,
            "column": error["column"] or None,
        }
    )


def _joined(texts: Iterable[str]) -> str:
    """Texts in one cell, none twice."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _clean(cells: Cells) -> Cells:
    """Cells that are fit to be written; done once for what many rows share."""
    return {column: _cell(value) if isinstance(value, str) else value for column, value in cells.items()}


def _cell(text: str) -> str:
    return _short(text) if len(text) <= _SHORT else _fit(text)


@lru_cache(maxsize=4096)
def _short(text: str) -> str:
    return _fit(text)


def _fit(text: str) -> str:
    """A text as a cell: on one line, bounded, what can not be seen made visible, and no formula."""
    return _FORMULA.sub(r"\1\2'", inert(shorten(text, LONGEST)))


def _written(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
