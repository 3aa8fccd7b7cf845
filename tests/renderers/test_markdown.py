"""Markdown: the verdict as a heading, under 60,000 bytes, and supplier text that stays text wherever it is shown."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.renderers import render
from checker.renderers.markdown_text import cell, code, prose
from tests.renderers.samples import EVERY, READABLE, many, nothing, requirement
from tests.reports import ATTACKS, sample

markdown_it = pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")

Json = dict[str, Any]

# What the report itself writes as HTML.
OURS = re.compile(r"</?(?:details|summary|code|b|span)>")


def markdown(report: Json) -> str:
    return "".join(render(report, "markdown"))


def tokens(text: str) -> list[Any]:
    """Every token of a text, those within lines too."""
    found = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [each for token in found for each in (token, *(token.children or ()))]


def shown(text: str) -> str:
    """What a reader sees of a text outside of code."""
    return "\n".join(token.content for token in tokens(text) if token.type == "text")


@pytest.mark.parametrize("name", READABLE)
def test_the_report(name: str, snapshot: SnapshotAssertion) -> None:
    assert markdown(sample(name)) == snapshot


# Text stays text


@pytest.mark.parametrize("name", EVERY)
def test_nothing_becomes_a_link_an_image_or_html(name: str) -> None:
    for token in tokens(markdown(sample(name))):
        assert token.type not in (
            "link_open",
            "image",
            "fence",
            "code_block",
            "blockquote_open",
            "hr",
            "s_open",
            "em_open",
        )
        if token.type in ("html_block", "html_inline"):
            rest = re.sub(
                r"<code>[^<]*</code>", "", OURS.sub("", token.content.replace("<code>", "\0").replace("\0", "<code>"))
            )
            assert "<" not in rest


@pytest.mark.parametrize("name", EVERY)
def test_nothing_is_found_in_the_text_that_a_forge_would_link(name: str) -> None:
    text = shown(markdown(sample(name)))
    assert not re.search(r"[@#!~%&^][\w\"']|://|\bwww\.|:[\w+-]+:|\bGH-\d|\$\w", text)


@pytest.mark.parametrize("name", EVERY)
def test_no_pipeline_takes_a_line_for_a_command(name: str) -> None:
    text = markdown(sample(name))
    assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)
    assert all(character.isprintable() for character in text.replace("\n", ""))


HOSTILE = (
    *ATTACKS[:-1],
    "`",
    "``",
    "a`b",
    "`a``b`",
    "`a` b `c",
    " `a` ",
    "\\`a\\`",
    "\\",
    "*a* _b_ ~~c~~ **d**",
    "http://a.example, HTTPS://b.example/?x=1&y=2, ftp://c, www.d.example",
    "me@example.com and @org/team",
    "GH-12 gh-3 #4 owner/repo#5 !6 %7 ~8 &9 ^alert#1",
    ":x: 12:100:54 :+1:",
    "$a$ $$b$$ $`c`$",
    "<!-- a -->",
    "&lt;b&gt; &#64;ada",
    "[a]: http://b",
    "| a | b |",
    "",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_sentence_says_what_it_said_and_does_nothing(text: str) -> None:
    text = text.replace("\n", "").replace("\r", "").replace("\t", "").replace("\u2028", "").replace("\u2029", "")
    found = tokens(f"note: {prose(text)}\n")
    kinds = {token.type for token in found}
    assert kinds <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "code_inline",
        "html_inline",
        "text_special",
    }
    assert {token.content for token in found if token.type == "html_inline"} <= {"<span>", "</span>"}
    said = "".join(token.content for token in found if token.type in ("text", "code_inline")).replace("\u200b", "")
    plain = re.sub(r"[`\s]|\\u\w{4}", "", text)
    assert re.sub(r"[`\s]|\\u\w{4}", "", said).removeprefix("note:") == re.sub("^::|##", lambda f: f[0][1:], plain)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_code_and_nothing_else(text: str) -> None:
    text = text.replace("\n", "").replace("\r", "").replace("\t", "").replace("\u2028", "").replace("\u2029", "")
    found = [token for token in tokens(f"| a |\n|---|\n| {cell(text)} |\n") if token.type not in ("text", "inline")]
    (row,) = [token for token in found if token.type == "code_inline"]
    assert row.content.strip() == row.content.strip().replace("|", "")
    assert {token.type.partition("_")[0] for token in found} <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    (name,) = [token for token in tokens(f"a {code(text)} b\n") if token.type == "code_inline"]
    assert name.content.strip().endswith(text.strip()[-3:])


# What is said


@pytest.mark.parametrize("name", EVERY)
def test_the_result_is_the_heading_and_the_verdict_stands_below(name: str) -> None:
    report = sample(name)
    lines = markdown(report).splitlines()
    assert lines[0].startswith(f"## {report['result'].upper()} as of 2026-11-23: ")
    assert f"**{report['verdict']}**. Result: **{report['result']}**" in lines[2]


def test_relaxations_are_in_the_open() -> None:
    for name in ("waived", "warned"):
        report = sample(name)
        before = markdown(report).partition("<details>")[0]
        for each in report["relaxations"]:
            assert prose(each["effect"]) in before


def test_unusable_input_is_as_visible_as_a_failure() -> None:
    report = sample("unusable")
    text = markdown(report)
    assert "**42 problems with the input**" in text.splitlines()[2]
    assert text.count("- `../malformed/") == 42
    assert "<details>" not in text


def test_waived_is_told_with_its_waiver() -> None:
    text = markdown(sample("waived"))
    assert "| **FAIL, WAIVED** |" in text
    assert "**fail, waived** `listed-product`" in text
    assert text.count("**waiver** `W-17`: waives `management-system-for-product`") == 2


def test_a_waiver_of_one_object_is_told_at_that_object() -> None:
    report = sample("waived")
    found = requirement(report, "listed-product")
    found["waived_by"], found["objects"][1]["waived_by"], found["objects"][1]["blocks"] = None, None, True
    text = markdown(report)
    assert "| **FAIL** |" in text
    assert "**fail** `listed-product`" in text
    assert text.count("      - **waiver** `W-17`: waives") == 1


def test_what_blocks_beside_the_policy_is_said() -> None:
    text = markdown(sample("warned"))
    assert "This run also blocks on warnings: `--fail-on warning`." in text
    assert "blocks by its warnings: --fail-on warning" in text


def test_what_does_not_pass_comes_first() -> None:
    rows = [line for line in markdown(sample("warned")).splitlines() if line.startswith("| ")][1:]
    assert len(rows) == 15
    opened = [line.startswith("| **") for line in rows]
    assert opened == sorted(opened, reverse=True)
    assert rows[-1].startswith("| PASS |")


def test_few_are_told_in_the_open_and_more_folded() -> None:
    assert "<details>" not in markdown(sample("undetermined"))
    assert (
        markdown(many("undetermined", 4)).count("<details>")
        == markdown(many("undetermined", 4)).count("</details>")
        == 4
    )


def test_a_requirement_that_is_not_needed_has_no_reasons() -> None:
    report = sample("failing")
    for manifest in report["manifests"]:
        for each in manifest["policies"][0]["requirements"]:
            each["needed"] = False
    text = markdown(report)
    assert "**fail, not needed** `quality-system`" in text
    assert "To mend" not in text


def test_a_digest_of_every_input_is_shown() -> None:
    report = sample("passing")
    report["inputs"]["waivers"] = {"path": "waivers.yaml", "sha256": "0123456789ab" + "0" * 52}
    text = markdown(report)
    assert "- waivers `waivers.yaml` `0123456789ab`" in text
    assert f"`2026-11` `{report['inputs']['policies'][0]['sha256'][:12]}`" in text


def test_an_empty_run_has_no_table() -> None:
    text = markdown(nothing())
    assert text.startswith("## BLOCKED as of 2026-11-23: 0 manifests")
    assert "| verdict |" not in text
    assert "milder" not in text


# What there is no room for


def size(report: Json) -> int:
    return len(markdown(report).encode())


@pytest.mark.generated
@pytest.mark.parametrize("name", EVERY)
def test_it_is_under_sixty_thousand_bytes(name: str) -> None:
    assert size(sample(name)) < 60_000
    assert size(many(name, 300)) < 60_000


def swollen() -> Json:
    """A report in which everything is too long and too many, in characters that take the most room."""
    wide = "\U000e0041`|<$@x:" * 400  # not printable, and above the first plane: ten letters each
    report = many("hostile", 40)
    report["relaxations"] = [{"type": "waiver", "id": f"W{number}{wide}", "effect": wide} for number in range(300)]
    error = {"path": wide, "line": 1, "column": 1, "message": wide, "help": wide}
    report["errors"] = [error] * 300
    report["inputs"]["policies"] = [{"id": wide, "version": wide, "sha256": "0" * 64}] * 300
    report["inputs"]["order"] = report["inputs"]["waivers"] = {"path": wide, "sha256": "0" * 64}
    report["inputs"]["catalogue"]["version"] = report["tool"]["version"] = wide
    report["inputs"]["fail_on"] = "warning"
    for manifest in report["manifests"]:
        manifest["supplier"] = manifest["path"] = wide
        for each in manifest["policies"][0]["requirements"]:
            each["id"] = each["title"] = each["citation"] = each["remedy"] = wide
            for finding in each["objects"][0]["findings"]:
                finding["code"] = finding["message"] = finding["help"] = wide
    return report


@pytest.mark.generated
def test_whatever_the_input_it_is_cut_and_says_so() -> None:
    text = markdown(swollen())
    assert len(text.encode()) < 60_000
    assert text == markdown(swollen())
    for words in ("more relaxations, left out", "more problems with the input, left out", "more policies, left out"):
        assert words in text
    assert "more manifests left out of this table, among them" in text
    assert re.search(r"The reasons of \d+ more manifests are left out here", text)
    assert text.count("<details>") == text.count("</details>")
    assert "- **waiver** ``W0" in text


def test_one_long_manifest_leaves_room_for_the_others() -> None:
    report = sample("failing")
    long = requirement({"manifests": [report["manifests"][3]]}, "quality-system")
    first = long["objects"][0]
    long["objects"] = [deepcopy(first) | {"id": f"site-{number}"} for number in range(60)]
    for number, each in enumerate(long["objects"]):
        for finding in each["findings"]:
            finding["certificate"] = f"certificate-{number}"
            finding["message"] = f"site {number} is wrong: " + "for such a reason " * 50
    text = markdown(report)
    assert "- the rest of this manifest is left out here; `-o json=FILE` keeps all" in text
    assert text.count("<details>") == 8
    assert len(text.encode()) < 60_000


def test_of_many_objects_the_first_are_told() -> None:
    report = sample("failing")
    report["manifests"] = report["manifests"][3:4]
    found = requirement(report, "quality-system")
    found["objects"] = [deepcopy(found["objects"][0]) | {"id": f"s{number}"} for number in range(25)]
    for number, each in enumerate(found["objects"]):
        each["findings"] = each["findings"][:1]
        each["findings"][0] = each["findings"][0] | {"certificate": f"c{number}"}
    assert "    - and 5 more objects" in markdown(report)


@pytest.mark.generated
def test_of_thousands_the_worst_are_told_and_the_commonest_reasons() -> None:
    text = markdown(many("failing", 3_000))
    assert "### The commonest reasons" in text
    assert re.search(r"- 2\d\d manifests, \d+ findings: a product certificate is offered where", text)
    assert re.search(r"[\d,]+ more manifests left out of this table, among them 2,\d\d\d that do not pass", text)
    assert len(text.encode()) < 60_000


@pytest.mark.generated
def test_of_thousands_that_pass_the_table_says_that_the_rest_pass() -> None:
    text = markdown(many("passing", 3_000))
    assert "more manifests left out of this table, all of which pass or are not applicable" in text
    assert "### Why" not in text


def test_a_code_that_this_version_does_not_know_is_shown_as_it_is() -> None:
    def rename(number: int, manifest: Json) -> None:
        for each in manifest["policies"][0]["requirements"][0]["objects"]:
            for finding in each["findings"]:
                finding["code"] = "of-the-future"

    assert "- 30 manifests, 50 findings: `of-the-future`" in markdown(many("undetermined", 30, rename))


def test_a_certificate_to_another_standard_settles_it() -> None:
    report = sample("failing")
    report["manifests"] = report["manifests"][3:4]
    requirement(report, "quality-system")["objects"][0]["findings"][0]["code"] = "standard-not-accepted"
    assert "      - and 2 more findings about that certificate" in markdown(report)


def test_products_that_a_policy_leaves_out_are_named() -> None:
    report = sample("failing")
    report["manifests"] = report["manifests"][3:4]
    report["manifests"][0]["policies"][0]["products_left_out"] = [{"product": "tap", "reason": "another market"}]
    assert "  - does not apply to `tap`: another market" in markdown(report)
