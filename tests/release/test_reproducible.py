"""Two builds of one checkout give the same bytes, and hold what they have to."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from checker import __version__
from tests.release.building import ROOT, twice

pytestmark = [pytest.mark.deep, pytest.mark.xdist_group("builds")]
WHEEL, SDIST = f"certgate-{__version__}-py3-none-any.whl", f"certgate-{__version__}.tar.gz"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What two builders made."""
    return twice(tmp_path_factory.mktemp("builds"))


def test_two_builds_give_the_same_bytes(builds: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    one, other = builds
    assert sorted(one) == sorted(other) == sorted([WHEEL, SDIST])
    assert [name for name in one if one[name] != other[name]] == []


def test_the_wheel_holds_the_package_and_nothing_else(builds: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    with zipfile.ZipFile(io.BytesIO(builds[0][WHEEL])) as wheel:
        names = set(wheel.namelist())
        metadata = wheel.read(f"certgate-{__version__}.dist-info/METADATA").decode()
        assert {info.date_time[0] for info in wheel.infolist()} == {2020}
    assert {name.partition("/")[0] for name in names} == {"checker", f"certgate-{__version__}.dist-info"}
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "checker").rglob("*.py")}
    shipped = {f"checker/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "schemas").glob("*.json")}
    shipped |= {f"checker/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "policies").glob("*.yaml")}
    assert {*ours, *shipped, "checker/py.typed"} <= names
    assert f"\nVersion: {__version__}\n" in metadata
    assert "\nClassifier: Typing :: Typed\n" in metadata


def test_the_sdist_holds_what_its_tests_need(builds: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    with tarfile.open(fileobj=io.BytesIO(builds[0][SDIST])) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
        owners = {(each.uid, each.gid, each.uname, each.gname) for each in sdist.getmembers()}
    assert owners == {(0, 0, "", "")}
    needed = {"Makefile", ".ci/run", ".ci/requirements.lock", ".pre-commit-hooks.yaml", "action.yml", "pyproject.toml"}
    assert needed <= names
    for folder in ("tests", "fixtures", "checker", "policies", "schemas", ".github"):
        ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        assert {name for name in ours if "__pycache__" not in name} - names == set()
    assert not any("__pycache__" in name or Path(name).name.startswith(".coverage") for name in names)
