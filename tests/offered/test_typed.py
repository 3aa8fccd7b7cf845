"""The installed package is typed: what a user writes against it is checked by mypy, and what is wrong is found."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.release.building import HERE, build, copied

pytestmark = [pytest.mark.deep, pytest.mark.xdist_group("builds")]
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
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter in an environment that has the wheel, and nothing else."""
    folder = tmp_path_factory.mktemp("installed")
    made = build(copied(folder / "copy"), folder / "out", HERE, 0o022)
    (wheel,) = (folder / "out" / name for name in made if name.endswith(".whl"))
    venv.create(folder / "venv", with_pip=False)
    found = folder / "venv" / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(found), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*command, str(wheel)], check=True, capture_output=True)
    return found


def mypy(program: str, python: Path, folder: Path) -> str:
    """What mypy says of a program that runs on an interpreter; of the modules that it imports it says nothing."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(folder / "cache")]
    command += ["--python-executable", str(python), "program.py"]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr


def test_a_program_is_checked_against_the_installed_package(python: Path, tmp_path: Path) -> None:
    assert mypy(PROGRAM, python, tmp_path).startswith("Success")


def test_what_is_wrong_is_found(python: Path, tmp_path: Path) -> None:
    told = mypy(WRONG, python, tmp_path)
    lines = [int(line.split(":")[1]) for line in told.splitlines() if ": error:" in line]
    assert lines == [3, 4, 5, 6]
    assert 'Revealed type is "checker.offered.manifests.Manifest"' in told


def test_it_is_the_marker_that_tells_mypy(python: Path, tmp_path: Path) -> None:
    """It has to run last: it takes the marker out."""
    (marker,) = python.parents[1].rglob("checker/py.typed")
    marker.unlink()
    assert "py.typed" in mypy(PROGRAM, python, tmp_path)
