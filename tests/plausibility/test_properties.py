"""Rules of plausibility on manifests of all sorts: they never end in an error of their own, and silence never errs."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker import api
from checker.errors import InputError
from checker.plausibility import Finding, implausible
from checker.words import PLACEHOLDER
from tests.builders import Json, catalogue, document
from tests.strategies import manifests

pytestmark = pytest.mark.generated

_TEXTS = st.sampled_from(["", " ", "*", "a*", "\u202e", "x" * 5_000, "0" * 400, "(" * 300, "ÄÖ\u0301", "TBD", "../x"])


def found(raw: Json) -> tuple[Finding, ...]:
    return implausible(api.load_manifest(document(deepcopy(raw))), raw, catalogue())


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything that can be left out or replaced."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, part in inner for each in ((*path, key), *leaves(part, (*path, key)))]


def at(raw: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        raw = raw[step]
    return raw


@settings(max_examples=80, deadline=None)
@given(manifests(), st.data())
def test_leaving_out_never_adds_an_error(raw: Json, data: st.DataObject) -> None:
    before = {each.code for each in found(raw) if each.severity == "error"}
    path = data.draw(st.sampled_from(leaves(raw)))
    less = deepcopy(raw)
    del at(less, path[:-1])[path[-1]]
    try:
        after = {each.code for each in found(less) if each.severity == "error"}
    except InputError:
        return
    assert after <= before


@settings(max_examples=80, deadline=None)
@given(manifests(), st.data())
def test_hostile_texts_are_only_ever_found_implausible(raw: Json, data: st.DataObject) -> None:
    paths = [path for path in leaves(raw) if isinstance(at(raw, path), str)]
    changed = deepcopy(raw)
    for path in data.draw(st.lists(st.sampled_from(paths), max_size=4)):
        at(changed, path[:-1])[path[-1]] = data.draw(_TEXTS)
    try:
        answer = found(changed)
    except InputError:
        return
    assert list(dict.fromkeys(answer)) == list(answer)
    assert answer == found(changed)


@settings(max_examples=40, deadline=None)
@given(manifests(), st.data())
def test_a_placeholder_is_refused_wherever_it_could_count(raw: Json, data: st.DataObject) -> None:
    paths = [path for path in leaves(raw) if isinstance(at(raw, path), str)]
    path = data.draw(st.sampled_from(paths))
    at(raw, path[:-1])[path[-1]] = PLACEHOLDER
    if len(path) == 3 and path[0] == "certificates" and path[2] == "standard":
        assert "placeholder-left" in {each.code for each in found(raw)}
    else:
        with pytest.raises(InputError):
            found(raw)
