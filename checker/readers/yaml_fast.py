"""YAML as people and programs write it, read line by line, many times faster than by the exact reader.

Only forms that mean one thing to everybody are read: mappings and lists in block style, texts on one line (plain, or in
quotes without escapes), plain texts folded over lines, `|` and `>` without empty lines, lists and mappings in brackets
that end on their line, comments. At anything else, a mistake among it, `read_plainly` gives None, and the exact reader
(`yaml_reader.py`) reads the text or says what is wrong. So this one agrees with it or is silent, which
`tests/readers/test_yaml_fast.py` holds. Nothing is resolved here either: `NO`, `1.10`, `2026-01-01` are as written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.document import Plain
from checker.readers import limits
from checker.readers.yaml_lines import EMPTY, SKIP, DoubtError, Line, folded, kept, learn, lift_blocks
from checker.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.document import Path, Value


class Found(NamedTuple):
    """What a text states: the values, and the path of each that a schema may want as something else than text."""

    values: dict[str, Value]
    plain: list[Path]


def read_plainly(text: str) -> Found | None:
    """What a YAML text states; None where anything in it is not beyond doubt."""
    # A value has a character at least, and something before it: below this, nobody needs to count them. U+0000 is what
    # marks a block text on its way. Depth has a bound of its own here, below the usual limit.
    most = limits.current()
    if len(text) > most.values or most.depth < limits.Limits().depth or "\0" in text:
        return None
    lines = text.split("\n")
    if lines[0] == "---":
        lines[0] = ""
    document = _Document()
    try:
        if "|" in text or ">" in text:
            lift_blocks(lines)
        values = document.read(lines)
    except DoubtError:
        return None
    return Found(values, document.plain) if values else None


class _Document:
    """Puts values together from lines.

    `stack` holds the open containers around the one being filled, each with its level (`yaml_lines.py`); `waiting` is
    the key whose value may follow on the next lines; `plain` collects paths.
    """

    __slots__ = ("plain", "stack", "waiting")

    def __init__(self) -> None:
        self.stack: list[tuple[Any, int]] = []
        self.waiting: str | None = None
        self.plain: list[Path] = []

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
                    if make is None and type(value) is not str:
                        self._note(value, len(top) - 1)
                    same, before = 0, line
                    continue
                same = level
            if name in top:
                raise DoubtError
            key, before = name, line
            if make is not None:
                top[name] = make()
                continue
            top[name] = value
            if value is EMPTY:
                self.waiting, same = name, 0
            elif type(value) is not str:
                self._note(value, name)
        if self.waiting is not None:
            top[self.waiting] = ""
        return root

    def _note(self, value: Value, step: str | int) -> None:
        """Note where in a value plain scalars stand that may be something else than text; `step` leads to it."""
        # What each container around it got last is the one that holds it.
        around = [next(reversed(each)) if type(each) is dict else len(each) - 1 for each, _ in self.stack]
        self.plain += _plain_within(value, (*around, step))

    def _move(self, line: Line, top: Any, level: int) -> tuple[Any, int]:
        """The container that a line adds to, and its level: a new one, or one around that being filled."""
        here, _, _, _, outer, inner = line
        stack, waiting = self.stack, self.waiting
        if waiting is not None:
            new: Any = "" if outer <= level else {} if outer == here else []
            top[waiting] = new
            if outer > level:
                stack.append((top, level))
                top, level = new, outer
            self.waiting = None
        while level > outer:
            top, level = stack.pop()
        if level != outer:
            raise DoubtError
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


def _plain_within(value: Value, path: Path) -> Iterator[Path]:
    """The paths of the plain scalars in a value that has a path."""
    if type(value) is Plain:
        yield path
    elif type(value) is dict:
        for key, each in value.items():
            yield from _plain_within(each, (*path, key))
    elif type(value) is list:
        for index, each in enumerate(value):
            yield from _plain_within(each, (*path, index))
