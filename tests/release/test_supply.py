"""The lock, the bill of materials and the workflow of a release."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checker import __version__
from tests.release import notes, sbom

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
# Extras of users are part of `dev`; what is not is for some targets of the Makefile alone.
TAKEN = {
    "dev",
    *(extra for text in EXTRAS["dev"] for extra in Requirement(text).extras if text.startswith("certgate[")),
}
TOOLS = sorted(set(EXTRAS) - TAKEN)
TOOLS_LOCK = ROOT / ".ci" / "tools.lock"
LOCKS = (sbom.LOCK, TOOLS_LOCK)


def wanted(*extras: str) -> list[Requirement]:
    """What pyproject.toml asks for under these extras."""
    return [row for each in extras for row in map(Requirement, EXTRAS[each]) if row.name != "certgate"]


WANTED = [*map(Requirement, PROJECT["project"]["dependencies"]), *wanted(*sorted(TAKEN))]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


# The lock


@pytest.mark.parametrize("row", WANTED, ids=lambda row: row.name)
def test_the_lock_has_a_version_that_pyproject_allows(row: Requirement) -> None:
    version, digests = sbom.locked().get(canonicalize_name(row.name), ("", []))
    assert version, "run `make lock`"
    assert row.specifier.contains(version), "run `make lock`"
    assert digests


def test_the_lock_of_the_tools_has_what_they_need_and_takes_nothing_else_of_the_rest() -> None:
    tools = sbom.locked(TOOLS_LOCK)
    for row in wanted(*TOOLS):
        assert row.specifier.contains(tools[canonicalize_name(row.name)][0]), "run `make lock`"
    for name, (version, _) in sbom.locked().items():
        assert tools[name][0] == version
    named = re.search(r"^TOOLS := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert sorted(named[1].split()) == TOOLS


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_package_of_a_lock_is_pinned_by_hash_and_none_by_an_index(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line and line[0] not in "# "]
    assert rows
    assert all(re.match(r"[\w.-]+==\S+", row) and row.endswith("\\") for row in rows)
    assert len(sbom.locked(path)) == len({row.partition("==")[0] for row in rows})
    assert "://" not in text
    assert "index" not in text


def test_what_builds_a_release_comes_from_the_lock() -> None:
    (backend,) = map(Requirement, PROJECT["build-system"]["requires"])
    assert backend.specifier.contains(sbom.locked()[backend.name][0])


# Bounds


def test_every_dependency_has_a_lower_bound_and_an_upper_one_only_with_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for row in (*WANTED, *wanted(*TOOLS)):
        operators = {each.operator for each in row.specifier}
        assert ">=" in operators
        if operators - {">="}:
            before = text.partition(f'"{row.name}')[0].rpartition("\n")[0]
            assert before.splitlines()[-1].lstrip().startswith("#")


# The bill of materials


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    """Of the environment that runs the tests."""
    return sbom.bill()


def test_it_lists_what_certgate_needs_and_what_its_extras_need(bill: dict[str, Any]) -> None:
    scopes = {row["name"]: row["scope"] for row in bill["components"]}
    needed = {canonicalize_name(Requirement(text).name) for text in PROJECT["project"]["dependencies"]}
    more = {canonicalize_name(row.name) for row in wanted(*sorted(TAKEN - {"dev"}))}
    assert {name for name in needed if scopes[name] != "required"} == set()
    assert {name for name in more - needed if name not in scopes} == set()
    assert not {"pytest", "mypy", "hypothesis", "hatchling"} & set(scopes)


def test_every_reference_is_to_a_component(bill: dict[str, Any]) -> None:
    known = {"certgate", *(row["bom-ref"] for row in bill["components"])}
    assert {row["ref"] for row in bill["dependencies"]} == known
    assert {each for row in bill["dependencies"] for each in row["dependsOn"]} <= known


def test_it_conforms_to_the_published_schema_and_is_made_alike_twice(bill: dict[str, Any]) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="cyclonedx-python-lib is not installed")
    versions = pytest.importorskip("cyclonedx.schema")
    text = json.dumps(bill)
    assert validation.JsonStrictValidator(versions.SchemaVersion.V1_6).validate_str(text) is None
    assert json.dumps(sbom.bill()) == text


# The notes and the workflow


def test_the_notes_of_a_release_are_its_section_of_the_changelog() -> None:
    released = "## [1.1.0] - 2027-01-01\n\n### Added\n\n- b\n\n## [1.0.0] - 2026-11-28\n\n- a\n"
    text = f"# Changelog\n\n## [Unreleased]\n\n- c\n\n{released}"
    assert notes.section(text, "1.1.0") == "### Added\n\n- b\n"
    assert notes.section(text, "1.0.0") == "- a\n"
    for version in ("1.2.0", "1.0", "Unreleased", "1x0.0"):
        with pytest.raises(SystemExit, match=r"CHANGELOG\.md has no section"):
            notes.section(text, version)


def test_the_changelog_tells_of_the_version_that_would_be_released() -> None:
    assert notes.section(notes.CHANGELOG.read_text(encoding="utf-8"), __version__)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit(path: Path) -> None:
    for use in re.findall(r"uses: (\S+)", path.read_text(encoding="utf-8")):
        assert use.startswith("./") or re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", use)


def test_only_the_jobs_that_publish_may_write_and_they_run_nothing_of_ours() -> None:
    release = yaml.safe_load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))
    assert release["permissions"] == {}
    writing = {name for name, job in release["jobs"].items() if "write" in set((job.get("permissions") or {}).values())}
    assert writing == {"attest", "publish", "announce"}
    for name in writing:
        steps = release["jobs"][name]["steps"]
        assert not any("checkout" in step.get("uses", "") or "make" in step.get("run", "") for step in steps)
