"""The words for each way in which a value does not conform to a schema: what is wrong, and what to do about it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from checker.errors import did_you_mean
from checker.words import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from jsonschema.exceptions import ValidationError

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


def near(text: object, known: Iterable[str]) -> str:
    """`did you mean …?`; nothing for long texts, which the comparison would take too long for."""
    return did_you_mean(text, known) if isinstance(text, str) and 0 < len(text) <= 80 else ""


def name_of(path: Sequence[str | int]) -> str:
    """What a value is called: its key, or its number in a list."""
    if not path:
        return "the document"
    last = path[-1]
    if isinstance(last, str):
        return quoted(last)
    return f"item {last + 1} of {name_of(path[:-1])}"


def quoted(value: object) -> str:
    """Input from the document for a message: in backticks, as the document would write it, shortened."""
    return f"`{shorten(value if isinstance(value, str) else json.dumps(value))}`"


def as_list(value: Any) -> list[Any]:
    """A keyword's value that may be one or a list of them."""
    return list(value) if isinstance(value, list) else [value]


def _type(error: ValidationError, label: str) -> tuple[str, str]:
    """A value of the wrong type."""
    return wrong_type(error.instance, as_list(error.validator_value), label)


def wrong_type(value: Any, types: list[str], label: str) -> tuple[str, str]:
    """What a value is instead of one of the types, and what to do about it."""
    wanted = [_WANTED[name] for name in types if name != "null"] or ["`null`"]
    expected = " or ".join(filter(None, [", ".join(wanted[:-1]), wanted[-1]]))
    if isinstance(value, bool | int | float) and "string" in types:
        return f"{label} is {quoted(value) if isinstance(value, bool) else 'a number'}", "write it in quotes"
    if value is None or value == "":
        mend = "write `[]` for an empty list" if "array" in types else f"write {expected}, or leave the key out"
        return f"{label} is empty", mend
    if isinstance(value, str):
        return f"{label} is the text {quoted(value)}", _instead_of_text(value, types, expected)
    actual = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else quoted(value)
    return f"{label} is {actual}", f"write {expected}"


def _instead_of_text(text: str, types: list[str], expected: str) -> str:
    """What to write where a text stands but none is wanted."""
    if "array" in types:
        return "write a list: `[first, second]`"
    quoted = ("boolean" in types and text in {"true", "false"}) or ("integer" in types and _INTEGER.fullmatch(text))
    return "write it without quotes" if quoted else f"write {expected}"


def listed(error: ValidationError) -> list[Any]:
    """The values that an enum or const allows."""
    if error.validator == "const":
        return [error.validator_value]
    return as_list(error.validator_value) if error.validator == "enum" else []


def _enum(error: ValidationError, label: str) -> tuple[str, str]:
    """A value that is none of those listed."""
    message, mend = not_listed(error.instance, listed(error), label)
    other = error.schema.get("$comment") if isinstance(error.schema, dict) else None
    return message, f"{mend}, {other}" if other else mend


def not_listed(value: Any, words: list[Any], label: str) -> tuple[str, str]:
    """That a value is none of the words, and which there are."""
    allowed = ", ".join(quoted(word) for word in words[:20]) + (", …" if len(words) > 20 else "")
    if isinstance(value, list | dict):
        return f"{label} is a {'list' if isinstance(value, list) else 'mapping'}", f"write one of {allowed}"
    meant = near(value, [word for word in words if isinstance(word, str)])
    choice = f"write {allowed}" if len(words) == 1 else f"write one of {allowed}"
    return f"{label} is {quoted(value) if value != '' else 'empty'}", f"{meant} {choice}".strip()


def _date(text: object, label: str, schema: Any) -> tuple[str, str]:
    """A text that is no calendar day."""
    if text == "YYYY-MM-DD":  # as `certgate init` asks for it
        return f"{label} is left to be filled in", "write a day such as 2026-11-05, or put a `#` before the line"
    # Of the right form, so a tired reader would find nothing to mend.
    shaped = re.fullmatch(r"\d{4}-\d\d-\d\d", str(text), re.ASCII)
    written = "write YYYY-MM-DD, or `null` where there is none" if "null" in schema["type"] else "write YYYY-MM-DD"
    mend = "the calendar has no such day; correct it" if shaped else written
    return f"{quoted(text)} is no date" if text else f"{label} is empty", mend


def _pattern(error: ValidationError, label: str) -> tuple[str, str]:
    """A text that does not have the form that the schema describes."""
    schema: dict[str, Any] = error.schema  # type: ignore[assignment]
    text = str(error.instance)
    if schema.get("format") == "date":
        return _date(text, label, schema)
    examples = [example for example in schema.get("examples", ()) if isinstance(example, str)]
    if re.search(str(error.validator_value), re.sub(r"\s", "", text)):
        mend = "write it without spaces"
    elif examples:
        mend = f"write it like {quoted(examples[0])}"
    else:
        mend = f"it has to match {quoted(error.validator_value)}"
    return f"{label} is {quoted(text)}, which is not of the form required" if text else f"{label} is empty", mend


def _format(error: ValidationError, label: str) -> tuple[str, str]:
    """A text that is not of the named format."""
    if error.validator_value == "date":
        return _date(error.instance, label, error.schema)
    return f"{label} is {quoted(error.instance)}", f"write a {error.validator_value}"


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
    return f"{label} is {quoted(error.instance)}", f"{error.validator_value} is the least"


def _too_large(error: ValidationError, label: str) -> tuple[str, str]:
    """A number above the most."""
    return f"{label} is {quoted(error.instance)}", f"{error.validator_value} is the most"


def _repeated(_error: ValidationError, label: str) -> tuple[str, str]:
    """A list that holds something twice."""
    return f"{label} holds something twice", "keep one of the two"


WORDS: dict[str, Callable[[ValidationError, str], tuple[str, str]]] = {
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
