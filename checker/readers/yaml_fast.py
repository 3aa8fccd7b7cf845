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
from checker.readers.yaml_lines import EMPTY, SKIP, DoubtError, Line, folded, kept, learn, lift_blocks

if TYPE_CHECKING:
    from checker.document import Value


def read_plainly(text: str) -> dict[str, Value] | None:
    """The values of a YAML text; None where anything in it is not beyond doubt."""
    # No tab, control character, foreign line end or blank.
    if not text.replace("\n", "").isprintable():
        return None
    # A value has a character at least, and something before it: below this, nobody needs to count them.
    if len(text) > limits.VALUES:
        return None
    lines = text.split("\n")
    if lines[0] == "---":
        lines[0] = ""
    try:
        if "|" in text or ">" in text:
            lift_blocks(lines)
        return _Document().read(lines) or None
    except DoubtError:
        return None


class _Document:
    """Puts values together from lines.

    `stack` holds the open containers around the one being filled, each with its level (`yaml_lines.py`); `waiting` is
    the key whose value may follow on the next lines.
    """

    __slots__ = ("stack", "waiting")

    def __init__(self) -> None:
        self.stack: list[tuple[Any, int]] = []
        self.waiting: str | None = None

    def read(self, lines: list[str]) -> dict[str, Value]:
        """The values of the lines; raises DoubtError."""
        known = kept.get
        root: dict[str, Value] = {}
        top: Any = root
        level = same = 1  # the level of `top`; `here` of a line that merely adds to it, 0: there is none
        key, before = "", ""  # of the line above, which a text may go on from
        for line in lines:
            found = known(line) or learn(line)
            here, name, value, make, _, inner = found
            if here != same:
                if here <= SKIP:
                    before = "" if here == SKIP else self._fold(line, before, top, key, level)
                    continue
                top, level = self._move(found, top, level)
                if not inner:
                    top.append(value if make is None else make())
                    same, before = 0, line
                    continue
                same = level
            if name in top:
                raise DoubtError
            top[name] = value if make is None else make()
            key, before = name, line
            if value is EMPTY:
                self.waiting, same = name, 0
        return root

    def _move(self, line: Line, top: Any, level: int) -> tuple[Any, int]:
        """The container that a line adds to, and its level: a new one, or one around that being filled."""
        here, _, _, _, outer, inner = line
        stack, waiting = self.stack, self.waiting
        if waiting is not None and outer > level:
            stack.append((top, level))
            new: Any = [] if outer != here else {}
            top[waiting] = new
            top, level = new, outer
        while level > outer:
            top, level = stack.pop()
        if level != outer:
            raise DoubtError
        self.waiting = None
        if inner > outer:
            stack.append((top, level))
            item: dict[str, Value] = {}
            top.append(item)
            return item, inner
        return top, level

    def _fold(self, line: str, before: str, top: Any, key: str, level: int) -> str:
        """Add a line to the plain text above it, which is given back; raises DoubtError where there is none."""
        column = (level - 1) // 2
        if not before or len(line) - len(line.lstrip(" ")) <= column:
            raise DoubtError
        where: Any = len(top) - 1 if type(top) is list else key
        top[where] = folded(top[where], before, line)
        return before
