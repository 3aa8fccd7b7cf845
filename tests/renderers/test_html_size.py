"""The report for auditors on very many manifests: one file of bounded size, or a folder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pytest

from checker.renderers import has_pages, html_format
from checker.renderers.html import fit
from checker.renderers.rows import rows
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
from tests.renderers.pages import Page, drawn, folder, page, plain
from tests.renderers.samples import many, nothing
from tests.reports import sample

Json = dict[str, Any]


# Size


@pytest.mark.generated
def test_a_thousand_manifests_stay_within_bounds_and_nothing_is_left_out_in_silence() -> None:
    report = many("failing", 1_000)
    text = drawn(report)
    assert len(text.encode()) <= fit.LIMIT < 10_000_000
    brief = text.count('<section class="manifest brief"')
    full = text.count('<section class="manifest"')
    assert full + brief == text.count('<tr data-v="') == 1_000
    assert full > 50
    assert f"{brief} manifests of 1,000 are told in brief, because one file has no room for all" in text


def test_those_that_block_are_told_in_full_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_format, "LIMIT", 500_000)
    report = many("failing", 60)
    text = drawn(report)
    assert len(text.encode()) <= 500_000
    sections = re.findall(r'<section class="(manifest[^"]*)" id="m(\d+)"', text)
    kinds = {int(number) - 1: kind for kind, number in sections}
    full = [report["manifests"][each]["verdict"] for each, kind in kinds.items() if kind == "manifest"]
    assert full
    assert "pass" not in full
    assert any(report["manifests"][each]["verdict"] == "fail" for each, kind in kinds.items() if kind != "manifest")


def test_a_brief_section_keeps_outcomes_reasons_and_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = fit.fit

    def short(order: Sequence[int], row: Any, sections: Any, limit: int) -> fit.Fit:
        return whole(order, row, ((lambda position: "x" * limit), sections[1]), limit)

    monkeypatch.setattr(html_format, "fit", short)
    for name in ("failing", "waived", "warned"):
        report = sample(name)
        text = Page(drawn(report)).text
        for row in rows(report):
            assert all(plain(each["message"]) in text for each in row.object["findings"])
            assert row.object["certificate"] is None or f"Satisfied by {row.object['certificate']}" in text
        assert "-o html=FOLDER/ writes them" in text


def test_a_brief_section_bounds_its_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        html_format, "fit", lambda order, row, sections, limit: fit.Fit(1, {0: sections[1](0)}, frozenset({0}))
    )
    each = an_object("B", *(a_finding(message=f"number {number}") for number in range(20)))
    text = page(of_objects(each)).text
    assert "number 11 " in text
    assert "number 12 " not in text
    assert "and 8 findings more" in text


def sized(full: int, brief: int) -> tuple[Any, Any]:
    return (lambda position: "f" * full), (lambda position: "b" * brief)


def test_everything_is_told_in_full_if_it_fits() -> None:
    found = fit.fit(range(10), lambda position: "row", sized(100, 10), 10_000)
    assert (found.rows, len(found.sections), found.brief) == (10, 10, frozenset())


def test_what_does_not_fit_is_told_in_brief_then_not_at_all() -> None:
    found = fit.fit(range(10), lambda position: "r", sized(100, 10), 280)
    assert [each[0] for each in found.sections.values()] == ["f", *"bbbbbbbbb"]
    assert sum(map(len, found.sections.values())) + found.rows <= 280
    scarce = fit.fit(range(10), lambda position: "r", sized(100, 40), 200)
    assert 0 < len(scarce.sections) < 10
    assert scarce.rows == 10


def test_one_giant_does_not_starve_the_others() -> None:
    found = fit.fit(
        range(5),
        lambda position: "r",
        ((lambda position: "f" * (10_000 if position == 0 else 10)), lambda position: "b"),
        500,
    )
    assert found.brief == {0}


def test_rows_take_no_more_than_their_share() -> None:
    found = fit.fit(range(1_000), lambda position: "r" * 10, sized(100, 10), 1_000)
    assert found.rows == 25
    assert set(found.sections) <= set(range(25))


def test_no_more_sections_are_tried_after_many_that_do_not_fit() -> None:
    tried: list[int] = []

    def full(position: int) -> str:
        tried.append(position)
        return "f" * 1_000

    fit.fit(range(500), lambda position: "", (full, lambda position: ""), 100)
    assert len(tried) < 30


def test_a_file_without_room_says_how_many_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        html_format,
        "fit",
        lambda order, row, sections, limit: fit.Fit(2, {order[0]: sections[0](order[0])}, frozenset()),
    )
    found = page(sample("failing"))
    assert "2 of 11 manifests are shown, those that block first; one file has no room for more." in found.text
    assert "10 manifests have no section" in found.text
    assert {each.removeprefix("#") for each in found.links} <= set(found.ids), "no link leads to a section left out"


# A folder


def test_a_folder_has_a_first_page_and_a_page_per_manifest_named_by_no_supplier() -> None:
    for name in ("failing", "hostile"):
        found = folder(sample(name))
        assert next(iter(found)) == "index.html"
        assert len(found) == 1 + len(sample(name)["manifests"])
        assert all(re.fullmatch(r"index\.html|\d{6}-[0-9a-f]{8}\.html", each) for each in found)


def test_pages_of_the_same_path_have_names_of_their_own() -> None:
    manifest = a_manifest(a_policy(a_requirement(an_object())))
    assert len(folder(a_report(manifest, manifest, manifest))) == 4


def test_every_link_within_a_folder_leads_somewhere() -> None:
    found = {name: Page(text) for name, text in folder(sample("failing")).items()}
    for name, each in found.items():
        for link in each.links:
            file, _, anchor = link.partition("#")
            assert not anchor or anchor in found[file or name].ids, (name, link)
            assert file in ("", *found)
    assert set(found) - {"index.html"} <= {link.partition("#")[0] for link in found["index.html"].links}


def test_a_page_of_a_folder_stands_alone() -> None:
    report = sample("failing")
    pages = folder(report)
    pages.pop("index.html")
    for text in pages.values():
        found = Page(text)
        assert found.levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(found.levels, found.levels[1:], strict=False))
        assert "blocked as of 2026-11-23" in found.text
        assert all(plain(each["effect"]) in found.text for each in report["relaxations"])
        assert "How to read this report" in found.text


def test_a_folder_of_one_manifest_leads_from_its_objects_to_its_page() -> None:
    found = folder(of_objects(an_object("B")))
    (name,) = set(found) - {"index.html"}
    assert f"{name}#m1-0-0" in Page(found["index.html"]).links


def test_a_folder_of_nothing_has_a_first_page() -> None:
    report = nothing()
    report["errors"] = [an_error()]
    assert list(folder(report)) == ["index.html"]
    single = {**of_objects(an_object()), "errors": [an_error()], "relaxations": []}
    (text,) = (text for name, text in folder(single).items() if name != "index.html")
    assert "1 problem with inputs that could not be used" in Page(text).text
    assert "None." in Page(text).text


def test_a_folder_of_very_many_spreads_its_matrix_over_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_format, "PAGE", 4)
    found = folder(sample("failing"))
    assert list(found)[:3] == ["index.html", "matrix-0002.html", "matrix-0003.html"]
    rows_of = [text.count('<tr data-v="') for text in list(found.values())[:3]]
    assert rows_of == [4, 4, 3]
    first = Page(found["index.html"])
    assert "4 of 11 manifests are shown, those that block first." in first.text
    assert {"matrix-0002.html", "matrix-0003.html"} <= set(first.links)
    assert "Manifests 5 to 8 of 11 manifests" in Page(found["matrix-0002.html"]).all("h1")


def test_this_format_can_be_a_folder_others_are_one_file() -> None:
    assert (has_pages("html"), has_pages("json")) == (True, False)
