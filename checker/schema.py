"""The schemas, applied: plain YAML scalars become what the schema wants, and what does not conform is explained."""

from __future__ import annotations

import json
import os
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from checker.errors import InputError
from checker.records import NamedTuple
from checker.resources import resource_folder
from checker.schema_coercion import Coercion

if TYPE_CHECKING:
    from checker.document import Document, Value

Schema = dict[str, Any]


class _Judge(Protocol):
    """The one method that is needed of a compiled schema."""

    def is_valid(self, instance: Any, /) -> bool:
        """Whether the values conform."""


class _Compiled(NamedTuple):
    """A schema made ready for use."""

    schema: Schema
    coercion: Coercion
    judge: _Judge


def conform(document: Document, name: str) -> Value:
    """The document's values as the schema `name` wants them; raises InputError with every fault, in order of place.

    Plain YAML scalars become integers, booleans or null where the schema asks for these, and text everywhere else.
    """
    return conform_to(document, _compiled(name))


def load_schema(name: str) -> Schema:
    """The schema of this name as it ships: `manifest`, `policy` and so on."""
    path = os.path.join(resource_folder("schemas"), f"{name}.schema.json")
    with open(path, encoding="utf-8") as file:
        schema: Schema = json.load(file)
    return schema


def compile_schema(schema: Schema) -> _Compiled:
    """A schema made ready for `conform_to`."""
    return _Compiled(schema, Coercion(schema), _judge(schema))


# A day after year 0, which RFC 3339 has and `datetime.date` has not; what else makes a day, the format says.
_YEAR = "^(?:[1-9]|0[1-9]|00[1-9]|000[1-9])"


def _judge(schema: Schema) -> _Judge:
    """A schema compiled by the fast library, which says yes or no.

    Days are left to the library's own notion of one, and to patterns that refuse the year 0000: asking Python for each
    would take as long as all the rest, and a pattern that looks ahead, as those for people do, half of that.
    """
    definitions = {
        name: {**each, "pattern": _YEAR} if each.get("format") == "date" else each
        for name, each in schema.get("$defs", {}).items()
    }
    swift = {**schema, "$defs": definitions} if definitions else schema
    judge: _Judge = load_judge().Draft202012Validator(swift, validate_formats=True)
    return judge


def load_judge() -> Any:
    """The fast library, which costs 30 ms of start-up that `--help` and the like need not pay.

    An interruption while it loads `decimal` is a panic of Rust, which people would read; so that is loaded before.
    """
    import_module("decimal")
    return import_module("jsonschema_rs")


def conform_to(document: Document, compiled: _Compiled) -> Value:
    """The document's values as a compiled schema wants them; raises InputError."""
    values = compiled.coercion.apply(document.values, document.plain)
    if not compiled.judge.is_valid(values):
        # jsonschema takes 100 ms to import and is a hundred times slower, but says what is wrong and where.
        from checker.schema_faults import explain  # noqa: PLC0415

        raise InputError(explain(document, values, compiled.schema, _judge))
    return values


@cache
def _compiled(name: str) -> _Compiled:
    """The shipped schema of this name, compiled once."""
    schema = load_schema(name)
    # What editors offer is a third of a schema and more, says nothing of what conforms, and would cost start-up time.
    for definition in schema.get("$defs", {}).values():
        definition.pop("defaultSnippets", None)
    return compile_schema(schema)
