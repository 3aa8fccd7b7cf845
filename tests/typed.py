"""Whether what is said has the types that it declares: nobody who reads a result has to expect anything else."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Mapping, Set
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

import checker.records

GIVEN = frozenset({"Certificate", "Manifest", "Policy", "Requirement"})
"""Records that were read from a file, which is held elsewhere."""
Check = Callable[[Any], bool]


def mistyped(value: Any, given: Set[str] = GIVEN) -> list[str]:
    """Every field of a record, and of all records in it, whose value is of another type than declared."""
    found: list[str] = []
    _look(value, given, found)
    return found


def _look(value: Any, given: Set[str], found: list[str]) -> None:
    if isinstance(value, checker.records._Record):
        kind = type(value)
        if kind.__name__ in given:
            return
        for (name, fits), held in zip(_fields(kind), value, strict=True):
            if not fits(held):
                found.append(f"{kind.__name__}.{name} = {held!r}")
            if isinstance(held, tuple | list | dict):
                _look(held, given, found)
    elif isinstance(value, list | tuple):
        for each in value:
            if isinstance(each, tuple | list | dict):
                _look(each, given, found)
    elif isinstance(value, dict):
        _look((*value, *value.values()), given, found)


@cache
def _fields(kind: Any) -> tuple[tuple[str, Check], ...]:
    """The fields of a record, each with what tells whether a value is of the type that the record declares."""
    names = {**vars(sys.modules[kind.__module__])}
    return tuple((name, _check(eval(kind.__annotations__[name], names))) for name in kind._fields)


@cache
def _check(hint: Any) -> Check:
    if hint is Any:
        return lambda value: True
    if isinstance(hint, TypeVar) or getattr(hint, "_is_protocol", False):
        return lambda value: value is not None
    if hint is None or hint is types.NoneType:
        return lambda value: value is None
    kind, parts = get_origin(hint), get_args(hint)
    if kind in (Union, types.UnionType):
        ways = tuple(map(_check, parts))
        return lambda value: any(fits(value) for fits in ways)
    if kind is Literal:
        return lambda value: value in parts
    if kind is Callable:
        return callable
    return _made_of(kind, parts) if kind else lambda value: isinstance(value, hint)


def _made_of(kind: Any, parts: tuple[Any, ...]) -> Check:
    """For a type that says what it is made of."""
    ways = tuple(_check(each) for each in parts if each is not ...)
    if issubclass(kind, Mapping):
        keys, values = ways
        return lambda held: isinstance(held, kind) and all(keys(one) and values(held[one]) for one in held)
    if issubclass(kind, tuple) and parts[-1] is not ...:
        return lambda held: (
            isinstance(held, kind)
            and len(held) == len(ways)
            and all(fits(one) for fits, one in zip(ways, held, strict=True))
        )
    (each,) = ways
    return lambda held: isinstance(held, kind) and all(map(each, held))
