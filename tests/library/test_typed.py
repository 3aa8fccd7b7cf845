"""The installed package is typed: what a user writes against it is checked by mypy, and what is wrong is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.building import HERE, build, copied

pytestmark = pytest.mark.deep
PROGRAM = Path(__file__).with_name("buyer.py").read_text(encoding="utf-8")
WRONG = """
import checker
checker.load_policies(1)
checker.make_report([], [], as_of="2026-11-23")
checker.codes() + 1
checker.assess_all()
reveal_type(checker.load_manifest("m.yaml"))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as the wheel holds it, in a folder of its own."""
    folder = tmp_path_factory.mktemp("installed")
    made = build(copied(folder / "copy"), folder / "out", HERE, 0o022)
    (wheel,) = (folder / "out" / name for name in made if name.endswith(".whl"))
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", "site", str(wheel)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "site"


def mypy(program: str, installed: Path, folder: Path) -> str:
    """What mypy says of a program beside the installed package, whose own modules it does not report on."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", "cache", "program.py"]
    env = {"MYPYPATH": "", "PYTHONPATH": str(installed), "PATH": ""}
    ended = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def test_the_wheel_says_that_it_is_typed(installed: Path) -> None:
    assert (installed / "checker" / "py.typed").read_bytes() == b""


def test_a_program_is_checked_against_the_installed_package(installed: Path, tmp_path: Path) -> None:
    assert mypy(PROGRAM, installed, tmp_path).startswith("Success")


def test_what_is_wrong_is_found(installed: Path, tmp_path: Path) -> None:
    told = mypy(WRONG, installed, tmp_path)
    lines = [int(line.split(":")[1]) for line in told.splitlines() if ": error:" in line]
    assert lines == [3, 4, 5, 6]
    assert 'Revealed type is "checker.library.manifests.Manifest"' in told
