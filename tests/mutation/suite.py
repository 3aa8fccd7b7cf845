"""The tests that kill, run inside of the process that pytest collected them in."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

Function = tuple[str, str]
"""Path of a module relative to the project, and qualified name of an outermost function."""


@dataclass(frozen=True)
class Trial:
    """A test that passes on the unchanged code: what it costs in seconds of CPU, and which functions it enters."""

    item: pytest.Item
    seconds: float
    reached: frozenset[Function]


def passes(item: pytest.Item) -> bool:
    """Run one test with everything it sets up, and tear all of it down again."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


class Reach:
    """Which functions of some modules are entered, as a trace function."""

    def __init__(self, paths: list[str]) -> None:
        self.files = {Path(path).resolve().as_posix(): path for path in paths}
        self.codes: set[CodeType] = set()

    def __call__(self, frame: FrameType, event: str, argument: Any) -> None:
        """Note the code of a frame that begins."""
        self.codes.add(frame.f_code)

    def functions(self) -> frozenset[Function]:
        """What was entered; what lies inside of a function counts as that function."""
        found = ((self.files.get(each.co_filename), each.co_qualname) for each in self.codes)
        return frozenset((path, name.split(".<locals>")[0]) for path, name in found if path)


def measure(items: list[pytest.Item], paths: list[str]) -> Iterator[Trial]:
    """Run every test once; those that do not pass are left out."""
    for item in items:
        reach = Reach(paths)
        begin = time.process_time()
        sys.settrace(reach)
        try:
            passed = passes(item)
        finally:
            sys.settrace(None)
        reached = reach.functions()
        if not passed:
            print(f"left out, does not pass here: {item.nodeid}", flush=True)
        else:
            yield Trial(item, time.process_time() - begin, reached)


@contextmanager
def silence() -> Iterator[None]:
    """Throw away what is printed, also by the interpreter as it ends."""
    saved = os.dup(1), os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(saved[0], 1)
        os.dup2(saved[1], 2)
        for each in (*saved, nowhere):
            os.close(each)
