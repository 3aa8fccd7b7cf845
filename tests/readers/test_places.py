"""Documents written at random read back the same from YAML and JSON, and every value stands where it is said to."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.document import Document, escape_pointer
from checker.errors import InputError
from checker.readers import Source, read
from checker.readers.json_reader import read_json
from checker.readers.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Value

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
VALUES = st.recursive(
    TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=15,
)
# What YAML does not take as it is within quotes.
TO_ESCAPE = re.compile("[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def quote(text: str) -> str:
    """A text in double quotes, the same for YAML and JSON."""
    return TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return quote(str(value))


def block(value: Value, indent: str = "") -> str:
    """A value as YAML in block style, which starts on a line of its own."""
    if isinstance(value, dict) and value:
        return "".join(f"\n{indent}{quote(key)}: {block(inner, indent + '  ')}" for key, inner in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{indent}- {block(inner, indent + '  ')}" for inner in value)
    return flow(value)


def pointers(value: Value, pointer: str = "") -> Iterator[tuple[str, Value]]:
    """Every value of a document with its pointer."""
    yield pointer, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from pointers(inner, f"{pointer}/{escape_pointer(key)}")
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from pointers(inner, f"{pointer}/{index}")


def rest_at(text: str, document: Document, pointer: str) -> str:
    """The source text from the place of a value on."""
    place = document.locate(pointer)
    return text.split("\n")[place.line - 1][place.column - 1 :]


@QUICK
@given(VALUES)
def test_flow_style_reads_back_with_places(value: Value) -> None:
    text = flow(value)
    for document in (read_yaml(text.encode(), "m.yaml"), read_json(text.encode(), "m.json")):
        assert document.values == value
        for pointer, inner in pointers(value):
            assert rest_at(text, document, pointer).startswith(flow(inner))


@QUICK
@given(VALUES, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_indented_json_reads_back_with_places(value: Value, indent: int | str | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document = read_json(text.encode(), "m.json")
    assert document.values == value
    for pointer, inner in pointers(value):
        start = json.dumps(inner, ensure_ascii=ascii_only) if isinstance(inner, str) else flow(inner)[0]
        assert rest_at(text, document, pointer).startswith(start)


@QUICK
@given(VALUES)
def test_block_style_reads_back_with_places(value: Value) -> None:
    text = block(value)
    document = read_yaml(text.encode(), "m.yaml")
    assert document.values == value
    for pointer, inner in pointers(value):
        if isinstance(inner, dict) and inner:
            start = quote(next(iter(inner)))
        elif isinstance(inner, list) and inner:
            start = "- "
        else:
            start = flow(inner)
        assert rest_at(text, document, pointer).startswith(start)


@QUICK
@given(VALUES)
def test_a_document_has_no_places_but_those_of_its_values(value: Value) -> None:
    text = flow(value).encode()
    expected = {pointer for pointer, _ in pointers(value)}
    assert set(read_yaml(text, "m.yaml").places()) == expected
    assert set(read_json(text, "m.json").places()) == expected


def one_line(result: Document | InputError) -> bool:
    """Whether a result is a document, or an error of one line."""
    return isinstance(result, Document) or (len(result.problems) == 1 and "\n" not in str(result))


# What YAML and JSON give a meaning to, to make nonsense that goes further than noise does.
PIECES = st.sampled_from(
    [*"[]{}:,-?*&!|>'\"%@`#~\\ \n\t\r\0", "- ", ": ", "\\u0000", "\\ud800", "NaN", "1e999", "a", "é"]
)


@settings(QUICK, max_examples=400)
@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from([".yaml", ".json", ".ndjson"]))
def test_nonsense_is_read_or_refused_but_never_crashes(text: str, suffix: str) -> None:
    results = list(read(Source.from_stdin(text.encode(), f"m{suffix}")))
    assert results
    assert all(map(one_line, results))
    for result in results:
        if isinstance(result, Document):
            assert set(result.places()) == {pointer for pointer, _ in pointers(result.values)}


@QUICK
@given(st.binary(max_size=40), st.sampled_from([".yaml", ".json", ".ndjson"]))
def test_noise_is_read_or_refused_but_never_crashes(data: bytes, suffix: str) -> None:
    assert all(map(one_line, read(Source.from_stdin(data, f"m{suffix}"))))


WRONG_YAML = [
    *("a: [1,", "a: @x", "a: %x", "a: *", "a: b: c", "a: 1\nb", "- a\nb: c", "'a'x: 1", "a: {b: c}}", 'a: "\\q"'),
    *("a: | x\n", "a: - b", "a: !<x y", "a: !e!x y", "a: &", ": x", "%FOO x\na: 1", "%YAML 9.0\n---\na: 1", "? [a]\n"),
    *(
        'a: "\\x4"',
        "a: |0\n x",
        "a: 'it's'",
        "a: [b]]",
        'a: "\\ud800"',
        "a: 'x\n---\ny'",
        'a: "\\U00110000"',
        "a: &b c",
    ),
]


@pytest.mark.parametrize("text", WRONG_YAML)
@pytest.mark.parametrize("parser", ["CLoader", "Loader"])
def test_every_complaint_of_both_parsers_is_in_plain_words(
    text: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    yaml = pytest.importorskip("yaml")
    monkeypatch.setattr(yaml, "CLoader", getattr(yaml, parser))
    with pytest.raises(InputError) as caught:
        read_yaml(text.encode(), "m.yaml")
    (problem,) = caught.value.problems
    assert problem.help
    assert 1 <= problem.location.line <= text.count("\n") + 2
    assert not re.search(r"\b(valid|invalid|token|scalar|node|event|flow|stream|simple key)\b", str(problem))
