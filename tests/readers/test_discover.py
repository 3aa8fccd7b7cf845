"""What the arguments of a command line mean: files, folders, patterns, each input once, in a stable order."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from checker.errors import InputError
from checker.readers import Source, discover, read_one

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILES = (
    *("b.yaml", "a.yml", "c.json", "d.ndjson", "e.jsonl", "README.md", "a.expected.yaml", "a.tests.yaml"),
    *("certgate.yaml", ".hidden.yaml", ".git/x.yaml", "sub/z.yaml", "sub/deeper/y.yaml", "empty/notes.txt"),
)


@pytest.fixture(name="folder")
def make_folder(tmp_path: Path) -> Path:
    """A folder `shop` with manifests and other things, and one manifest beside it."""
    for name in FILES:
        path = tmp_path / "shop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("manifest: 1\n")
    (tmp_path / "outside.yaml").write_text("manifest: 1\n")
    return tmp_path / "shop"


def shown(arguments: Sequence[str], cwd: Path) -> list[str]:
    """What the arguments come to, as it is shown."""
    return [item.shown if isinstance(item, Source) else str(item) for item in discover(arguments, cwd)]


WALK = ["a.yml", "b.yaml", "c.json", "d.ndjson", "e.jsonl", "sub/deeper/y.yaml", "sub/z.yaml"]


def test_a_folder_is_walked_in_order_without_what_is_no_manifest(folder: Path) -> None:
    assert shown(["."], folder) == WALK
    assert shown(["sub/"], folder) == ["sub/deeper/y.yaml", "sub/z.yaml"]
    assert shown([str(folder)], folder) == WALK
    assert shown(["shop"], folder.parent) == [f"shop/{name}" for name in WALK]


def test_links_in_a_folder_are_not_followed(folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder / "b.yaml")
    (folder / "loop").symlink_to(folder)
    assert shown(["."], folder) == WALK
    assert shown(["**/*.yaml"], folder) == ["b.yaml", "sub/deeper/y.yaml", "sub/z.yaml"]


def test_a_link_that_is_named_is_followed_and_read_once(folder: Path) -> None:
    (folder / "link.yaml").symlink_to(folder / "b.yaml")
    assert shown(["link.yaml", "b.yaml"], folder) == ["link.yaml"]


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("b.yaml", "b.yaml"),
        ("./sub/../b.yaml", "b.yaml"),
        ("../outside.yaml", "../outside.yaml"),
        ("a.expected.yaml", "a.expected.yaml"),
        (".hidden.yaml", ".hidden.yaml"),
    ],
)
def test_a_named_file_is_taken_and_shown_relative(folder: Path, argument: str, expected: str) -> None:
    assert shown([argument], folder) == [expected]


def test_absolute_paths_are_shown_relative_inside_and_never_absolute(folder: Path) -> None:
    outside = str(folder.parent / "outside.yaml")
    assert shown([str(folder / "sub" / "z.yaml"), outside], folder) == ["sub/z.yaml", "../outside.yaml"]


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert shown(["sub/z.yaml", "sub", "sub/../sub/z.yaml", "."], folder) == [
        *("sub/z.yaml", "sub/deeper/y.yaml", "a.yml", "b.yaml", "c.json", "d.ndjson", "e.jsonl"),
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.yaml", ["b.yaml"]),
        ("*.jsonl", ["e.jsonl"]),
        ("**/[yz].yaml", ["sub/deeper/y.yaml", "sub/z.yaml"]),
        ("su?", ["sub/deeper/y.yaml", "sub/z.yaml"]),
        ("sub/**/y.yaml", ["sub/deeper/y.yaml"]),
        ("../*.yaml", ["../outside.yaml"]),
        ("../shop/*.yaml", ["b.yaml"]),
    ],
)
def test_a_quoted_pattern_is_expanded(folder: Path, pattern: str, expected: list[str]) -> None:
    assert shown([pattern], folder) == expected


def test_an_absolute_pattern_is_expanded(folder: Path) -> None:
    assert shown([f"{folder}/s*/z.yaml"], folder) == ["sub/z.yaml"]


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(folder: Path) -> None:
    (folder / "[b].yaml").write_text("manifest: 2\n")
    (source,) = discover(["[b].yaml"], folder)
    assert isinstance(source, Source)
    assert read_one(source.path).values == {"manifest": "2"}


def test_what_names_nothing_is_an_error_and_does_not_stop_the_others(folder: Path) -> None:
    assert shown(["empty", "*.xml", "nowhere/*.yaml", "b.yaml"], folder) == [
        "empty: the folder holds no manifest; they end in .yaml, .yml, .json, .ndjson, .jsonl, .parquet",
        "*.xml: no file matches the pattern; check the pattern",
        "nowhere/*.yaml: no file matches the pattern; check the pattern",
        "b.yaml",
    ]


def test_a_missing_file_is_left_to_the_reading(folder: Path) -> None:
    (source,) = discover(["bb.yaml"], folder)
    assert isinstance(source, Source)
    with pytest.raises(InputError, match="did you mean `b"):
        read_one(source.path, source.shown)


@pytest.mark.parametrize("argument", ["", "a\0.yaml"])
def test_an_impossible_name_is_left_to_the_reading(folder: Path, argument: str) -> None:
    (source,) = discover([argument], folder)
    assert isinstance(source, Source)
    with pytest.raises(InputError, match="no file name can hold"):
        read_one(source.path, source.shown)


def test_a_folder_that_can_not_be_read_is_an_error_beside_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("deeper"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    expected = "sub/deeper: the file may not be read; change its permissions"
    assert shown(["sub"], folder) == ["sub/z.yaml", expected]


def test_a_name_that_is_no_text_is_shown_with_escapes(folder: Path) -> None:
    name = os.fsdecode(b"sub/\xff.yaml")
    (folder / name).write_text("manifest: 3\n")
    assert "sub/\\xff.yaml" in shown(["sub"], folder)
    assert read_one(folder / name).values == {"manifest": "3"}
