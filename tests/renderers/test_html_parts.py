"""What the report for auditors shows of each manifest: matrix, groups of objects, gates, lines of the source."""

from __future__ import annotations

import re
from typing import Any

import pytest

from checker.renderers.html import groups, matrix, source
from checker.renderers.html.survey import survey
from checker.renderers.rows import manifest_rows
from checker.words import visible
from tests.renderers.made import (
    a_finding,
    a_manifest,
    a_policy,
    a_report,
    a_requirement,
    an_object,
    of_objects,
)
from tests.renderers.pages import Page, drawn_sample, page, plain
from tests.reports import sample

Json = dict[str, Any]


# The matrix


def test_the_matrix_has_a_row_per_manifest_and_a_column_per_requirement_that_applies_somewhere() -> None:
    report = sample("failing")
    text = drawn_sample("failing")
    body = text[text.index('id="matrix-table"') : text.index("</table>", text.index('id="matrix-table"'))]
    found = Page(body + "</table>") if body.startswith("<table") else Page(f"<table {body}</table>")
    assert len(re.findall(r'<tr data-v="', body)) == len(report["manifests"])
    heads = found.all("th")[:5]
    assert heads[2] == "us-medical-electrical", "a policy that applies nowhere has no column"
    for manifest in report["manifests"]:
        assert any(manifest["path"] in each for each in found.all("th"))


def test_what_blocks_comes_first_then_what_is_open_warned_of_passed_and_left_out() -> None:
    quiet = {"outcome": "pass", "blocks": False}
    warned = a_finding(severity="warning", outcome="pass")
    manifests = [
        {**a_manifest(a_policy(), path="left-out"), "verdict": "not-applicable"},
        {
            **a_manifest(a_policy(a_requirement({**an_object("A", **quiet), "findings": []})), path="p"),
            "verdict": "pass",
        },
        {**a_manifest(a_policy(a_requirement(an_object("A", warned, **quiet))), path="warned"), "verdict": "pass"},
        a_manifest(a_policy(a_requirement(an_object("A", blocks=False, waived_by="W-1"))), path="waived"),
        a_manifest(a_policy(a_requirement(an_object("A"))), path="blocks"),
    ]
    order = survey(a_report(*manifests)).order
    assert [manifests[each]["path"] for each in order] == ["blocks", "waived", "warned", "p", "left-out"]


def test_a_cell_leads_to_its_requirement_and_policies_that_do_not_apply_are_one_gap() -> None:
    first = a_policy(a_requirement(an_object(), id="one"), a_requirement(an_object(), id="two"), id="a")
    last = a_policy(a_requirement(an_object()), id="c")
    found = survey(a_report(a_manifest(first, last), a_manifest(last)))
    cells = matrix.manifest_cells(a_manifest(last), found.columns, "m2")
    assert [(each.outcome, each.span, each.anchor) for each in cells] == [("", 2, ""), ("fail", 1, "m2-0-0")]
    cells = matrix.manifest_cells(a_manifest(first), found.columns, "m1")
    assert [(each.outcome, each.span, each.anchor) for each in cells] == [
        ("fail", 1, "m1-0-0"),
        ("fail", 1, "m1-0-1"),
        ("", 1, ""),
    ]


def test_a_waiver_for_some_objects_is_counted_in_the_cell() -> None:
    requirement = a_requirement(an_object("A", waived_by="W-1", blocks=False), an_object("B"))
    assert matrix.aside(requirement) == "1 of 2 objects waived"
    assert matrix.aside(a_requirement(an_object("A"))) == ""


def test_of_a_single_manifest_the_rows_are_its_objects() -> None:
    models = [{**an_object(name), "findings": []} for name in ("A", "B")]
    site = {**an_object("linz", outcome="pass", blocks=False), "type": "site", "site": "linz", "product": None}
    manifest = a_manifest(a_policy(a_requirement(*models), a_requirement(site, id="system", outcome="pass")))
    found = matrix.object_rows(manifest, "m1")
    assert [each.names for each in found] == [["model A of p", "model B of p"], ["site linz"]]
    assert [[(cell.outcome, cell.span) for cell in each.cells] for each in found] == [
        [("fail", 1), ("", 1)],
        [("", 1), ("pass", 1)],
    ]
    assert "Products and sites by requirement" in page(a_report(manifest)).text


def test_a_very_wide_matrix_says_what_paper_leaves_out() -> None:
    requirements = [a_requirement(an_object(), id=f"r{number}") for number in range(13)]
    manifest = a_manifest(a_policy(*requirements))
    assert "too wide for paper" in page(a_report(manifest, manifest)).text
    assert "too wide for paper" not in Page(drawn_sample("failing")).text


# Groups


def alike(name: str, **given: Any) -> Json:
    message = f"`ul` covers `A`, not `{name}`"
    gate = {
        "gate": "subject",
        "outcome": "fail",
        "expected": f"model `{name}`",
        "actual": "models `A`",
        "basis": "declared",
        "confidence": None,
        "pointer": f"/products/0/models/{name}",
        "location": {"file": "m.yaml", "line": 7, "column": 3},
        "policy_pointer": "/requirements/0/covers",
    }
    return an_object(name, a_finding(message=message, pointer=f"/{name}"), gates=[gate], **given)


def grouped(*objects: Json) -> list[groups.Group]:
    requirement = a_requirement(*objects)
    policy = a_policy(requirement)
    return groups.groups(a_manifest(policy), policy, requirement)


def test_forty_models_answered_alike_are_told_once_with_forty_names() -> None:
    objects = [alike(f"NP-{number}") for number in range(40)]
    (found,) = grouped(*objects)
    assert found.names == [f"model NP-{number} of p" for number in range(40)]
    assert found.differ
    found_page = page(of_objects(*objects))
    assert found_page.text.count("ul covers A, not NP-0") == 1
    assert "What follows is told of model NP-0 of p, and holds of each." in found_page.text
    assert found_page.tags["table"] == 4, "policies, codes, matrix, and the gates once"


def test_objects_of_one_sentence_need_no_word_on_it() -> None:
    (found,) = grouped(*(an_object(name, a_finding(message="`ul` expired")) for name in ("B", "C")))
    assert not found.differ


@pytest.mark.parametrize(
    "other",
    [
        alike("C", outcome="undetermined"),
        alike("C", waived_by="W-1"),
        alike("C", conditions=["for indoor use"]),
        alike("C", certificate="ul"),
        an_object("C", a_finding(message="`ul` covers `A`, not `D`")),
        an_object("C", a_finding(message="`ul` covers `A`, not C")),
    ],
)
def test_any_other_answer_stands_alone(other: Json) -> None:
    assert [each.names for each in grouped(alike("B"), other)] == [["model B of p"], ["model C of p"]]


def test_a_long_name_is_known_in_the_form_in_which_sentences_quote_it() -> None:
    long = "N" * 500
    assert len(grouped(alike("B"), an_object(long, a_finding(message=f"`ul` covers `A`, not `{long}`")))) == 2
    quoted = alike(visible(long[:29] + "…" + long[-29:]))
    assert len(grouped(alike("B"), {**quoted, "id": long})) == 1


# The decision, gate by gate


def test_gates_stand_in_order_with_what_was_expected_and_found() -> None:
    report = sample("passing")
    row = next(manifest_rows(report["manifests"][0]))
    text = Page(drawn_sample("passing")).text
    run = [each for each in row.object["gates"] if each["outcome"] in ("pass", "fail", "undetermined")]
    wanted = " ".join(
        plain(f"{each['gate']} {each['outcome']} {each['expected']} {each['actual']} {each['basis']}")
        for each in run[:1]
    )
    assert wanted.replace(" ", "") in text.replace(" ", "")
    table = re.search(r'<table class="gates">.*?</table>', drawn_sample("passing"), re.DOTALL)
    assert table
    assert Page(table[0]).all("th")[6:] == [each["gate"] for each in run]
    assert "Not asked by the policy: assurance." in text


def test_gates_that_were_not_run_are_named_as_such() -> None:
    assert (
        "Not run, since an earlier gate ended it: attestation, standard, edition" in Page(drawn_sample("waived")).text
    )


def test_all_candidates_are_told_where_the_report_has_them() -> None:
    text = Page(drawn_sample("warned")).text
    assert "Also looked at: ohs, fail" in text
    assert "Also looked at" not in Page(drawn_sample("passing")).text


def test_an_object_without_any_certificate_and_an_accepted_unknown_say_so() -> None:
    bare = an_object("B", a_finding("no-certificate", gate=None, accepted=True, outcome="undetermined"), candidate=None)
    text = page(of_objects(bare)).text
    assert "No certificate was a candidate." in text
    assert "undetermined, accepted by the policy" in text


def test_conditions_of_a_certificate_are_shown() -> None:
    text = page(of_objects(an_object("B", conditions=["for use inside an enclosure only"]))).text
    assert "Conditions printed on the certificate, shown and not judged: for use inside an enclosure only" in text


def test_policies_that_do_not_apply_are_named_with_the_reasons() -> None:
    several = [{"product": f"p{number}", "reason": "the policy is for taps"} for number in range(9)]
    manifest = a_manifest(a_policy(products_left_out=several), a_policy(id="other", products_left_out=[]))
    partly = a_policy(a_requirement(an_object()), id="third", products_left_out=several[:1])
    text = page(a_report(manifest, a_manifest(partly))).text
    assert "2 policies not applicable" in text
    assert "buyer; p0: the policy is for taps; p1: the policy is for taps" in text
    assert "and 4 products more" in text
    assert "other: no product it could apply to is stated" in text
    assert "Does not apply to p0: the policy is for taps." in text


def test_certificates_are_shown_as_declared_their_files_as_unopened() -> None:
    report = sample("passing")
    found = Page(drawn_sample("passing")).text
    for certificate in report["manifests"][0]["certificates"]:
        for key in ("id", "standard", "number", "body", "holder"):
            assert certificate[key] in found
    certificate = {
        **report["manifests"][0]["certificates"][0],
        "evidence": [
            {"type": "certificate", "file": "evidence/ul.pdf", "sha256": "c" * 64},
            {"type": None, "file": None, "sha256": None},
        ],
        "status": None,
        "issued": "2024-01-15",
        "effective": "2024-02-01",
        "number": None,
        "suspensions": [{"from": "2025-01-01", "until": None, "partial": True}],
    }
    report["manifests"] = [{**report["manifests"][0], "certificates": [certificate]}]
    text = page(report).text
    assert f"certificate evidence/ul.pdf SHA-256 {'c' * 12}" in text
    assert "file no file named, no digest stated" in text
    assert "Files were not opened." in text
    assert "issued 2024-01-15" in text
    assert "2025-01-01 to still so in part" in text


def test_many_certificates_are_drawn_up_to_a_bound_and_all_in_the_table() -> None:
    report = sample("passing")
    manifest = report["manifests"][0]
    manifest["certificates"] = [{**manifest["certificates"][0], "id": f"c{number}"} for number in range(170)]
    report["manifests"] = [manifest]
    text = page(report).text
    assert "The first 160 of 170 certificates are drawn; the table has all." in text
    assert all(f"c{number} " in text for number in range(170))


# Source excerpts

SOURCE = [
    {"line": 3, "column": 1, "text": "certificates:"},
    {"line": 4, "column": 1, "text": "  - id: ul"},
    {"line": 5, "column": 1, "text": "\tnumber: E 12, old"},
    {"line": 9, "column": 1, "text": "x" * 100},
    {"line": 9, "column": 81, "text": "y" * 100},
]


@pytest.mark.parametrize(
    ("text", "column", "at"),
    [
        ("standard: ISO 9001:2015", 11, "ISO 9001:2015"),
        ("standard: ISO 9001 # note", 11, "ISO 9001"),
        ("{number: E 12, id: ul}", 10, "E 12"),
        ('"kind": "product, x",', 9, '"product, x"'),
        ("kind: 'a, b'", 7, "'a, b'"),
        ("models: [A, B]", 9, "[A, B]"),
        ("covers:", 1, "covers"),
        ("- [", 3, "["),
        ("ab", 9, " "),
    ],
)
def test_a_place_marks_the_value_that_starts_there(text: str, column: int, at: str) -> None:
    (line,) = source.excerpt([{"line": 1, "column": 1, "text": text}], {"line": 1, "column": column})
    assert line.at == at
    assert (line.before + line.at + line.after).startswith(text[: column - 1])


def test_an_excerpt_has_the_lines_around_a_place() -> None:
    found = source.excerpt(SOURCE, {"line": 4, "column": 5})
    assert [(line.number, line.before + line.at + line.after) for line in found] == [
        (3, "certificates:"),
        (4, "  - id: ul"),
        (5, "    number: E 12, old"),
    ]
    assert [line.at for line in found] == ["", "id", ""]


def test_of_a_long_line_the_part_with_the_place_is_shown() -> None:
    (line,) = source.excerpt(SOURCE, {"line": 9, "column": 90})
    assert (line.column, line.at[:2]) == (81, "yy")


@pytest.mark.parametrize("place", [{"line": 0, "column": 0}, {"line": 7, "column": 1}])
def test_a_place_without_a_kept_line_has_no_excerpt(place: Json) -> None:
    assert source.excerpt(SOURCE, place) == []


def test_kept_lines_are_shown_once_with_what_is_missing_between_them() -> None:
    found = source.lines(SOURCE)
    assert [(line.number, line.gap, line.first) for line in found] == [
        (3, False, True),
        (4, False, True),
        (5, False, True),
        (9, True, True),
        (9, False, False),
    ]


def test_a_finding_stands_beside_its_line() -> None:
    report = sample("waived")
    marked = Page(drawn_sample("waived")).all("mark")
    finding = report["manifests"][0]["policies"][0]["requirements"][0]["objects"][0]["findings"][0]
    (line,) = [row for row in report["manifests"][0]["source"] if row["line"] == finding["location"]["line"]]
    assert line["text"][finding["location"]["column"] - 1 :] in marked
