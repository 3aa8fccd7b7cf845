"""What does not conform to a schema: one problem per fault, at its place, with what to do about it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend

from checker.document import escape_pointer
from checker.errors import Problem
from checker.records import NamedTuple
from checker.schema_words import WORDS, as_list, listed, name_of, near, not_listed, quoted, wrong_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jsonschema.exceptions import ValidationError

    from checker.document import Document, Value

SHOWN = 20
"""How many problems are told of one document; the rest are counted."""

COUNTED = 1_000
"""How many faults are looked for: explaining costs time, and nobody reads a thousand."""

LONG = 10
"""How many items make a list long: fewer are not worth a compiled schema of their own."""

Path = tuple[str | int, ...]


class _Fault(NamedTuple):
    """A fault: the path of its value, what is wrong, and what to do about it."""

    path: Path
    message: str
    mend: str


def explain(
    document: Document, values: Value, schema: dict[str, Any], judge: Callable[[dict[str, Any]], Any]
) -> tuple[Problem, ...]:
    """The problems of a document that does not conform, in the order of their places; never none.

    `judge` compiles a schema with the fast library, which passes over what conforms in long lists.
    """
    kind = extend(Draft202012Validator, {"items": _items(schema, judge)})  # type: ignore[no-untyped-call]
    checker = kind(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = _gravest(islice(checker.iter_errors(values), COUNTED))
    faults = list(islice(chain.from_iterable(map(_faults, errors)), COUNTED))
    ordered = sorted({_problem(document, fault) for fault in faults}, key=lambda told: (told.location, told.message))
    if len(ordered) > SHOWN:
        more = "at least " if len(faults) == COUNTED else ""
        rest = Problem(f"{more}{len(ordered) - SHOWN} more problems", document.locate(""), "mend these first")
        return (*ordered[:SHOWN], rest)
    # The two libraries should agree; if they do not, the document still has to be refused.
    return tuple(ordered) or (Problem("the document does not conform to its schema", document.locate("")),)


def _items(schema: dict[str, Any], judge: Callable[[dict[str, Any]], Any]) -> Callable[..., Iterator[ValidationError]]:
    """The keyword `items`, a hundred times as fast on long lists in which little is wrong."""
    judges: dict[int, Any] = {}

    def items(validator: Any, wanted: Any, instance: Any, _whole: Any) -> Iterator[ValidationError]:
        """What is wrong with the items of a list."""
        if not validator.is_type(instance, "array"):
            return
        quick = None
        if len(instance) > LONG and isinstance(wanted, dict):
            quick = judges.get(id(wanted)) or judge({"$defs": schema.get("$defs", {}), **wanted})
            judges[id(wanted)] = quick
        for index, item in enumerate(instance):
            if quick is None or not quick.is_valid(item):
                yield from validator.descend(item, wanted, path=index)

    return items


def _gravest(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The errors without those that only repeat a graver one of the same value: what is no text has no form."""
    grave: dict[Path, ValidationError] = {}
    others: list[ValidationError] = []
    for error in errors:
        if error.validator in WORDS:
            path = tuple(error.path)
            grave[path] = min(grave.get(path, error), error, key=_rank)
        else:
            others.append(error)
    return [*grave.values(), *others]


def _rank(error: ValidationError) -> int:
    """The gravity of an error, gravest first, in the order of `WORDS`."""
    return list(WORDS).index(str(error.validator))


def _problem(document: Document, fault: _Fault) -> Problem:
    """A fault with its place."""
    pointer = "".join(f"/{escape_pointer(str(token))}" for token in fault.path)
    return Problem(fault.message, document.locate(pointer), fault.mend)


def _faults(error: ValidationError, base: Path = ()) -> Iterator[_Fault]:
    """The faults that one error of the library stands for."""
    path = (*base, *error.relative_path)
    if error.validator == "anyOf":
        yield from _branches(error, path)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(error, path)
    elif error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]  # type: ignore[operator,union-attr]
        yield from (_Fault(path, f"`{key}` is missing", _missing_mend(path)) for key in missing)
    else:
        words = WORDS.get(str(error.validator))
        name = name_of(path)
        message, mend = words(error, name) if words else (f"{name} does not conform to the schema", "")
        yield _Fault(path, message, mend)


def _branches(error: ValidationError, path: Path) -> Iterator[_Fault]:
    """The faults of the branch that was meant: the first whose type fits; else what all branches together want."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    at_root = {"type", "enum", "const"}
    for errors in branches.values():
        if not any(not inner.relative_path and inner.validator in at_root for inner in errors):
            for inner in errors:
                yield from _faults(inner, path)
            return
    wanted = [inner for errors in branches.values() for inner in errors if inner.validator == "type"]
    words = [value for errors in branches.values() for inner in errors for value in listed(inner)]
    if words and isinstance(error.instance, str):
        yield _Fault(path, *not_listed(error.instance, words, name_of(path)))
    else:
        types = [name for inner in wanted for name in as_list(inner.validator_value)]
        yield _Fault(path, *wrong_type(error.instance, types, name_of(path)))


def _unknown_keys(error: ValidationError, path: Path) -> Iterator[_Fault]:
    """A fault per key that the schema does not know."""
    schema: dict[str, Any] = error.schema  # type: ignore[assignment]
    known = schema.get("properties", {})
    for key in error.instance:  # type: ignore[union-attr]
        if key not in known and not str(key).startswith("x-"):
            yield _Fault((*path, str(key)), f"unknown key {quoted(key)}", near(key, known) or _own_keys(known))


def _own_keys(known: Iterable[str]) -> str:
    """What to do about a key that resembles none of the known ones."""
    names = sorted(known)
    listed = ", ".join(f"`{name}`" for name in names[:12])
    if not names:
        return "take it out; keys of your own start with `x-`"
    return f"known here: {listed}{', …' if len(names) > 12 else ''}; keys of your own start with `x-`"


def _missing_mend(path: Path) -> str:
    """What to do about a missing key."""
    return f"add it to {name_of(path)}" if path else "add it"
