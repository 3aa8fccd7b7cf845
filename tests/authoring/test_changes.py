"""Changes by JSON pointer: what each does, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from checker.authoring.changes import ChangeError, apply

VALUES: dict[str, Any] = {"a": {"b": 1, "c/d": 2}, "list": ["x", "y"]}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"set": "/a/b", "value": 3}, {"a": {"b": 3, "c/d": 2}, "list": ["x", "y"]}),
        ({"set": "/a/new", "value": None}, {"a": {"b": 1, "c/d": 2, "new": None}, "list": ["x", "y"]}),
        ({"set": "/list/1", "value": "z"}, {"a": {"b": 1, "c/d": 2}, "list": ["x", "z"]}),
        ({"add": "/list/0", "value": "z"}, {"a": {"b": 1, "c/d": 2}, "list": ["z", "x", "y"]}),
        ({"add": "/list/-", "value": "z"}, {"a": {"b": 1, "c/d": 2}, "list": ["x", "y", "z"]}),
        ({"remove": "/list/0"}, {"a": {"b": 1, "c/d": 2}, "list": ["y"]}),
        ({"remove": "/a/c~1d"}, {"a": {"b": 1}, "list": ["x", "y"]}),
    ],
)
def test_a_change(change: dict[str, Any], expected: dict[str, Any]) -> None:
    before = repr(VALUES)
    assert apply(VALUES, [change]) == expected
    assert repr(VALUES) == before


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"remove": "/a/z"}, "`/a/z` leads nowhere: there is no `z`"),
        ({"remove": "/list/2"}, "`/list/2` leads nowhere: there is no `2`"),
        ({"set": "/list/-", "value": 1}, "`/list/-` leads nowhere: there is no `-`"),
        ({"set": "/list/01", "value": 1}, "`/list/01` leads nowhere: there is no `01`"),
        ({"add": "/list/3", "value": 1}, "`/list/3` is no place in a list of 2; `-` is its end"),
        ({"set": "/a/b/c", "value": 1}, "`/a/b/c` leads into a value that holds no others"),
        ({"set": "/z/b/c", "value": 1}, "`/z/b/c` leads nowhere: there is no `z`"),
        ({"set": "/a"}, "`set` needs a `value`"),
        ({"set": "/a", "remove": "/a"}, "a change holds exactly one of `set`, `add` and `remove`"),
        ({"x-note": "y"}, "a change holds exactly one of `set`, `add` and `remove`"),
    ],
)
def test_what_can_not_be_made_is_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(ChangeError) as caught:
        apply(VALUES, [{"remove": "/a/b"}, {"set": "/a/b", "value": 1}, change])
    assert str(caught.value) == why
