"""What does not conform to a schema, in plain words: one problem per fault, at its place, with what to do about it."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from jsonschema import Draft202012Validator

from checker.document import escape_pointer
from checker.errors import Problem, did_you_mean
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jsonschema.exceptions import ValidationError

    from checker.document import Document, Value

SHOWN = 20
"""How many problems are told of one document; the rest are counted."""

COUNTED = 1_000
"""How many faults are looked for: explaining costs time, and nobody reads a thousand."""

_WANTED = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "`true` or `false`",
    "null": "`null`",
    "array": "a list",
    "object": "a mapping",
}


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")


class _Fault(NamedTuple):
    """A fault: the path of its value, what is wrong, and what to do about it."""

    path: tuple[str | int, ...]
    message: str
    mend: str


def explain(document: Document, values: Value, schema: dict[str, Any]) -> tuple[Problem, ...]:
    """The problems of a document that does not conform, in the order of their places; never none."""
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = islice(checker.iter_errors(values), COUNTED)
    problems = {_problem(document, fault) for error in _gravest(errors) for fault in _faults(error)}
    ordered = sorted(problems, key=lambda problem: (problem.location, problem.message))
    if len(ordered) > SHOWN:
        rest = Problem(f"{len(ordered) - SHOWN} more problems", document.locate(""), "mend these first")
        return (*ordered[:SHOWN], rest)
    # The two libraries should agree; if they do not, the document still has to be refused.
    return tuple(ordered) or (Problem("the document does not conform to its schema", document.locate("")),)


def _gravest(errors: Iterable[ValidationError]) -> list[ValidationError]:
    """The errors without those that only repeat a graver one of the same value: what is no text has no form."""
    grave: dict[tuple[str | int, ...], ValidationError] = {}
    others: list[ValidationError] = []
    for error in errors:
        if error.validator in _WORDS:
            path = tuple(error.path)
            grave[path] = min(grave.get(path, error), error, key=_rank)
        else:
            others.append(error)
    return [*grave.values(), *others]


def _rank(error: ValidationError) -> int:
    """The gravity of an error, gravest first, in the order of `_WORDS`."""
    return list(_WORDS).index(str(error.validator))


def _problem(document: Document, fault: _Fault) -> Problem:
    """A fault with its place."""
    pointer = "".join(f"/{escape_pointer(str(token))}" for token in fault.path)
    return Problem(fault.message, document.locate(pointer), fault.mend)


def _faults(error: ValidationError, base: tuple[str | int, ...] = ()) -> Iterator[_Fault]:
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
        words = _WORDS.get(str(error.validator))
        label = _label(path)
        message, mend = words(error, label) if words else (f"{label} does not conform to the schema", "")
        yield _Fault(path, message, mend)


def _branches(error: ValidationError, path: tuple[str | int, ...]) -> Iterator[_Fault]:
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
    words = [value for errors in branches.values() for inner in errors for value in _listed(inner)]
    if words and isinstance(error.instance, str):
        yield _Fault(path, *_not_listed(error.instance, words, _label(path)))
    else:
        types = [name for inner in wanted for name in _as_list(inner.validator_value)]
        yield _Fault(path, *_wrong_type(error.instance, types, _label(path)))


def _unknown_keys(error: ValidationError, path: tuple[str | int, ...]) -> Iterator[_Fault]:
    """A fault per key that the schema does not know."""
    schema: dict[str, Any] = error.schema  # type: ignore[assignment]
    known = schema.get("properties", {})
    for key in error.instance:  # type: ignore[union-attr]
        if key not in known and not str(key).startswith("x-"):
            yield _Fault((*path, str(key)), f"unknown key {_quoted(key)}", _near(key, known) or _own_keys(known))


def _own_keys(known: Iterable[str]) -> str:
    """What to do about a key that resembles none of the known ones."""
    names = sorted(known)
    listed = ", ".join(f"`{name}`" for name in names[:12])
    if not names:
        return "take it out; keys of your own start with `x-`"
    return f"known here: {listed}{', …' if len(names) > 12 else ''}; keys of your own start with `x-`"


def _missing_mend(path: tuple[str | int, ...]) -> str:
    """What to do about a missing key."""
    return f"add it to {_label(path)}" if path else "add it"


def _label(path: Sequence[str | int]) -> str:
    """What a value is called: its key, or its number in a list."""
    if not path:
        return "the document"
    last = path[-1]
    if isinstance(last, str):
        return _quoted(last)
    return f"item {last + 1} of {_label(path[:-1])}"


def _quoted(value: object) -> str:
    """Input from the document for a message: in backticks, as the document would write it, shortened."""
    return f"`{shorten(value if isinstance(value, str) else json.dumps(value))}`"


def _near(text: object, known: Iterable[str]) -> str:
    """`did you mean …?`; nothing for long texts, which the comparison would take too long for."""
    return did_you_mean(text, known) if isinstance(text, str) and 0 < len(text) <= 80 else ""


def _as_list(value: Any) -> list[Any]:
    """A keyword's value that may be one or a list of them."""
    return list(value) if isinstance(value, list) else [value]


def _type(error: ValidationError, label: str) -> tuple[str, str]:
    """A value of the wrong type."""
    return _wrong_type(error.instance, _as_list(error.validator_value), label)


def _wrong_type(value: Any, types: list[str], label: str) -> tuple[str, str]:
    """What a value is instead of one of the types, and what to do about it."""
    wanted = [_WANTED[name] for name in types if name != "null"] or ["`null`"]
    expected = " or ".join(filter(None, [", ".join(wanted[:-1]), wanted[-1]]))
    if isinstance(value, bool | int | float) and "string" in types:
        return f"{label} is {_quoted(value) if isinstance(value, bool) else 'a number'}", "write it in quotes"
    if value is None or value == "":
        mend = "write `[]` for an empty list" if "array" in types else f"write {expected}, or leave the key out"
        return f"{label} is empty", mend
    if isinstance(value, str):
        return f"{label} is the text {_quoted(value)}", _instead_of_text(value, types, expected)
    actual = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else _quoted(value)
    return f"{label} is {actual}", f"write {expected}"


def _instead_of_text(text: str, types: list[str], expected: str) -> str:
    """What to write where a text stands but none is wanted."""
    if "array" in types:
        return "write a list: `[first, second]`"
    quoted = ("boolean" in types and text in {"true", "false"}) or ("integer" in types and _INTEGER.fullmatch(text))
    return "write it without quotes" if quoted else f"write {expected}"


def _listed(error: ValidationError) -> list[Any]:
    """The values that an enum or const allows."""
    if error.validator == "const":
        return [error.validator_value]
    return _as_list(error.validator_value) if error.validator == "enum" else []


def _enum(error: ValidationError, label: str) -> tuple[str, str]:
    """A value that is none of those listed."""
    return _not_listed(error.instance, _listed(error), label)


def _not_listed(value: Any, words: list[Any], label: str) -> tuple[str, str]:
    """That a value is none of the words, and which there are."""
    allowed = ", ".join(_quoted(word) for word in words[:20]) + (", …" if len(words) > 20 else "")
    if isinstance(value, list | dict):
        return f"{label} is a {'list' if isinstance(value, list) else 'mapping'}", f"write one of {allowed}"
    near = _near(value, [word for word in words if isinstance(word, str)])
    choice = f"write {allowed}" if len(words) == 1 else f"write one of {allowed}"
    return f"{label} is {_quoted(value) if value != '' else 'empty'}", f"{near} {choice}".strip()


def _date(text: object, label: str) -> tuple[str, str]:
    """A text that is no calendar day."""
    return f"{_quoted(text)} is no date" if text else f"{label} is empty", "write YYYY-MM-DD"


def _pattern(error: ValidationError, label: str) -> tuple[str, str]:
    """A text that does not have the form that the schema describes."""
    schema: dict[str, Any] = error.schema  # type: ignore[assignment]
    text = str(error.instance)
    if schema.get("format") == "date":
        return _date(text, label)
    examples = [example for example in schema.get("examples", ()) if isinstance(example, str)]
    if re.search(str(error.validator_value), re.sub(r"\s", "", text)):
        mend = "write it without spaces"
    elif examples:
        mend = f"write it like {_quoted(examples[0])}"
    else:
        mend = f"it has to match {_quoted(error.validator_value)}"
    return f"{label} is {_quoted(text)}, which is not of the form required" if text else f"{label} is empty", mend


def _format(error: ValidationError, label: str) -> tuple[str, str]:
    """A text that is not of the named format."""
    if error.validator_value == "date":
        return _date(error.instance, label)
    return f"{label} is {_quoted(error.instance)}", f"write a {error.validator_value}"


def _too_short(error: ValidationError, label: str) -> tuple[str, str]:
    """A text or list with too little in it."""
    least = error.validator_value
    if not error.instance:
        return f"{label} is empty", "write it, or leave the key out"
    return f"{label} is too short", f"{least} is the least"


def _too_long(error: ValidationError, label: str) -> tuple[str, str]:
    """A text or list with too much in it."""
    return f"{label} is too long", f"{error.validator_value} is the most"


def _too_small(error: ValidationError, label: str) -> tuple[str, str]:
    """A number below the least."""
    return f"{label} is {_quoted(error.instance)}", f"{error.validator_value} is the least"


def _too_large(error: ValidationError, label: str) -> tuple[str, str]:
    """A number above the most."""
    return f"{label} is {_quoted(error.instance)}", f"{error.validator_value} is the most"


def _repeated(_error: ValidationError, label: str) -> tuple[str, str]:
    """A list that holds something twice."""
    return f"{label} holds something twice", "keep one of the two"


_WORDS: dict[str, Callable[[ValidationError, str], tuple[str, str]]] = {
    "type": _type,
    "enum": _enum,
    "const": _enum,
    "minLength": _too_short,
    "minItems": _too_short,
    "format": _format,
    "pattern": _pattern,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "minimum": _too_small,
    "maximum": _too_large,
    "uniqueItems": _repeated,
}
