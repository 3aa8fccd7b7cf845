"""No regular expression takes more than linear time: each is found in the source, stands in a table, and is measured.

The table says how long a text each may meet, where the code bounds it; a new expression has to be entered. Inputs are
made of the expression itself: what each of its repeats takes, many times over, after what leads there, with a near miss
at the end.
"""

from __future__ import annotations

import ast
import importlib
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.depth import DEEP
from tests.regex_table import BOUNDED, KNOWN

# How the library takes expressions apart has no public name, and no types.
sre: Any = importlib.import_module("re._constants")
parser: Any = importlib.import_module("re._parser")
ROOT = Path(__file__).parent.parent
SIZE = 100_000
METHODS = {"search", "match", "fullmatch", "findall", "finditer", "sub", "subn", "split"}


class Expression(NamedTuple):
    """A regular expression of the source: where it stands, and whether it is searched for or has to match at once."""

    name: str
    pattern: re.Pattern[Any]
    searched: bool


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        of, name = node.func.value, node.func.attr
        if isinstance(of, ast.Name) and of.id == "re" and name in METHODS | {"compile"}:
            yield name, node


@cache
def _methods() -> dict[str, set[str]]:
    """By the name of a constant, how it is applied anywhere."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "checker").rglob("*.py"):
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                holder = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                if isinstance(holder, ast.Name | ast.Attribute):
                    found.setdefault(holder.id if isinstance(holder, ast.Name) else holder.attr, set()).add(node.attr)
    return found


def _within(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _within(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from _within(each)


def _of_module(path: Path) -> Iterator[Expression]:
    shown = path.relative_to(ROOT).as_posix().removesuffix(".py")
    tree = _tree(path)
    if not list(_calls(tree)):
        return
    module = importlib.import_module(shown.replace("/", "."))
    assigned = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    own = {target.id for target in assigned if isinstance(target, ast.Name)}
    own |= {
        node.target.id for node in tree.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    for name in sorted(own):
        value = getattr(module, name, None)
        for number, pattern in enumerate(_within(value)):
            how = _methods().get(name, {"search"})
            label = f"{shown}:{name}" + (f"[{number}]" if number else "")
            yield Expression(label, pattern, bool(how - {"match", "fullmatch"}))
    for method, call in _calls(tree):
        if method != "compile" and isinstance(call.args[0], ast.Constant):
            text = str(call.args[0].value)
            label = text.encode("unicode_escape").decode()
            yield Expression(f"{shown}:{label}", re.compile(text), method not in ("match", "fullmatch"))


@cache
def expressions() -> dict[str, Expression]:
    """Every expression of the source by its name."""
    files = sorted((ROOT / "checker").rglob("*.py"))
    return {each.name: each for path in files for each in _of_module(path)}


def _sample(items: Any) -> str:
    """A text that a part of an expression takes, repeats as few times as shows them."""
    return "".join(_sample_of(kind, value) for kind, value in items)


def _sample_of(kind: Any, value: Any) -> str:
    if kind is sre.LITERAL:
        return chr(int(value))
    if kind is sre.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is sre.ANY:
        return "a"
    if kind is sre.IN:
        return _member(value)
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        least, most, inner = value
        return _sample(inner) * max(int(least), 1 if most else 0)
    if kind is sre.SUBPATTERN:
        return _sample(value[3])
    if kind is sre.BRANCH:
        return _sample(value[1][0])
    if kind is sre.ATOMIC_GROUP:
        return _sample(value)
    return ""


def _member(parts: Any) -> str:
    refused = parts[0][0] is sre.NEGATE
    wanted = {chr(value) for kind, value in parts if kind is sre.LITERAL}
    for kind, value in parts:
        if kind is sre.RANGE:
            wanted |= {chr(value[0]), chr(value[1])}
        elif kind is sre.CATEGORY:
            wanted.add({sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a"}.get(value, "-"))
    if refused:
        return next(str(sign) for sign in "a1 -.,~\u00e9" if sign not in wanted)
    return min(wanted)


def _repeats(items: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """What leads to each repeat without bound, and what it takes."""
    for kind, value in items:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = value
            if most is sre.MAXREPEAT or int(most) - least > 8:
                yield before, _sample(inner)
            yield from _repeats(inner, before)
        elif kind is sre.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
                before_branch = before + _sample(branch)
                yield before_branch, before_branch[-3:] or "a"
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], before)
        before += _sample_of(kind, value)


def attacks(pattern: re.Pattern[Any]) -> set[tuple[str, str, str]]:
    """Texts that may take an expression long: a head, what is repeated, a tail."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = parser.parse(text, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else 0)
    whole = _sample(parsed) or "a"
    found = {("", unit, "") for unit in (whole, " ", "1", "a", "A ", "-", "(", '"', "\n", "\\", "a1")}
    for before, unit in _repeats(parsed):
        for tail in ("", "\x01", "\n\x01"):
            found |= {(before, unit or "a", tail), ("", unit or "a", tail), ("", before + unit, tail)}
    return {each for each in found if each[1]}


def _made(attack: tuple[str, str, str], size: int, pattern: re.Pattern[Any]) -> Any:
    head, unit, tail = attack
    text = (head + unit * (size // len(unit)))[: max(size - len(tail), 1)] + tail
    return text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text


def seconds(each: Expression, text: Any) -> float:
    """How much time of the processor an expression takes for a text."""
    start = time.process_time()
    if each.searched:
        for _ in each.pattern.finditer(text):
            pass
    else:
        each.pattern.match(text)
        each.pattern.fullmatch(text)
    return time.process_time() - start


def test_every_expression_stands_in_the_table() -> None:
    assert sorted(expressions()) == sorted(KNOWN)
    assert set(BOUNDED) <= set(KNOWN)


def test_every_expression_of_the_source_is_found() -> None:
    """As many calls of `re` as the source has: what is put together at run time stands in the table of bounds."""
    made = 0
    for path in (ROOT / "checker").rglob("*.py"):
        for method, call in _calls(_tree(path)):
            made += method == "compile" or isinstance(call.args[0], ast.Constant)
    assert len(expressions()) >= made - 5


@pytest.mark.generated
@pytest.mark.parametrize("name", KNOWN)
def test_it_takes_time_by_the_length_of_the_text(name: str) -> None:
    each, most = expressions()[name], min(SIZE, BOUNDED.get(name, SIZE))
    for attack in sorted(attacks(each.pattern)):
        # A short one first: what takes the square of 100 KB would not end today.
        short = seconds(each, _made(attack, min(most, 10_000), each.pattern))
        assert short < 1, attack
        # The square of ten thousand steps takes fifty times as long.
        if short < 0.002 and not DEEP:
            continue
        took = seconds(each, _made(attack, most, each.pattern))
        if took > 0.1:
            half = min(seconds(each, _made(attack, most // 2, each.pattern)) for _ in range(2))
            again = min(took, seconds(each, _made(attack, most, each.pattern)))
            assert again < 3 * half, attack
        assert took < 2, attack
