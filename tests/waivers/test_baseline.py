"""A report against an earlier one: what is new, what is fixed; by the exact path, and without a say in the result."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import api
from checker.renderers import render
from checker.report import baseline
from checker.report.baseline import Baseline
from tests.cli.command import check
from tests.renderers.made import a_finding, a_manifest, a_policy, a_report, a_requirement, an_object
from tests.reports import ATTACKS, sample
from tests.waivers.test_results import ITEM

PASSING = {"outcome": "pass", "blocks": False, "certificate": "ul"}


@pytest.mark.generated
def test_what_is_new_and_fixed_is_told(folder: Path) -> None:
    (folder / "m.yaml").write_text((folder / "wrong-kind.yaml").read_text())
    assert check("m.yaml", "open.yaml", "-o", "json=before.json", cwd=folder).code == 1
    (folder / "m.yaml").write_text((folder / "conforming.yaml").read_text())
    ended = check(
        "m.yaml", "wrong-kind.yaml", "--baseline", "before.json", "-o", "json", "-o", "text=r.txt", cwd=folder
    )
    found = ended.report["baseline"]
    assert ended.code == 1
    assert [(each["manifest"], each["id"]) for each in found["new"]] == [
        ("wrong-kind.yaml", "NP-500-A"),
        ("wrong-kind.yaml", "NP-500-B"),
    ]
    assert [(each["manifest"], each["requirement"]) for each in found["fixed"]] == [("m.yaml", "listed-product")] * 2
    assert found["new"][0]["codes"] == ["management-system-for-product"]
    assert (found["new_count"], found["fixed_count"], found["unchanged"]) == (2, 2, 0)
    assert found["gone"] == 1
    assert (found["path"], found["as_of"]) == ("before.json", "2026-11-23")
    text = (folder / "r.txt").read_text()
    said = "What blocks, compared with before.json as of 2026-11-23: 2 new, 2 fixed, 0 unchanged, 1 not in this run"
    assert said in text
    assert "new  wrong-kind.yaml: power-supply, listed-product: model NP-500-A of np-500" in text


@pytest.mark.generated
@pytest.mark.parametrize("manifest", ["wrong-kind.yaml", "conforming.yaml"])
def test_it_changes_neither_result_nor_exit_code(folder: Path, manifest: str) -> None:
    plain = check(manifest, "-o", "json", cwd=folder)
    (folder / "before.json").write_text(plain.out)
    ended = check(manifest, "--baseline", "before.json", "-o", "json", cwd=folder)
    assert ended.code == plain.code
    same = {**ended.report, "baseline": None}
    assert same == plain.report
    assert ended.report["baseline"]["unchanged"] == (2 if manifest == "wrong-kind.yaml" else 0)


def test_what_a_waiver_lifts_by_now_is_fixed(folder: Path) -> None:
    check("wrong-kind.yaml", "-o", "json=before.json", cwd=folder)
    (folder / "w.yaml").write_text(ITEM)
    ended = check("wrong-kind.yaml", "--waivers", "w.yaml", "--baseline", "before.json", "-o", "json", cwd=folder)
    assert (ended.code, ended.report["baseline"]["fixed_count"]) == (0, 2)


@pytest.mark.generated
def test_the_same_failure_at_another_path_is_new(folder: Path) -> None:
    check("wrong-kind.yaml", "-o", "json=before.json", cwd=folder)
    (folder / "wrong-kind.yaml").rename(folder / "wrong-kind-2.yaml")
    ended = check("wrong-kind-2.yaml", "--baseline", "before.json", "-o", "json", cwd=folder)
    found = ended.report["baseline"]
    assert (found["new_count"], found["gone"], found["unchanged"]) == (2, 2, 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [("{", "this is no well-formed JSON"), ('{"manifest": 1}', "where a report is required"), (None, "does not exist")],
)
def test_a_baseline_that_can_not_be_used_is_2(folder: Path, text: str | None, message: str) -> None:
    if text is not None:
        (folder / "before.json").write_text(text)
    ended = check("conforming.yaml", "--baseline", "before.json", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("certgate: before.json")
    assert message in ended.err


def test_one_object_named_twice_blocks_if_either_does() -> None:
    passing, failing = an_object("B", a_finding(), **PASSING), an_object("B")
    both = a_manifest(a_policy(a_requirement(passing, failing)))
    found = Baseline(a_report(both), "r.json", "0" * 64)
    found.add(both)
    assert (found.drawn()["new_count"], found.drawn()["unchanged"]) == (0, 1)


def test_long_lists_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baseline, "LISTED", 3)
    found = Baseline(a_report(), "r.json", "0" * 64)
    for number in range(5):
        found.add(a_manifest(a_policy(a_requirement(an_object("B"))), path=f"{number}.yaml"))
    drawn = found.drawn()
    assert (len(drawn["new"]), drawn["new_count"]) == (3, 5)


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_reports_for_people_show_the_first_changes_and_count_the_rest(format_: str) -> None:
    manifests = [
        a_manifest(a_policy(a_requirement(an_object(attack[:50]))), path=f"{number}.yaml")
        for number, attack in enumerate(ATTACKS)
    ]
    found = Baseline(a_report(), "last\x1b[31m-week.json", "0" * 64)
    for each in manifests:
        found.add(each)
    shown = "".join(render(a_report(*manifests, baseline=found.drawn()), format_))
    assert f"{len(ATTACKS)} new, 0 fixed, 0 unchanged" in shown
    assert f"and {len(ATTACKS) - 10} more objects; " in shown
    assert "\x1b" not in shown
    assert format_ != "html" or "<script>alert" not in shown


def test_a_report_with_a_baseline_is_read_again() -> None:

    report = sample("failing")
    since = Baseline(report, "r.json", "0" * 64)
    for each in report["manifests"]:
        since.add(each)
    report["baseline"] = since.drawn()
    assert api.load_report(json.dumps(report).encode(), "r.json") == report
