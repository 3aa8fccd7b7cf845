"""`check --log`, `log verify` and `log show`: what is kept of a decision, and what a person reads of it."""

from __future__ import annotations

import json
import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from checker.cli.entry import _guarded
from tests.cli.command import AS_OF
from tests.decision_log.logs import faults
from tests.test_schemas import accepts, schema


class Run:
    """How a command ended: exit code, stdout, stderr."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self.captured = captured

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        code = _guarded(list(arguments))
        out, err = self.captured.readouterr()
        return code, out, err

    def check(self, *arguments: str) -> tuple[int, str, str]:
        return self("check", *arguments, "-p", "policies", "--as-of", AS_OF, "--log", "d.log")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(folder)
    return Run(capsys)


def entries() -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path("d.log").read_bytes().splitlines()]


# What is kept


def test_a_line_says_what_was_decided_on_what_by_what(run: Run) -> None:
    code, _, err = run.check("conforming.yaml", "wrong-kind.yaml", "--log-by", "pipeline 7", "-o", "json=r.json")
    assert code == 1
    first, second = entries()
    assert [first["result"], second["result"]] == ["passed", "blocked"]
    assert [first["verdict"], second["verdict"]] == ["pass", "fail"]
    assert first["subject"] == {
        "path": "conforming.yaml",
        "sha256": sha256(Path("conforming.yaml").read_bytes()).hexdigest(),
        "supplier": "Northwind Power Systems GmbH",
    }
    report = json.loads(Path("r.json").read_text())
    assert first["policies"] == [{**report["inputs"]["policies"][0], "verdict": "pass"}]
    assert first["inputs"]["catalogue"] == report["inputs"]["catalogue"]
    assert first["run"] == {"result": "blocked", "exit_code": 1, "errors": 0}
    assert first["by"] == "pipeline 7"
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", first["at"])
    assert {row["type"] for row in first["relaxations"]} == {"as-of", "no-order"}
    assert first["reports"] == [{"format": "json", "sha256": sha256(Path("r.json").read_bytes()).hexdigest()}]
    assert f"certgate: 2 decisions logged in d.log; line 2 is its head, {second['hash']}\n" in err
    for each in (first, second):
        assert accepts(schema("log"), each)


def test_the_digest_of_a_report_on_stdout_is_that_of_its_bytes(run: Run) -> None:
    _, out, _ = run.check("conforming.yaml", "-o", "json")
    assert entries()[0]["reports"] == [{"format": "json", "sha256": sha256(out.encode()).hexdigest()}]


def test_what_lifts_and_relaxes_is_kept(run: Run) -> None:
    Path("w.yaml").write_text(
        "waivers: 1\nitems:\n  - {id: W-1, policy: power-supply, requirement: listed-product, codes: [no-certificate,"
        " management-system-for-product], supplier: {name: Northwind Power Systems GmbH}, reason: r, approved_by: Head"
        " of procurement, approved: 2026-11-02, expires: 2027-01-31}\n"
    )
    code, _, err = run.check("wrong-kind.yaml", "--waivers", "w.yaml", "--no-fail", "-q")
    (line,) = entries()
    assert (code, line["waived_by"]) == (0, ["W-1"]), err
    assert {"waiver", "no-fail"} <= {row["type"] for row in line["relaxations"]}
    assert line["inputs"]["waivers"]["sha256"] == sha256(Path("w.yaml").read_bytes()).hexdigest()
    assert accepts(schema("log"), line)


def test_what_could_not_be_read_was_not_decided(run: Run) -> None:
    Path("broken.yaml").write_text("manifest: 1\n")
    code, _, _ = run.check("conforming.yaml", "broken.yaml", "-q")
    (line,) = entries()
    assert (code, line["subject"]["path"], line["run"]["exit_code"], line["run"]["errors"] > 0) == (
        2,
        "conforming.yaml",
        2,
        True,
    )


def test_runs_append(run: Run) -> None:
    for _ in range(3):
        run.check("conforming.yaml")
    assert [line["sequence"] for line in entries()] == [1, 2, 3]
    assert faults(Path("d.log").read_bytes()) == []


# Where the log can not be written, nothing passes


def test_a_run_that_can_not_be_logged_is_no_pass(run: Run, folder: Path) -> None:
    (folder / "d.log").mkdir()
    code, out, err = run.check("conforming.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("certgate: the log `d.log` is no file that can be kept")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write what nobody may")
def test_a_log_that_may_not_be_written_stops_the_run(run: Run) -> None:
    Path("d.log").touch(mode=stat.S_IRUSR)
    code, out, err = run.check("conforming.yaml")
    assert (code, out) == (2, "")
    assert "permission denied; nothing passes without it" in err


def test_a_log_that_fails_at_the_end_leaves_stdout_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("checker.decision_log.appending.os.fsync", full)
    Path("d.log").touch()
    code, out, err = run.check("conforming.yaml")
    assert (code, out, Path("d.log").read_bytes()) == (2, "", b"")
    assert "no space left on device; nothing passes without it" in err


def test_nothing_is_added_to_a_broken_log(run: Run) -> None:
    run.check("conforming.yaml", "open.yaml")
    data = Path("d.log").read_bytes().replace(b'"undetermined"', b'"pass"', 1)
    Path("d.log").write_bytes(data)
    code, out, err = run.check("conforming.yaml")
    assert (code, out, Path("d.log").read_bytes()) == (2, "", data)
    assert "the log is broken, so nothing is added to it: line 2: it was changed after it was written" in err


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--log-by", "me"], "--log-by is given, but no --log"),
        (["--log", ""], "`--log` names no file"),
        (["--log", "d.log", "--log-by", "x" * 501], "`--log-by` has 501 characters"),
        (["--log", "d.log", "--log-by", ""], "`--log-by` has 0 characters"),
        (["--log", "policies/power-supply.yaml"], "the log is broken"),
        (["--log", "d.log", "-o", "json=d.log"], "`-o` would write over `d.log`"),
    ],
)
def test_an_impossible_log_is_2_in_one_line(run: Run, arguments: list[str], why: str) -> None:
    code, out, err = run("check", "conforming.yaml", "-p", "policies", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert why in err


def test_a_repair_is_said_on_stderr(run: Run) -> None:
    run.check("conforming.yaml")
    with Path("d.log").open("ab") as log:
        log.write(b'{"as_of"')
    code, _, err = run.check("conforming.yaml", "-q")
    assert code == 0
    assert err == (
        "certgate: d.log: the last line was cut off while it was written; its 8 bytes are kept in `d.log.torn`\n"
    )
    code, out, _ = run("log", "verify", "d.log")
    assert (code, "d.log:2: note: before it, 8 bytes of a line cut off were set aside" in out) == (0, True)


# log verify


def test_verify_says_what_its_head_is_and_what_it_can_not_see(run: Run) -> None:
    run.check("conforming.yaml", "open.yaml")
    head = entries()[-1]["hash"]
    code, out, err = run("log", "verify", "d.log")
    assert (code, out) == (0, f"d.log: 2 lines, as they were written\nhead: {head}\n")
    assert "without it nobody sees that lines were cut off at the end" in err
    code, out, err = run("log", "verify", "d.log", "--head", head)
    assert (code, err) == (0, "")
    assert "2 lines, as they were written, the noted ones among them" in out


def test_only_a_noted_head_shows_that_the_end_was_cut_off(run: Run) -> None:
    run.check("conforming.yaml", "open.yaml")
    first, second = (line["hash"] for line in entries())
    Path("d.log").write_bytes(Path("d.log").read_bytes().splitlines(keepends=True)[0])
    assert run("log", "verify", "d.log")[0] == 0
    code, out, _ = run("log", "verify", "d.log", "--head", first, "--head", second)
    assert code == 1
    assert out == f"d.log: no line has the noted digest {second}: lines were cut off, or the log was written anew\n"


def test_a_log_written_anew_does_not_hold_the_noted_head(run: Run) -> None:
    run.check("wrong-kind.yaml")
    head = entries()[-1]["hash"]
    Path("d.log").unlink()
    run.check("conforming.yaml")
    assert run("log", "verify", "d.log")[0] == 0
    assert run("log", "verify", "d.log", "--head", head)[0] == 1


def test_verify_since_a_line_looks_at_no_earlier_one(run: Run) -> None:
    for _ in range(3):
        run.check("conforming.yaml")
    heads = [line["hash"] for line in entries()]
    lines = Path("d.log").read_bytes().splitlines(keepends=True)
    Path("d.log").write_bytes(b"".join([lines[0].replace(b"pass", b"fail"), *lines[1:]]))
    assert run("log", "verify", "d.log")[0] == 1
    code, out, err = run("log", "verify", "d.log", "--since", "2", "--head", heads[0])
    assert (code, err) == (0, "certgate: what stands before line 2 was not looked at\n")
    assert out.startswith("d.log: line 2 to line 3, as they were written")
    assert run("log", "verify", "d.log", "--since", "3", "--head", heads[0])[0] == 1
    assert run("log", "verify", "d.log", "--since", "9")[0] == 2


def test_verify_says_where_each_fault_is(run: Run) -> None:
    for _ in range(3):
        run.check("conforming.yaml")
    lines = Path("d.log").read_bytes().splitlines(keepends=True)
    Path("d.log").write_bytes(lines[0] + lines[2] + b'{"as')
    code, out, _ = run("log", "verify", "d.log")
    assert code == 1
    mend = "nothing was reported of it, and the next run with `--log` sets it aside"
    assert out.splitlines() == [
        "d.log:2: it has the number 3, where 2 is due: number 2 is missing here or out of order",
        f"d.log:3: it was cut off while it was written, or afterwards; {mend}",
    ]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["missing.log"], "missing.log: the file does not exist"),
        (["empty.log"], "empty.log: the log is empty, so there is nothing to verify"),
        (["policies"], "a folder stands where a file is required"),
        (["empty.log", "--head", "abc"], "`--head abc` is no digest; write all 64 characters of a head"),
    ],
)
def test_a_log_that_can_not_be_verified_is_2_in_one_line(run: Run, arguments: list[str], why: str) -> None:
    Path("empty.log").touch()
    code, out, err = run("log", "verify", *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert why in err


def test_a_file_that_is_no_log_is_full_of_faults_of_which_few_are_listed(run: Run) -> None:
    Path("notes").write_text("note\n" * 50)
    code, out, _ = run("log", "verify", "notes")
    assert (code, len(out.splitlines())) == (1, 21)
    assert out.splitlines()[-1] == "notes: 50 faults in all; the first of them says where to look"


# log show


def test_show_lists_decisions_one_a_line(run: Run) -> None:
    run.check("conforming.yaml", "wrong-kind.yaml", "--log-by", "me\u202e")
    code, out, _ = run("log", "show", "d.log")
    told = re.sub(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "NOW", out)
    assert code == 0
    who = "(Northwind Power Systems GmbH)"
    assert told.splitlines() == [
        f"     1  NOW  as of 2026-11-23  passed  conforming.yaml {who}  power-supply 1: pass  by me\\u202e",
        f"     2  NOW  as of 2026-11-23  blocked  wrong-kind.yaml {who}  power-supply 1: fail  by me\\u202e",
    ]


def test_show_marks_what_is_not_as_it_was_written(run: Run) -> None:
    run.check("conforming.yaml")
    Path("d.log").write_bytes(Path("d.log").read_bytes().replace(b"passed", b"failed") + b"{}\n")
    code, out, _ = run("log", "show", "d.log")
    assert code == 1
    assert "     1  ! it was changed after it was written" in out
    assert "     2  ! it was changed after it was written, or put in: it is no line of a decision log" in out


def test_a_log_among_manifests_is_told_from_one(run: Run) -> None:
    run.check("conforming.yaml")
    Path("d.log").rename("d.ndjson")
    code, _, err = run("check", "d.ndjson", "-p", "policies")
    assert code == 2
    assert "this is a file of the format `log`, where a manifest is required; it is what `certgate check --log`" in err
