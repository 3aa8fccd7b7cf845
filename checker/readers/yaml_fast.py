"""YAML as people and programs write it, read line by line, many times faster than by the exact reader.

Only forms that mean one thing to everybody are read: mappings and lists in block style, texts on one line (plain, or in
quotes without escapes), plain texts folded over lines, `|` and `>` without empty lines, lists and mappings in brackets
that end on their line, comments. At anything else, a mistake among it, `read_plainly` gives None, and the exact reader
(`yaml_reader.py`) reads the text or says what is wrong. So this one agrees with it or is silent, which
`tests/readers/test_yaml_fast.py` holds. Nothing is resolved here either: `NO`, `1.10`, `2026-01-01` are as written.
"""

from __future__ import annotations

from typing import Any

from checker.document import Value
from checker.readers import limits
from checker.readers.yaml_pieces import EMPTY, INDICATORS, Doubt, folded, head_of, lift_blocks, value_of

# Brackets add to the depth, by less than the other half.
_DEEPEST = limits.DEPTH // 2
# What was made of the beginnings and the values of lines is kept for the next: the lines of a batch resemble another.
_KEPT = 4096
_KEPT_CHARACTERS = 32


def read_plainly(text: str) -> dict[str, Value] | None:
    """The values of a YAML text; None where anything in it is not beyond doubt."""
    # No tab, control character, foreign line end or blank.
    if not text.replace("\n", "").isprintable():
        return None
    lines = text.split("\n")
    if _most_values(text, len(lines)) > limits.VALUES:
        return None
    if lines[0] == "---":
        lines[0] = ""
    try:
        return _Lines(lift_blocks(lines) if "|" in text or ">" in text else []).read(lines) or None
    except Doubt:
        return None


def _most_values(text: str, lines: int) -> int:
    """No fewer than the keys and values that a text can hold."""
    return 3 * lines + 2 * (text.count(",") + text.count("[") + text.count("{"))


class _Kept:
    """What was made of the beginnings of lines, with and without a value behind, and of values."""

    def __init__(self) -> None:
        self.valued: dict[str, tuple[int, str, int, int]] = {}
        self.opening: dict[str, tuple[int, str, int, int]] = {}
        self.values: dict[str, Value] = {"": EMPTY}


_kept = _Kept()


class _Lines:
    """Puts values together from lines.

    `top` is the container being filled and `column` where its entries start; `same` is the column of a line that just
    adds to it (-1: none does), `waiting` the key whose value may follow on the next lines, `last` the plain text that
    the next line may go on with.
    """

    __slots__ = ("column", "last", "lifted", "same", "stack", "top", "waiting")

    def __init__(self, lifted: list[str]) -> None:
        self.lifted = lifted
        self.top: Any = {}
        self.column = self.same = 0
        self.stack: list[tuple[Any, int]] = []
        self.waiting: str | None = None
        self.last = ""

    def read(self, lines: list[str]) -> dict[str, Value]:
        """The values of the lines; raises Doubt."""
        root = top = self.top
        valued, opening, values = _kept.valued, _kept.opening, _kept.values
        same, key, rest = 0, "", ""
        for line in lines:
            last = rest
            head, colon, rest = line.partition(": ")
            entry = (valued if colon else opening).get(head)
            if entry is None:
                entry = self._other(line, head if colon else "", key, last)
                top, same = self.top, self.same
                if entry is None:
                    rest = self.last
                    continue
            if entry[0] != same:
                top, same = self._move(entry), self.same
            key = entry[1]
            if key in top:
                raise Doubt
            value = values.get(rest)
            if value is None:
                value = self._value(rest)
            top[key] = value
            if value is EMPTY:
                self.waiting = key
                same = self.same = -1
        return root

    def _value(self, rest: str) -> Value:
        """What the rest of a line states, kept where it is a short text."""
        value = value_of(rest, self.lifted)
        if len(rest) <= _KEPT_CHARACTERS and isinstance(value, str) and "\0" not in rest:
            if len(_kept.values) >= _KEPT:
                _kept.values.clear()
                _kept.values[""] = EMPTY
            _kept.values[rest] = value
        return value

    def _other(self, line: str, head: str, key: str, last: str) -> tuple[int, str, int, int] | None:
        """A line with an unknown beginning: what it is, where it starts with a key; else it is dealt with here."""
        body = line.strip(" ")
        self.last = ""
        if not body or body[0] == "#":
            return None
        entry = head_of(head or line.removesuffix(":")) if head or line[-1] == ":" else None
        if entry is not None:
            kept = _kept.valued if head else _kept.opening
            if len(kept) >= _KEPT:
                kept.clear()
            kept[head or line] = entry
        elif body[:2] == "- ":
            self._item(len(line) - len(line.lstrip(" ")), body[2:])
        else:
            self._fold(len(line) - len(line.lstrip(" ")), body, key, last)
        return entry

    def _item(self, column: int, text: str) -> None:
        """An item of a list that is no mapping in block style."""
        self._at_list(column)
        value = value_of(text, self.lifted)
        if value is EMPTY:
            raise Doubt
        self.top.append(value)
        self.last = text
        self.same = -1

    def _fold(self, column: int, body: str, key: str, last: str) -> None:
        """A line that goes on with the plain text above."""
        last = last.strip(" ")
        if column <= self.column or not last or last[0] in INDICATORS or " #" in last:
            raise Doubt
        where: Any = len(self.top) - 1 if type(self.top) is list else key
        self.top[where] = folded(self.top[where], body)
        self.last = last

    def _move(self, entry: tuple[int, str, int, int]) -> Any:
        """The mapping that a key belongs to, by the columns of its dash and of itself."""
        _, _, dash, column = entry
        if dash >= 0:
            self._at_list(dash)
            container: dict[str, Value] = {}
            self.top.append(container)
            self._push(container, column)
        elif self.waiting is not None and column > self.column:
            self._open({}, column)
        else:
            self._back(dict, column)
        self.waiting = None
        self.same = column
        return self.top

    def _at_list(self, column: int) -> None:
        """Go to the list whose dashes stand in a column; one may stand right below the key that it belongs to."""
        if self.waiting is not None and column >= self.column:
            self._open([], column)
        else:
            self._back(list, column)
        self.waiting = None

    def _open(self, container: Any, column: int) -> None:
        """Give the key in waiting its container."""
        self.top[self.waiting] = container
        self._push(container, column)

    def _push(self, container: Any, column: int) -> None:
        """Go on within a container."""
        if len(self.stack) >= _DEEPEST:
            raise Doubt
        self.stack.append((self.top, self.column))
        self.top, self.column = container, column

    def _back(self, kind: type, column: int) -> None:
        """Go back to the open container of this kind whose entries start in a column."""
        while self.column != column or type(self.top) is not kind:
            if self.column < column or not self.stack:
                raise Doubt
            self.top, self.column = self.stack.pop()
