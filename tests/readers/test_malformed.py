"""Every way in which an input can be broken is one error on one line, with its place, in bounded time."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.document import Document
from checker.errors import InputError
from checker.readers import Source, limits, read, read_one

if TYPE_CHECKING:
    from collections.abc import Iterator

MALFORMED = Path(__file__).parents[2] / "fixtures" / "malformed"

ANCHOR = "which certgate does not read; take it out, or put the text in quotes if `&` belongs to it"
BOM = "1:1: the file starts with a byte order mark (BOM); save the file as UTF-8 without BOM"
EMPTY = " the file is empty; write a document, or leave the file out"
SUFFIXES = "name it .json, .jsonl, .ndjson, .parquet, .yaml or .yml"
DEEPEST = limits.current().depth
DEEP = "nested deeper than 64 levels; flatten the document, or set `limits: {depth: 128}` in certgate.yaml"
TWICE = "is given twice in one mapping; keep one of the two"

NO_SPACE = "looks like a space, and is none to YAML; type the space anew"
EXPECTED = {
    "alias-bomb.yaml": f"1:4: `&a` is a YAML anchor, {ANCHOR}",
    "alias.yaml": (
        "5:15: `*all` is a YAML alias, which certgate does not follow; "
        "write the value out, or put it in quotes if it is a text"
    ),
    "blank.yaml": EMPTY,
    "bom.json": BOM,
    "bom.yaml": BOM,
    "colon-in-text.yaml": (
        "4:18: `: ` starts a value where none can stand; put the text in quotes, or check the indent"
    ),
    "comments-only.yaml": EMPTY,
    "control-character.yaml": (
        "4:18: the control character U+0007 stands unescaped; take it out, or write it as an escape in quotes"
    ),
    "cr.json": "1:2: the line ends in CR; save the file with LF line ends (an editor shows them as LF or Unix)",
    "crlf.yaml": "1:12: the line ends in CRLF; save the file with LF line ends (an editor shows them as LF or Unix)",
    "duplicate-key.json": f"4:3: the key `prepared` {TWICE}",
    "duplicate-key.yaml": f"5:36: the key `duns` {TWICE}",
    "empty.json": EMPTY,
    "empty.ndjson": " the file is empty; write one document per line, or leave the file out",
    "empty.yaml": EMPTY,
    "latin-1.yaml": "4:10: byte 0xFC is not UTF-8; save the file as UTF-8",
    "line-separator.yaml": (
        "4:18: the text holds the line separator U+2028; use a plain line end, or an escape in quotes"
    ),
    "lone-surrogate.json": "1:23: the text holds an escape for half a character (U+D800); take the escape out",
    "nan.json": "1:14: `NaN` is no JSON value; write a number, or a text in quotes",
    "no-suffix": f" the name has no suffix that says how to read the file; {SUFFIXES}",
    "nul-escape.json": "2:23: the text holds an escape for U+0000; take the escape out",
    "nul-escape.yaml": "3:18: the text holds an escape for U+0000; take the escape out",
    "nul.yaml": "3:20: the file holds the character U+0000; certgate reads text files only",
    "number-too-large.json": "1:14: the number is too large; write it in quotes if it is a text",
    "tab.yaml": "4:1: a tab stands where YAML allows only spaces; indent with spaces",
    "tag.yaml": (
        "3:11: `!!python/object:os.system` is a YAML tag, which certgate does not read; "
        "take it out, or put the text in quotes if `!` belongs to it"
    ),
    "too-deep-block.yaml": f"1:129: {DEEP}",
    "too-deep.json": f"1:65: {DEEP}",
    "too-deep.yaml": f"1:65: {DEEP}",
    "trailing-comma.json": "1:15: a comma stands before the closing bracket; take it out",
    "two-documents.json": (
        "2:1: something follows the end of the document; keep one document per file, or write .ndjson"
    ),
    "two-documents.yaml": "6:1: a second document starts here; keep one document per file, or write .ndjson",
    "unclosed-bracket.json": "2:1: a comma or the closing bracket is missing here; add it",
    "unclosed-bracket.yaml": (
        "4:13: a `,` or the closing `}` of the mapping is missing; close it, or put the text in quotes"
    ),
    "unclosed-quote.yaml": "4:9: the closing quote is missing; add the closing quote",
    "unknown-suffix.txt": f" certgate reads no files that end in `.txt`; {SUFFIXES}",
    "utf-16.yaml": "1:1: the file is UTF-16; save the file as UTF-8 without BOM",
}


@contextmanager
def bounded() -> Iterator[None]:
    """The work within takes less than two seconds of this process, however busy the machine is."""
    # Measuring coverage makes Python several times slower.
    allowed = 10 if sys.gettrace() else 2
    start = time.process_time()
    yield
    assert time.process_time() - start < allowed


def only_error(source: Source) -> str:
    """The one line that reading the source comes to."""
    with bounded():
        (result,) = read(source)
    assert isinstance(result, InputError)
    (problem,) = result.problems
    assert "\n" not in str(problem)
    return str(problem)


def stdin(data: bytes, name: str) -> Source:
    return Source.from_stdin(data, name)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_malformed_file_is_one_error_at_its_place(name: str) -> None:
    assert only_error(Source.from_path(MALFORMED / name, name)) == f"{name}:{EXPECTED[name]}"


def test_every_malformed_file_has_an_expectation() -> None:
    assert {*EXPECTED, "bad-lines.ndjson"} == {path.name for path in MALFORMED.iterdir()} - {"README.md"}


@pytest.mark.parametrize("depth", [10_000, 100_000])
@pytest.mark.parametrize(
    ("name", "opening", "column"),
    [
        ("flow.yaml", "[", 65),
        ("mappings.yaml", "{a: ", 257),
        ("block.yaml", "- ", 129),
        ("keys.yaml", "? ", 129),
        ("lists.json", "[", 65),
        ("mappings.json", '{"a":', 321),
        ("lines.ndjson", "[", 65),
    ],
)
def test_deep_nesting_ends_at_the_limit(name: str, opening: str, column: int, depth: int) -> None:
    expected = "a list or mapping stands where a key" if name == "keys.yaml" else DEEP
    message = only_error(stdin(opening.encode() * depth, name))
    assert expected in message
    assert name == "keys.yaml" or message.startswith(f"{name}:1:{column}:")


@pytest.mark.parametrize("name", ["deep.yaml", "deep.json"])
def test_the_deepest_document_allowed_is_read_and_placed(name: str) -> None:
    (document,) = read(stdin(b"[" * DEEPEST + b"]" * DEEPEST, name))
    assert isinstance(document, Document)
    assert document.locate("/0" * (DEEPEST - 1)).column == DEEPEST


def test_brackets_within_texts_do_not_nest() -> None:
    data = b'{"a": "' + b"[" * 100 + b'", "b": "\\"' + b"{" * 100 + b'\\\\", "c": ["", "[", ""]}'
    (document,) = read(stdin(data, "m.json"))
    assert isinstance(document, Document)


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_file_of_100_megabytes_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"huge{suffix}"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    assert only_error(Source.from_path(path, "huge")) == (
        "huge: the file is larger than 16 MB, the most that one document may have; "
        "split it, write one per line as .ndjson, or set `limits: {document_bytes: 32 MB}` in certgate.yaml"
    )


def test_a_line_of_100_megabytes_does_not_stop_the_others(tmp_path: Path) -> None:
    path = tmp_path / "huge.ndjson"
    with path.open("wb") as file:
        file.write(b"{}\n")
        file.truncate(100 * 1024 * 1024)
        file.seek(0, os.SEEK_END)
        file.write(b'\n{"a": 1}\n')
    with bounded():
        first, second, third = read(Source.from_path(path, "huge.ndjson"))
    assert isinstance(first, Document)
    assert str(second) == (
        "huge.ndjson:2:1: the line is longer than 16 MB; write one document per line, "
        "or set `limits: {document_bytes: 32 MB}` in certgate.yaml"
    )
    assert isinstance(third, Document)
    assert third.name == "huge.ndjson:3"


def test_standard_input_has_the_limit_of_a_file() -> None:
    assert "larger than 16 MB" in only_error(stdin(b" " * (limits.current().document_bytes + 1), "m.json"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("m.yaml", b"- a\n" * 300_000),
        ("m.yaml", b"".join(b"k%d: v\n" % number for number in range(150_000))),
        ("m.json", b"[" + b"1," * 8_000_000 + b"1]"),
        ("m.json", b"[" + b"{}," * 5_000_000 + b"{}]"),
        ("m.ndjson", b"[" + b"[]," * 5_000_000 + b"[]]"),
    ],
)
@pytest.mark.generated
def test_too_many_values_are_refused(name: str, data: bytes) -> None:
    assert "more than 200,000 values; split the document, or set `limits: {values: 400000}`" in only_error(
        stdin(data, name)
    )


def test_commas_within_texts_are_no_values() -> None:
    (document,) = read(stdin(b'["' + b"," * 300_000 + b'"]', "m.json"))
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("m.json", b'["' + b'\\"' * 4_000_000),
        ("m.json", b'["' + b"\\u0000" * 2_000_000),
        ("m.json", b"[" + b"9" * 1_000_000 + b"]"),
        ("m.yaml", b'a: "' + b"\\x41" * 4_000_000),
        ("m.yaml", b"&a " * 1_000_000),
        ("m.yaml", b"!" * 1_000_000),
        ("m.yaml", b"a: 'x" + b"\n" * 10_000_000),
        ("m.yaml", b"\xff" * 10_000_000),
        ("m.yaml", b"".join(b" " * depth + b"a:\n" for depth in range(3000))),
    ],
)
def test_large_nonsense_is_refused_in_bounded_time(name: str, data: bytes) -> None:
    assert only_error(stdin(data, name)).startswith(f"{name}:")


def test_a_missing_file_suggests_its_neighbour(tmp_path: Path) -> None:
    (tmp_path / "northwind.yaml").write_text("manifest: 1\n")
    missing = Source.from_path(tmp_path / "nortwind.yaml", "nortwind.yaml")
    assert only_error(missing) == "nortwind.yaml: the file does not exist; did you mean `northwind.yaml`?"
    lonely = Source.from_path(tmp_path / "other" / "m.yaml", "m.yaml")
    assert only_error(lonely) == "m.yaml: the file does not exist; check the name"


def test_the_same_suffix_alone_makes_no_neighbour(tmp_path: Path) -> None:
    (tmp_path / "northwind.yaml").write_text("manifest: 1\n")
    missing = Source.from_path(tmp_path / "acme.yaml", "acme.yaml")
    assert only_error(missing) == "acme.yaml: the file does not exist; check the name"
    other = Source.from_path(tmp_path / "northwind.yml", "northwind.yml")
    assert only_error(other) == "northwind.yml: the file does not exist; did you mean `northwind.yaml`?"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("manifest:\u00a01\nprepared: 2026-11-05\n", f"1:10: the character U+00A0 {NO_SPACE}"),
        ("supplier:\n  name: A\n\u00a0\u00a0sites: []\n  x: 1\n", f"3:1: the character U+00A0 {NO_SPACE}"),
        ("sites:\n  - id: a\n  -\u2003id: b\n", f"3:4: the character U+2003 {NO_SPACE}"),
        ("manifest: 1\nprepared\uff1a2026-11-05\n", "2:9: `\uff1a` is no colon that YAML knows; write `:` and a space"),
    ],
)
def test_blanks_and_colons_that_only_look_like_those_of_yaml_are_named(text: str, message: str) -> None:
    assert only_error(stdin(text.encode(), "m.yaml")) == f"m.yaml:{message}"


@pytest.mark.parametrize("text", ["# a manifest\nmanifest: 1\n", "manifest: 1\n", "- a\n", "PK\x03\x04"])
def test_what_is_no_json_at_all_is_told_so(text: str) -> None:
    mend = "a .json file starts with `{`; name the file .yaml if it is YAML"
    assert only_error(stdin(text.encode(), "m.json")) == f"m.json:1:1: this is no JSON; {mend}"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").mkdir()
    expected = "m.yaml: a folder stands where a file is required; name a file in it"
    assert only_error(Source.from_path(tmp_path / "m.yaml", "m.yaml")) == expected
    assert "a folder stands" in only_error(Source.from_path(tmp_path, "plain-folder"))


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    broken, loop, link = tmp_path / "broken.yaml", tmp_path / "loop.yaml", tmp_path / "link.yaml"
    broken.symlink_to(tmp_path / "gone.yaml")
    loop.symlink_to(loop)
    (tmp_path / "m.yaml").write_text("manifest: 1\n")
    link.symlink_to(tmp_path / "m.yaml")
    assert "the symbolic link is broken: its target does not exist" in only_error(Source.from_path(broken, "b"))
    assert "the symbolic link leads back to itself" in only_error(Source.from_path(loop, "l"))
    assert read_one(link).values == {"manifest": "1"}


def test_pipes_and_devices_never_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    expected = "p: this is no regular file but a pipe or device; pipe it to `-`"
    assert only_error(Source.from_path(tmp_path / "pipe.yaml", "p")) == expected
    assert "pipe or device" in only_error(Source.from_path("/dev/zero", "zero"))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.yaml").write_text("manifest: 1\n")

    def refuse(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    expected = "m.yaml: the file may not be read; change its permissions"
    assert only_error(Source.from_path(tmp_path / "m.yaml", "m.yaml")) == expected


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("", "the name holds a character that no file name can hold"),
        ("a\0b.yaml", "the name holds a character that no file name can hold"),
        ("x" * 300 + ".yaml", "the name is too long for a file"),
        (str(MALFORMED / "tab.yaml" / "m.yaml"), "a part of the path is a file, not a folder"),
    ],
)
def test_names_that_no_file_can_have(path: str, part: str) -> None:
    assert part in only_error(Source.from_path(path, "shown"))


def test_one_document_is_not_read_from_a_format_of_many() -> None:
    with pytest.raises(InputError, match="one document is required here"):
        read_one(MALFORMED / "bad-lines.ndjson")
    with pytest.raises(InputError, match="a tab stands where YAML"):
        read_one(MALFORMED / "tab.yaml")
