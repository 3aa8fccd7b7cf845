"""A value that stands on one line of YAML, where it is beyond doubt what it is; `DoubtError` where it is not.

Each form is narrower than YAML's own: what is left out (escapes, anchors, tags, odd keys, plain texts with `: ` in
them) is left to the exact reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checker.document import Plain

if TYPE_CHECKING:
    from checker.document import Value

EMPTY = Plain("")
"""What stands behind a key with nothing behind it, until a line below says more; told by its identity."""

INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`\0")
"""What can give another meaning to the text that it begins; what follows U+0000 is a block text."""

KEY = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
"""A key of which nobody doubts what it is."""

_DEEPEST = 16
# One more than the longest plain scalar that is not text to some schema: an integer of 18 digits with its sign.
_LONG = 20
_WORDS = frozenset({"null", "Null", "NULL", "~", "true", "false"})

_COMMENT = r"(?: *| +#.*)"
_SINGLE = re.compile(rf"'((?:[^']|'')*+)'{_COMMENT}")
_DOUBLE = re.compile(rf'"([^"\\]*)"{_COMMENT}')
_AFTER = re.compile(_COMMENT)

_PLAIN = r"(?:-?\w|[(/.+<=~$])(?:[^,\[\]{}:?#]|:(?=[A-Za-z0-9/]))*+"
_FLOW_KEY = re.compile(rf"({KEY}): +")
_FLOW_PLAIN = re.compile(_PLAIN)
_FLOW_QUOTED = re.compile(r""""([^"\\]*)"|'([^']*)'""")
_FLOW_NEXT = re.compile(r" *([,\]}]) *")
# Within most brackets each item is such a text, or such an entry: these are taken apart at every `, `.
_TEXT = re.compile(rf"""{_PLAIN}|"[^"\\,]*"|'[^',]*'""")
_ENTRY = re.compile(rf"""({KEY}): ({_TEXT.pattern})""")

_KEPT = 4096  # of each, at most; see `yaml_lines.forget`
known_texts: dict[str, str] = {}
known_entries: dict[str, tuple[str, str]] = {}


class DoubtError(Exception):
    """Something that is better left to the exact reader; never seen outside of the fast one."""


def value_of(text: str) -> str:
    """The text that the rest of a line states; `EMPTY` for nothing but a comment. Raises DoubtError."""
    first = text[:1]
    if first not in INDICATORS:
        if not text or text[-1] == " ":
            return value_of(text.rstrip(" ")) if text else EMPTY
        if " #" in text:
            return value_of(text.partition(" #")[0])
        if ": " in text or text[-1] == ":":
            raise DoubtError
        return Plain(text) if len(text) < _LONG and (text.isdigit() or text in _WORDS) else text
    if first == "\0":
        return text[1:]
    return EMPTY if first == "#" else _marked(text.rstrip(" "))


def go_on(above: str, written: str, text: str) -> str:
    """A plain scalar with one more line; `written` is how it began. Raises DoubtError where one can not go on."""
    for each in (written, text):
        if not each or each[0] in INDICATORS or ": " in each or each[-1] == ":" or " #" in each:
            raise DoubtError
    return f"{above} {text}"


def _marked(text: str) -> str:
    """A text that begins with an indicator: one in quotes, or a negative number."""
    first = text[0]
    if first == '"' and (found := _DOUBLE.fullmatch(text)):
        return found[1]
    if first == "'" and (found := _SINGLE.fullmatch(text)):
        return found[1].replace("''", "'")
    if first == "-" and text[1:].isdigit():
        return _plain(text)
    raise DoubtError


def flat(text: str) -> dict[str, Value] | list[Value] | None:
    """A list or mapping in brackets that holds nothing but what can only be text; None for any other."""
    try:
        if text[0] == "[" and text[-1] == "]":
            return [known_texts.get(each) or _text(each) for each in text[1:-1].split(", ")]
        if text[0] == "{" and text[-1] == "}":
            pairs = [known_entries.get(each) or _entry(each) for each in text[1:-1].split(", ")]
            found: dict[str, Value] = dict(pairs)
            return found if len(found) == len(pairs) else None
    except DoubtError:
        pass
    return None


def _plain(text: str) -> str:
    """A plain scalar: `Plain` where some schema might want something else than text, which no other can be."""
    if len(text) < _LONG and (text in _WORDS or text.removeprefix("-").isdigit()):
        return Plain(text)
    return text


def _text(item: str) -> str:
    """A text in brackets, plain or in quotes, kept for the next time. Raises DoubtError for what may be none."""
    if _TEXT.fullmatch(item) is None:
        raise DoubtError
    text = item[1:-1] if item[0] in "\"'" else _plain(item.rstrip(" "))
    if type(text) is Plain:
        raise DoubtError
    if len(known_texts) < _KEPT:
        known_texts[item] = text
    return text


def _entry(item: str) -> tuple[str, str]:
    """A key and its text in brackets, kept for the next time. Raises DoubtError for anything else."""
    found = _ENTRY.fullmatch(item)
    if found is None:
        raise DoubtError
    pair = (found[1], known_texts.get(found[2]) or _text(found[2]))
    if len(known_entries) < _KEPT:
        known_entries[item] = pair
    return pair


def bracketed(text: str) -> Value:
    """A list or mapping in brackets that end on the line. Raises DoubtError."""
    value, end = _flow(text, 0, 0)
    if _AFTER.fullmatch(text, end) is None:
        raise DoubtError
    return value


def _flow(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The value at an index within brackets, and the index behind it."""
    opening = text[at : at + 1]
    if opening in {"[", "{"}:
        if depth == _DEEPEST:
            raise DoubtError
        return (_flow_list if opening == "[" else _flow_mapping)(text, at + 1, depth + 1)
    if found := _FLOW_PLAIN.match(text, at):
        return _plain(found[0].rstrip(" ")), found.end()
    if found := _FLOW_QUOTED.match(text, at):
        return found[1] if found[2] is None else found[2], found.end()
    raise DoubtError


def _flow_list(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The list whose first item stands at an index."""
    items: list[Value] = []
    if text[at : at + 1] == "]":
        return items, at + 1
    at += text[at : at + 1] == " "
    while True:
        value, at = _flow(text, at, depth)
        items.append(value)
        found = _FLOW_NEXT.match(text, at)
        if found is None or found[1] == "}":
            raise DoubtError
        if found[1] == "]":
            return items, found.end(1)
        at = found.end()


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Value, int]:
    """The mapping whose first key stands at an index."""
    entries: dict[str, Value] = {}
    if text[at : at + 1] == "}":
        return entries, at + 1
    at += text[at : at + 1] == " "
    while True:
        key = _FLOW_KEY.match(text, at)
        if key is None or key[1] in entries:
            raise DoubtError
        entries[key[1]], at = _flow(text, key.end(), depth)
        found = _FLOW_NEXT.match(text, at)
        if found is None or found[1] == "]":
            raise DoubtError
        if found[1] == "}":
            return entries, found.end(1)
        at = found.end()
