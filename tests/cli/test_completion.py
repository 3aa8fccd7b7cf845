"""What Tab offers, asked of the installed command as the shells' own scripts ask it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from checker import plausibility
from checker.api import codes, gate_pages, schema_names, shipped_policies
from checker.authoring.lint.rules import lint_codes
from checker.engine.result import FAIL_ON
from checker.renderers import formats
from tests.cli.command import COMMAND, Ended, certgate, check
from tests.consumers import accepted
from tests.depth import nightly

# Typer asks the process tree for the shell unless it is told not to.
NAMED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}


def bash(cwd: Path, *words: str, env: dict[str, str] | None = None) -> list[str]:
    """The words that bash is given for the last of these, each written as bash splits and hands it over."""
    asked = {"COMP_WORDS": "\n".join(("certgate", *words)), "COMP_CWORD": str(len(words))}
    ended = certgate(cwd=cwd, env={"_CERTGATE_COMPLETE": "complete_bash", **asked, **(env or {})})
    assert (ended.code, ended.err) == (0, "")
    return [line for line in ended.out.splitlines() if line]


def other(shell: str, cwd: Path, line: str) -> Ended:
    """What the script of another shell is given for a line."""
    asked = {"_TYPER_COMPLETE_ARGS": f"certgate {line}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    word = {"_TYPER_COMPLETE_WORD_TO_COMPLETE": line.rpartition(" ")[2]}
    return certgate(cwd=cwd, env={"_CERTGATE_COMPLETE": f"complete_{shell}", **asked, **word})


# Words


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["explain", "exp"], ["expired", "expiry-missing"]),
        (["explain", "kind"], ["kind-misdeclared", "kind", "kind-against-standard"]),
        (["explain", ""], list({**codes(), **gate_pages(), **plausibility.codes(), **lint_codes()})),
        (["check", "m.yaml", "-p", "us-m"], ["us-medical-electrical"]),
        (["check", "-o", ""], list(formats())),
        (["check", "--output", "j"], ["json", "junit"]),
        (["check", "--fail-on", ""], list(FAIL_ON)),
        (["check", "--color", "a"], ["auto", "always"]),
        (["schema", ""], schema_names()),
        (["import", ""], ["gs1-gdsn", "gs1-jsonld", "gs1-us", "iaf-certsearch", "untp", "xlsx"]),
        (["ex"], ["explain"]),
        (["check", "--all"], ["--all-candidates"]),
    ],
    ids=" ".join,
)
def test_names_are_completed(tmp_path: Path, words: list[str], offered: list[str]) -> None:
    assert bash(tmp_path, *words) == offered


@nightly
def test_every_colour_that_is_offered_is_understood(folder: Path) -> None:
    offered = bash(folder, "check", "--color", "")
    assert len(offered) == 3
    for when in offered:
        assert check("conforming.yaml", "--color", when, cwd=folder).code == 0


def test_policies_are_shipped_ids_then_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    for name in ("own.yaml", "own.txt", "own/first.json"):
        (tmp_path / name).touch()
    assert bash(tmp_path, "check", "-p", "") == [*shipped_policies(), "own.yaml", "own/"]
    assert bash(tmp_path, "check", "-p", "own/") == ["own/first.json"]


@nightly
def test_fish_shows_what_codes_and_policies_mean(tmp_path: Path) -> None:
    assert other("fish", tmp_path, "explain exp").out == (
        "expired\tthe certificate has expired\nexpiry-missing\tno expiry is stated\n"
    )
    gate = "kind\tIs the certificate of the kind that is required?"
    assert gate in other("fish", tmp_path, "explain kin").out.splitlines()
    listed = certgate("policy", "list", cwd=tmp_path).out.splitlines()[-1]
    name, shown = other("fish", tmp_path, "check -p water").out.rstrip("\n").split("\t")
    assert listed.startswith(f"{name} ")
    assert listed.endswith(f"  {shown}")


# Paths


@pytest.fixture
def suppliers(tmp_path: Path) -> Path:
    """A folder with what is a manifest by its name, and what is none."""
    (tmp_path / "acme north").mkdir()
    (tmp_path / ".hidden").mkdir()
    fitting = ["a.yaml", "b.yml", "c.json", "d.ndjson", "acme north/list of 2026.yaml"]
    passed_over = ["e.txt", "certgate.yaml", "a.expected.yaml", "a.tests.yaml", ".f.yaml", ".hidden/g.yaml"]
    for name in [*fitting, *passed_over]:
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize("command", ["check", "validate"])
def test_manifests_and_folders_are_offered_and_nothing_else(suppliers: Path, command: str) -> None:
    assert bash(suppliers, command, "") == ["a.yaml", r"acme\ north/", "b.yml", "c.json", "d.ndjson"]


def test_hidden_names_are_offered_where_a_dot_is_typed(suppliers: Path) -> None:
    assert bash(suppliers, "check", ".") == [".f.yaml", ".hidden/"]


def test_a_configuration_may_be_any_file_of_settings(suppliers: Path) -> None:
    assert bash(suppliers, "check", "--config", "cert") == ["certgate.yaml"]


def test_the_only_folder_comes_with_what_is_in_it(suppliers: Path) -> None:
    """Else bash would put a blank after the folder, and the next Tab would start a new word."""
    assert bash(suppliers, "check", "ac") == [r"acme\ north/", r"acme\ north/list\ of\ 2026.yaml"]


def test_a_word_in_quotes_stays_in_them(suppliers: Path) -> None:
    assert bash(suppliers, "check", '"acme north/l') == ["acme north/list of 2026.yaml"]
    assert bash(suppliers, "check", r"acme\ north/l") == [r"acme\ north/list\ of\ 2026.yaml"]


def test_fish_quotes_by_itself(suppliers: Path) -> None:
    assert other("fish", suppliers, "check ac").out.splitlines() == ["acme north/", "acme north/list of 2026.yaml"]


def test_a_path_of_the_home_folder_keeps_its_tilde(suppliers: Path) -> None:
    assert bash(suppliers, "check", "~/a.y", env={"HOME": str(suppliers)}) == ["~/a.yaml"]


def test_a_folder_that_is_not_there_offers_nothing(suppliers: Path) -> None:
    assert bash(suppliers, "check", "nowhere/") == []


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["--policy", "=", "us-m"], ["us-medical-electrical"]),
        (["--fail-on", "="], list(FAIL_ON)),
        (["--fail-on", "=", "w"], ["warning"]),
        (["-o", "json", "="], []),
        (["-o", "json", "=", "a"], []),
    ],
    ids=" ".join,
)
def test_bash_makes_words_of_an_equals_sign(suppliers: Path, words: list[str], offered: list[str]) -> None:
    """Nothing is offered as the file of a report, which would name a manifest to write over; bash then offers files."""
    assert bash(suppliers, "check", "a.yaml", *words) == offered


# Names that a supplier chooses

HOSTILE = [
    "$(touch hit).yaml",
    "`touch hit`.yaml",
    r"\$(touch hit).yaml",
    "'; touch hit; '.yaml",
    '"; touch hit; ".yaml',
    "a;touch hit;.yaml",
    "& touch hit &.yaml",
    "!touch.yaml",
    "* ?.yaml",
    "#.yaml",
]


def hostile(folder: Path) -> Path:
    """A folder with these, and with names that hold a line end and an escape sequence."""
    for name in [*HOSTILE, "first\nsecond.yaml", "\x1b[2J.yaml", "good.yaml"]:
        (folder / name).touch()
    return folder


def test_bash_inserts_hostile_names_as_names(tmp_path: Path) -> None:
    offered = bash(hostile(tmp_path), "check", "")
    assert sorted(shlex.split(" ".join(offered))) == sorted([*HOSTILE, "good.yaml"])
    script = f"printf '%s\\n' {' '.join(offered)}"
    ended = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert sorted(ended.stdout.splitlines()) == sorted([*HOSTILE, "good.yaml"])
    assert not (tmp_path / "hit").exists()


def test_names_that_would_act_within_quotes_are_not_offered_there(tmp_path: Path) -> None:
    offered = bash(hostile(tmp_path), "check", '"')
    assert sorted(offered) == [
        "#.yaml",
        "& touch hit &.yaml",
        "* ?.yaml",
        "a;touch hit;.yaml",
        "good.yaml",
    ]


def test_zsh_which_evaluates_what_it_is_offered_gets_no_active_names(tmp_path: Path) -> None:
    ended = other("zsh", hostile(tmp_path), "check ")
    assert '"good.yaml"' in ended.out
    assert not re.search(r"[$`\\]", ended.out)


def test_zsh_itself_runs_nothing_of_what_it_is_offered(tmp_path: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    printed = other("zsh", hostile(tmp_path), "check ").out
    script = f"_arguments() {{ print -r -- $# }}\n{printed}"
    ended = subprocess.run(["zsh", "-f", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ended.stdout == "1\n"
    assert not (tmp_path / "hit").exists()


def test_powershell_which_quotes_nothing_gets_plain_names(tmp_path: Path) -> None:
    offered = other("powershell", hostile(tmp_path), "check ").out.splitlines()
    assert [each.partition(":::")[0] for each in offered] == ["good.yaml"]


# The command


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_the_script_of_a_shell_can_be_shown(tmp_path: Path, shell: str) -> None:
    ended = certgate("--show-completion", shell, cwd=tmp_path, env=NAMED)
    assert (ended.code, ended.err) == (0, "")
    assert "_CERTGATE_COMPLETE" in ended.out


def test_the_script_of_bash_completes_in_bash(tmp_path: Path) -> None:
    script = certgate("--show-completion", "bash", cwd=tmp_path, env=NAMED).out
    asked = (
        "COMP_WORDS=(certgate explain exp); COMP_CWORD=2; _certgate_completion certgate; printf '%s\\n' ${COMPREPLY[@]}"
    )
    path = f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["bash", "-c", f"{script}\n{asked}"],
        cwd=tmp_path,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.split() == ["expired", "expiry-missing"]


def test_installing_it_writes_to_the_home_folder_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ended = certgate("--install-completion", "bash", cwd=tmp_path, env={**NAMED, "HOME": str(home)})
    assert ended.code == 0
    assert "_CERTGATE_COMPLETE" in (home / ".bash_completions" / "certgate.sh").read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_a_shell_that_is_not_known_is_told_so(tmp_path: Path) -> None:
    ended = certgate(cwd=tmp_path, env={"_CERTGATE_COMPLETE": "complete_tcsh"})
    assert (ended.code, ended.out) == (1, "")
    assert "not supported" in ended.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("certgate check -p us-", ["us-medical-electrical", "us-workplace-electrical"]),
        ("certgate check fixtures/man", ["fixtures/manifests/", "fixtures/manifests/watersense/"]),
    ],
)
@pytest.mark.xdist_group("consumers")
def test_tab_in_an_interactive_bash(line: str, words: list[str]) -> None:
    accepted("verify_completion.sh", str(COMMAND), line, *words)
