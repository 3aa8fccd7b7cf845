"""Policy packs: the same bytes every time, the same answers as from the folder, and no change goes unseen."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from checker import api
from checker.authoring.packed import make_pack
from checker.errors import InputError
from tests.builders import LISTING, QUALITY, catalogue, manifest, policy
from tests.cli.command import certgate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manifest, and policies in `rules/`: one extends another, and that one a shipped policy."""
    rules = tmp_path / "rules"
    (rules / "plants").mkdir(parents=True)
    own = {"policy": 1, "id": "own", "title": "Own", "version": "2", "extend": "us-workplace-electrical"}
    plant = {"policy": 1, "id": "plant", "title": "Plant", "version": "1", "extend": "../own.json"}
    files = {"own.json": own, "plants/plant.json": plant, "quality.json": policy(QUALITY, id="quality")}
    for name, values in files.items():
        (rules / name).write_text(json.dumps(values), encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps(manifest()), encoding="utf-8")
    data, _ = make_pack(str(rules), catalogue(), "rules", "7")
    (tmp_path / "rules.zip").write_bytes(data)
    return tmp_path


def report(folder: Path, policies: str) -> dict[str, Any]:
    ended = certgate("check", "m.json", "-p", policies, "-o", "json", "--as-of", "2026-11-23", cwd=folder)
    assert ended.code in (0, 1)
    found: dict[str, Any] = json.loads(ended.out)
    return found


def test_a_pack_answers_as_its_folder_does(folder: Path) -> None:
    assert report(folder, "rules.zip") == report(folder, "rules")
    assert [each["id"] for each in report(folder, "rules.zip")["inputs"]["policies"]] == ["own", "plant", "quality"]


def test_the_same_policies_give_the_same_bytes(folder: Path) -> None:
    again = certgate("policy", "pack", "rules", "-o", "again.zip", "--version", "7", cwd=folder)
    assert again.code == 0
    assert (folder / "again.zip").read_bytes() == (folder / "rules.zip").read_bytes()
    verified = certgate("policy", "verify", "rules.zip", cwd=folder)
    assert verified.code == 0
    assert verified.out.startswith("rules.zip: rules 7, as it was packed, sha256 ")
    assert "us-workplace-electrical" in verified.out
    assert "(extended by others, not applied)" in verified.out


def test_nothing_outside_of_a_pack_is_looked_at(folder: Path) -> None:
    """The pack holds what it extends: what lies where the folder was, or what ships, has no say."""
    for each in sorted((folder / "rules").rglob("*.json")):
        each.write_text("{}", encoding="utf-8")
    assert report(folder, "rules.zip")["verdict"]


def changed(folder: Path, change: dict[str, bytes | None]) -> str:
    """The pack with files replaced, added (new names) or taken out (None)."""
    with ZipFile(folder / "rules.zip") as pack, ZipFile(folder / "other.zip", "w", ZIP_DEFLATED) as other:
        names = [*pack.namelist(), *(name for name in change if name not in pack.namelist())]
        for name in names:
            data = change.get(name, pack.read(name) if name in pack.namelist() else b"")
            if data is not None:
                other.writestr(name, data)
    return "other.zip"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"own.json": b"{}"}, "`own.json` is not the file that was packed: its digest differs"),
        ({"own.json": None}, "`own.json` is listed and missing"),
        ({"new.json": b"{}"}, "`new.json` is in the pack and not listed"),
        ({"pack.json": None}, "it holds no `pack.json`"),
        ({"pack.json": b'{"pack": 1, "name": "x"}'}, "`files` is missing"),
        ({"pack.json": b"{"}, "pack.json:1"),
    ],
)
def test_a_changed_pack_is_refused(folder: Path, change: dict[str, bytes | None], told: str) -> None:
    name = changed(folder, change)
    for command in (["policy", "verify", name], ["check", "m.json", "-p", name]):
        ended = certgate(*command, cwd=folder)
        assert ended.code == 2
        assert told in ended.err


def test_a_pack_that_was_packed_with_compression_is_as_good(folder: Path) -> None:
    assert certgate("policy", "verify", changed(folder, {}), cwd=folder).code == 0


def test_no_flipped_bit_of_a_policy_goes_unseen(folder: Path) -> None:
    """A flip in what ZIP itself does not heed, such as a time, changes no policy; every other one is refused."""
    data = (folder / "rules.zip").read_bytes()
    names = [str(folder / "rules.zip")]
    before = [(each.id, each.sha256) for each in api.load_policies(names, catalogue())]
    draw = random.Random(5)
    refused = 0
    for _ in range(150):
        spot = draw.randrange(len(data))
        flipped = bytearray(data)
        flipped[spot] ^= 1 << draw.randrange(8)
        (folder / "flipped.zip").write_bytes(flipped)
        try:
            found = api.load_policies([str(folder / "flipped.zip")], catalogue())
        except InputError:
            refused += 1
        else:
            assert [(each.id, each.sha256) for each in found] == before
    assert refused > 100


def test_a_bomb_and_a_stranger_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive", encoding="utf-8")
    bomb = BytesIO()
    with ZipFile(bomb, "w", ZIP_DEFLATED) as archive:
        archive.writestr("pack.json", b" " * (80 << 20))
    (tmp_path / "bomb.zip").write_bytes(bomb.getvalue())
    told = {
        "text.zip": "it is no pack, or it is damaged",
        "bomb.zip": "it holds 1 files of 83,886,080 bytes",
        "none.zip": "the file does not exist",
    }
    for name, words in told.items():
        ended = certgate("policy", "verify", name, cwd=tmp_path)
        assert ended.code == 2
        assert words in ended.err, ended.err


def test_what_can_not_be_used_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "outside.json").write_text(json.dumps(policy(LISTING, id="outside")), encoding="utf-8")
    own = {"policy": 1, "id": "own", "title": "Own", "version": "2", "extend": "../outside.json"}
    (tmp_path / "rules" / "own.json").write_text(json.dumps(own), encoding="utf-8")
    ended = certgate("policy", "pack", "rules", "-o", "p.zip", cwd=tmp_path)
    assert ended.code == 2
    assert "lies outside of the folder that is packed" in ended.err
    assert not (tmp_path / "p.zip").exists()
    for arguments, words in {
        ("nowhere", "p.zip"): "is no folder",
        ("rules", "p.tar"): "does not end in `.zip`",
    }.items():
        ended = certgate("policy", "pack", arguments[0], "-o", arguments[1], cwd=tmp_path)
        assert ended.code == 2
        assert words in ended.err
