"""The mutants of one module: one small change each, inside of a function or method, made by mutmut's operators."""

from __future__ import annotations

import difflib
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

PACKAGES = ("checker/gates", "checker/engine", "checker/forecast", "checker/advise", "checker/model/manifest.py")
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
SKIPPED = (libcst.Annotation, libcst.Decorator)
"""What is evaluated once, when a module is imported, or never."""


@dataclass(frozen=True)
class Mutant:
    """One change: in which function (as Python qualifies its name), on which line, and the two nodes."""

    module: str
    function: str
    line: int
    number: int
    before: Any
    after: Any
    default: bool

    @property
    def name(self) -> str:
        """Module, function and number within the module."""
        return f"{self.module}:{self.function}:{self.number}"


@dataclass(frozen=True)
class Mutated:
    """A module of the project, read, and all of its mutants."""

    path: str
    source: str
    tree: Any
    mutants: tuple[Mutant, ...]

    def text(self, mutant: Mutant) -> str:
        """The source with the one change."""
        return str(self.tree.deep_replace(mutant.before, mutant.after).code)

    def change(self, text: str) -> tuple[str, str]:
        """The changed lines of the source before and after, stripped, in one line each."""
        old, new = self.source.splitlines(), text.splitlines()
        steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        changed = [step for step in steps if step[0] != "equal"]
        lines = [[each.strip() for step in changed for each in old[step[1] : step[2]]]]
        lines.append([each.strip() for step in changed for each in new[step[3] : step[4]]])
        return " ".join(lines[0]), " ".join(lines[1])


def modules(names: Iterable[str] = PACKAGES) -> list[str]:
    """The modules of files and folders, sorted, relative to the project."""
    found = {each for name in names for each in ([Path(name)] if name.endswith(".py") else Path(name).rglob("*.py"))}
    return sorted(each.as_posix() for each in found)


def changed_lines(path: str, revision: str) -> set[int]:
    """The lines of a module that are new or another since a commit."""
    command = ["git", "diff", "--unified=0", revision, "--", path]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    found = ((int(first), int(many or 1)) for first, many in HUNK.findall(told))
    return {line for first, many in found for line in range(first, first + many)}


def read(path: str) -> Mutated:
    """A module and its mutants, in the order of the source."""
    source = Path(path).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(libcst.parse_module(source), unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    mutants: list[Mutant] = []
    for function, body in _functions(wrapper.module, ""):
        for holder, node, default in _nodes(body, False):
            place = places.get(node) or places.get(holder) or places[body]  # operators have none of their own
            for after in _changes(node):
                mutants.append(Mutant(path, function, int(place.start.line), len(mutants), node, after, default))
    return Mutated(path, source, wrapper.module, tuple(mutants))


def _functions(node: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Every outermost function and method with its qualified name."""
    for child in node.children:
        if isinstance(child, libcst.FunctionDef):
            yield prefix + child.name.value, child
        elif isinstance(child, libcst.ClassDef):
            yield from _functions(child.body, f"{prefix}{child.name.value}.")
        elif isinstance(child, libcst.If | libcst.IndentedBlock):
            yield from _functions(child, prefix)


def _nodes(holder: Any, default: bool) -> Iterator[tuple[Any, Any, bool]]:
    """Every node inside of a function that may change, with its holder, and whether it is a parameter's default."""
    for child in holder.children:
        if isinstance(child, SKIPPED):
            continue
        inside = default or (isinstance(holder, libcst.Param) and child is holder.default)
        yield holder, child, inside
        yield from _nodes(child, inside)


def _changes(node: Any) -> Iterator[Any]:
    if (
        isinstance(node, libcst.Call)
        and isinstance(node.func, libcst.Name)
        and node.func.value in ("len", "isinstance")
    ):
        return  # without an argument, or with another, they only raise
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from operator(node)
