"""Pages as Markdown and as HTML: complete, one line per text, harmless whatever a policy's author wrote."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.errors import UsageError
from checker.renderers.doc import formats, has_pages, known, render, render_pages
from tests.consumers import accepted
from tests.depth import nightly
from tests.doc.sheets import PRODUCT, SYSTEM, doc, hostile, policy, shipped
from tests.renderers.pages import Page

Json = dict[str, Any]


def text(found: Json, name: str) -> str:
    return "".join(render(found, name))


@pytest.mark.parametrize("name", ["us-medical-electrical", "eu-mdr-class-i"])
def test_markdown_of_a_shipped_policy(name: str, snapshot: SnapshotAssertion) -> None:
    found = doc(shipped()[name])
    found["pages"][0]["sha256"] = "0" * 64
    assert text(found, "markdown") == snapshot


@pytest.mark.parametrize("name", sorted(shipped()))
def test_both_formats_say_the_same_of_every_shipped_policy(name: str) -> None:
    found = doc(shipped()[name])
    markdown, page = text(found, "markdown"), Page(text(found, "html"))
    shown = " ".join(" ".join(page.words["body"]).split())
    for row in found["pages"][0]["requirements"]:
        assert f"({'`'}{row['id']}`)" in markdown
        assert row["title"] in shown
        for each in row["refused"]:
            assert f"`{each['code']}`" in markdown
            assert each["code"] in shown
        for each in row["needs"]:
            assert f"**{each['label']}:**" in markdown
            assert each["label"] in shown
    assert found["pages"][0]["example"]["yaml"] in markdown
    assert "certificates:" in shown


def test_headings_go_down_step_by_step_and_ids_are_used_once() -> None:
    for found in (doc(shipped()["us-medical-electrical"]), doc(*list(shipped().values())[:3]), doc(hostile())):
        page = Page(text(found, "html"))
        assert page.levels[0] == 1
        assert all(after - before <= 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
        assert len(page.ids) == len(set(page.ids))
        assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)


def test_what_a_policys_author_wrote_stays_text() -> None:
    found = doc(hostile())
    page = Page(text(found, "html"))
    assert page.tags["script"] == 1
    assert page.tags["img"] == page.tags["svg"] - 1 == 0
    assert not [each for each in page.attributes if each[1].startswith("on")]
    assert all(link.startswith("#") for link in page.links)
    markdown = text(found, "markdown")
    outside = re.sub(r"(?s)^(`{3,})yaml\n.*?^\1$", "", markdown, flags=re.MULTILINE)
    assert "<script>" not in re.sub(r"(`+).*?\1", "", outside)
    assert not re.search(r"^(::|##\[|# heading)", outside, re.MULTILINE)
    assert "\u202e" not in markdown
    assert "\x1b" not in markdown


def test_several_policies_stand_below_each_other_or_in_a_folder() -> None:
    found = doc(shipped()["energy-star"], shipped()["watersense"], policy(PRODUCT, SYSTEM, id="Odd/../id"))
    assert text(found, "markdown").count("\n# What suppliers need") + 1 == 3
    files = {name: "".join(parts) for name, parts in render_pages(found, "html")}
    names = list(files)
    assert names[0] == "index.html"
    assert [name.rpartition("-")[0] for name in names[1:]] == ["energy-star", "watersense", "policy"]
    assert set(Page(files["index.html"]).links) == {"#main", *names[1:]}
    alone = dict(render_pages(doc(shipped()["watersense"]), "html"))
    assert list(alone) == ["index.html"]


def test_formats_are_found_by_name() -> None:
    assert formats() == ("html", "markdown")
    assert [name for name in formats() if has_pages(name)] == ["html"]
    with pytest.raises(UsageError, match="did you mean `html`"):
        known("htm")


@pytest.mark.xdist_group("consumers")
@nightly
def test_a_browser_with_accessibility_rules_accepts_the_page(tmp_path: Path) -> None:
    file = tmp_path / "doc.html"
    file.write_text(text(doc(shipped()["us-medical-electrical"], shipped()["eu-mdr-class-iii"]), "html"), "utf-8")
    accepted("verify_html.sh", str(file), str(tmp_path / "out"), cwd=tmp_path)
