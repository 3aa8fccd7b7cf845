"""YAML as people and programs write it, read line by line, many times faster than by the exact reader.

Only forms that mean one thing to everybody are read: mappings and lists in block style, texts on one line (plain, or in
quotes without escapes), plain texts folded over lines, `|` and `>` without empty lines, lists and mappings in brackets
that end on their line, comments. At anything else, a mistake among it, `read_plainly` gives None, and the exact reader
(`yaml_reader.py`) reads the text or says what is wrong. So this one agrees with it or is silent, which
`tests/readers/test_yaml_fast.py` holds. Nothing is resolved here either: `NO`, `1.10`, `2026-01-01` are as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.readers import limits
from checker.readers.yaml_lines import EMPTY, ITEM, SKIP, Doubt, folded, kept, learn, lift_blocks

if TYPE_CHECKING:
    from checker.document import Value

# Brackets add to the depth, by less than the other half.
_DEEPEST = limits.DEPTH // 2


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
        return _Document(lift_blocks(lines) if "|" in text or ">" in text else []).read(lines) or None
    except Doubt:
        return None


def _most_values(text: str, lines: int) -> int:
    """No fewer than the keys and values that a text can hold."""
    return 3 * lines + 2 * (text.count(",") + text.count("[") + text.count("{"))


class _Document:
    """Puts values together from lines.

    `top` is the container being filled and `column` where its entries start; `waiting` is the key whose value may
    follow on the next lines, `lifted` the block texts.
    """

    __slots__ = ("column", "lifted", "stack", "top", "waiting")

    def __init__(self, lifted: list[str]) -> None:
        self.lifted = lifted
        self.top: Any = {}
        self.column = 0
        self.stack: list[tuple[Any, int]] = []
        self.waiting: str | None = None

    def read(self, lines: list[str]) -> dict[str, Value]:
        """The values of the lines; raises Doubt."""
        root = top = self.top
        same = 0  # where a line stands that merely adds to `top`; -1: none does
        key, before = "", ""  # of the line above, which a text may go on from
        for line in lines:
            found = kept.get(line) or learn(line, self.lifted)
            if found is None:
                self._fold(line, before, key)
                continue
            here, name, value, dash, column, make = found
            if here != same:
                if here == SKIP:
                    before = ""
                    continue
                top = self._move(dash, column, make() if value is None and here == ITEM else value)
                if here == ITEM:
                    same, before = -1, line
                    continue
                same = column
            if name in top:
                raise Doubt
            top[name] = make() if value is None else value
            key, before = name, line
            if value is EMPTY:
                self.waiting, same = name, -1
        return root

    def _move(self, dash: int, column: int, value: Value) -> Any:
        """Go to the list whose dashes stand in a column and add an item, or to the mapping whose keys stand in one.

        The item is a mapping whose keys stand in `column`; for -1 it is the value.
        """
        start = column if dash < 0 else dash
        top, at, stack = self.top, self.column, self.stack
        # A list may stand right below the key that it belongs to.
        if self.waiting is not None and (at < start or (at == start == dash)):
            stack.append((top, at))
            top[self.waiting] = inner = {} if dash < 0 else []
            top, at = inner, start
        else:
            kind = dict if dash < 0 else list
            while at != start or type(top) is not kind:
                if at < start or not stack:
                    raise Doubt
                top, at = stack.pop()
        self.waiting = None
        if dash >= 0:
            if column < 0:
                top.append(value)
            else:
                stack.append((top, at))
                item: dict[str, Value] = {}
                top.append(item)
                top, at = item, column
        if len(stack) > _DEEPEST:
            raise Doubt
        self.top, self.column = top, at
        return top

    def _fold(self, line: str, before: str, key: str) -> None:
        """Add a line to the plain text above it; raises Doubt where there is none."""
        if len(line) - len(line.lstrip(" ")) <= self.column:
            raise Doubt
        where: Any = len(self.top) - 1 if type(self.top) is list else key
        self.top[where] = folded(self.top[where], before, line)
