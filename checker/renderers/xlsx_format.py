"""A workbook for buyers (Office Open XML): who passes, why not, and what falls due.

| sheet | row |
|---|---|
| Summary | the result, its date, the counts; everything that makes the answer milder; how to read the rest |
| Suppliers | a manifest and a policy: its verdict, and how long it holds |
| Results | an object of a requirement; a product that a policy does not apply to |
| Findings | a finding; an input that could not be used; a warning about a waiver |
| Certificates | a certificate as its manifest states it |
| Calendar | a day on which a pass or a certificate ends, the nearest first |
| Inputs & relaxations | what the answer was computed from, by digest; what makes it milder |

Every text is written as text: what begins with `=` is no formula, and nothing is a link. Colours only repeat words. The
rows of long runs are written as they come; a sheet that is full, or a calendar of too many days, is said to be so in
the summary. The same report gives the same bytes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.renderers import xlsx_rows as rows
from checker.renderers.rows import plural
from checker.renderers.statements import inputs_of, statements
from checker.renderers.xlsx_sheet import LONG, WORD, Column, Sheet, Styles

Json = dict[str, Any]

BINARY = True

_CHUNK = 1 << 20
_LAST = "Inputs & relaxations"
_INPUTS = (Column("Input", 30, LONG), Column("Name or effect", 70, LONG), Column("Version", 16), Column("SHA-256", 68))
_LEGEND = (
    ("pass", "The evidence shows it."),
    ("fail", "The evidence contradicts it."),
    ("undetermined", "Something is missing or unknown, so it is no pass."),
    ("waived", "It does not pass; a waiver of the buyer lifts that."),
    ("not needed", "It does not pass, and the policy is met by another branch of its decision."),
    ("advisory", "It does not pass, and does not block: advisory, or not in effect on the date."),
    ("Blocks", "Whether it keeps the run from passing."),
    ("Holds until", "The last day of a pass, inclusive, if nothing changes; look-ups are taken to be renewed."),
)


def ready() -> None:
    """Raise UsageError where the library that writes workbooks is missing."""
    try:
        import_module("xlsxwriter")
    except ImportError:
        told = "`-o xlsx` needs a library that is not installed; run `python3 -m pip install 'certgate[xlsx]'`"
        raise UsageError(told) from None


def render(report: Json) -> Iterator[bytes]:
    """The workbook, in parts. Raises UsageError where the library is missing."""
    ready()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.xlsx")
        _write(report, str(file), folder)
        with file.open("rb") as written:
            while part := written.read(_CHUNK):
                yield part


def _write(report: Json, file: str, folder: str) -> None:
    with import_module("xlsxwriter").Workbook(file, {"constant_memory": True, "tmpdir": folder}) as workbook:
        day = datetime.fromisoformat(report["as_of"])
        workbook.set_properties({"title": "certgate report", "author": "certgate", "created": day})
        styles = Styles(workbook)
        columns = (Column("certgate", 22, WORD), Column(f"as of {report['as_of']}", 110, WORD))
        summary = Sheet(workbook, styles, "Summary", columns)
        sheets = {
            name: Sheet(workbook, styles, name, columns)
            for name, columns in (
                ("Suppliers", rows.SUPPLIERS),
                ("Results", rows.RESULTS),
                ("Findings", rows.FINDINGS),
                ("Certificates", rows.CERTIFICATES),
                ("Calendar", rows.CALENDAR),
                (_LAST, _INPUTS),
            )
        }
        left = _fill(report, sheets)
        _put(summary, _summary(report, [*left, *_full(sheets)]))
        for sheet in sheets.values():
            sheet.finish()


def _put(sheet: Sheet, cells: Iterable[rows.Cells]) -> None:
    for each in cells:
        sheet.add(each)


def _fill(report: Json, sheets: dict[str, Sheet]) -> list[str]:
    """Every sheet but the summary; what was left out of the calendar, in a sentence."""
    calendar = rows.Calendar(report)
    _put(sheets["Findings"], rows.other_findings(report))
    for manifest in report["manifests"]:
        _put(sheets["Suppliers"], rows.suppliers(manifest))
        _put(sheets["Results"], rows.results(manifest))
        _put(sheets["Findings"], rows.finding_rows(manifest))
        _put(sheets["Certificates"], rows.certificates(manifest))
        calendar.add(manifest)
    _put(sheets["Calendar"], calendar.rows())
    _put(sheets[_LAST], _inputs(report))
    left = calendar.left_out
    return [f"Calendar: {plural(left, 'later day')} left out; only the nearest are kept"] if left else []


def _full(sheets: dict[str, Sheet]) -> Iterator[str]:
    for sheet in sheets.values():
        if sheet.left_out:
            yield f"{sheet.name}: {plural(sheet.left_out, 'row')} left out, for which a sheet has no room; see `-o csv`"


def _summary(report: Json, left: list[str]) -> Iterator[rows.Cells]:
    """What everybody who opens the file has to know."""
    yield ["Result", report["result"]]
    own_sheet = {each.kind for each in inputs_of(report)}
    for each in statements(report):
        if each.kind not in own_sheet:
            yield ["In short" if each.kind == "result" else each.kind.replace("-", " ").capitalize(), each.text]
    for text in left:
        yield ["Left out", text]
    yield from map(list, _LEGEND)


def _inputs(report: Json) -> Iterator[rows.Cells]:
    for each in inputs_of(report):
        yield [each.kind.capitalize(), each.name, each.version, each.sha256]
    yield ["Tool", report["tool"]["name"], report["tool"]["version"], None]
    for row in report["relaxations"]:
        named = f"{row['type']} {row['id']}" if row["id"] else row["type"]
        yield [f"Relaxation: {named}", row["effect"], None, None]
    for manifest in report["manifests"]:
        yield ["Manifest", manifest["path"], manifest["prepared"], manifest["sha256"]]
