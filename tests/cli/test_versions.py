"""Several versions of one policy: the one in effect on the date is used and named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command import certgate, check

pytestmark = pytest.mark.generated


@pytest.fixture
def versions(folder: Path) -> Path:
    """The policy until the end of 2026, and a version from 2027 that asks for ISO 14001 as well."""
    first = folder / "policies" / "power-supply.yaml"
    text = first.read_text()
    later = text.replace('version: "1"', 'version: "2"').replace("    enforcement: advisory\n", "")
    (folder / "policies" / "power-supply-2027.yaml").write_text(later + "effective: {from: 2027-01-01}\n")
    first.write_text(text + "effective: {until: 2026-12-31}\n")
    return folder


@pytest.mark.parametrize(("as_of", "version", "code"), [("2026-12-31", "1", 0), ("2027-01-01", "2", 1)])
def test_the_version_in_effect_on_the_date_is_used_and_named(
    versions: Path, as_of: str, version: str, code: int
) -> None:
    arguments = ["check", "conforming.yaml", "-p", "policies", "--as-of", as_of]
    ended = certgate(*arguments, "-o", "json", cwd=versions)
    assert ended.code == code
    assert [row["version"] for row in ended.report["inputs"]["policies"]] == [version]
    assert f"power-supply {version}" in certgate(*arguments, cwd=versions).out


def test_before_its_first_day_a_policy_warns_and_names_it(versions: Path) -> None:
    (versions / "policies" / "power-supply.yaml").unlink()
    ended = check("wrong-kind.yaml", cwd=versions)
    assert (ended.code, "blocks from 2027-01-01" in " ".join(ended.out.split())) == (0, True)


def test_after_its_last_day_a_policy_blocks_nothing_and_says_so(versions: Path) -> None:
    (versions / "policies" / "power-supply-2027.yaml").unlink()
    ended = certgate("check", "wrong-kind.yaml", "-p", "policies", "--as-of", "2027-01-01", cwd=versions)
    assert (ended.code, "not in effect, does not block" in " ".join(ended.out.split())) == (0, True)


def test_two_versions_in_effect_on_one_day_are_refused(versions: Path) -> None:
    first = versions / "policies" / "power-supply.yaml"
    first.write_text(first.read_text().replace("2026-12-31", "2027-01-01"))
    ended = check("conforming.yaml", cwd=versions)
    assert (ended.code, "and both are in effect on 2027-01-01; give each policy its own id" in ended.err) == (2, True)


def test_two_versions_of_one_name_are_refused(versions: Path) -> None:
    later = versions / "policies" / "power-supply-2027.yaml"
    later.write_text(later.read_text().replace('version: "2"', 'version: "1"'))
    ended = check("conforming.yaml", cwd=versions)
    assert (ended.code, "version `1` of policy `power-supply` is also that of" in ended.err) == (2, True)
