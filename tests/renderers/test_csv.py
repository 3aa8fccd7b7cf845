"""CSV: one row per requirement and object, for a spreadsheet that must not compute anything of it."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from checker.renderers import render
from checker.renderers.csv_format import COLUMNS
from checker.renderers.rows import rows as report_rows
from tests.renderers.samples import EVERY, nothing, requirement
from tests.reports import ATTACKS, sample

Json = dict[str, Any]


def text(report: Json) -> str:
    return "".join(render(report, "csv"))


def table(report: Json) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(report).removeprefix("\ufeff"), newline=""), strict=True))


@pytest.mark.parametrize("name", EVERY)
def test_every_object_of_every_requirement_has_a_row(name: str) -> None:
    report = sample(name)
    found = [row for row in table(report) if row["outcome"] in ("pass", "fail", "undetermined")]
    wanted = list(report_rows(report))
    assert len(found) == len(wanted)
    for row, each in zip(found, wanted, strict=True):
        assert row["outcome"] == each.object["outcome"]
        assert row["blocks"] == ("yes" if each.object["blocks"] else "no")
        assert row["requirement"] == each.requirement["id"]
        assert row["policy_verdict"] == each.policy["verdict"]
        assert row["manifest_verdict"] == each.manifest["verdict"]


@pytest.mark.parametrize("name", EVERY)
def test_every_row_states_the_run(name: str) -> None:
    report = sample(name)
    for row in table(report):
        assert (row["as_of"], row["result"], row["verdict"]) == (report["as_of"], report["result"], report["verdict"])
        assert row["summary"].startswith(f"{report['summary']['manifests']} manifest")
        assert "no-order" in row["relaxations"]


def test_relaxations_and_unusable_inputs_have_rows_of_their_own() -> None:
    report = sample("warned")
    relaxed = [row["message"].removeprefix("'") for row in table(report) if row["outcome"] == "relaxation"]
    assert relaxed == [each["effect"] for each in report["relaxations"]]
    report = sample("unusable")
    unusable = [row for row in table(report) if row["outcome"] == "unusable"]
    assert [row["manifest"] for row in unusable] == [error["path"] for error in report["errors"]]
    assert (unusable[0]["line"], unusable[0]["column"], unusable[0]["blocks"]) == ("1", "4", "yes")
    whole = next(row for row in unusable if row["manifest"].endswith("empty.yaml"))
    assert (whole["line"], whole["message"], whole["help"]) == (
        "",
        "the file is empty",
        "write a document, or leave the file out",
    )


def test_a_policy_that_does_not_apply_has_a_row_with_the_reason() -> None:
    found = [row for row in table(sample("failing")) if row["outcome"] == "not-applicable"]
    assert len(found) == 11
    assert all(
        row["policy"] == "watersense" and row["product"] and "the policy is for" in row["message"] for row in found
    )
    report = sample("failing")
    for manifest in report["manifests"]:
        for policy in manifest["policies"]:
            policy["products_left_out"] = []
    found = [row for row in table(report) if row["outcome"] == "not-applicable"]
    assert [row["message"] for row in found] == ["the policy does not apply"] * 11


def test_how_an_object_stands_is_said() -> None:
    (first, second, _) = (row for row in table(sample("waived")) if row["policy"])
    assert (first["outcome"], first["standing"], first["waived_by"], first["blocks"]) == (
        "fail",
        "waived",
        "W-17",
        "no",
    )
    assert first["codes"] == second["codes"] == "management-system-for-product"
    assert first["remedy"].startswith("Ask an NRTL")
    assert (first["file"], first["line"]) == ("us-medical-electrical/nonconforming/quality-system-only.yaml", "24")
    assert first["relaxations"] == "waiver W-17; no-order"


def test_there_is_always_a_row() -> None:
    (row,) = table(nothing())
    assert (row["outcome"], row["message"], row["result"]) == ("nothing-assessed", "nothing was assessed", "blocked")
    report = sample("passing")
    for manifest in report["manifests"]:
        manifest["policies"] = []
    found = [row for row in table(report) if row["outcome"] == "nothing-assessed"]
    assert [row["manifest"] for row in found] == [manifest["path"] for manifest in report["manifests"]]


def test_the_format_is_that_of_rfc_4180_with_a_mark_for_excel() -> None:
    drawn = text(sample("warned"))
    assert drawn.startswith("\ufeffas_of,result,verdict,")
    assert drawn.count("\ufeff") == 1
    assert drawn.replace("\r\n", "").count("\n") == drawn.replace("\r\n", "").count("\r") == 0
    assert drawn.endswith("\r\n")
    assert "常州天目精细化工有限公司" in drawn
    assert {len(row) for row in csv.reader(io.StringIO(drawn))} == {len(COLUMNS)}


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\uff1d1",
    "\uff0b1",
    "\uff0d1",
    "\uff201",
    " =1",
    "a;=1",
    "a; @x",
]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    report = sample("failing")
    report["manifests"] = report["manifests"][3:4]
    report["manifests"][0]["supplier"] = formula
    requirement(report, "quality-system")["objects"][0]["id"] = formula
    found = next(row for row in table(report) if row["requirement"] == "quality-system")
    for shown in (found["supplier"], found["object"]):
        # As Excel reads it where the decimal sign is a comma: a semicolon ends a cell there.
        for part in shown.split(";"):
            assert part.strip()[0] not in "=+-@\uff1d\uff0b\uff0d\uff20"
            assert part.isprintable()
        assert "1" in shown or "x" in shown


def test_what_is_no_formula_stays_as_it_is() -> None:
    report = sample("passing")
    report["manifests"][0]["supplier"] = "A-B+C=D@E, F; G"
    assert table(report)[0]["supplier"] == "A-B+C=D@E, F; G"


def test_hostile_text_is_bounded_visible_and_no_command() -> None:
    drawn = text(sample("hostile"))
    assert all(character.isprintable() for character in drawn.replace("\r\n", "").removeprefix("\ufeff"))
    assert "##vso[" not in drawn
    for row in table(sample("hostile")):
        for shown in row.values():
            assert len(shown) <= 32_767
            assert not shown.startswith(("=", "+", "-", "@"))
    report = sample("hostile")
    report["manifests"][0]["supplier"] = "\U000e0001" * 1_000_000
    assert max(len(row["supplier"]) for row in table(report)) <= 32_767


def test_models_keep_their_names() -> None:
    objects = {row["object"] for row in table(sample("hostile"))}
    assert {ATTACKS[0], ATTACKS[1], "CV-M7"} <= objects
