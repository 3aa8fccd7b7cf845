"""The workbook for buyers: what stands where, that text stays text, and that nothing of the machine is in it."""

from __future__ import annotations

import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from checker.errors import UsageError
from checker.renderers import render, usable, xlsx_rows, xlsx_sheet
from checker.renderers.rows import manifest_rows, standing
from tests.renderers.made import (
    a_finding,
    a_manifest,
    a_policy,
    a_report,
    a_requirement,
    an_error,
    an_object,
    of_objects,
)
from tests.renderers.samples import EVERY, many, nothing
from tests.renderers.workbook import parts, sheets, table, workbook
from tests.reports import ATTACKS, sample

pytestmark = pytest.mark.generated

Json = dict[str, Any]

NAMES = ["Summary", "Suppliers", "Results", "Findings", "Certificates", "Calendar", "Inputs & relaxations"]


@pytest.mark.parametrize("name", EVERY)
def test_every_object_finding_and_certificate_has_its_row(name: str) -> None:
    report = sample(name)
    book = sheets(workbook(report))
    objects = [row for manifest in report["manifests"] for row in manifest_rows(manifest)]
    policies = [policy for manifest in report["manifests"] for policy in manifest["policies"]]
    left = [each for policy in policies for each in policy["products_left_out"]]
    found = [each for row in objects for each in row.object["findings"]]
    assert list(book) == NAMES
    assert len(book["Results"]) == 1 + len(objects) + len(left)
    assert len(book["Findings"]) == 1 + len(found) + len(report["errors"]) + len(report["ledger"])
    assert len(book["Certificates"]) == 1 + sum(len(manifest["certificates"]) for manifest in report["manifests"])


def test_outcome_standing_and_why_are_those_of_the_report() -> None:
    report = sample("failing")
    shown = [row for row in table(workbook(report), "Results") if row["Outcome"] != "not applicable"]
    objects = [row for manifest in report["manifests"] for row in manifest_rows(manifest)]
    for cells, row in zip(shown, objects, strict=True):
        assert (cells["Outcome"], cells["Standing"]) == (row.object["outcome"], standing(row))
        assert cells["Blocks"] == ("yes" if row.object["blocks"] else "no")
        assert all(finding["message"][:80] in cells["Why"] for finding in row.object["findings"])
        holds = row.object["holds"]
        assert cells["Holds until"] == (date.fromisoformat(holds["until"]) if holds else "")


def test_a_waiver_is_told_in_the_summary_and_beside_what_it_lifts() -> None:
    data = workbook(sample("waived"))
    summary = {row[0]: row[1] for row in sheets(data)["Summary"]}
    assert summary["Result"] == "passed-with-waivers"
    (lifted,) = {row["Waived by"] for row in table(data, "Results") if row["Standing"] == "waived"}
    assert summary["Relaxation"]
    assert f"Relaxation: waiver {lifted}" in [row["Input"] for row in table(data, "Inputs & relaxations")]


def test_unusable_inputs_stand_first_among_the_findings_and_in_the_summary() -> None:
    data = workbook(a_report(errors=[an_error()]))
    assert table(data, "Findings")[0]["Code"] == "unusable-input"
    assert any("broken.yaml" in str(row[1]) for row in sheets(data)["Summary"])


def test_a_run_that_assessed_nothing_is_a_workbook_that_says_so() -> None:
    book = sheets(workbook(nothing()))
    assert list(book) == NAMES
    assert book["Summary"][1][:2] == ["Result", "blocked"]


def test_the_calendar_has_the_nearest_day_first_and_no_day_that_is_over() -> None:
    rows = table(workbook(sample("failing")), "Calendar")
    days = [row["Day"] for row in rows]
    assert days == sorted(days)
    assert all(row["Days left"] == (row["Day"] - date(2026, 11, 23)).days >= 0 for row in rows)
    assert {row["What"] for row in rows} == {"last day of a pass", "last day of a certificate"}


def test_a_calendar_of_too_many_days_keeps_the_nearest_and_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    report = many("passing", 6)
    every = table(workbook(report), "Calendar")
    monkeypatch.setattr(xlsx_rows, "DAYS", 3)
    data = workbook(report)
    assert [row["Day"] for row in table(data, "Calendar")] == [row["Day"] for row in every[:3]]
    assert ["Left out", f"Calendar: {len(every) - 3} later days left out; only the nearest are kept"] in [
        row[:2] for row in sheets(data)["Summary"]
    ]


def test_a_sheet_that_is_full_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "ROWS", 20)
    book = sheets(workbook(of_objects(*(an_object(str(number)) for number in range(30)))))
    assert len(book["Results"]) == 20
    told = [row[1] for row in book["Summary"]]
    assert "Results: 11 rows left out, for which a sheet has no room; see `-o csv`" in told


def test_a_text_of_a_supplier_is_a_text() -> None:
    manifests = []
    for attack in ATTACKS:
        finding = a_finding(message=attack, help=attack)
        policy = a_policy(a_requirement(an_object(attack, finding)))
        manifests.append(a_manifest(policy, path=attack, supplier=attack))
    data = workbook(a_report(*manifests))
    for name, part in parts(data).items():
        assert "TargetMode" not in part, name
        assert not re.search(r"<f[ >]|<hyperlink", part), name
    rows = table(data, "Results")
    assert [type(row["Supplier"]) for row in rows] == [str] * len(ATTACKS)
    assert max(len(row["Supplier"]) for row in rows) <= xlsx_sheet.LONGEST
    for cells in sheets(data).values():
        assert all(str(cell).isprintable() for row in cells for cell in row)


def test_what_begins_like_a_formula_stays_a_text_when_somebody_edits_it() -> None:
    found = parts(workbook(a_report(a_manifest(a_policy(a_requirement(an_object())), supplier="=1+1"))))
    assert 'quotePrefix="1"' in found["xl/styles.xml"]
    assert "=1+1" in "".join(found.values())


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "9999-12-31", "2026-02-30", "soon"])
def test_a_day_that_excel_has_not_is_a_text(day: str) -> None:
    report = sample("passing")
    report["manifests"][0]["certificates"][0]["expires"] = day
    shown = table(workbook(report), "Certificates")[0]["Expires"]
    assert shown == (date(9999, 12, 31) if day == "9999-12-31" else day)


def test_a_text_that_excel_would_unescape_comes_back_as_it_was() -> None:
    data = workbook(a_report(a_manifest(a_policy(a_requirement(an_object())), supplier="A_x000D_B")))
    assert "A_x005F_x000D_B" in "".join(parts(data).values())


@pytest.fixture
def elsewhere() -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Pacific/Kiritimati"
    time.tzset()
    old = os.umask(0o077)
    yield
    os.umask(old)
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


def test_the_same_report_gives_the_same_bytes_elsewhere(elsewhere: None) -> None:
    here = workbook(sample("waived"))
    os.environ["TZ"] = "America/St_Johns"
    time.tzset()
    assert workbook(sample("waived")) == here
    with zipfile.ZipFile(io.BytesIO(here)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
    assert "2026-11-23T00:00:00Z" in parts(here)["docProps/core.xml"]


def test_without_its_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"python3 -m pip install 'certgate\[xlsx\]'"):
        usable("xlsx")


def test_it_is_no_text() -> None:
    with pytest.raises(UsageError, match="`xlsx` is no text; write it to a file with `-o xlsx=FILE`"):
        "".join(render(sample("passing"), "xlsx"))
