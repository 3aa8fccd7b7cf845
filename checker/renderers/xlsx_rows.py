"""The rows of a workbook's sheets: what stands in them, cell by cell."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from checker.records import NamedTuple
from checker.renderers.rows import (
    PASS,
    WAIVED,
    Row,
    findings,
    ledger,
    ledger_blocks,
    manifest_rows,
    object_name,
    standing,
    waiver,
)
from checker.renderers.xlsx_sheet import DAY, LONG, NUMBER, WORD, Column

Json = dict[str, Any]
Cells = list[str | int | None]

_WHO = (Column("Supplier", 28, LONG), Column("Manifest", 36, LONG))
SUPPLIERS = (
    *_WHO,
    Column("Policy", 24, LONG),
    Column("Title", 40, LONG),
    Column("Version", 10),
    Column("Verdict", 15, WORD),
    Column("Holds until", 12, DAY),
    Column("Then", 24, LONG),
    Column("Objects that block", 10, NUMBER),
    Column("Objects waived", 10, NUMBER),
)
RESULTS = (
    Column("Supplier", 28, LONG),
    Column("Policy", 24, LONG),
    Column("Requirement", 20, LONG),
    Column("Asks for", 34, LONG),
    Column("Object", 30, LONG),
    Column("Outcome", 14, WORD),
    Column("Standing", 14, WORD),
    Column("Blocks", 8, WORD),
    Column("Why", 60, LONG),
    Column("Codes", 28, LONG),
    Column("Certificate", 16, LONG),
    Column("Holds until", 12, DAY),
    Column("Then", 24, LONG),
    Column("Waived by", 12, LONG),
    Column("Basis", 12),
    Column("Confidence", 12),
    Column("Kind", 18),
    Column("Product", 14, LONG),
    Column("Site", 14, LONG),
    Column("Citation", 24, LONG),
    Column("Manifest", 40, LONG),
)
FINDINGS = (
    *_WHO,
    Column("Policy", 24, LONG),
    Column("Requirement", 20, LONG),
    Column("Object", 30, LONG),
    Column("Standing", 14, WORD),
    Column("Severity", 12, WORD),
    Column("Code", 28),
    Column("Finding", 70, LONG),
    Column("To mend", 60, LONG),
    Column("Certificate", 18, LONG),
    Column("Gate", 14),
    Column("File", 36, LONG),
    Column("Line", 8, NUMBER),
)
CERTIFICATES = (
    *_WHO,
    Column("Certificate", 18, LONG),
    Column("Kind", 18),
    Column("Number", 22, LONG),
    Column("Standard", 30, LONG),
    Column("Certification body", 28, LONG),
    Column("Holder", 28, LONG),
    Column("Scope", 40, LONG),
    Column("Issued", 12, DAY),
    Column("In force from", 12, DAY),
    Column("Expires", 12, DAY),
    Column("Status", 14),
    Column("Looked up", 12, DAY),
    Column("Looked up in", 24, LONG),
    Column("Evidence named", 40, LONG),
)
CALENDAR = (
    Column("Day", 12, DAY),
    Column("Days left", 10, NUMBER),
    Column("What", 30, LONG),
    *_WHO,
    Column("Policy", 24, LONG),
    Column("Requirement", 20, LONG),
    Column("Object or certificate", 36, LONG),
    Column("Then", 30, LONG),
)

DAYS = 20_000
"""How many days of the calendar are kept, the nearest first: they are sorted, so all of them lie in memory."""


def suppliers(manifest: Json) -> Iterator[Cells]:
    """A row for each policy of a manifest."""
    for policy in manifest["policies"]:
        rows = list(manifest_rows({**manifest, "policies": [policy]}))
        yield [
            *_who(manifest),
            policy["id"],
            policy["title"],
            policy["version"],
            policy["verdict"].replace("-", " "),
            *_holds(policy),
            sum(row.object["blocks"] for row in rows),
            sum(standing(row) == WAIVED for row in rows),
        ]


def results(manifest: Json) -> Iterator[Cells]:
    """A row for each object of each requirement, and for each product that a policy does not apply to."""
    for policy in manifest["policies"]:
        for left in policy["products_left_out"]:
            told: Cells = ["not applicable", "not applicable", "no", left["reason"], *[None] * 8]
            what: Cells = [f"product {left['product']}", *told, left["product"], None, None]
            yield [manifest["supplier"], policy["id"], None, None, *what, manifest["path"]]
        for requirement in policy["requirements"]:
            for each in requirement["objects"]:
                yield _result(Row(manifest, policy, requirement, each))


def _result(row: Row) -> Cells:
    each, found = row.object, findings(row)
    return [
        row.manifest["supplier"],
        row.policy["id"],
        row.requirement["id"],
        row.requirement["title"],
        object_name(each),
        each["outcome"],
        standing(row),
        "yes" if each["blocks"] else "no",
        _joined(finding["message"] for finding in found),
        _joined(finding["code"] for finding in found),
        each["certificate"] or each["candidate"],
        *_holds(each),
        waiver(row),
        each["basis"],
        each["confidence"],
        row.requirement["kind"],
        each["product"],
        each["site"],
        row.requirement["citation"],
        row.manifest["path"],
    ]


def finding_rows(manifest: Json) -> Iterator[Cells]:
    """A row for each finding of each object, the errors of an object first."""
    for row in manifest_rows(manifest):
        for found in findings(row):
            place = found["location"]
            yield [
                *_who(manifest),
                row.policy["id"],
                row.requirement["id"],
                object_name(row.object),
                standing(row),
                "accepted by the policy" if found["accepted"] else found["severity"],
                found["code"],
                found["message"],
                found["help"],
                found["certificate"],
                found["gate"],
                place["file"],
                place["line"] or None,
            ]


def other_findings(report: Json) -> Iterator[Cells]:
    """A row for each input that could not be used, and for each warning about a waiver."""
    for error in report["errors"]:
        told = [error["message"], error["help"], None, None, error["path"], error["line"] or None]
        yield [None, error["path"], None, None, None, "blocked", "unusable", "unusable-input", *told]
    for each in ledger(report):
        stands = "blocked" if ledger_blocks(report) else "warning"
        told = [each["message"], each["help"], None, None, each["location"]["file"], each["location"]["line"] or None]
        yield [None, None, None, None, f"waiver {each['waiver']}", stands, each["severity"], each["code"], *told]


def certificates(manifest: Json) -> Iterator[Cells]:
    """A row for each certificate, as the manifest states it."""
    for each in manifest["certificates"]:
        status = each["status"] or {}
        yield [
            *_who(manifest),
            each["id"],
            each["kind"],
            *(each[key] for key in ("number", "standard", "body", "holder", "scope", "issued", "effective")),
            each["expires"] or ("no term" if each["expires_stated"] else "not stated"),
            *(status.get(key) for key in ("value", "checked", "source")),
            _joined(file["file"] or "" for file in each["evidence"]),
        ]


class Due(NamedTuple):
    """What falls due on a day; sorted by day, then as in the report."""

    day: str
    number: int
    cells: Cells


class Calendar:
    """The days on which something ends, from the date of the assessment on; the nearest are kept."""

    def __init__(self, report: Json) -> None:
        self._today = date.fromisoformat(report["as_of"])
        self._kept: list[Due] = []
        self._seen = 0

    @property
    def left_out(self) -> int:
        """How many days were not kept."""
        return max(self._seen - DAYS, 0)

    def add(self, manifest: Json) -> None:
        """The days of one manifest."""
        for day, what, cells in _ends(manifest):
            if day < self._today.isoformat():
                continue
            self._seen += 1
            self._kept.append(Due(day, self._seen, [day, self._days_left(day), what, *_who(manifest), *cells]))
        if len(self._kept) > 2 * DAYS:
            self._kept = heapq.nsmallest(DAYS, self._kept)

    def rows(self) -> Iterator[Cells]:
        """A row for each, the nearest day first."""
        for each in heapq.nsmallest(DAYS, self._kept):
            yield each.cells

    def _days_left(self, day: str) -> int | None:
        try:
            return (date.fromisoformat(day) - self._today).days
        except ValueError:
            return None


def _ends(manifest: Json) -> Iterator[tuple[str, str, Cells]]:
    """The last days of passes that end, and of certificates."""
    for row in manifest_rows(manifest):
        holds = row.object.get("holds")
        if row.object["outcome"] == PASS and holds and holds["then"]:
            told: Cells = [row.policy["id"], row.requirement["id"], object_name(row.object), _then(holds)]
            yield holds["until"], "last day of a pass", told
    for each in manifest["certificates"]:
        if each["expires"]:
            standard = f"{each['id']} ({each['standard']})"
            yield each["expires"], "last day of a certificate", [None, None, standard, "expired"]


def _who(manifest: Json) -> Cells:
    return [manifest["supplier"], manifest["path"]]


def _holds(each: Json) -> Cells:
    """Through which day a pass lasts, and what comes then; `at least` where it lasts as far as was looked."""
    holds = each.get("holds")
    if not holds or each.get("outcome", each.get("verdict")) != PASS:
        return [None, None]
    return [holds["until"], _then(holds) if holds["then"] else "at least"]


def _then(holds: Json) -> str:
    return f"{holds['then']}: {', '.join(holds['codes'])}" if holds["codes"] else str(holds["then"])


def _joined(texts: Iterable[str]) -> str:
    """Texts in one cell, none twice."""
    return "; ".join(dict.fromkeys(filter(None, texts)))
