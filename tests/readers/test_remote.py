"""Files at URLs, as fsspec's own memory has them: which are taken, how they are shown, what is said of others."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from checker.document import Document
from checker.errors import InputError, UsageError
from checker.evidence import Files
from checker.readers import Part, Source, limits, read, remote

fsspec: Any = import_module("fsspec")


@pytest.fixture
def store() -> Iterator[Any]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    for name in (
        "b/one.json",
        "b/deep/two.yaml",
        "b/.hidden.json",
        "b/.git/x.json",
        "b/three.tests.yaml",
        "b/note.txt",
    ):
        system.pipe_file(f"/{name}", b'{"manifest": 1}')
    system.pipe_file("/b/many.ndjson", b'{"a": 1}\n\n{"a": 2}\n')
    system.pipe_file("/b/empty.json", b"")
    yield system
    system.store.clear()


def shown(*urls: str) -> list[str]:
    return [str(each) if isinstance(each, InputError) else each.shown for each in remote.sources(urls)]


def test_a_folder_gives_what_a_walk_would_take(store: Any) -> None:
    names = ["deep/two.yaml", "empty.json", "many.ndjson", "one.json"]
    assert shown("memory://b/") == [f"memory:///b/{name}" for name in names]
    assert shown("memory://b/", "memory:///b/one.json") == shown("memory://b")


def test_patterns_and_names(store: Any) -> None:
    assert shown("memory:///b/*.json") == ["memory:///b/empty.json", "memory:///b/one.json"]
    assert shown("memory:///b/d*") == ["memory:///b/deep/two.yaml"]
    assert shown("memory:///b/*.xml") == ["memory:///b/*.xml: no file matches the pattern; check the pattern"]
    assert shown("memory:///b/note.txt") == ["memory:///b/note.txt"]


def test_they_are_read_as_files_are(store: Any) -> None:
    found = [each for source in remote.sources(["memory://b/"]) for each in read_(source)]
    lines = [str(each) if isinstance(each, InputError) else each.name for each in found]
    assert lines == [
        "memory:///b/deep/two.yaml",
        "memory:///b/empty.json: the file is empty; write a document, or leave the file out",
        "memory:///b/many.ndjson:1",
        "memory:///b/many.ndjson:3",
        "memory:///b/one.json",
    ]
    assert [str(each) for each in read_(Source.from_url("memory:///b/gone.json", "gone"))] == [
        "gone: nothing is there; check the name"
    ]


def read_(source: Source | InputError) -> Iterator[Document | InputError]:
    return iter([source]) if isinstance(source, InputError) else read(source)


def test_a_part_and_a_limit_hold_there_too(store: Any) -> None:
    source = Source.from_url("memory:///b/many.ndjson", "m.ndjson")._replace(part=Part(10, 19, 3))
    assert [each.name for each in read(source) if isinstance(each, Document)] == ["m.ndjson:3"]
    limits.apply(limits.Limits(document_bytes=10))
    (found,) = read(Source.from_url("memory:///b/one.json", "one.json"))
    assert "is larger than" in str(found)


def test_evidence_beside_a_url_is_not_looked_for(store: Any) -> None:
    (found,) = read(Source.from_url("memory:///b/one.json", "one.json"))
    assert isinstance(found, Document)
    assert found.folder == "memory:///b"
    assert "lies at a URL" in str(Files(found.folder)._shelf.at("certificate.pdf"))


@pytest.mark.parametrize(
    ("name", "url"),
    [("s3://b/x", True), ("C://x", False), ("file:///x", False), ("a/b", False), ("-", False), ("https://x", True)],
)
def test_what_is_a_url(name: str, url: bool) -> None:
    assert remote.is_url(name) is url


def test_secrets_are_not_shown() -> None:
    assert remote.show_url("https://me:key@host/a.json?sig=1#x") == "https://host/a.json"
    assert remote.show_url("s3://me:key@b/a?#.json") == "s3://b/a?#.json"
    assert remote.as_path("file:///a/b") == "/a/b"


def test_what_is_not_installed_is_named() -> None:
    with pytest.raises(UsageError, match="`gs://` need the library `gcsfs`; install it with"):
        remote.sources(["gs://b/x"])
    with pytest.raises(UsageError, match="`zz://` is none of the kinds"):
        remote.sources(["zz://b/x"])


def test_what_a_store_raises_is_told_in_words(store: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, words in ((PermissionError(), "may not be read"), (RuntimeError(), "does not answer")):

        def fail(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr(type(store), "_open", fail)
        (found,) = read(Source.from_url("memory:///b/many.ndjson", "m.ndjson"))
        assert words in str(found)
