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

pytestmark = pytest.mark.generated


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


HOSTILE: list[tuple[str, dict[str, Any], str]] = [
    ("own.json", {"id": "other"}, "`pack.json` says that the id of `own.json` is `other`, and the file says another"),
    ("own.json", {"version": "9"}, "that the version of `own.json` is `9`, and the file says another"),
    (".shipped/us-workplace-electrical.yaml", {"id": "other"}, "the file says another"),
    ("*", {"role": "base"}, "no policy in it is to be applied"),
    ("own.json", {"path": "../own.json"}, "names `../own.json`, which is no path in a pack"),
    ("own.json", {"path": "/own.json"}, "names `/own.json`, which is no path in a pack"),
    ("own.json", {"path": "plants/./own.json"}, "which is no path in a pack"),
    ("own.json", {"path": "own\n.json"}, "names `own\\u000a.json`, which is no path in a pack"),
    ("own.json", {"path": "quality.json"}, "names `quality.json` twice"),
]


@pytest.mark.parametrize(("path", "keys", "told"), HOSTILE, ids=[f"{path} {keys}" for path, keys, _ in HOSTILE])
def test_a_listing_that_is_not_true_of_its_files_is_refused(
    folder: Path, path: str, keys: dict[str, Any], told: str
) -> None:
    with ZipFile(folder / "rules.zip") as pack:
        listing = json.loads(pack.read("pack.json"))
        files = {row["path"]: pack.read(row["path"]) for row in listing["files"]}
    with ZipFile(folder / "other.zip", "w") as other:
        for row in listing["files"]:
            data = files[row["path"]]
            row.update(keys if path in (row["path"], "*") else {})
            if row["path"] not in other.namelist():
                other.writestr(row["path"], data)
        other.writestr("pack.json", json.dumps(listing))
    ended = certgate("policy", "verify", "other.zip", cwd=folder)
    assert ended.code == 2
    assert told in ended.err


def test_what_another_program_could_read_as_another_pack_is_refused(folder: Path) -> None:
    data = (folder / "rules.zip").read_bytes()
    for change in (data + b"more", b"more" + data, data + data, data[:-2] + b"\4\0more"):
        (folder / "other.zip").write_bytes(change)
        ended = certgate("policy", "verify", "other.zip", cwd=folder)
        assert ended.code == 2
        assert "the pack can not be used: something stands before or after the archive" in ended.err
    (folder / "RULES.ZIP").write_bytes(data)
    assert report(folder, "RULES.ZIP") == report(folder, "rules.zip")


def tree(root: Path, files: dict[str, dict[str, Any] | str]) -> None:
    """Files below a folder; a text is a shipped policy of that id."""
    for name, values in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        text = Path(api.shipped_policies()[values]).read_text("utf-8") if isinstance(values, str) else None
        (root / name).write_text(text or json.dumps(values), encoding="utf-8")


def own(extend: str, name: str = "own") -> dict[str, Any]:
    return {"policy": 1, "id": name, "title": "Own", "version": "2", "extend": extend}


SHIPPED = "us-workplace-electrical"
TREES: dict[str, dict[str, dict[str, Any] | str]] = {
    "a file is meant by its name, not a policy by its id": {
        "base.json": policy({**LISTING, "testing": {}}, id="strict"),
        "other.json": policy(LISTING, id="base"),
        "own.json": own("base"),
    },
    "the shipped policy is meant where no file lies beside": {
        f"policies/{SHIPPED}.yaml": policy(QUALITY, id=SHIPPED),
        "policies/sub/own.json": own(SHIPPED),
    },
    "what is applied stays applied when it is extended": {
        f"policies/{SHIPPED}.yaml": SHIPPED,
        "z.json": own(SHIPPED),
        "zz.json": own(f"policies/{SHIPPED}.yaml", "copied"),
    },
    "a file that no walk takes can be extended": {".base.json": policy(QUALITY), "own.json": own(".base.json")},
    "a chain across folders": {
        "deep/one.json": own("../two.json", "one"),
        "two.json": own("deep/three.json", "two"),
        "deep/three.json": policy(LISTING),
    },
}


@pytest.mark.parametrize("name", TREES)
@pytest.mark.parametrize("cwd", [".", "policies", "rules/sub"])
def test_a_pack_holds_the_policies_that_the_folder_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, cwd: str
) -> None:
    tree(tmp_path / "rules", TREES[name])
    tree(tmp_path, {f"policies/{SHIPPED}.yaml": policy(LISTING, id=SHIPPED), "rules/sub/.keep": {}})
    monkeypatch.chdir(tmp_path / cwd)
    rules = {".": "rules", "policies": "../rules", "rules/sub": ".."}[cwd]
    data, listing = make_pack(rules, catalogue(), "rules")
    (tmp_path / "p.zip").write_bytes(data)
    packed, plain = (api.load_policies([each], catalogue()) for each in (str(tmp_path / "p.zip"), rules))
    assert [(each.id, each.digests) for each in packed] == [(each.id, each.digests) for each in plain]
    assert [row["path"] for row in listing["files"]] == sorted(row["path"] for row in listing["files"])


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
        "bomb.zip": "it holds 83,886,080 bytes; at most 64 MB are read",
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
