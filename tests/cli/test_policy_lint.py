"""`certgate policy lint` as authors run it: exit codes, formats, witnesses, fixes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.api import schema_text
from tests.authoring.lint.examples import BOTH, EXAMPLES, SYSTEM, written
from tests.builders import policy
from tests.cli.command import AS_OF, Ended, certgate
from tests.depth import nightly

MINE = EXAMPLES["both-slips"].raising[0]
DOUBLED = EXAMPLES["entry-twice"].raising[0]


def lint(folder: Path, *arguments: str) -> Ended:
    """Run the linter in a folder, as of the day of the test data."""
    return certgate("policy", "lint", *arguments, "--as-of", AS_OF, cwd=folder)


def test_a_clean_policy_ends_with_0_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(written(BOTH))
    ended = lint(tmp_path, "p.yaml")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"CLEAN as of {AS_OF}: 1 policy, no findings\n")


def test_a_shipped_policy_is_named_by_its_id(tmp_path: Path) -> None:
    assert lint(tmp_path, "-p", "watersense").code == 0


@pytest.mark.generated
def test_a_warning_ends_with_1_and_shows_place_mend_and_witness(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINE)
    ended = lint(tmp_path, "p.yaml")
    assert ended.code == 1
    assert "p.yaml:6:11: warning: `evidence` is `both`, but from 2026-11-23 until 2027-06-30" in ended.out
    assert "  to mend: let requirements of both kinds be in effect together\n" in ended.out
    assert f"  witness, as of {AS_OF}: it passes without any management-system certificate\n" in ended.out
    assert "      manifest: 1\n" in ended.out
    assert "to mend" not in lint(tmp_path, "-q", "p.yaml").out


def test_a_note_alone_does_not_block(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(EXAMPLES["standard-by-other-name"].raising[0])
    ended = lint(tmp_path, "p.yaml")
    assert (ended.code, "1 note" in ended.out) == (0, True)


@pytest.mark.generated
@pytest.mark.parametrize("name", ["wrong-kind-standard", "both-escaped", "versions-overlap"])
def test_a_policy_that_does_not_load_is_linted_and_ends_with_1(tmp_path: Path, name: str) -> None:
    for number, text in enumerate(EXAMPLES[name].raising):
        (tmp_path / f"p{number}.yaml").write_text(text)
    ended = lint(tmp_path, ".")
    assert (ended.code, ended.err) == (1, "")
    assert f"(`{name}`)" in " ".join(ended.out.split())


@pytest.mark.generated
def test_what_is_no_policy_ends_with_2_beside_the_findings_on_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("policy: 1\nid: [\n")
    (tmp_path / "b.yaml").write_text(MINE)
    ended = lint(tmp_path, ".")
    assert ended.code == 2
    assert "could not be used: a.yaml:" in ended.out
    assert "(`both-slips`)" in " ".join(ended.out.split())
    alone = lint(tmp_path, "a.yaml")
    assert (alone.code, alone.out) == (2, "")
    assert alone.err.startswith("certgate: a.yaml:")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no policy is given"),
        (["p.yaml", "--dry-run"], "--dry-run says what --fix would change; give both"),
        (["watersense", "--fix"], "`watersense` ships with certgate and is not to be changed"),
        (["watersens"], "did you mean `watersense`?"),
        (["p.yaml", "-o", "jsn"], "`jsn` is no format of findings on policies; did you mean `json`?"),
        (["p.yaml", "-o", "json=p.yaml"], "would write over `p.yaml`"),
    ],
)
def test_what_can_not_be_done_is_refused_in_a_sentence(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "p.yaml").write_text(MINE)
    ended = lint(tmp_path, *arguments)
    assert ended.code == 2
    assert message in ended.err
    assert (tmp_path / "p.yaml").read_text() == MINE


@nightly
def test_json_conforms_to_its_schema_and_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("both-slips", "wrong-kind-standard", "placeholder-text"):
        (tmp_path / f"{name}.yaml").write_text(EXAMPLES[name].raising[0].replace("test-policy", name))
    ended = lint(tmp_path, ".", "-o", "json", "-o", "text=t.txt")
    Draft202012Validator(json.loads(schema_text("lint"))).validate(ended.report)
    assert ended.out == lint(tmp_path, ".", "-o", "json").out
    assert {each["code"]: each["policy"] for each in ended.report["findings"]} == {
        name: name for name in ("both-slips", "wrong-kind-standard", "placeholder-text")
    }
    assert (tmp_path / "t.txt").read_text().startswith("FINDINGS as of")


def test_annotations_stand_at_the_lines_of_the_policies(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINE.replace("listed-product", "a%0A::error::x"))
    out = lint(tmp_path, "p.yaml", "-o", "github").out.splitlines()
    assert out[0].startswith("::notice title=certgate policy lint%3A findings::FINDINGS as of")
    assert out[1].startswith("::warning file=p.yaml,line=6,col=11,title=warning%3A both-slips::warning: `evidence` is")
    assert all(line.startswith(("::notice ", "::warning ")) for line in out)


def test_a_witness_file_shows_to_check_what_lint_said_of_it(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINE)
    assert lint(tmp_path, "p.yaml", "--witness", "shown").code == 1
    (file,) = (tmp_path / "shown").iterdir()
    assert file.name == "test-policy-both-slips-1.yaml"
    ended = certgate("check", f"shown/{file.name}", "-p", "p.yaml", "--as-of", AS_OF, "-o", "json", cwd=tmp_path)
    assert (ended.code, ended.report["verdict"]) == (0, "pass")


@nightly
def test_a_witness_of_a_policy_with_a_period_comes_with_the_order(tmp_path: Path) -> None:
    row = {**SYSTEM, "accept_unknown": ["status-missing"]}
    text = written(policy(row, period={"from": "award", "until": "delivery"}))
    (tmp_path / "p.yaml").write_text(text.replace("[status-missing]", "[status-missing]  # why"))
    lint(tmp_path, "p.yaml", "--witness", "shown")
    names = sorted(each.name for each in (tmp_path / "shown").iterdir())
    stem = "test-policy-bare-certificate-passes-1"
    assert names == [f"{stem}.order.yaml", f"{stem}.yaml"]
    arguments = ["check", f"shown/{stem}.yaml", "-p", "p.yaml", "--order", f"shown/{stem}.order.yaml"]
    ended = certgate(*arguments, "--as-of", AS_OF, "-o", "json", cwd=tmp_path)
    assert ended.report["verdict"] == "pass"


def test_fix_mends_the_file_once_and_dry_run_only_shows_how(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(DOUBLED)
    shown = lint(tmp_path, "p.yaml", "--fix", "--dry-run")
    assert shown.code == 1
    assert "-  standards: [ISO 9001, DIN EN ISO 9001]\n+  standards: [ISO 9001]\n" in shown.out
    assert (tmp_path / "p.yaml").read_text() == DOUBLED
    ended = lint(tmp_path, "p.yaml", "--fix")
    assert ended.code == 0
    assert "certgate: mended: p.yaml: `DIN EN ISO 9001` stands twice" in ended.err
    mended = (tmp_path / "p.yaml").read_text()
    assert mended == DOUBLED.replace("ISO 9001, DIN EN ISO 9001", "ISO 9001")
    again = lint(tmp_path, "p.yaml", "--fix")
    assert (again.code, again.err, (tmp_path / "p.yaml").read_text()) == (0, "", mended)


@pytest.mark.generated
def test_the_configuration_names_the_policies(tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_text(MINE)
    (tmp_path / "certgate.yaml").write_text("policies: [p.yaml]\n")
    ended = lint(tmp_path)
    assert ended.code == 1
    assert "note: defaults are taken from the configuration `certgate.yaml`" in ended.out


def test_explain_knows_the_codes_of_the_linter(tmp_path: Path) -> None:
    ended = certgate("explain", "both-slips", cwd=tmp_path)
    assert ended.code == 0
    assert ended.out.startswith("both-slips: on some days certificates of one kind alone satisfy")
    assert "rule `one-kind` of `certgate policy lint`:" in ended.out
