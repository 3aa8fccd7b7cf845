"""Changes to the values of a document, each a JSON pointer (RFC 6901), as policy tests write them.

A change holds exactly one of `set`, `add` and `remove`, and for the first two a `value`. `set` replaces a value or
gives a key its first; `add` puts one into a mapping, or before a place of a list (`-`: the end); `remove` takes it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from checker.document import escape_pointer

Json: TypeAlias = dict[str, Any]

OPERATIONS = ("set", "add", "remove")
_INDEX = re.compile(r"0|[1-9][0-9]{0,8}")


class ChangeError(Exception):
    """A change that can not be made: `pointer` is where it fails, the text says why in one lowercase sentence."""

    def __init__(self, pointer: str, why: str) -> None:
        self.pointer = pointer
        super().__init__(why)


def apply(values: Json, changes: Sequence[Json]) -> Json:
    """A copy of the values after the changes, made in their order. Raises ChangeError; nothing is changed by half."""
    root: Any = {"": deepcopy(values)}
    for change in changes:
        stated = [name for name in OPERATIONS if name in change]
        if len(stated) != 1:
            raise ChangeError("", "a change holds exactly one of `set`, `add` and `remove`")
        operation, pointer = stated[0], change[stated[0]]
        if operation != "remove" and "value" not in change:
            raise ChangeError(pointer, f"`{operation}` needs a `value`")
        _make(root, operation, pointer, deepcopy(change.get("value")))
    changed = root[""]
    if not isinstance(changed, dict):
        raise ChangeError("", "what is left is no manifest")
    return changed


def steps(pointer: str) -> list[str]:
    """The reference tokens of a JSON pointer, unescaped."""
    return [each.replace("~1", "/").replace("~0", "~") for each in pointer.split("/")[1:]]


def pointer_of(path: Sequence[str | int]) -> str:
    """The JSON pointer of reference tokens."""
    return "".join(f"/{escape_pointer(str(each))}" for each in path)


def value_at(values: Any, pointer: str) -> Any:
    """The value at a JSON pointer. Raises ChangeError where it leads nowhere."""
    place = values
    for step in steps(pointer):
        place = _at(place, step, pointer)
    return place


def _make(root: Json, operation: str, pointer: str, value: Any) -> None:
    *path, last = ["", *steps(pointer)]
    place: Any = root
    for step in path:
        place = _at(place, step, pointer)
    if isinstance(place, list):
        _in_list(place, operation, pointer, last, value)
    elif not isinstance(place, dict):
        raise ChangeError(pointer, f"`{pointer}` leads into a value that holds no others")
    elif operation == "remove":
        _at(place, last, pointer)
        del place[last]
    else:
        place[last] = value


def _in_list(place: list[Any], operation: str, pointer: str, last: str, value: Any) -> None:
    if operation == "add":
        size = len(place)
        if last != "-" and not (_INDEX.fullmatch(last) and int(last) <= size):
            raise ChangeError(pointer, f"`{pointer}` is no place in a list of {size}; `-` is its end")
        place.insert(size if last == "-" else int(last), value)
        return
    _at(place, last, pointer)
    if operation == "remove":
        del place[int(last)]
    else:
        place[int(last)] = value


def _at(place: Any, step: str, pointer: str) -> Any:
    """What stands under a step of a pointer. Raises ChangeError where nothing does."""
    if isinstance(place, dict) and step in place:
        return place[step]
    if isinstance(place, list) and _INDEX.fullmatch(step) and int(step) < len(place):
        return place[int(step)]
    raise ChangeError(pointer, f"`{pointer}` leads nowhere: there is no `{step}`")
