"""JSON (RFC 8259): the standard library's parser, and a scan of our own for what it lets through and for places."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from functools import partial
from itertools import count
from math import isinf
from typing import TYPE_CHECKING, Any, NoReturn

from checker.document import Document
from checker.readers import limits
from checker.readers.json_fast import parse
from checker.readers.text import decode_text, fault, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.document import Value
    from checker.errors import InputError
    from checker.readers.source import Source

_ESCAPE = re.compile(r"\\.", re.DOTALL)
_QUOTED = re.compile(rb'"[^"]*+(?:"|\Z)')
_NEITHER_BRACKET_NOR_QUOTE = bytes(byte for byte in range(256) if byte not in b'[]{}"')
_ESCAPE_OF_NO_CHARACTER = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")

# Part of the parser's text -> message, mend. The first that fits is taken.
_WORDS = (
    ("extra data", "something follows the end of the document", "keep one document per file, or write .ndjson"),
    ("trailing comma", "a comma stands before the closing bracket", "take it out"),
    ("expecting property name", "a key in double quotes is expected here", 'write `"key": value`'),
    ("expecting ':'", "a `:` is missing after the key", 'write `"key": value`'),
    ("expecting ','", "a comma or the closing bracket is missing here", "add it"),
    ("unterminated string", "the closing quote of this text is missing", "add it"),
    ("control character", "a line end, tab or other control character stands in a text", "write it as an escape"),
    ("escape", "`\\` starts an escape that JSON does not know", "write `\\\\` for a backslash"),
    ("expecting value", "a value is missing here, or is none that JSON knows", "put texts in double quotes"),
)


class _RefusedError(ValueError):
    """Raised within the parser for what only the scan can place."""


def read(source: Source) -> Iterator[Document | InputError]:
    """The one document of a JSON file."""
    yield read_json(source.load(), source.shown)


def read_json(data: bytes, shown: str, line: int = 1, name: str = "") -> Document:
    """The document in the bytes of JSON text that starts on line `line` of its file; raises InputError."""
    if _many(data) and (mapping := parse(data)) is not None:
        return _document(data, shown, mapping, name, data.decode(), line)
    text = decode_text(data, shown, line)
    if not text.strip():
        raise fault(shown, (0, 0), "the file is empty", "write a document, or leave the file out")
    if _suspect(text):
        _refuse_first_fault(text, shown, line)
    return _document(data, shown, _parse(text, shown, line), name, text, line)


# For so many documents, if none is large, the fast parser does not pay what it costs to load: with it come `zoneinfo`,
# `uuid` and `dataclasses`, as much as two starts of Python.
_FEW, _SMALL = 2, 100_000
_met = count(1)


def _many(data: bytes) -> bool:
    """Whether the fast parser pays; called once for each document."""
    return next(_met) > _FEW or len(data) > _SMALL or "orjson" in sys.modules


def _document(data: bytes, shown: str, values: Value, name: str, text: str, line: int) -> Document:
    digest = hashlib.sha256(data).hexdigest()
    document = Document(shown, digest, values, partial(_places, text, line, values), name, text, line)
    document.plain = ()  # JSON tells texts from numbers itself
    return document


def _places(text: str, line: int, values: Value) -> Mapping[str, tuple[int, int]]:
    """Where each value stands, by JSON pointer."""
    from checker.readers.json_places import Places  # noqa: PLC0415 - of no use to most runs

    return Places(text, line, values)


def _suspect(text: str) -> bool:
    """Whether the scan for faults has to run before the text is parsed: cheap, and true at least when it must be."""
    openers = text.count("[") + text.count("{")
    if openers + text.count(",") >= limits.current().values:
        return True
    if openers > limits.current().depth and _deep(text):
        return True
    return "\\u" in text and _ESCAPE_OF_NO_CHARACTER.search(text) is not None


def _deep(text: str) -> bool:
    """Whether brackets nest deeper than the limit."""
    bare = _ESCAPE.sub("", text) if "\\" in text else text
    # Taking out two quotes that touch leaves all else within or without quotes, as it was. Most texts go that way,
    # ten times as fast as by a regular expression.
    marks = bare.encode().translate(None, _NEITHER_BRACKET_NOR_QUOTE).replace(b'""', b"")
    depth, most = 0, limits.current().depth
    for mark in _QUOTED.sub(b"", marks):
        depth += 1 if mark in b"[{" else -1
        if depth > most:
            return True
    return False


def _parse(text: str, shown: str, line: int) -> Value:
    """The values of JSON text; raises InputError."""
    try:
        return _DECODER.decode(text)  # type: ignore[no-any-return]
    except json.JSONDecodeError as error:
        raise _explain(error, text, shown, line) from None
    except (ValueError, RecursionError):
        # ValueError: ours, or a number with more digits than Python converts.
        _refuse_first_fault(text, shown, line)
        raise fault(shown, (line, 1), "this is not well-formed JSON", "check the brackets") from None


def _explain(error: json.JSONDecodeError, text: str, shown: str, line: int) -> InputError:
    """The parser's complaint in plain words."""
    problem, index = error.msg.lower(), error.pos
    before = text[:index].rstrip()
    if text[index : index + 1] in {"]", "}"} and before.endswith(","):
        # Python 3.13 says so itself, earlier ones do not.
        problem, index = "trailing comma", len(before) - 1
    if not before and text[index : index + 1] not in {"[", "{", '"'}:
        mend = "a .json file starts with `{`; name the file .yaml if it is YAML"
        return fault(shown, _place(text, index, line), "this is no JSON", mend)
    words = next((words for part, *words in _WORDS if part in problem), ["this is not well-formed JSON", ""])
    return fault(shown, _place(text, index, line), *words)


def _refuse_first_fault(text: str, shown: str, line: int) -> None:
    """Raise InputError for the first fault that the scan finds, if it finds one."""
    from checker.readers.json_scan import first_fault  # noqa: PLC0415 - of no use to most runs

    if found := first_fault(text):
        raise fault(shown, _place(text, found.at, line), found.message, found.mend)


def _place(text: str, index: int, line: int) -> tuple[int, int]:
    """The place in the file of an index into text that starts on line `line`."""
    row, column = place_of(text, index)
    return row + line - 1, column


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping, unless a key is given twice."""
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise _RefusedError
    return mapping


def _constant(_name: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise _RefusedError


def _float(digits: str) -> float:
    """A number with a fraction or exponent, unless it is too large."""
    number = float(digits)
    if isinf(number):
        raise _RefusedError
    return number


_DECODER = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant, parse_float=_float)
