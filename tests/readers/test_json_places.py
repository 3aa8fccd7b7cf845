"""Where values of JSON text stand: one by one where the scan of all of it finds them, however it is written."""

from __future__ import annotations

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.readers.json_places import Places
from checker.readers.json_scan import places

pytestmark = pytest.mark.generated

_KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4) | st.sampled_from(["a/b", "a~b", "0", "1"])
_LEAVES = st.none() | st.booleans() | st.integers(-(10**25), 10**25) | st.floats(allow_nan=False) | _KEYS
_VALUES = st.recursive(_LEAVES, lambda each: st.lists(each, max_size=4) | st.dictionaries(_KEYS, each, max_size=4))


def _compact(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _as_the_library_writes(values: object) -> str:
    try:
        return orjson.dumps(values).decode()
    except orjson.JSONEncodeError:
        return _compact(values)


_WAYS = (_as_the_library_writes, _compact, json.dumps, lambda values: json.dumps(values, indent=1))


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.sampled_from(_WAYS), st.integers(1, 9), st.data())
def test_each_value_is_found_where_the_scan_finds_it(
    values: object, way: object, line: int, data: st.DataObject
) -> None:
    assert callable(way)
    text = way(values)
    expected = places(text, line)
    found = Places(text, line, json.loads(text))
    for pointer in data.draw(st.permutations(sorted(expected))):
        assert found[pointer] == expected[pointer]
        assert f"{pointer}/none such" not in found


@given(st.dictionaries(_KEYS, _VALUES, max_size=4), st.dictionaries(_KEYS, _VALUES, max_size=4), st.sampled_from(_WAYS))
def test_values_of_another_text_mislead_nobody(values: object, others: object, way: object) -> None:
    assert callable(way)
    text = way(values)
    expected = places(text, 1)
    found = Places(text, 1, others)
    assert {pointer: found[pointer] for pointer in expected} == dict(expected)
