"""The exit code says which of the documented things happened, and one line on stderr says why."""

from __future__ import annotations

import fcntl
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from tests.cli.command import COMMAND, certgate, check
from tests.depth import first

pytestmark = pytest.mark.generated


@pytest.mark.parametrize(
    ("manifest", "code", "verdict"),
    [("conforming.yaml", 0, "pass"), ("wrong-kind.yaml", 1, "fail"), ("open.yaml", 1, "undetermined")],
)
def test_passed_is_0_failed_or_undetermined_is_1(folder: Path, manifest: str, code: int, verdict: str) -> None:
    ended = check(manifest, "-o", "json", cwd=folder)
    assert (ended.code, ended.err) == (code, "")
    assert (ended.report["verdict"], ended.report["exit_code"]) == (verdict, code)
    assert ended.report["result"] == ("passed" if code == 0 else "blocked")


IMPOSSIBLE = [
    (["conforming.yaml"], "no policy is given"),
    (["conforming.yaml", "-p", "policies", "--as-of", "2026-02-30"], "`2026-02-30` is no date"),
    (["conforming.yaml", "-p", "policies", "--as-of", "20261123"], "`20261123` is no date"),
    (["conforming.yaml", "-p", "policies", "--as-of", "yesterday"], "write --as-of YYYY-MM-DD"),
    (["conforming.yaml", "-p", "policies", "-o", "jsn"], "`jsn` is no report format; did you mean `json`?"),
    (["conforming.yaml", "-p", "policies", "-o", "json="], "names no file"),
    (["conforming.yaml", "-p", "policies", "-o", "json", "-o", "text"], "two reports go to stdout, json and text"),
    (["conforming.yaml", "-p", "policies", "--fail-on", "fail"], "`fail` is nothing to fail on"),
    (["conforming.yaml", "-p", "policies", "--stdin-filename", "m.yaml"], "no manifest is `-`"),
    (["conforming.yaml", "-p", "no-such-policy"], "neither a file nor the id of a shipped policy"),
]


@pytest.mark.parametrize(("arguments", "message"), first(IMPOSSIBLE, 4))
def test_an_impossible_command_line_is_2_in_one_line(folder: Path, arguments: list[str], message: str) -> None:
    ended = certgate("check", *arguments, cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("certgate: ")
    assert ended.err.count("\n") == 1
    assert message in ended.err


@pytest.mark.parametrize("arguments", [["check"], ["check", "conforming.yaml", "--bogus"], ["chekc"], ["--bogus"], []])
def test_an_unknown_option_or_command_is_2(folder: Path, arguments: list[str]) -> None:
    ended = certgate(*arguments, cwd=folder)
    assert ended.code == 2
    assert "Traceback" not in ended.err


UNREADABLE = [
    ("missing.yaml", "missing.yaml: the file does not exist"),
    ("policies/missing/m.yaml", "policies/missing/m.yaml: the file does not exist"),
    ("*.yml", "no file matches the pattern"),
    ("empty", "the folder holds no manifest"),
    ("notes.txt", "certgate reads no files that end in `.txt`"),
    ("broken.yaml", "broken.yaml:3:1: a `,` or the closing `}` of the mapping is missing"),
]


@pytest.mark.parametrize(("name", "message"), first(UNREADABLE, 3))
def test_unreadable_input_is_2(folder: Path, name: str, message: str) -> None:
    (folder / "empty").mkdir()
    (folder / "notes.txt").write_text("manifest: 1\n")
    (folder / "broken.yaml").write_text("manifest: 1\nsupplier: {name: A\n")
    ended = check(name, cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err


def test_a_manifest_that_does_not_conform_is_2_with_every_place(folder: Path) -> None:
    (folder / "m.yaml").write_text("manifest: 1\nprepared: soon\nsuplier: {name: A}\ncertificates: []\n")
    ended = check("m.yaml", cwd=folder)
    assert ended.code == 2
    assert "m.yaml:2:11: " in ended.err
    assert "did you mean `supplier`?" in ended.err


UNUSABLE = {
    "evidence: both": ("evidence: product", "`evidence` is `product`, but requirement `quality-system`"),
    "[UL 62368-1]": ("[ISO 9001]", "is a management-system standard, but the requirement asks for `product`"),
    "[ISO 14001]": ("[ISO 14oo1]", "`ISO 14oo1` is no standard the catalogue knows"),
    "osha-nrtl": ("osha-nrlt", "did you mean `osha-nrtl`?"),
    "enforcement: advisory": ("effective: {from: 2027-02-01, until: 2027-01-01}", "before it starts"),
}


@pytest.mark.parametrize("before", first(UNUSABLE, 2))
def test_an_unusable_policy_is_2_and_nothing_is_assessed(folder: Path, before: str) -> None:
    after, message = UNUSABLE[before]
    policy = folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text().replace(before, after))
    ended = check("conforming.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("certgate: policies/power-supply.yaml:")
    assert message in ended.err


def test_nothing_assessed_is_2_and_not_a_pass(folder: Path) -> None:
    manifest = folder / "conforming.yaml"
    manifest.write_text(manifest.read_text().replace("[electrical-equipment]", "[food]"))
    ended = check("conforming.yaml", "-o", "json", cwd=folder)
    assert ended.code == 2
    assert (ended.report["verdict"], ended.report["result"]) == ("not-applicable", "blocked")
    assert "nothing was assessed" in ended.err


@pytest.mark.parametrize("beside", ["conforming.yaml", "wrong-kind.yaml"])
def test_one_unreadable_input_is_listed_and_the_rest_is_reported(folder: Path, beside: str) -> None:
    ended = check(beside, "missing.yaml", "-o", "json", cwd=folder)
    assert ended.code == 2
    assert [entry["path"] for entry in ended.report["manifests"]] == [beside]
    assert [error["path"] for error in ended.report["errors"]] == ["missing.yaml"]
    assert ended.report["exit_code"] == 2
    assert "missing.yaml: the file does not exist" in ended.err


def test_a_run_that_could_not_read_everything_is_not_called_passed(folder: Path) -> None:
    ended = check("conforming.yaml", "missing.yaml", cwd=folder)
    assert ended.code == 2
    assert "PASSED" not in ended.out
    assert check("conforming.yaml", "missing.yaml", "-o", "json", cwd=folder).report["result"] == "blocked"


def test_no_fail_lifts_a_block_and_says_so(folder: Path) -> None:
    ended = check("wrong-kind.yaml", "--no-fail", "-o", "json", "-o", "text=r.txt", cwd=folder)
    assert (ended.code, ended.report["result"]) == (0, "blocked")
    (relaxation,) = [each for each in ended.report["relaxations"] if each["type"] == "no-fail"]
    assert relaxation["effect"] in (folder / "r.txt").read_text()


def test_no_fail_does_not_lift_unusable_input(folder: Path) -> None:
    assert check("wrong-kind.yaml", "missing.yaml", "--no-fail", cwd=folder).code == 2


@pytest.mark.parametrize(("level", "code"), [("warning", 1), ("undetermined", 0)])
def test_fail_on_blocks_on_more(folder: Path, level: str, code: int) -> None:
    # The advisory requirement fails: a warning, and nothing undetermined.
    ended = check("conforming.yaml", "--fail-on", level, "-o", "json", cwd=folder)
    assert (ended.code, ended.report["verdict"]) == (code, "pass")


def test_fail_on_undetermined_blocks_on_an_open_advisory_requirement(folder: Path) -> None:
    policy, manifest = folder / "policies" / "power-supply.yaml", folder / "conforming.yaml"
    policy.write_text(policy.read_text().replace("[ISO 14001]", "[ISO 9001]\n    audits: required"))
    manifest.write_text(manifest.read_text().replace("      - {type: stage-1, date: 2024-03-01}\n", ""))
    assert check("conforming.yaml", cwd=folder).code == 0
    assert check("conforming.yaml", "--fail-on", "undetermined", cwd=folder).code == 1


def test_a_report_that_can_not_be_written_is_2(folder: Path) -> None:
    ended = check("conforming.yaml", "-o", "json=missing/r.json", cwd=folder)
    assert ended.code == 2
    assert "can not write `missing/r.json`" in ended.err


def test_an_interrupted_run_is_130(folder: Path) -> None:
    # A shell that runs the tests in the background hands down an ignored SIGINT, which Python would keep ignoring.
    heard = "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
    arguments = [sys.executable, "-c", heard, str(COMMAND), "check", "-", "-p", "policies"]
    with subprocess.Popen(arguments, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"manifest: 1\n")
        process.stdin.flush()
        # Once the pipe is empty, the command waits for more of a standard input that does not end.
        _until(lambda: _waiting_bytes(process.stdin) == 0)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == b"certgate: interrupted before it had begun: nothing was judged or written\n"


def _waiting_bytes(pipe: IO[bytes] | None) -> int:
    assert pipe
    return int.from_bytes(fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)), sys.byteorder)


def _until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
