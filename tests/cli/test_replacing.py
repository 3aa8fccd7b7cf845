"""Files that can be written but not replaced: mounted by themselves, or in a folder that may not be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cli.writing import write_file, write_pages
from checker.errors import UsageError


def test_a_file_that_is_mounted_by_itself_is_written_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_source: str, target: str) -> None:
        raise OSError(errno.EBUSY, "busy", target)

    monkeypatch.setattr(os, "replace", busy)
    file = tmp_path / "report.json"
    file.write_text("old")
    write_file(str(file), ["new ", "text"])
    assert file.read_text() == "new text"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_a_folder_that_may_not_be_written_does_not_keep_a_file_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_given: False)
    file = tmp_path / "report.json"
    file.write_text("old")
    write_file(str(file), ["new"])
    assert file.read_text() == "new"


def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "half"
        raise OSError(errno.ENOSPC, "full")

    file = tmp_path / "report.json"
    file.write_text("old")
    with pytest.raises(UsageError, match=r"can not write .*: no space left on device"):
        write_file(str(file), parts())
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]


def test_the_first_page_is_written_last(tmp_path: Path) -> None:
    def pages() -> Iterator[tuple[str, Iterator[str]]]:
        yield "index.html", iter(["new"])
        yield "page.html", _breaking()

    old = '<meta name="generator" content="certgate 0.1.0">'
    (tmp_path / "index.html").write_text(old)
    with pytest.raises(UsageError, match="can not write"):
        write_pages(str(tmp_path), pages())
    assert (tmp_path / "index.html").read_text() == old


def test_a_first_page_that_is_not_ours_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>mine</p>")
    with pytest.raises(UsageError, match="is there and no page of certgate"):
        write_pages(str(tmp_path), [("index.html", iter(["new"]))])
    assert (tmp_path / "index.html").read_text() == "<p>mine</p>"


def _breaking() -> Iterator[str]:
    yield "half"
    raise OSError(errno.ENOSPC, "full")
