"""What documents show: present, as it was issued, what its name says, and about this certificate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.evidence import Files, bounds
from checker.model.backing import Trace
from checker.model.manifest import Party
from checker.model.outcome import Outcome
from checker.readers import limits
from tests.evidence.fixtures import DOCUMENTS, FOLDER
from tests.evidence.looking import CERTIFICATE, LINES, attached, evidence, seen
from tests.pdfs import pdf

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
GOOD = pdf(LINES)


def code(*found: Trace) -> list[str]:
    return [each.code or each.outcome.value for each in found]


def test_the_documents_of_the_fixtures_are_those_that_are_written() -> None:
    assert {name: (FOLDER / name).read_bytes() for name in DOCUMENTS} == DOCUMENTS


def test_a_document_that_names_number_standard_and_holder_documents_what_certificates_print(tmp_path: Path) -> None:
    (trace,) = seen(tmp_path, attached(tmp_path, "e/c.pdf", GOOD))
    assert (trace.level, trace.outcome, trace.source) == ("documented", "pass", "e/c.pdf")
    assert {"number", "standard", "holder", "expires"} <= set(trace.facts)
    assert not {"status", "events", "accreditation", "testing"} & set(trace.facts)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("scan.pdf", pdf([])),
        ("scan.PDF", pdf([])),
        ("./e//scan.png", PNG),
        ("scan.jpeg", b"\xff\xd8\xff\xe0"),
        ("scan.tif", b"II*\x00"),
        ("dcc.xml", b'\xef\xbb\xbf<?xml version="1.0"?><dcc/>'),
        ("c.json", b'{"a": 1}'),
    ],
)
def test_a_file_without_text_is_attached_and_says_that_nothing_was_compared(
    file: str, data: bytes, tmp_path: Path
) -> None:
    (trace,) = seen(tmp_path, attached(tmp_path, file, data))
    assert trace.outcome == "pass"
    assert "no text" in trace.message


@pytest.mark.parametrize(
    ("file", "data", "words"),
    [
        ("c.pdf", b"<!DOCTYPE html><html>", "is named as PDF and is a web page"),
        ("c.pdf", b"<html>%PDF-1.7", "a web page"),
        ("c.png", GOOD, "is named as PNG and is something else"),
        ("c.xml", b"<html><body>", "a web page"),
        ("c.json", b"%PDF-1.7", "something else"),
        ("c.jwt", b"no token", "something else"),
        ("c.pdf", b"", "is empty"),
        ("c.docx", b"PK\x03\x04", "of no type in which a document is kept"),
        ("pdf", GOOD, "of no type in which a document is kept"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_no_document(
    file: str, data: bytes, words: str, tmp_path: Path
) -> None:
    (trace,) = seen(tmp_path, attached(tmp_path, file, data))
    assert code(trace) == ["evidence-not-attached"]
    assert words in trace.message


def test_without_digest_it_does_not_count_and_the_mend_tells_its_own(tmp_path: Path) -> None:
    entry = attached(tmp_path, "c.pdf", GOOD)
    (trace,) = seen(tmp_path, entry._replace(sha256=None))
    assert code(trace) == ["evidence-not-attached"]
    assert entry.sha256 is not None
    assert entry.sha256 in trace.mend
    assert code(*seen(tmp_path, entry._replace(sha256=entry.sha256.upper()))) == ["pass"]


def test_what_is_not_there_or_not_named_is_open(tmp_path: Path) -> None:
    (tmp_path / "file.pdf").write_bytes(GOOD)
    for file in ("c.pdf", "e/c.pdf", "file.pdf/c.pdf", "x" * 300 + ".pdf", "\ud800.pdf", "."):
        (trace,) = seen(tmp_path, evidence(file, "0" * 64))
        assert (code(trace), trace.outcome.value) == (["evidence-not-attached"], "undetermined"), file
    (trace,) = seen(tmp_path, evidence(None, None))
    assert "names no file" in trace.message
    (trace,) = seen(None, evidence("c.pdf", "0" * 64))
    assert "standard input" in trace.message


def test_a_backslash_is_no_part_of_a_path(tmp_path: Path) -> None:
    (trace,) = seen(tmp_path, evidence("..\\a.pdf", "0" * 64))
    assert (trace.outcome, trace.mend) == ("fail", "write `/` between the parts of a path")


@pytest.mark.parametrize("kind", ["test-report", "audit-report", "photo", None])
def test_another_document_does_not_show_the_certificate(kind: str | None, tmp_path: Path) -> None:
    (trace,) = seen(tmp_path, attached(tmp_path, "r.pdf", GOOD, kind))
    assert (trace.outcome, trace.of_certificate) == ("pass", False)


@pytest.mark.parametrize("missing", [{"number": None}, {"holder": None}, {"holder": Party(None, (("duns", "1"),))}])
def test_what_the_manifest_leaves_out_is_not_taken_from_the_document(missing: dict[str, Any], tmp_path: Path) -> None:
    for data in (GOOD, pdf([])):
        entry = attached(tmp_path, "c.pdf", data)
        (trace,) = seen(tmp_path, entry, certificate=CERTIFICATE._replace(**missing))
        assert (code(trace), trace.outcome.value) == (["evidence-disagrees"], "undetermined")


def test_a_file_named_first_as_something_else_is_still_read(tmp_path: Path) -> None:
    entry = attached(tmp_path, "c.pdf", pdf(["Certificate of somebody else entirely, about other matters"]))
    found = seen(tmp_path, entry._replace(type="test-report"), entry._replace(type="credential"), entry)
    assert code(*found) == ["pass", "evidence-disagrees"]


def test_credentials_are_left_to_others_who_may_read_small_files(tmp_path: Path) -> None:
    entry = attached(tmp_path, "c.jwt", b"e30.e30.AAAA", "credential")
    large = attached(tmp_path, "d.json", b"[" + b" " * bounds.KEPT_BYTES + b"]", "credential")
    files = Files(str(tmp_path), [CERTIFICATE])
    assert seen(tmp_path, entry) == ()
    assert files.read(entry) == b"e30.e30.AAAA"
    assert files.read(entry._replace(sha256=None)) == b"e30.e30.AAAA"
    for one, why in ((large, "evidence-not-attached"), (entry._replace(sha256="0" * 64), "evidence-altered")):
        found = files.read(one)
        assert isinstance(found, Trace)
        assert found.code == why


def test_so_many_files_and_bytes_are_read_of_one_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [attached(tmp_path, f"{number}.png", PNG) for number in range(4)]
    monkeypatch.setattr(limits._Force, "limits", limits.Limits(evidence_files=3))
    assert code(*seen(tmp_path, *entries)) == ["pass"] * 3 + ["evidence-not-attached"]
    monkeypatch.setattr(limits._Force, "limits", limits.Limits(evidence_bytes=2 * len(PNG)))
    found = seen(tmp_path, *entries[:3])
    assert code(*found) == ["pass", "pass", "evidence-not-attached"]
    assert "together" in found[2].message


def test_pdfs_are_handed_over_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "BATCH_BYTES", len(GOOD) + 1)
    entries = [attached(tmp_path, f"{number}.pdf", GOOD) for number in range(2)]
    assert code(*seen(tmp_path, *entries)) == ["pass", "pass"]


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(UsageError, match=r"pip install 'certgate\[evidence\]'"):
        seen(tmp_path, attached(tmp_path, "c.pdf", GOOD))
    assert code(*seen(tmp_path, attached(tmp_path, "c.png", PNG))) == ["pass"]


def test_a_process_that_does_not_start_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert code(*seen(tmp_path, attached(tmp_path, "c.pdf", GOOD))) == ["evidence-not-attached"]


@given(place=st.integers(0, len(GOOD) - 1), by=st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_byte_never_passes(place: int, by: int, tmp_path: Path) -> None:
    entry, changed = attached(tmp_path, "c.pdf", GOOD), bytearray(GOOD)
    changed[place] ^= by
    (tmp_path / "c.pdf").write_bytes(changed)
    (trace,) = seen(tmp_path, entry)
    assert trace.outcome == "fail"
    assert trace.code == "evidence-altered" or place < 1024  # or the beginning is that of no PDF any more


@pytest.mark.parametrize("number", ["2016", "13485", "485:20", "Halden", "1", "77"])
def test_a_number_that_every_such_document_holds_is_not_compared(tmp_path: Path, number: str) -> None:
    """With a part of the standard for a number any certificate of the holder would show it."""
    given = attached(tmp_path, "c.pdf", pdf([*LINES, "Page 1, issued 77 days ago"]))
    (found,) = seen(tmp_path, given, certificate=CERTIFICATE._replace(number=number))
    assert (found.outcome, found.code, found.facts) == (Outcome.UNDETERMINED, "evidence-disagrees", ())
