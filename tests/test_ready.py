"""What is ready for start-up is what the files say, and for other files it is not used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker import policy_ready
from checker.catalogue import load_catalogue, ready
from checker.catalogue.loader import cut_files, shipped_files
from checker.errors import InputError
from checker.loading import load_policies
from checker.policy_ready import ready_values
from checker.resources import resource_folder
from tests.ready import conforming, policies, rows

MEND = "run `python -m tests.ready`"
FILES = shipped_files()
SHA256 = hashlib.sha256(b"".join(FILES.values())).hexdigest()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the file, which is used instead of it."""
    copy = tmp_path / "rows.tsv"
    copy.write_bytes(Path(ready.READY).read_bytes())
    monkeypatch.setattr(ready, "READY", str(copy))
    return copy


def test_they_are_those_of_the_files() -> None:
    assert Path(ready.READY).read_bytes() == rows().encode(), MEND


def test_each_row_reads_the_same_from_both() -> None:
    found = ready.ready_rows(SHA256)
    assert found is not None, MEND
    version, made = found
    cut_version, cuts = cut_files(FILES)
    assert version == cut_version
    assert list(made) == list(cuts)
    for section, expected in cuts.items():
        assert [(row.id, row.file, row.searched) for row in made[section]] == [
            (row.id, row.file, row.searched) for row in expected
        ]
        assert [row.read()[0] for row in made[section]] == [row.read()[0] for row in expected]


def test_a_run_needs_no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.catalogue.rowtext.read_rows", None)
    found = load_catalogue().recognition("osha-nrtl")
    assert found is not None
    assert len(found.members) > 20


def test_rows_of_other_files_are_not_used() -> None:
    assert ready.ready_rows(hashlib.sha256(b"another edition").hexdigest()) is None


@pytest.mark.parametrize("damage", ["cut short", "changed", "empty", "no text", "gone"])
def test_without_the_file_the_yaml_is_read(file: Path, damage: str) -> None:
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(
            {
                "cut short": whole[: whole.rindex(b"\n", 0, -1) + 1],
                "changed": whole.replace(b'"confidence":"assumed"', b'"confidence":"verified"', 1),
                "empty": b"",
                "no text": b"\xff\x00" + whole,
            }[damage]
        )
    assert ready.ready_rows(SHA256) is None
    catalogue = load_catalogue()
    assert catalogue.sha256 == SHA256
    assert not any(row.is_json for row in catalogue.standard_rows.cuts)
    assert catalogue.resolve("ISO 9001:2015").edition == "2015"


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the file of the policies, which is used instead of it."""
    copy = tmp_path / "policies.tsv"
    copy.write_bytes(Path(policy_ready.READY).read_bytes())
    monkeypatch.setattr(policy_ready, "READY", str(copy))
    policy_ready._lines.cache_clear()
    yield copy
    policy_ready._lines.cache_clear()


def test_the_policies_are_those_of_their_files() -> None:
    assert Path(policy_ready.READY).read_bytes() == policies().encode(), MEND


def test_each_policy_has_the_values_that_its_schema_gives() -> None:
    found = list(conforming())
    assert len(found) >= 20
    for document, values in found:
        assert repr(ready_values(document)) == repr(values), document.path


def test_a_policy_of_other_bytes_is_held_against_the_schema(tmp_path: Path) -> None:
    text = Path(resource_folder("policies"), "energy-star.yaml").read_text(encoding="utf-8")
    changed = tmp_path / "p.yaml"
    changed.write_text(text.replace("evidence: product", "evidence: anything"), encoding="utf-8")
    with pytest.raises(InputError, match="anything"):
        load_policies([str(changed)], load_catalogue())


@pytest.mark.parametrize("damage", ["cut short", "changed", "another schema", "empty", "no text", "gone"])
def test_without_the_file_the_schema_is_applied(lines: Path, damage: str) -> None:
    whole = lines.read_bytes()
    if damage == "gone":
        lines.unlink()
    else:
        made = {
            "cut short": whole[:-40],
            "changed": whole.replace(b'"all"', b'"any"', 1),
            "another schema": b"x" + whole[1:],
            "empty": b"",
            "no text": b"\xff" + whole,
        }
        lines.write_bytes(made[damage])
    policy_ready._lines.cache_clear()
    assert policy_ready._lines() == {}
    (policy,) = load_policies(["energy-star"], load_catalogue())
    assert policy.id == "energy-star"
