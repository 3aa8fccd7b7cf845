"""The text report: the verdict first, sentences to forward, as wide as the terminal, and not 10,000 screens."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from checker.renderers import Look, render
from checker.renderers.text_page import Page, columns
from tests.renderers.samples import EVERY, READABLE, many, nothing, requirement
from tests.reports import sample

Json = dict[str, Any]


def text(report: Json, *, width: int = 118, colour: bool = False, detail: int = 0) -> str:
    return "".join(render(report, "text", Look(width, colour, detail)))


def lines(report: Json, *, width: int = 118, detail: int = 0) -> list[str]:
    return text(report, width=width, detail=detail).splitlines()


@pytest.mark.parametrize("name", READABLE)
def test_the_report(name: str, snapshot: SnapshotAssertion) -> None:
    assert "".join(render(sample(name), "text")) == snapshot


@pytest.mark.parametrize("detail", [-1, 1])
def test_the_report_in_less_and_in_more_detail(detail: int, snapshot: SnapshotAssertion) -> None:
    report = sample("failing")
    report["manifests"] = report["manifests"][3:5]
    assert text(report, width=80, detail=detail) == snapshot


def test_a_waiver_that_is_not_in_force_yet_is_told() -> None:
    report = sample("waived")
    report["ledger"] = [
        {
            "waiver": "W-9",
            "code": "waiver-not-yet-in-force",
            "severity": "note",
            "message": "waiver `W-9`: it is in force from 2027-01-01 on, and lifts nothing yet",
            "help": "nothing, if the day of approval is right",
            "location": None,
        }
    ]
    told = "  note: waiver `W-9`: it is in force from 2027-01-01 on, and lifts nothing yet; to mend: "
    assert any(line.startswith(told) for line in lines(report))


def test_of_many_manifests_a_misspelt_category_is_told() -> None:
    def left_out(number: int, manifest: Json) -> None:
        manifest["verdict"] = "not-applicable" if number < 3 else "pass"
        reason = "the policy is for the categories `a-thing`, the product states `a-thign`"
        hint = "; did you mean `a-thing`?" if number == 1 else ""
        row = {"product": "p", "reason": f"{reason}{hint}"}
        for policy in manifest["policies"] if number < 3 else ():
            policy.update({"verdict": "not-applicable", "requirements": [], "products_left_out": [row]})

    told = [line for line in lines(many("passing", 8, left_out)) if "00001.yaml: " in line or "00000.yaml: " in line]
    assert told
    assert all(line.startswith("  00001.yaml: ") for line in told)


def test_the_last_line_tells_what_could_not_be_used_and_counts_as_the_first_does() -> None:
    report = sample("unusable")
    report["summary"] = {**report["summary"], "manifests": 1000, "pass": 1000}
    head, last = lines(report)[0], " ".join(lines(report)[-2:])
    assert head.partition(": ")[2] in last
    assert "could not be used; 1,000 manifests, 1,000 pass" in head


def test_a_file_gets_the_report_as_a_wide_terminal_without_colour_does() -> None:
    assert "".join(render(sample("warned"), "text")) == text(sample("warned"))


# The terminal


@pytest.mark.parametrize("detail", [-1, 0, 1])
@pytest.mark.parametrize("name", EVERY)
def test_no_line_is_wider_than_the_terminal_but_for_a_word_that_is(name: str, detail: int) -> None:
    report = sample(name)
    for width in (40, 61, 118):
        wide = [line for line in lines(report, width=width, detail=detail) if columns(line) > width]
        assert [line for line in wide if len(line.split()) > 1] == []


def test_no_terminal_is_narrower_than_forty_columns() -> None:
    assert text(sample("failing"), width=3) == text(sample("failing"), width=40)


@pytest.mark.parametrize(
    ("shown", "width"),
    [("abc", 3), ("工厂", 4), ("e\u0301", 1), ("💩", 2), ("\u2764\ufe0f", 2), ("\uff1d", 2), ("é", 1)],
)
def test_the_columns_of_a_text(shown: str, width: int) -> None:
    assert columns(shown) == width


def test_a_text_without_spaces_is_broken_between_wide_characters() -> None:
    name = "常州天目精细化工有限公司" * 4
    found = Page(40).lines(f"PASS\t{name}e\u0301nd-of-it", "", "    ")
    assert max(map(columns, found)) <= 40
    assert len(found) == 4
    assert "".join(line.strip() for line in found).replace(" ", "") == f"PASS{name}e\u0301nd-of-it"


@pytest.mark.parametrize("name", EVERY)
def test_colour_adds_nothing_but_colour(name: str) -> None:
    painted = text(sample(name), width=80, colour=True, detail=1)
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == text(sample(name), width=80, detail=1)
    codes = set(re.findall(r"\x1b\[([0-9;]*)m", painted))
    assert codes <= {"0", "1", "31", "32", "33", "1;31", "1;32", "1;33"}
    assert all(line.count("\x1b[") == 2 * line.count("\x1b[0m") for line in painted.splitlines())


@pytest.mark.parametrize(
    ("name", "painted"),
    [
        ("passing", "\x1b[1;32mPASSED\x1b[0m as of"),
        ("failing", "\x1b[1;31mFAIL\x1b[0m  us-medical"),
        ("undetermined", "\x1b[33mundetermined\x1b[0m  energy-star"),
        ("waived", "\x1b[1;33mPASSED-WITH-WAIVERS\x1b[0m as of"),
        ("waived", "\x1b[33mfail, waived\x1b[0m  listed-product"),
        ("unusable", "\x1b[31m42 problems with the input\x1b[0m"),
        ("warned", "\x1b[1mNOT APPLICABLE\x1b[0m  eu-mdr"),
        ("warned", "\x1b[1;31mPASS, BLOCKS\x1b[0m  environment"),
    ],
)
def test_colours_have_a_meaning(name: str, painted: str) -> None:
    assert painted in text(sample(name), colour=True)


def test_a_failure_that_does_not_block_is_not_red() -> None:
    report = sample("failing")
    found = requirement(report, "listed-product")
    found.update(outcome="fail", counts=False, enforcement="advisory")
    assert "\x1b[33mfail\x1b[0m  listed-product" in text(report | {"manifests": report["manifests"][:1]}, colour=True)


@pytest.mark.parametrize("detail", [-1, 0, 1])
def test_what_a_supplier_writes_neither_steers_a_terminal_nor_commands_a_pipeline(detail: int) -> None:
    for width in (40, 80, 118):
        shown = text(sample("hostile"), width=width, detail=detail)
        assert all(character.isprintable() for character in shown.replace("\n", ""))
        assert not re.search(r"^\s*::|##\w*\[", shown, re.MULTILINE)
        assert len(shown) < 200_000


def test_what_a_supplier_writes_can_not_look_like_a_line_of_ours() -> None:
    report = sample("failing")
    report["manifests"] = [report["manifests"][3]]
    forged = "pass  listed-product: Product listed by an NRTL, by `x`"
    for width in range(40, 118):
        report["manifests"][0]["supplier"] = f"Acme {forged} {forged}"
        assert [line for line in lines(report, width=width) if re.match(r" *pass  listed-product: Product", line)] == []


def test_nothing_is_drawn_with_boxes() -> None:
    for name in READABLE:
        assert not re.search("[\u2500-\u259f]", text(sample(name), detail=1))


# What is said


def test_the_result_stands_first_and_last_and_the_verdict_beside_it() -> None:
    for name in READABLE:
        report = sample(name)
        shown = lines(report)
        assert shown[0].startswith(report["result"].upper())
        assert shown[1] == f"  verdict: {report['verdict']}"
        assert shown[-1].startswith(f"{report['result']}: ")


def test_where_nothing_is_applicable_the_headline_says_so() -> None:
    report = nothing()
    report["result"] = "passed"
    assert lines(report)[0].startswith("NOT APPLICABLE, nothing that blocks is in effect,")
    assert lines(report)[1] == "  verdict: not applicable"


def test_waived_is_shown_with_its_waiver_and_never_as_a_pass() -> None:
    shown = text(sample("waived"))
    assert shown.startswith("PASSED-WITH-WAIVERS ")
    assert "FAIL, WAIVED  us-medical" in shown
    assert "fail, waived  listed-product" in shown
    effect = "waiver `W-17`: waives `management-system-for-product` of `listed-product` (us-medical-electrical)"
    assert shown.count(effect) == 2
    assert "pass  listed-product" not in shown


@pytest.mark.parametrize("detail", [0, 1])
def test_a_waiver_of_one_object_is_shown_at_that_object(detail: int) -> None:
    report = sample("waived")
    found = requirement(report, "listed-product")
    found["waived_by"], found["objects"][1]["waived_by"], found["objects"][1]["blocks"] = None, None, True
    shown = text(report, detail=detail)
    assert "FAIL  us-medical" in shown
    assert "fail  listed-product" in shown
    blocking, _, lifted = shown.partition("waiver `W-17`: waives")[2].partition("waiver `W-17`: waives")
    assert lifted
    assert "fail, waived: `qms`" in lifted
    assert "fail, waived: `qms`" not in blocking


@pytest.mark.parametrize(
    ("fail_on", "words"),
    [
        ("warning", "note: also blocks on warnings: --fail-on warning"),
        ("undetermined", "note: also blocks on undetermined advisory requirements: --fail-on undetermined"),
    ],
)
def test_what_blocks_beside_the_policy_is_said(fail_on: str, words: str) -> None:
    report = sample("passing")
    report["inputs"]["fail_on"] = fail_on
    assert f"  {words}" in lines(report)


def test_a_requirement_that_blocks_by_an_option_says_by_which() -> None:
    shown = " ".join(text(sample("warned")).split())
    assert "PASS, BLOCKS environment-and-ohs/conforming/transition-ahead.yaml" in shown
    assert "NOT APPLICABLE, BLOCKS eu-mdr-class-i/conforming/nothing-needed.yaml" in shown
    assert "[blocks by its warnings: --fail-on warning]" in shown
    assert "[advisory, blocks all the same: --fail-on warning]" in shown


def test_a_requirement_that_is_not_in_effect_or_not_needed_says_so() -> None:
    report = sample("passing")
    found = requirement(report, "listed-product")
    found.update(counts=False, citation="", holds=None)
    requirement(report, "quality-system").update(outcome="fail", needed=False)
    shown = text(report)
    assert ", by `tuv-ais` [not in effect, does not block]\n" in shown
    assert "fail, not needed  quality-system" in shown
    assert "    fail, not needed  quality-system" in text(report, colour=True), "neither good nor bad"


def test_an_accepted_unknown_is_labelled() -> None:
    assert "undetermined, accepted by the policy: the catalogue does not know" in text(sample("warned"), detail=1)


def test_advice_is_given_once_for_a_requirement() -> None:
    shown = text(sample("failing"))
    part = shown.partition("listing-names-the-design-centre.yaml")[2].partition("listing-only.yaml")[0]
    assert part.count("[factory-not-covered]") == 2
    assert part.count("to mend: have the factory inspected") == 1


def test_of_a_certificate_to_another_standard_nothing_else_is_told() -> None:
    report = sample("failing")
    finding = next(
        finding
        for manifest in report["manifests"]
        if "contract-plant-not-certified" in manifest["path"]
        for finding in manifest["policies"][0]["requirements"][1]["objects"][0]["findings"]
    )
    finding["code"] = "standard-not-accepted"
    shown = text(report)
    assert "[standard-not-accepted]" in shown
    assert "and 2 more findings about that certificate" in shown
    assert "[site-not-covered]" not in shown


def objects(report: Json, count: int) -> Json:
    """The report with that many objects of a requirement that fails, each with a message of its own."""
    report["manifests"] = [each for each in report["manifests"] if "names-the-design-centre" in each["path"]]
    found = requirement(report, "listed-product")
    first = found["objects"][0]
    found["objects"] = [deepcopy(first) | {"id": f"M-{number}"} for number in range(count)]
    for number, each in enumerate(found["objects"]):
        each["findings"][0]["message"] = f"object {number} is not covered"
    return found


def test_objects_that_fail_alike_are_told_together() -> None:
    report = sample("failing")
    objects(report, 9)
    shown = text(report)
    assert "model M-5 of ais-200 from penang and 3 more:" in " ".join(shown.split())
    assert shown.count("object 0 is not covered; likewise for the others") == 1


def test_of_many_that_fail_each_in_its_way_the_first_are_told() -> None:
    report = sample("failing")
    found = objects(report, 30)
    for number, each in enumerate(found["objects"]):
        each["findings"][0]["pointer"] = f"/certificates/{number}"
    found["objects"][29]["blocks"] = False
    shown = text(report)
    assert shown.count("is not covered") == 20
    assert "and 10 more objects; `-v` shows all" in shown
    assert text(report, detail=1).count("is not covered") == 30


def test_products_that_a_policy_leaves_out_are_named_within_reason() -> None:
    report = sample("passing")
    policy = report["manifests"][0]["policies"][0]
    policy["products_left_out"] = [{"product": f"p-{number}", "reason": "another market"} for number in range(9)]
    assert "    does not apply to `p-5`: another market\n    does not apply to 3 more products\n" in text(report)
    assert text(report, detail=1).count("does not apply to `p-") == 9


@pytest.mark.parametrize(
    ("count", "words"), [(3, "not applicable  watersense: "), (4, "4 policies do not apply: watersense")]
)
def test_policies_that_do_not_apply_are_explained_if_few(count: int, words: str) -> None:
    report = sample("failing")
    manifest = report["manifests"][0]
    skipped = next(policy for policy in manifest["policies"] if not policy["requirements"])
    manifest["policies"] = [skipped] * count
    report["manifests"] = [manifest]
    assert text(report).count(words) == (count if count == 3 else 1)


def test_a_finding_without_advice_gets_none() -> None:
    report = sample("undetermined")
    for each in report["manifests"]:
        for finding in each["policies"][0]["requirements"][0]["objects"][0]["findings"]:
            finding["help"] = ""
    assert "to mend" not in text(report)


# More and less detail


def test_quiet_names_what_does_not_pass_and_nothing_else() -> None:
    report = sample("failing")
    shown = text(report, detail=-1)
    for manifest in report["manifests"]:
        assert (manifest["path"] in shown) is (manifest["verdict"] != "pass")
    assert report["relaxations"][0]["effect"] in shown
    assert "listed-product" not in shown
    assert "Input that could not be used" in text(sample("unusable"), detail=-1)


def test_verbose_shows_every_gate_of_every_object() -> None:
    for name in ("passing", "failing", "warned"):
        report = sample(name)
        shown = " ".join(text(report, detail=1).split())
        rows = [
            each
            for manifest in report["manifests"]
            for policy in manifest["policies"]
            for each in policy["requirements"]
        ]
        gates = [gate for row in rows for each in row["objects"] for gate in each["gates"]]
        asked = [gate for gate in gates if gate["outcome"] not in ("not-asked", "not-run")]
        assert gates
        assert shown.count("; found ") == len(asked)
        for gate in asked:
            place = f"[{gate['location']['line']}:{gate['location']['column']}]"
            assert f"{gate['outcome']} {gate['gate']}: asked {' '.join(gate['expected'].split())}; found " in shown
            assert place in shown
        assert "not asked by the policy: " in shown


def test_verbose_shows_the_other_candidates_where_the_report_has_them() -> None:
    shown = text(sample("warned"), detail=1)
    assert "fail  by `ohs` instead: standard-not-accepted" in shown
    part = shown.partition("gates of `ems`")[2].partition("gates of")[0]
    assert "instead" in part
    assert "by `ems` instead" not in part


def test_the_caret_stands_below_the_place_of_the_finding() -> None:
    shown = lines(sample("failing"), detail=1)
    at = next(
        number for number, line in enumerate(shown) if line.endswith("listing-names-the-design-centre.yaml:38:18")
    )
    quoted, caret = shown[at + 2], shown[at + 3]
    assert "| " in quoted
    assert quoted.split("|")[0].strip() == "38"
    assert quoted[caret.index("^") :].startswith("[livingston]")
    assert caret.index("^") - caret.index("|") == 19
    assert shown[at + 1].split("|")[0].strip() == "37"
    assert shown[at + 4].split("|")[0].strip() == "39"


def test_the_caret_counts_columns_of_wide_characters_and_escapes() -> None:
    report = sample("failing")
    report["manifests"] = [each for each in report["manifests"] if "listing-names-the-design" in each["path"]]
    report["manifests"][0]["source"] = [{"line": 38, "column": 1, "text": "  ab工厂\u202e: ÷   [livingston]"}]
    shown = lines(report, detail=1)
    at = next(number for number, line in enumerate(shown) if line.endswith("|   ab工厂\\u202e: ÷   [livingston]"))
    # Column 18 in characters is the fourth letter of the city.
    assert columns(shown[at].partition("ingston")[0]) == shown[at + 1].index("^")


def test_a_part_of_a_long_line_is_shown_around_the_place() -> None:
    report = sample("failing")
    report["manifests"] = [each for each in report["manifests"] if "listing-names-the-design" in each["path"]]
    source = [{"line": 38, "column": 1, "text": "x" * 17 + "[livingston]" + "y" * 200}]
    report["manifests"][0]["source"] = source
    quoted, caret = lines(report, width=40, detail=1), ""
    at = next(number for number, line in enumerate(quoted) if line.strip().startswith("38 |"))
    caret = quoted[at + 1]
    assert quoted[at].endswith("…")
    assert "[livingston"[: len(quoted[at]) - caret.index("^") - 1].startswith(quoted[at][caret.index("^") : -1])
    assert columns(quoted[at]) <= 40


def test_a_report_without_source_has_no_excerpts() -> None:
    report = sample("failing")
    for manifest in report["manifests"]:
        manifest["source"] = []
    assert "^" not in text(report, detail=1)


# Scale


def worse(number: int, manifest: Json) -> None:
    """Every hundredth manifest has more objects that block."""
    if number % 100 == 7:
        for row in manifest["policies"][0]["requirements"]:
            row["objects"] = [deepcopy(row["objects"][0]) | {"blocks": True} for _ in range(40 + number // 100)]


@pytest.mark.generated
def test_two_thousand_manifests_are_summed_up_on_one_screen_or_two() -> None:
    report = many("undetermined", 2_000, worse)
    report["errors"] = sample("unusable")["errors"] * 10
    shown = lines(report)
    assert len(shown) < 130
    assert "The worst of 2,000 manifests that do not pass:" in shown
    worst = [line for line in shown if line.startswith("  UNDETERMINED")]
    assert [line.split()[1] for line in worst] == [f"{number:05}.yaml" for number in range(1907, 906, -100)][:10]
    assert sum(" objects block: " in line for line in shown) == 10
    found = re.findall(r"(\d+) manifests, ([\d,]+) findings: [^\[]*\[([\w-]+)\]", " ".join(" ".join(shown).split()))
    assert {code for _, _, code in found} == {"body-not-accredited", "status-stale", "no-object"}
    assert [int(count) for count, _, _ in found] == sorted((int(count) for count, _, _ in found), reverse=True)
    assert sum(int(count) for count, _, _ in found) == 2_000
    assert "  and 400 more problems; `-o json=FILE` keeps all" in shown
    assert "-o csv=FILE" in "\n".join(shown)


def test_twenty_are_shown_each_and_twenty_one_are_summed_up() -> None:
    assert text(many("undetermined", 20)).count("remedy: ") == 20
    assert "remedy: " not in text(many("undetermined", 21))
    assert text(many("undetermined", 21), detail=1).count("remedy: ") == 21


def test_quiet_is_short_for_many_as_well() -> None:
    shown = lines(many("undetermined", 500), detail=-1)
    assert len(shown) < 25
    assert not [line for line in shown if "object" in line and "block" in line]


def test_many_that_pass_are_counted() -> None:
    shown = lines(many("passing", 500))
    assert sum(line.startswith("PASS  ") for line in shown) == 20
    assert "and 480 more manifests that pass" in shown


def test_many_that_pass_with_warnings_are_counted_with_the_commonest() -> None:
    def warn(number: int, manifest: Json) -> None:
        finding = manifest["policies"][0]["requirements"][0]["objects"][0]["findings"]
        finding.append(sample("failing")["manifests"][3]["policies"][0]["requirements"][1]["objects"][0]["findings"][0])
        finding[-1].update(severity="warning", outcome="pass", code="edition-ending")

    shown = text(many("passing", 30, warn))
    assert "and 10 more manifests that pass with warnings" in shown
    assert "30 manifests, 30 findings: the edition ends before the certificate does [edition-ending]" in shown
    few = text(many("passing", 7, warn))
    assert few.count("warning: `design-qms`") == 7


def test_a_code_that_this_version_does_not_know_is_shown_as_it_is() -> None:
    def rename(number: int, manifest: Json) -> None:
        for each in manifest["policies"][0]["requirements"][0]["objects"]:
            for finding in each["findings"]:
                finding["code"] = "of-the-future"

    assert "  30 manifests, 50 findings: of-the-future" in lines(many("undetermined", 30, rename))


def test_waived_manifests_do_not_count_as_blocking_among_the_worst() -> None:
    shown = text(many("waived", 30))
    assert "FAIL, WAIVED  00000.yaml" in shown
    assert "nothing blocks: management-system-for-product" in shown


def test_of_many_unusable_inputs_the_first_hundred_are_shown() -> None:
    report = sample("unusable")
    report["errors"] = report["errors"] * 3
    assert "  and 26 more problems; `-o json=FILE` keeps all" in lines(report)


def test_a_run_that_assessed_nothing_says_so() -> None:
    assert lines(nothing())[0] == "BLOCKED as of 2026-11-23: 0 manifests, 0 pass"
