"""`NamedTuple` as `typing` has it, but made in a tenth of the time: a start-up makes more than a hundred of them.

`typing.NamedTuple` compiles the annotation of every field, and for every class a constructor and its other methods: a
fifth of a `check` of one manifest. Annotations are for the type checker alone. A constructor is a copy of one for as
many fields, but for the names; all else is shared.
"""

from __future__ import annotations

from collections import namedtuple
from functools import cache
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple, Self

__all__ = ["NamedTuple"]


class _Record(tuple[Any, ...]):
    """What all named tuples share."""

    __slots__ = ()
    _fields: tuple[str, ...]
    _field_defaults: Mapping[str, Any]

    def __repr__(self) -> str:
        """The name of the class and every field with its value."""
        return f"{type(self).__name__}({', '.join(map('%s=%r'.__mod__, self._asdict().items()))})"

    def __getnewargs__(self) -> tuple[Any, ...]:
        """The values of all fields, from which `copy` and `pickle` make the same again."""
        return tuple(self)

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        """An instance of the values of all fields, in their order."""
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"expected {len(cls._fields)} values, got {len(made)}")
        return made

    def _replace(self, /, **changed: Any) -> Self:
        """The same with other values in some fields."""
        made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"got unexpected field names: {list(changed)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        """The value of each field by its name."""
        return dict(zip(self._fields, self, strict=False))


_new = tuple.__new__
# Constructors of named tuples, by the number of fields; those of more fields are taken from the library.
_MODELS: tuple[Any, ...] = (
    lambda _cls: _new(_cls, ()),
    lambda _cls, a: _new(_cls, (a,)),
    lambda _cls, a, b: _new(_cls, (a, b)),
    lambda _cls, a, b, c: _new(_cls, (a, b, c)),
    lambda _cls, a, b, c, d: _new(_cls, (a, b, c, d)),
    lambda _cls, a, b, c, d, e: _new(_cls, (a, b, c, d, e)),
    lambda _cls, a, b, c, d, e, f: _new(_cls, (a, b, c, d, e, f)),
    lambda _cls, a, b, c, d, e, f, g: _new(_cls, (a, b, c, d, e, f, g)),
    lambda _cls, a, b, c, d, e, f, g, h: _new(_cls, (a, b, c, d, e, f, g, h)),
    lambda _cls, a, b, c, d, e, f, g, h, i: _new(_cls, (a, b, c, d, e, f, g, h, i)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j: _new(_cls, (a, b, c, d, e, f, g, h, i, j)),
    lambda _cls, a, b, c, d, e, f, g, h, i, j, k: _new(_cls, (a, b, c, d, e, f, g, h, i, j, k)),
)


class _Making(type):
    """Makes a named tuple of the annotations and values in the body of a class."""

    def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        """A subclass of tuple, of no metaclass of its own."""
        fields = tuple(body["__annotations__"])
        defaults = {field: body[field] for field in fields if field in body}
        shape: dict[str, Any] = {
            "__slots__": (),
            "_fields": fields,
            "_field_defaults": defaults,
            "__match_args__": fields,
        }
        model, readers = _model(len(fields))
        code = model.__code__.replace(co_varnames=("_cls", *fields))
        shape["__new__"] = new = FunctionType(code, model.__globals__, "__new__", tuple(defaults.values()))
        new.__qualname__ = f"{name}.__new__"
        return type(name, (_Record,), body | shape | dict(zip(fields, readers, strict=True)))


def _model(count: int) -> tuple[FunctionType, tuple[Any, ...]]:
    """The constructor of a named tuple with so many fields, and what reads each: it knows a place and no name."""
    made = _library(max(count, len(_MODELS)))
    constructor = _MODELS[count] if count < len(_MODELS) else made.__new__
    return constructor, tuple(getattr(made, f"at{place}") for place in range(count))


@cache
def _library(count: int) -> Any:
    """The named tuple of the library with so many fields."""
    return namedtuple("_Model", [f"at{place}" for place in range(count)])


if not TYPE_CHECKING:
    NamedTuple = type.__new__(_Making, "NamedTuple", (), {})
