"""Where manifests, policies, catalogues and the configuration come from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from checker.api import shipped_policies
from tests.cli.command import AS_OF, Ended, certgate, check

pytestmark = pytest.mark.generated


def paths(ended: Ended) -> list[str]:
    return [entry["path"] for entry in ended.report["manifests"]]


def as_json(manifest: Path) -> str:
    """The values of a YAML manifest, all text as written, as one line of JSON."""
    values = yaml.load(manifest.read_text(), yaml.BaseLoader)
    values["manifest"] = 1
    for certificate in values["certificates"]:
        if certificate["expires"] == "null":
            certificate["expires"] = None
    return json.dumps(values)


def test_standard_input_is_a_manifest_named_by_a_dash(folder: Path) -> None:
    ended = check("-", "-o", "json", cwd=folder, stdin=(folder / "conforming.yaml").read_bytes())
    assert (ended.code, paths(ended)) == (0, ["-"])


def test_standard_input_takes_name_and_format_from_stdin_filename(folder: Path) -> None:
    data = (folder / "conforming.yaml").read_bytes()
    ended = check("-", "--stdin-filename", "suppliers/a.yaml", "-o", "json", cwd=folder, stdin=data)
    assert (ended.code, paths(ended)) == (0, ["suppliers/a.yaml"])
    as_the_wrong_format = check("-", "--stdin-filename", "suppliers/a.json", cwd=folder, stdin=data)
    assert as_the_wrong_format.code == 2
    assert "suppliers/a.json:1:1: " in as_the_wrong_format.err


def test_empty_standard_input_is_an_error(folder: Path) -> None:
    ended = check("-", cwd=folder)
    assert (ended.code, ended.err) == (2, "certgate: -: the file is empty; write a document, or leave the file out\n")


def test_standard_input_and_files_go_together(folder: Path) -> None:
    data = (folder / "conforming.yaml").read_bytes()
    assert sorted(paths(check("open.yaml", "-", "-o", "json", cwd=folder, stdin=data))) == ["-", "open.yaml"]


def test_a_folder_is_walked_without_what_is_no_manifest_by_name(folder: Path) -> None:
    sub = folder / "incoming" / "sub"
    sub.mkdir(parents=True)
    text = (folder / "conforming.yaml").read_text()
    for name in ("b.yaml", "a.yml", ".hidden.yaml", "a.expected.yaml", "a.tests.yaml", "certgate.yaml", "a.txt"):
        (sub / name).write_text(text)
    (folder / "incoming" / "link.yaml").symlink_to(sub / "b.yaml")
    ended = check("incoming", "-o", "json", cwd=folder)
    assert paths(ended) == ["incoming/sub/a.yml", "incoming/sub/b.yaml"]


def test_a_pattern_names_files(folder: Path) -> None:
    assert paths(check("*n*.yaml", "-o", "json", cwd=folder)) == ["conforming.yaml", "open.yaml", "wrong-kind.yaml"]


def test_a_file_named_twice_is_assessed_once(folder: Path) -> None:
    assert paths(check("open.yaml", "./open.yaml", ".//open.yaml", "-o", "json", cwd=folder)) == ["open.yaml"]


def test_each_line_of_ndjson_is_a_manifest_and_a_bad_line_stops_no_other(folder: Path) -> None:
    good = as_json(folder / "conforming.yaml")
    (folder / "many.ndjson").write_text("\n".join([good, '{"manifest": 1,', *[good] * 9]) + "\n")
    ended = check("many.ndjson", "-o", "json", cwd=folder)
    assert ended.code == 2
    assert paths(ended) == [f"many.ndjson:{line}" for line in (1, *range(3, 12))]
    assert [(error["path"], error["line"]) for error in ended.report["errors"]] == [("many.ndjson", 2)]


@pytest.mark.parametrize("name", ["policies", "policies/power-supply.yaml", "./policies/power-supply.yaml"])
def test_a_policy_is_a_file_or_a_folder(folder: Path, name: str) -> None:
    ended = certgate("check", "conforming.yaml", "-p", name, "--as-of", AS_OF, "-o", "json", cwd=folder)
    assert [policy["id"] for policy in ended.report["inputs"]["policies"]] == ["power-supply"]


def test_the_same_policy_named_twice_counts_once(folder: Path) -> None:
    ended = check("conforming.yaml", "-p", "policies/power-supply.yaml", "-o", "json", cwd=folder)
    assert len(ended.report["inputs"]["policies"]) == 1


def test_two_policies_with_one_id_are_refused(folder: Path) -> None:
    text = (folder / "policies" / "power-supply.yaml").read_text()
    (folder / "policies" / "twin.yaml").write_text(text.replace('version: "1"', 'version: "2"'))
    ended = check("conforming.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert "policy id `power-supply` is also that of policies/power-supply.yaml" in ended.err


def test_a_shipped_policy_goes_by_its_id(folder: Path) -> None:
    known = list(shipped_policies())
    if not known:
        pytest.skip("no policy ships yet")
    ended = certgate("check", "conforming.yaml", "-p", known[0], "--as-of", AS_OF, "-o", "json", cwd=folder)
    assert [policy["id"] for policy in ended.report["inputs"]["policies"]] == [known[0]]
    misspelt = certgate("check", "conforming.yaml", "-p", f"{known[0]}x", cwd=folder)
    assert misspelt.code == 2
    assert f"did you mean `{known[0]}`?" in misspelt.err


CATALOGUE = """\
catalogue: 1
version: house
standards:
  - id: HOUSE 7
    title: House rules for power supplies
    accreditation: ISO/IEC 17065
    editions:
      - label: 2020
        published: 2020-01-01
        source: the buyer's quality manual
        confidence: verified
        as_of: 2026-11-01
    source: the buyer's quality manual
    confidence: verified
    as_of: 2026-11-01
"""


def test_a_catalogue_file_adds_a_standard(folder: Path) -> None:
    (folder / "house.yaml").write_text(CATALOGUE)
    policy = folder / "policies" / "power-supply.yaml"
    policy.write_text(policy.read_text().replace("[UL 62368-1]", "[UL 62368-1, HOUSE 7]"))
    without = check("conforming.yaml", cwd=folder)
    assert without.code == 2
    assert "`HOUSE 7` is no standard the catalogue knows" in without.err
    ended = check("conforming.yaml", "--catalogue", "house.yaml", "-o", "json", cwd=folder)
    assert ended.code == 0
    assert ended.report["inputs"]["catalogue"]["version"].endswith("+house")


def test_a_catalogue_file_that_does_not_conform_is_2_with_its_place(folder: Path) -> None:
    (folder / "house.yaml").write_text(CATALOGUE.replace("17065", "17056"))
    ended = check("conforming.yaml", "--catalogue", "house.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("certgate: house.yaml:6:")


def test_certgate_yaml_is_found_upward_and_its_paths_are_its_own(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("policies: [policies]\ncatalogue: [house.yaml]\nfail_on: warning\n")
    (folder / "house.yaml").write_text(CATALOGUE)
    below = folder / "a" / "b"
    below.mkdir(parents=True)
    ended = certgate("check", "../../conforming.yaml", "--as-of", AS_OF, "-o", "json", cwd=below)
    # The advisory requirement fails, which is a warning, and the configuration blocks on warnings.
    assert (ended.code, ended.report["verdict"]) == (1, "pass")
    assert [policy["id"] for policy in ended.report["inputs"]["policies"]] == ["power-supply"]
    assert ended.report["inputs"]["catalogue"]["version"].endswith("+house")


def test_the_command_line_wins_over_the_configuration_but_never_loosens_it(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("policies: [nowhere.yaml]\nfail_on: warning\n")
    assert check("conforming.yaml", "--fail-on", "undetermined", cwd=folder).code == 1


def test_config_names_another_file(folder: Path) -> None:
    (folder / "certgate.yaml").write_text("policies: [nowhere.yaml]\n")
    (folder / "other.yaml").write_text("policies: [policies]\n")
    arguments = ["check", "conforming.yaml", "--as-of", AS_OF]
    assert certgate(*arguments, "--config", "other.yaml", cwd=folder).code == 0
    missing = certgate(*arguments, "--config", "othr.yaml", cwd=folder)
    assert (missing.code, missing.out) == (2, "")
    assert "did you mean `other.yaml`?" in missing.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("polices: [policies]\n", "did you mean `policies`?"),
        ("fail_on: fail\n", "certgate.yaml:1:10: "),
        ("policies: [\n", "certgate.yaml:"),
    ],
)
def test_a_configuration_that_does_not_conform_is_2(folder: Path, text: str, message: str) -> None:
    (folder / "certgate.yaml").write_text(text)
    ended = check("conforming.yaml", cwd=folder)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
