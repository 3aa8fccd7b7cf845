"""The program that reads PDFs, asked in this process: what it says of each file, and what it takes from itself."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import dataclass
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pypdf
import pytest

from checker.evidence import _pdf_text
from checker.readers.limits import Limits
from tests.pdfs import assembled, pdf

BOUNDS = {
    "path": list(sys.path),
    "bytes": Limits().pdf_memory_bytes,
    "stream_bytes": Limits().pdf_stream_bytes,
    "seconds": 5,
    "cpu_seconds": 60,
    "pages": 3,
    "pages_read": 2,
    "characters": 40,
}


def read(data: bytes, **changes: Any) -> dict[str, Any]:
    """What is said of one PDF."""
    return _pdf_text.bounded(pypdf, data, {**BOUNDS, **changes})


def locked(password: str) -> bytes:
    """A PDF that opens with a password for users."""
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf(["secret"])))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_text_of_the_first_pages_is_read_up_to_the_bound() -> None:
    assert read(pdf(["Certificate 12"], ["ISO 9001"])) == {"pages": 2, "text": "Certificate 12\nISO 9001"}
    assert read(pdf(["one"], ["two"], ["three"])) == {"pages": 3, "text": "one\ntwo"}
    assert read(pdf(["x" * 30], ["y" * 30])) == {"pages": 2, "text": "x" * 30 + "\n" + "y" * 10}


def test_more_pages_than_allowed_are_refused_before_any_is_read() -> None:
    assert read(pdf(["1"], ["2"], ["3"], ["4"])) == {"refused": "pages"}


def test_a_document_that_needs_a_password_is_refused_and_one_that_opens_without_is_read() -> None:
    assert read(locked("letmein")) == {"refused": "locked"}
    assert read(locked(""))["text"] == "secret"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no PDF at all", pdf(["cut off"])[:200]])
def test_what_can_not_be_read_is_damaged(data: bytes) -> None:
    assert read(data) == {"refused": "damaged"}


def test_a_stream_that_swells_is_told_from_a_damaged_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class LimitReachedError(Exception):
        pass

    def swell(*_: Any) -> None:
        raise LimitReachedError

    monkeypatch.setattr(_pdf_text, "text_of", swell)
    assert read(b"") == {"refused": "swollen"}


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_memory_and_depth_are_cost(error: type[BaseException], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(_pdf_text, "text_of", fail)
    assert read(b"") == {"refused": "cost"}


def test_time_of_the_processor_is_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    def spin(*_: Any) -> None:
        while True:
            pass

    monkeypatch.setattr(_pdf_text, "text_of", spin)
    assert read(b"", seconds=0.05) == {"refused": "cost"}


@dataclass
class Node:
    """A node of a tree of pages; without kids a page."""

    kids: list[Node] | None = None

    def get(self, key: str) -> list[Node] | None:
        assert key == "/Kids"
        return self.kids

    def get_object(self) -> Node:
        return self


def test_pages_are_counted_no_further_than_matters() -> None:
    assert _pdf_text.count(Node(), 3) == 1
    assert _pdf_text.count(Node([Node(), Node([Node(), Node()])]), 3) == 3
    assert _pdf_text.count(Node([Node()] * 4), 3) == 4  # more kids than pages are allowed
    assert _pdf_text.count(Node([Node([Node()] * 3)] * 3), 3) > 3


def test_trees_without_end_are_too_many_pages() -> None:
    endless = Node()
    endless.kids = [endless]
    assert _pdf_text.count(endless, 3) == 4
    wide = Node()
    wide.kids = [wide, wide, wide]
    assert _pdf_text.count(wide, 3) == 4


def test_bounds_of_streams_are_set_by_the_names_of_either_release(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    fields = {"zlib_maximum_output_length": None, "jbig2dec_binary": None}
    new = SimpleNamespace(
        Configuration=SimpleNamespace(__dataclass_fields__=fields),
        overwrite_configuration=lambda **all: given.update(all),
    )
    _pdf_text.limit(new, 7)
    assert given == {"zlib_maximum_output_length": 7, "jbig2dec_binary": None}
    old = SimpleNamespace(ZLIB_MAX_OUTPUT_LENGTH=1, OTHER=1)
    monkeypatch.setattr(pypdf, "filters", old)
    _pdf_text.limit(SimpleNamespace(), 7)
    assert (old.ZLIB_MAX_OUTPUT_LENGTH, old.OTHER) == (7, 1)


def ran(monkeypatch: pytest.MonkeyPatch, *files: bytes) -> list[Any]:
    """What the program writes for these files, and what it took from itself on the way."""
    taken: list[Any] = []
    out = BytesIO()
    sent = b"".join(len(each).to_bytes(8, "big") + each for each in files)
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: taken.append((what, most)))
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(sent)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=out))
    assert _pdf_text.main([json.dumps(BOUNDS)]) == 0
    assert (resource.RLIMIT_AS, (Limits().pdf_memory_bytes, Limits().pdf_memory_bytes)) in taken
    assert (resource.RLIMIT_FSIZE, (0, 0)) in taken
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_file_gets_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert ran(monkeypatch, pdf(["a"]), b"", assembled([], kids="")) == [
        {"pages": 1, "text": "a"},
        {"refused": "damaged"},
        {"pages": 0, "text": ""},
    ]


def test_nothing_is_said_of_the_file_that_cost_too_much_nor_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told = iter([{"pages": 1, "text": "a"}, {"refused": "cost"}])
    monkeypatch.setattr(_pdf_text, "bounded", lambda *_: next(told))
    assert ran(monkeypatch, b"1", b"2", b"3") == [{"pages": 1, "text": "a"}]


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert ran(monkeypatch, b"1") == [{"refused": "missing"}]
