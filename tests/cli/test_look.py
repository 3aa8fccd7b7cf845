"""Colour and width: as told, else by NO_COLOR, FORCE_COLOR and the terminal; `-q` and `-v`."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import AS_OF, COMMAND, check
from tests.depth import first

ESCAPE = "\x1b["


def on_a_terminal(folder: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
    """What `check` prints on a terminal that is 80 columns wide unless `env` says otherwise."""
    primary, secondary = pty.openpty()
    dropped = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM")
    clean = {name: value for name, value in os.environ.items() if name not in dropped}
    command = [str(COMMAND), "check", *arguments, "-p", "policies", "--as-of", AS_OF]
    clean |= {"TERM": "xterm", "COLUMNS": "80", **(env or {})}
    with subprocess.Popen(command, cwd=folder, stdout=secondary, stderr=subprocess.DEVNULL, env=clean) as process:
        os.close(secondary)
        parts = []
        while True:
            try:
                part = os.read(primary, 65536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
    os.close(primary)
    assert process.returncode == 1
    return b"".join(parts).decode().replace("\r\n", "\n")


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


@pytest.mark.parametrize(
    ("arguments", "env", "coloured"),
    first(
        [
            ((), {}, False),
            ((), {"FORCE_COLOR": "1"}, True),
            ((), {"FORCE_COLOR": "0"}, False),
            ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            (("--color", "always"), {"NO_COLOR": "1"}, True),
            (("--color=never",), {"FORCE_COLOR": "1"}, False),
            (("--color", "auto"), {}, False),
        ],
        3,
    ),
)
def test_colour_in_a_pipe(folder: Path, arguments: tuple[str, ...], env: dict[str, str], coloured: bool) -> None:
    out = check("wrong-kind.yaml", *arguments, cwd=folder, env=env).out
    assert (ESCAPE in out) is coloured
    assert plain(out) == check("wrong-kind.yaml", cwd=folder).out


@pytest.mark.parametrize(
    ("env", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_on_a_terminal(folder: Path, env: dict[str, str], coloured: bool) -> None:
    assert (ESCAPE in on_a_terminal(folder, "wrong-kind.yaml", env=env)) is coloured


def test_lines_are_as_long_as_the_terminal_is_wide(folder: Path) -> None:
    for width in (60, 100):
        lines = plain(on_a_terminal(folder, "wrong-kind.yaml", env={"COLUMNS": str(width)})).splitlines()
        assert width - 25 < max(map(len, lines)) <= width


def test_a_file_is_never_coloured(folder: Path) -> None:
    check("wrong-kind.yaml", "-o", "text=out.txt", "-o", "json", "--color", "always", cwd=folder)
    assert ESCAPE not in (folder / "out.txt").read_text(encoding="utf-8")


def test_quiet_leaves_the_reasons_out_and_verbose_adds_the_gates(folder: Path) -> None:
    usual, quiet, verbose = (
        check("conforming.yaml", "wrong-kind.yaml", *option, cwd=folder).out for option in ((), ("-q",), ("-v",))
    )
    assert len(quiet) < len(usual) < len(verbose)
    assert quiet.splitlines()[0] == usual.splitlines()[0] == verbose.splitlines()[0]
    assert "wrong-kind.yaml" in quiet
    assert "conforming.yaml" not in quiet
    assert "management-system-for-product" not in quiet
    assert "surveillance" in verbose


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-q", "-v"), "`-q` and `-v` ask for opposite things; give one of them"),
        (("--color", "allways"), "`--color allways` is not known; did you mean `always`?"),
        (("--color", "red"), "`--color red` is not known; write auto, always or never"),
    ],
)
def test_options_that_make_no_sense_are_refused(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    ended = check("conforming.yaml", *arguments, cwd=folder)
    assert (ended.code, ended.err) == (2, f"certgate: {message}\n")
