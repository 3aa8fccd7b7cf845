"""`NamedTuple` as `typing` has it, but made in a tenth of the time: a start-up makes more than a hundred of them.

`typing.NamedTuple` compiles the annotation of every field and a constructor for every class, which is a fifth of a
`check` of one manifest. Annotations are for the type checker alone, and most classes are never called in a run: here
nothing is compiled for the first, and for the second not before the first call. All else is shared.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple, Self

__all__ = ["NamedTuple"]

# What reads a field knows its position and not its name: one set, for 40 fields at most, does for all classes.
_READERS = tuple(vars(namedtuple("_READERS", [f"at{place}" for place in range(40)])).values())[-41:-1]


class _Record(tuple[Any, ...]):
    """What all named tuples share."""

    __slots__ = ()
    _fields: tuple[str, ...]
    _field_defaults: Mapping[str, Any]

    def __new__(cls, *args: Any, **kwargs: Any) -> Self:
        """The first instance of a class: its constructor is made, takes the place of this one, and is called."""
        make: Any = namedtuple  # of fields that no type checker can know
        constructor = make(cls.__name__, cls._fields, defaults=cls._field_defaults.values()).__new__
        type.__setattr__(cls, "__new__", constructor)
        new: Self = constructor(cls, *args, **kwargs)
        return new

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
        made = self._make(map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"got unexpected field names: {list(changed)}")
        return made

    def _asdict(self) -> dict[str, Any]:
        """The value of each field by its name."""
        return dict(zip(self._fields, self, strict=False))


class _Making(type):
    """Makes a named tuple of the annotations and values in the body of a class."""

    def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        """A subclass of tuple, of no metaclass of its own."""
        fields = tuple(body["__annotations__"])
        defaults = {field: body[field] for field in fields if field in body}
        shape = {"__slots__": (), "_fields": fields, "_field_defaults": defaults, "__match_args__": fields}
        return type(name, (_Record,), body | shape | dict(zip(fields, _READERS, strict=False)))


if not TYPE_CHECKING:
    NamedTuple = type.__new__(_Making, "NamedTuple", (), {})
