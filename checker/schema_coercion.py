"""Plain YAML scalars into the types that a schema wants: text unless it asks for an integer, a boolean or null."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.document import Plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.document import Path, Value

Schema = dict[str, Any]

# No sign but minus, no leading zeros, no underscores: what everyone reads as the same number.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
# A key left blank is a form not filled in, and no statement that there is nothing.
_NULL = frozenset({"null", "Null", "NULL", "~"})
_BOOLEAN = {"true": True, "false": False}
_TYPE_NAMES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}


class Coercion:
    """Applies one schema's types to the values of documents."""

    def __init__(self, schema: Schema) -> None:
        self._shapes = _Shapes(schema)
        self._root = self._shapes.of([schema])

    def apply(self, values: Value, plain: Sequence[Path] | None = None) -> Value:
        """The values with every plain scalar turned into what the schema wants; the given ones are not changed.

        `plain` are the paths of the plain scalars, where they are known: these alone are looked at.
        """
        if plain is not None:
            return _apply_at(values, plain, self._root)
        return _apply(values, self._root) if _has_plain(values) else values


class _Shapes:
    """The shapes of one schema, each made once, so that a schema that refers to itself is no endless matter."""

    def __init__(self, schema: Schema) -> None:
        self._definitions: Schema = schema.get("$defs", {})
        self._made: dict[tuple[int, ...], _Shape] = {}

    def of(self, schemas: Iterable[Any]) -> _Shape:
        """The shape of a value to which all of these subschemas may apply."""
        parts = list(self._parts(schemas))
        key = tuple(map(id, parts))
        if key not in self._made:
            self._made[key] = _Shape(parts, self)
        return self._made[key]

    def _parts(self, schemas: Iterable[Any]) -> Iterator[Schema]:
        """The subschemas and all that they refer to or branch into, each once."""
        waiting = [schema for schema in schemas if isinstance(schema, dict)]
        seen: set[int] = set()
        while waiting:
            part = waiting.pop()
            if id(part) in seen:
                continue
            seen.add(id(part))
            yield part
            waiting += [part[word] for word in ("then", "else") if word in part]
            waiting += [branch for word in ("anyOf", "allOf") for branch in part.get(word, ())]
            if "$ref" in part:
                waiting.append(self._definitions[part["$ref"].removeprefix("#/$defs/")])


class _Shape:
    """What a schema wants of a value and of what is in it: the union over all subschemas that may apply."""

    def __init__(self, parts: list[Schema], shapes: _Shapes) -> None:
        self._parts = parts
        self._shapes = shapes
        self._children: dict[str, _Shape] = {}
        self._item: _Shape | None = None
        self.types = frozenset(name for part in parts for name in _types(part))

    def child(self, key: str) -> _Shape:
        """The shape of the value of a key."""
        found = self._children.get(key)
        if found is None:
            found = self._shapes.of(schema for part in self._parts for schema in _for_key(part, key))
            if any(key in part.get("properties", ()) for part in self._parts):
                # Only the schema's own keys are kept: those of documents have no bound.
                self._children[key] = found
        return found

    def item(self) -> _Shape:
        """The shape of the items of a list."""
        if self._item is None:
            self._item = self._shapes.of(part.get("items") for part in self._parts)
        return self._item


def _types(part: Schema) -> list[str]:
    """The types that a subschema names, or those of the values that it lists."""
    named = part.get("type")
    if isinstance(named, str):
        return [named]
    if named is not None:
        return list(named)
    listed = [part["const"]] if "const" in part else part.get("enum", [])
    return [_TYPE_NAMES[type(value)] for value in listed if type(value) in _TYPE_NAMES]


def _for_key(part: Schema, key: str) -> Iterator[Any]:
    """The subschemas that apply to the value of a key."""
    found = [part["properties"][key]] if key in part.get("properties", ()) else []
    found += [schema for pattern, schema in part.get("patternProperties", {}).items() if re.search(pattern, key)]
    yield from found or [part.get("additionalProperties")]


def _has_plain(values: Value) -> bool:
    """Whether there is a plain scalar anywhere: never so in JSON, which then needs no copy."""
    containers: list[Any] = [[values]]
    for container in containers:  # grows as it is walked
        for value in container.values() if type(container) is dict else container:
            kind = type(value)
            if kind is dict or kind is list:
                containers.append(value)
            elif kind is Plain:
                return True
    return False


def _apply_at(values: Value, paths: Sequence[Path], root: _Shape) -> Value:
    """The values with what stands at these paths turned; containers around it are copies, all others the same."""
    if not paths:
        return values
    copies: dict[int, Any] = {}
    given: Any = values
    top: Value = given.copy()
    for *steps, last in paths:
        container: Any = top
        shape = root
        for step in steps:
            inner = container[step]
            if id(inner) not in copies:
                inner = container[step] = inner.copy()
                copies[id(inner)] = inner
            container = inner
            shape = shape.child(step) if type(step) is str else shape.item()
        if type(container[last]) is Plain:  # else it was the beginning of a longer text
            types = (shape.child(last) if type(last) is str else shape.item()).types
            container[last] = _scalar(container[last], types)
    return top


def _apply(value: Value, shape: _Shape) -> Value:
    """A value of this shape; the readers bound the depth of the recursion."""
    kind = type(value)
    if kind is Plain:
        return _scalar(value, shape.types)  # type: ignore[arg-type]
    if kind is dict:
        child = shape.child
        return {key: _apply(inner, child(key)) for key, inner in value.items()}  # type: ignore[union-attr]
    if kind is list:
        item = shape.item()
        return [_apply(inner, item) for inner in value]  # type: ignore[union-attr]
    return value


def _scalar(text: Plain, types: frozenset[str]) -> Value:
    """A plain scalar as the most fitting of the types; as text when text is allowed or nothing fits."""
    if "null" in types and text in _NULL:
        return None
    if "string" not in types:
        if "boolean" in types and text in _BOOLEAN:
            return _BOOLEAN[text]
        if "integer" in types and _INTEGER.fullmatch(text):
            return int(text)
    return str(text)
