"""`certgate policy test`, the installed command, run in a folder with a policy, a manifest and tests."""

from __future__ import annotations

import contextlib
import io
import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker import api
from checker.authoring.written import as_yaml
from checker.cli import entry
from tests.builders import LISTING, QUALITY, manifest, policy
from tests.cli.command import COMMAND, Ended, certgate
from tests.consumers import accepted

Json = dict[str, Any]

PASS: Json = {"name": "the base passes", "expect": {"verdict": "pass"}}
ALONE: Json = {
    "name": "a quality system alone lists nothing",
    "change": [{"remove": "/certificates/0"}],
    "expect": {
        "verdict": "fail",
        "requirements": {"listed-product": "fail"},
        "codes": ["management-system-for-product"],
    },
}


def write(folder: Path, *cases: Json, rules: Json | None = None, **keys: Any) -> Path:
    """A policy, a base and a file of tests in a folder."""
    (folder / "base.json").write_text(json.dumps(manifest()), encoding="utf-8")
    (folder / "test-policy.json").write_text(json.dumps(rules or policy(LISTING)), encoding="utf-8")
    head = {"tests": 1, "policy": "test-policy", "base": "base.json", "as_of": "2026-11-23", **keys}
    path = folder / "test-policy.tests.yaml"
    path.write_text(as_yaml({**head, "cases": list(cases or [PASS])}), encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours, whatever the environment says."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)


def run(folder: Path, *arguments: str) -> Ended:
    """The command in a folder, in this process: many runs, each of which would take its time to start."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = entry._guarded(["policy", "test", *arguments])
    return Ended(code, out.buffer.getvalue().decode(), err.getvalue())


def drawn(folder: Path, *arguments: str) -> Json:
    """The document of a run."""
    found: Json = json.loads(run(folder, *arguments, "-o", "json").out)
    return found


# Cases


def test_cases_as_expected_pass(tmp_path: Path) -> None:
    write(tmp_path, PASS, ALONE)
    ended = certgate("policy", "test", cwd=tmp_path)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == ("test-policy.tests.yaml: 2 cases, all as expected\nPASSED: 1 policy, 2 cases\n")


def test_a_case_that_is_not_as_expected_says_what_came_and_why(tmp_path: Path) -> None:
    wrong = {**ALONE, "expect": {"verdict": "pass", "requirements": {"listed-product": "pass"}, "codes": ["expired"]}}
    write(tmp_path, PASS, wrong)
    ended = run(tmp_path)
    assert ended.code == 1
    for text in (
        "test-policy.tests.yaml: 2 cases, 1 not as expected",
        "FAILED test-policy.tests.yaml:9:9: a quality system alone lists nothing",
        "verdict: expected pass, came fail",
        "requirement `listed-product`: expected pass, came fail",
        "a finding: expected expired, came management-system-for-product",
        "error `management-system-for-product` (listed-product): `qms` certifies a management system",
    ):
        assert text in ended.out


def test_dates_are_expected_as_a_forecast_tells_them(tmp_path: Path) -> None:
    ends = {"verdict": "pass", "holds_until": "2027-05-09", "on": {"2027-05-09": "pass", "2027-05-10": "fail"}}
    write(tmp_path, {"name": "it holds until its term", "expect": ends}, rules=policy(QUALITY))
    assert run(tmp_path).code == 0
    never = {"verdict": "pass", "holds_until": None, "on": {"2027-05-10": "pass"}}
    write(tmp_path, {"name": "it holds", "expect": never}, rules=policy(QUALITY))
    out = run(tmp_path).out
    assert "the pass: expected holds for 36 months at least, came holds until 2027-05-09" in out
    assert "verdict on 2027-05-10: expected pass, came fail" in out
    write(tmp_path, {"name": "it holds", "expect": {"verdict": "pass", "holds_until": None}})
    assert run(tmp_path).code == 0


def test_a_changed_value_is_read_as_it_would_be_in_the_manifest(tmp_path: Path) -> None:
    text = write(tmp_path).read_text(encoding="utf-8")
    case = "- {name: no term, change: [{set: /certificates/0/expires, value: null}], expect: {verdict: pass}}\n"
    case += "- {name: text, change: [{set: /certificates/0/number, value: 0012}], expect: {verdict: pass}}\n"
    (tmp_path / "test-policy.tests.yaml").write_text(text + case, encoding="utf-8")
    assert run(tmp_path).code == 0


def test_an_order_fixes_what_is_judged(tmp_path: Path) -> None:
    order = {"order": 1, "items": [{"product": "np-500"}], "dates": {"award": "2026-12-01", "delivery": "2027-05-10"}}
    (tmp_path / "order.json").write_text(json.dumps(order), encoding="utf-8")
    lapses = {"name": "it lapses", "order": "order.json", "expect": {"verdict": "fail", "codes": ["lapse-gap"]}}
    open_ = {"name": "no order", "expect": {"verdict": "undetermined", "codes": ["period-unknown"]}}
    write(tmp_path, lapses, open_, rules=policy(QUALITY, period={"from": "award", "until": "delivery"}))
    assert run(tmp_path).out.endswith("PASSED: 1 policy, 2 cases\n")


# What can not be run

BROKEN = [
    ({"change": [{"remove": "/certificates/9"}]}, "`/certificates/9` leads nowhere"),
    ({"change": [{"set": "/prepared", "value": "soon"}]}, "the changes make a manifest that can not be used"),
    ({"change": [{"set": "/x"}]}, "`set` needs a `value`"),
    ({"base": "gone.yaml"}, "`base: gone.yaml`: the file does not exist"),
    ({"base": "/etc/m.yaml"}, "`base: /etc/m.yaml` is an absolute path"),
    ({"base": "link.json"}, "`base: link.json` is a symbolic link"),
    ({"order": "base.json"}, "this is a file of the format `manifest`, where an order is required"),
]


@pytest.mark.parametrize(("keys", "message"), BROKEN, ids=lambda value: value if isinstance(value, str) else "")
def test_a_case_that_can_not_be_run_is_an_error_in_its_place(tmp_path: Path, keys: Json, message: str) -> None:
    (tmp_path / "link.json").symlink_to("base.json")
    write(tmp_path, PASS, {**PASS, "name": "broken", **keys})
    report = drawn(tmp_path)
    assert (report["result"], report["exit_code"]) == ("unusable", 2)
    assert [case["result"] for case in report["files"][0]["cases"]] == ["passed", "error"]
    error = report["files"][0]["cases"][1]["error"]
    assert message in error["message"]
    assert error["line"] or "format" in message
    assert message in " ".join(run(tmp_path).out.split())


def test_a_base_that_every_case_needs_is_one_error(tmp_path: Path) -> None:
    write(tmp_path, PASS, ALONE)
    (tmp_path / "base.json").unlink()
    ended = run(tmp_path)
    assert ended.code == 2
    assert ended.out.count("`base: base.json`: the file does not exist") == 1


REFUSED = [
    ({"verdict": "fail", "requirements": {"listed-produkt": "fail"}}, "did you mean `listed-product`?"),
    ({"verdict": "fail", "codes": ["expird"]}, "did you mean `expired`?"),
    ({"verdict": "fail", "codes": ["waiver-expired"]}, "is no code of a finding"),
    ({"verdict": "fail", "holds_until": "2027-01-01"}, "`holds_until` is of a pass, not of `fail`"),
    ({"verdict": "pass", "on": {"2026-11-23": "pass"}}, "does not lie after 2026-11-23"),
    ({"verdict": "pass", "on": {"2027-02-30": "pass"}}, "no day of the calendar"),
    ({"verdict": "valued"}, "verdict"),
]


@pytest.mark.parametrize(("expect", "message"), REFUSED, ids=[message for _, message in REFUSED])
def test_an_expectation_that_nothing_could_meet_is_refused(tmp_path: Path, expect: Json, message: str) -> None:
    write(tmp_path, {"name": "wrong", "expect": expect})
    ended = run(tmp_path)
    assert ended.code == 2
    told = " ".join(ended.out.split())
    assert message in told
    assert "ERROR test-policy.tests.yaml:" in told


def test_names_of_cases_are_unique(tmp_path: Path) -> None:
    write(tmp_path, PASS, PASS)
    assert "two cases have the name `the base passes`" in run(tmp_path).out


def test_one_file_that_can_not_be_used_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "a.tests.yaml").write_text("tests: 1\npolicy: nobody\nbase: x\nas_of: 2026-01-01\ncases: []\n")
    ended = run(tmp_path)
    assert ended.code == 2
    assert "`cases` is empty" in ended.out
    assert "test-policy.tests.yaml: 1 case, as expected" in ended.out


# Which files


def test_files_folders_policies_and_shipped_ids_are_taken(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep")
    for argument in (".", "deep", "deep/test-policy.tests.yaml", "deep/test-policy.json"):
        assert run(tmp_path, argument).out.startswith("deep/test-policy.tests.yaml: 1 case, as expected"), argument
    ended = run(tmp_path, "energy-star", "-q")
    assert ended.code == 0
    assert ended.out.startswith("policies/energy-star.tests.yaml: ")


NOTHING = [
    ([], "the folder holds no policy tests; their names end in `.tests.yaml`"),
    (["enrgy-star"], "did you mean `energy-star`?"),
    (["none.tests.yaml"], "the file does not exist"),
    (["p.json"], "policy `test-policy` has no tests; write `test-policy.tests.yaml` beside it"),
    (["m.json"], "this is a file of the format `manifest`, where a file of policy tests is required"),
    ([""], "an empty name is given"),
    ([".", "--threshold", "101"], "is no percentage; write a whole number from 0 to 100"),
    ([".", "--threshold", "many"], "is no percentage"),
    ([".", "-o", "xml"], "is no format of policy tests"),
    ([".", "-q", "-v"], "opposite"),
]


@pytest.mark.parametrize(("arguments", "message"), NOTHING, ids=[" ".join(each) or "." for each, _ in NOTHING])
def test_what_names_no_tests_is_no_pass(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "p.json").write_text(json.dumps(policy(LISTING)), encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps(manifest()), encoding="utf-8")
    ended = run(tmp_path, *arguments)
    assert ended.code == 2
    assert message in " ".join((ended.out + ended.err).split())


def test_the_policy_is_the_one_given_else_the_one_beside_else_a_shipped_one(tmp_path: Path) -> None:
    path = write(tmp_path, {"name": "two years", "expect": {"verdict": "pass"}})
    strict = policy({**LISTING, "surveillance": {"every": "1 month"}})
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "strict.json").write_text(json.dumps(strict), encoding="utf-8")
    assert run(tmp_path).code == 0
    assert run(tmp_path, path.name, "-p", "other/strict.json").code == 1
    (tmp_path / "test-policy.json").write_text(json.dumps({**policy(LISTING), "id": "another"}), encoding="utf-8")
    assert "the tests are for policy `test-policy`, but the file beside them is `another`" in run(tmp_path).out
    (tmp_path / "test-policy.json").unlink()
    assert "there is no policy `test-policy` beside this file, and none that ships" in run(tmp_path).out


def test_the_tests_of_two_files_for_one_policy_count_together(tmp_path: Path) -> None:
    first = write(tmp_path, PASS)
    second = first.read_text(encoding="utf-8").replace("the base passes", "so it does")
    (tmp_path / "more.tests.yaml").write_text(second.replace("policy: test-policy", "policy: test-policy"))
    report = drawn(tmp_path, "--coverage")
    assert [len(report["files"]), len(report["policies"])] == [2, 1]


# Coverage, mutants, required tests


def test_coverage_names_what_is_missing_and_what_would_cover_it(tmp_path: Path) -> None:
    write(tmp_path, PASS, ALONE)
    ended = run(tmp_path, "--coverage")
    assert ended.code == 0
    told = " ".join(ended.out.split())
    assert "test-policy: coverage 56 % (9 of 16)" in told
    assert "listed-product, gate `standard`: no case fails it; add one that raises `standard-not-accepted`" in told
    assert "gate `kind`" not in told
    assert "gate `evidence`" not in told
    below = run(tmp_path, "--threshold", "57")
    assert below.code == 1
    assert "coverage 56 % (9 of 16), less than the 57 % that are asked" in below.out
    assert run(tmp_path, "--threshold", "56").code == 0


def test_what_can_not_fail_is_covered_by_an_open_answer(tmp_path: Path) -> None:
    rule = {**LISTING, "testing": {}, "edition": "any"}
    untested = {
        "name": "untested",
        "change": [{"remove": "/certificates/0/events"}],
        "expect": {"verdict": "undetermined"},
    }
    write(tmp_path, PASS, untested, rules=policy(rule))
    rows = {
        row["gate"]: (row["passed"], row["failed"])
        for row in drawn(tmp_path, "--coverage")["policies"][0]["coverage"]["rows"]
    }
    assert rows["evidence"] == (True, True)
    assert rows["edition"] == (True, None)
    write(tmp_path, PASS, rules=policy({**rule, "accept_unknown": ["test-report-missing"]}))
    rows = {
        row["gate"]: (row["passed"], row["failed"])
        for row in drawn(tmp_path, "--coverage")["policies"][0]["coverage"]["rows"]
    }
    assert rows["evidence"] == (True, None)


@pytest.mark.generated
def test_survivors_come_with_cases_that_can_be_pasted(tmp_path: Path) -> None:
    path = write(tmp_path, PASS, rules=policy(QUALITY))
    arguments = ("--coverage", "--mutate", "-o", "junit=out.xml")
    rows = drawn(tmp_path, *arguments)["policies"][0]["mutants"]["rows"]
    accepted("verify_junit.sh", str(tmp_path / "out.xml"), cwd=tmp_path)
    survivors = [row for row in rows if row["fate"] == "survived"]
    cases = [row["case"] for row in survivors if row["case"]]
    texts = [case["text"] for case in cases if case["for"] is None]
    assert {case["file"] for case in cases} == {path.name}
    assert "quality-system/attestation: add declaration" in {row["id"] for row in survivors}
    # Pasted as they are, two spaces deep, they notice all that something was found for.
    left = [row["id"] for row in survivors if not row["case"]]
    head = path.read_text(encoding="utf-8").partition("cases:\n")[0]
    own = "  - {name: the base passes, expect: {verdict: pass}}\n"
    stated = as_yaml({"equivalent": [{"mutant": each, "reason": "nothing was found"} for each in left]}) if left else ""
    path.write_text(f"{head}{stated}cases:\n{own}{''.join(texts)}", encoding="utf-8")
    ended = run(tmp_path, "--mutate")
    assert ended.code == 0, ended.out
    _no_statement_is_stale(tmp_path, path, head, own + "".join(texts))


def _no_statement_is_stale(folder: Path, path: Path, head: str, cases: str) -> None:
    """A statement of equivalence that is not true, or that is about nothing, is an error."""
    killed = "quality-system/attestation: add declaration"
    stated = [{"mutant": killed, "reason": "x"}, {"mutant": "quality-system/mark: none", "reason": "x"}]
    path.write_text(f"{head}{as_yaml({'equivalent': stated})}cases:\n{cases}", encoding="utf-8")
    ended = run(folder, "--mutate", "-q")
    told = " ".join(ended.out.split())
    assert ended.code == 2
    assert f"`{killed}` is stated to be equivalent, and is told from the policy by the case" in told
    assert "`quality-system/mark: none` is stated to be equivalent, and is no mutant of the policy" in told


def test_mutants_wait_until_every_case_is_as_expected(tmp_path: Path) -> None:
    write(tmp_path, {"name": "wrong", "expect": {"verdict": "fail"}})
    ended = run(tmp_path, "--mutate")
    assert ended.code == 1
    assert "test-policy: mutants are not run until every case is as expected" in ended.out


def test_required_tests_are_missed(tmp_path: Path) -> None:
    write(tmp_path)
    assert run(tmp_path, "--require-tests").code == 0
    (tmp_path / "lonely.json").write_text(json.dumps({**policy(LISTING), "id": "lonely"}), encoding="utf-8")
    ended = run(tmp_path, "--require-tests")
    assert ended.code == 1
    assert "UNTESTED policy lonely (lonely.json) has no tests; write lonely.tests.yaml beside it" in ended.out
    assert run(tmp_path).code == 0
    assert run(tmp_path, "test-policy.tests.yaml", "-p", "energy-star", "--require-tests").code == 1


def test_elsewhere_a_file_of_tests_is_told_from_a_policy(tmp_path: Path) -> None:
    path = write(tmp_path)
    ended = certgate("check", path.name, "-p", "energy-star", cwd=tmp_path)
    assert ended.code == 2
    assert "this is a file of the format `tests`" in ended.err
    assert "run it with `certgate policy test`" in ended.err


# Formats


def test_junit_and_json_are_written_beside_the_text(tmp_path: Path) -> None:
    wrong = {**PASS, "name": "wrong", "expect": {"verdict": "fail"}}
    write(tmp_path, PASS, ALONE, wrong, {**PASS, "name": "broken", "base": "gone.json"})
    (tmp_path / "lonely.json").write_text(json.dumps({**policy(LISTING), "id": "lonely"}), encoding="utf-8")
    (tmp_path / "a.tests.yaml").write_text("tests: 2\n")
    ended = run(
        tmp_path, "--threshold", "90", "--mutate", "--require-tests", "-o", "junit=out.xml", "-o", "json=out.json"
    )
    assert ended.code == 2
    assert json.loads((tmp_path / "out.json").read_text())["summary"]["cases"] == 4
    accepted("verify_junit.sh", str(tmp_path / "out.xml"), cwd=tmp_path)


def test_an_output_is_not_written_over_what_is_read(tmp_path: Path) -> None:
    write(tmp_path)
    ended = run(tmp_path, "-o", "json=base.json")
    assert ended.code == 2
    assert "would write over `base.json`" in ended.err


def test_a_run_says_the_same_twice(tmp_path: Path) -> None:
    write(tmp_path, PASS, ALONE)
    assert run(tmp_path, "--coverage", "-v").out == run(tmp_path, "--coverage", "-v").out


# Watch


def lines_of(process: subprocess.Popen[str]) -> Iterator[str]:
    """The lines of a process as they come."""
    assert process.stdout is not None
    return iter(process.stdout.readline, "")


def test_watch_runs_again_when_a_file_changes_and_ends_by_an_interruption(tmp_path: Path) -> None:
    path = write(tmp_path, PASS)
    command = [str(COMMAND), "policy", "test", "--watch"]
    # A shell that runs the tests in its background has them, and so their children, ignore interruptions.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    signal.signal(signal.SIGINT, before)
    try:
        lines = lines_of(process)
        assert next(line for line in lines if "case" in line) == f"{path.name}: 1 case, as expected\n"
        assert next(lines).startswith("PASSED")
        time.sleep(0.1)
        (tmp_path / "base.json").write_text(json.dumps({**manifest(), "certificates": []}), encoding="utf-8")
        assert next(lines) == "-" * 40 + "\n"
        assert "1 not as expected" in next(lines)
        assert next(line for line in lines if line.startswith("FAILED:"))
        path.write_text("tests: 1\n", encoding="utf-8")
        assert next(line for line in lines if line.startswith("UNUSABLE"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
        assert process.returncode == 130, err
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


# Those that ship


@pytest.mark.generated
def test_the_tests_of_the_shipped_policies_notice_everything() -> None:
    """Every policy has tests, every gate is passed and failed, and no mutant is left but those stated as equivalent."""
    root = Path(__file__).parents[2]
    arguments = ("policies", "--threshold", "100", "--mutate", "--require-tests", "-o", "json")
    ended = certgate("policy", "test", *arguments, cwd=root, seconds=300)
    report = json.loads(ended.out)
    assert ended.code == 0, [report["errors"], report["untested"]]
    assert {each["id"] for each in report["policies"]} == set(api.shipped_policies())
    assert {each["coverage"]["percent"] for each in report["policies"]} == {100}
    rows = [row for each in report["policies"] for row in each["mutants"]["rows"]]
    assert {row["fate"] for row in rows} == {"killed", "equivalent", "refused"}
    assert len(rows) > 800
