"""What readers make of well-formed input: text stays text, NDJSON streams, standard input is guessed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from checker.document import Document, Plain, Value
from checker.errors import InputError
from checker.readers import Source, read, suffixes
from checker.readers.json_reader import read_json
from checker.readers.yaml_reader import read_yaml

MALFORMED = Path(__file__).parents[2] / "fixtures" / "malformed"

TEXTS = [
    *("NO", "no", "yes", "on", "off", "y", "true", "True", "FALSE", "null", "NULL", "~", "nan", ".nan", ".inf"),
    *("0012345", "12E45", "1e3", "1.10", "1_000", "0x1F", "0o17", "017", "+1", "-1", "1.", ".5", "190:20:30"),
    *("2024-01-15", "2024-01-15T10:00:00Z", "2024-02-30", "12:30", "=", "<<", "1,000", "12 100 54321 TMS"),
    *("TÜV SÜD", "株式会社", "NP-500-*", "a#b", "C:\\dir", "it's", 'say "x"', "\U0001f600", "AT&T", "x: y"[:1]),
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text_in_both_formats(text: str) -> None:
    plain = read_yaml(f"a: {text}\n".encode(), "m.yaml").values
    quoted = read_yaml("a: '{}'\n".format(text.replace("'", "''")).encode(), "m.yaml").values
    from_json = read_json(json.dumps({"a": text}).encode(), "m.json").values
    assert plain == quoted == from_json == {"a": text}


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_text_as_a_key(text: str) -> None:
    assert read_yaml(f"{text}: x\n".encode(), "m.yaml").values == {text: "x"}


@pytest.mark.parametrize(
    ("written", "plain"),
    [("1", True), ("'1'", False), ('"1"', False), ("!!str 1", False), ("|-\n  1", False), (">-\n  1", False)],
)
def test_only_a_bare_scalar_is_plain(written: str, plain: bool) -> None:
    values = read_yaml(f"a: {written}\n".encode(), "m.yaml").values
    assert isinstance(values, dict)
    assert values["a"] == "1"
    assert isinstance(values["a"], Plain) is plain


def test_keys_are_ordinary_text() -> None:
    values = read_yaml(b"a: {b: c}", "m.yaml").values
    assert isinstance(values, dict)
    assert type(next(iter(values))) is str


@pytest.mark.parametrize("prefix", ["", "---\n", "%YAML 1.1\n---\n", "# comment\n"])
@pytest.mark.parametrize("end", ["", "...\n", "# comment\n"])
def test_one_document_may_be_marked_as_such(prefix: str, end: str) -> None:
    assert read_yaml(f"{prefix}a: b\n{end}".encode(), "m.yaml").values == {"a": "b"}


def test_escaped_control_characters_are_kept() -> None:
    expected = {"a": "\x01\x7f\x85\u2028\ufeff"}
    assert read_yaml(rb'a: "\x01\x7f\x85\u2028\ufeff"', "m.yaml").values == expected
    assert read_json(rb'{"a": "\u0001\u007f\u0085\u2028\ufeff"}', "m.json").values == expected


def test_json_numbers_keep_their_kind() -> None:
    values = read_json(b'{"a": 1, "b": 1.5, "c": true, "d": null, "e": 123456789012345678901234567890}', "m").values
    assert values == {"a": 1, "b": 1.5, "c": True, "d": None, "e": 123456789012345678901234567890}


def test_the_digest_is_of_the_bytes_as_read() -> None:
    for reader, data in ((read_yaml, b"a: 1\n"), (read_json, b'{"a": "1"}\n')):
        assert reader(data, "m").sha256 == hashlib.sha256(data).hexdigest()


def test_a_bad_line_never_stops_the_others() -> None:
    results = list(read(Source.from_path(MALFORMED / "bad-lines.ndjson", "bad-lines.ndjson")))
    told = [result.name if isinstance(result, Document) else str(result) for result in results]
    assert told == [
        "bad-lines.ndjson:1",
        'bad-lines.ndjson:2:16: a key in double quotes is expected here; write `"key": value`',
        "bad-lines.ndjson:4:10: the key `a` is given twice in one mapping; keep one of the two",
        "bad-lines.ndjson:5:14: the text holds an escape for U+0000; take the escape out",
        "bad-lines.ndjson:6",
    ]


def test_a_line_has_the_places_of_its_file() -> None:
    *_, last = read(Source.from_stdin(b'{}\n\n{"a": [1, {"b": 2}]}', "m.ndjson"))
    assert isinstance(last, Document)
    assert str(last.locate("/a/1/b")) == "m.ndjson:3:17"
    assert str(last.locate("/a/9/b")) == "m.ndjson:3:7"
    assert last.sha256 == hashlib.sha256(b'{"a": [1, {"b": 2}]}').hexdigest()


@pytest.mark.parametrize(
    ("line", "place"),
    [(b"{\xff}", "3:2"), (b'{"a": 1}\r', "3:9"), (b"\xef\xbb\xbf{}", "3:1"), (b'"a\0"', "3:3"), (b"nul", "3:1")],
)
def test_a_bad_line_is_placed_by_its_number(line: bytes, place: str) -> None:
    *_, last = read(Source.from_stdin(b"{}\n{}\n" + line, "m.jsonl"))
    assert isinstance(last, InputError)
    assert str(last).startswith(f"m.jsonl:{place}: ")


def test_ndjson_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "m.ndjson"
    path.write_bytes(b'{"a": 1}\n' * 3)
    results = read(Source.from_path(path))
    assert isinstance(next(results), Document)
    path.write_bytes(b"")  # what is not read yet is gone, what is buffered is not
    assert isinstance(next(results), Document)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"a": "1"}', [{"a": "1"}]),
        (b' \n{\n "a": "1"\n}\n', [{"a": "1"}]),
        (b'{"a": "1"}\n{"a": "2"}\n', [{"a": "1"}, {"a": "2"}]),
        (b'{"a": {\n}}\n', [{"a": {}}]),
        (b"a: 1\n", [{"a": "1"}]),
        (b"# {\na: 1\n", [{"a": "1"}]),
    ],
)
def test_standard_input_without_a_name_is_guessed(data: bytes, expected: list[Value]) -> None:
    results = list(read(Source.from_stdin(data)))
    assert [result.values for result in results if isinstance(result, Document)] == expected
    assert all(result.path == "-" for result in results if isinstance(result, Document))


def test_standard_input_goes_by_the_name_it_is_given() -> None:
    (document,) = read(Source.from_stdin(b'{"a": 1}', "sub/m.yaml"))
    assert isinstance(document, Document)
    assert (document.path, document.values) == ("sub/m.yaml", {"a": "1"})


def test_an_unreadable_standard_input_is_an_error() -> None:
    (result,) = read(Source.from_stdin(b"", None))
    assert str(result) == "-: the file is empty; write a document, or leave the file out"
    (result,) = read(Source.from_stdin(b"", "m.yam"))
    assert str(result) == "m.yam: certgate reads no files that end in `.yam`; did you mean `.yaml`?"


def test_every_format_is_found() -> None:
    assert suffixes() == (".json", ".jsonl", ".ndjson", ".parquet", ".yaml", ".yml")
