"""Whether what is said has the types that it declares: nobody who reads a result has to expect anything else."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import checker.records

GIVEN = frozenset({"Certificate", "Manifest", "Policy", "Requirement"})
"""Records that were read from a file, which is held elsewhere."""


def mistyped(value: Any, path: str = "", given: Set[str] = GIVEN) -> Iterator[str]:
    """Every field of a record, and of all records in it, whose value is of another type than declared."""
    if isinstance(value, checker.records._Record):
        if type(value).__name__ in given:
            return
        for name, hint in _fields(type(value)):
            held = getattr(value, name)
            if not _fits(held, hint):
                yield f"{path}.{name} = {held!r}"
            yield from mistyped(held, f"{path}.{name}", given)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from mistyped(each, path, given)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from mistyped((key, each), path, given)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a record that it declares, each with the type it has where the record is written."""
    names = {**vars(sys.modules[kind.__module__])}
    return tuple((name, eval(text, names)) for name, text in kind.__annotations__.items() if name in kind._fields)


def _fits(value: Any, hint: Any) -> bool:
    if hint is Any or isinstance(hint, TypeVar) or getattr(hint, "_is_protocol", False):
        return value is not None or hint is Any
    if hint is None:
        return value is None
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        return any(_fits(value, each) for each in parts)
    if kind is Literal:
        return value in parts
    return _holds(value, kind, parts) if kind else isinstance(value, hint)


def _holds(value: Any, kind: Any, parts: tuple[Any, ...]) -> bool:
    """A value of a type that says what it is made of."""
    if kind is Callable:
        return callable(value)
    if not isinstance(value, kind):
        return False
    if isinstance(value, Mapping):
        return all(_fits(key, parts[0]) and _fits(each, parts[1]) for key, each in value.items())
    if isinstance(value, tuple) and parts[-1] is not ...:
        return len(value) == len(parts) and all(map(_fits, value, parts))
    if isinstance(value, tuple | list | Set):
        return all(_fits(each, parts[0]) for each in value)
    return True
