"""The fast JSON parser is believed only where the exact one gives the same; all else is handed over."""

from __future__ import annotations

import json

import pytest

from checker.document import Document
from checker.errors import InputError
from checker.readers import Source, json_fast, read
from tests.builders import manifest


def only(text: str) -> Document | InputError:
    (found,) = read(Source.from_stdin(text.encode(), "m.json"))
    return found


@pytest.mark.parametrize("depth", [70, 200, 300, 1_000])
@pytest.mark.parametrize("inner", ["[]", "{}"])
def test_deep_nesting_is_told_as_such(depth: int, inner: str) -> None:
    """The parser's own writer gives up beyond 254 levels; brackets within texts do not hide the others."""
    for before, after in (("", ""), ('"]", ', ""), ('"]", ', ', "["'), ('"\\"]\\"", ', ', "\\"[\\""')):
        nested = inner
        for _ in range(depth):
            nested = f"[{before}{nested}{after}]"
        found = only('{"manifest": 1, "supplier": ' + nested + "}")
        assert "nested deeper than 64 levels" in str(found)


def test_line_ends_that_other_readers_refuse_are_refused() -> None:
    assert "the line ends in CRLF" in str(only(json.dumps(manifest()) + "\r\n"))


def test_long_numbers_of_records_are_not_rounded() -> None:
    found = only('{"TradeItem": {"gtin": 12345678901234567890123}, "other": 98765432109876543210}')
    assert json_fast.parse(b'{"gtin": 12345678901234567890123}') is None
    assert not isinstance(found, Document) or "98765432109876543210" in found.source


@pytest.mark.parametrize("name", ["Linz", "\\u00e9"])
def test_long_numbers_of_manifests_are_told_as_written(name: str) -> None:
    assert json_fast.parse(b'{"manifest": 18446744073709551616, "supplier": "%b"}' % name.encode()) is None


def test_a_plain_manifest_is_read_fast() -> None:
    stated = manifest()
    assert json_fast.parse(json.dumps(stated).encode()) == stated
