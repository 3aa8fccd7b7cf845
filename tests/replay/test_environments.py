"""A saved run gives the same bytes on another path, in another locale and zone, by another hash seed and Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.cli.command import Ended, certgate
from tests.depth import nightly
from tests.replay.desk import AS_OF, CATALOGUE, DATA, ORDER, WAIVERS

ROOT = Path(__file__).parents[2]
RUN = (".", "-p", "policies", "--as-of", AS_OF, "--order", "order.yaml", "--waivers", "waivers.yaml")
VERIFY = ("verify", "report.json", "--replay", "-p", "policies")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a saved run over manifests, an order, waivers and rows of a catalogue."""
    folder = tmp_path_factory.mktemp("saved")
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    for name, text in (("order", ORDER), ("waivers", WAIVERS), ("catalogue", CATALOGUE)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    certgate("check", *RUN, "--catalogue", "catalogue.yaml", "-o", "json=report.json", cwd=folder)
    return folder


def moved(saved: Path, to: Path) -> Path:
    """The folder somewhere else, under a name that is no ASCII."""
    return Path(shutil.copytree(saved, to / "Ablage İstanbul" / "deeper"))


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
    ],
    ids=["Turkish, in Kiritimati", "C, in Los Angeles"],
)
def test_a_saved_run_gives_the_same_bytes_elsewhere(saved: Path, tmp_path: Path, env: dict[str, str]) -> None:
    ended = certgate(*VERIFY, cwd=moved(saved, tmp_path), env=env)
    assert ended.code == 0, ended.out + ended.err
    assert "the same bytes" in ended.out


@nightly
def test_a_saved_run_gives_the_same_bytes_by_another_python(saved: Path, tmp_path: Path) -> None:
    """By Python 3.13 or, where this is 3.13, by 3.11; skipped where it or what it needs is not to be had."""
    python = other_python()
    folder = moved(saved, tmp_path)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    program = "import sys; from checker.cli.entry import run; run()"
    ended = subprocess.run([python, "-c", program, *VERIFY], cwd=folder, env=env, capture_output=True, check=False)
    told = Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())
    assert told.code == 0, told.out + told.err
    assert "the same bytes" in told.out


def other_python() -> str:
    """The interpreter of a virtual environment with the dependencies, kept between runs."""
    wanted = "3.11" if sys.version_info[:2] == (3, 13) else "3.13"
    folder = Path(tempfile.gettempdir(), f"certgate-python-{wanted}-{os.getuid()}")
    python = folder / "bin" / "python"
    needed = "import jinja2, jsonschema, jsonschema_rs, orjson, typer, yaml"
    if python.exists() and subprocess.run([python, "-c", needed], capture_output=True, check=False).returncode == 0:
        return str(python)
    base = next(filter(None, map(working, candidates(wanted))), None)
    if base is None:
        pytest.skip(f"there is no Python {wanted} on this machine")
    subprocess.run([base, "-m", "venv", "--clear", str(folder)], check=True, capture_output=True)
    packages = ["jinja2", "jsonschema", "jsonschema-rs", "orjson", "pyyaml", "typer<0.29"]
    got = subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], capture_output=True, check=False)
    if got.returncode:
        pytest.skip(f"Python {wanted} is there, and the packages that certgate needs are not to be had for it")
    return str(python)


def candidates(wanted: str) -> list[str]:
    """Where an interpreter may be: on the path, or where pyenv keeps those that it built."""
    versions = Path.home() / ".pyenv" / "versions"
    return [f"python{wanted}", *(str(each / "bin" / "python") for each in sorted(versions.glob(f"{wanted}.*")))]


def working(python: str) -> str | None:
    """An interpreter, if it starts: pyenv puts names on the path behind which there is none."""
    try:
        ended = subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False)
    except OSError:
        return None
    return python if ended.returncode == 0 else None
