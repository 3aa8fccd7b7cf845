"""What targets share: how an input is cut into parts, and what may come out of trying one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from checker import api
from checker.catalogue import Catalogue
from checker.errors import InputError, UsageError

FIXTURES = Path(__file__).parents[3] / "fixtures"
POLICIES = Path(__file__).parents[3] / "policies"
CUT = b"\n%%%%\n"
"""Between the parts of an input that stands for several files."""

T = TypeVar("T")


@functools.cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return api.load_catalogue()


def outcome(attempt: Callable[[], T]) -> tuple[T | None, list[str]]:
    """What an attempt gives and why it was refused; only the errors that users are meant to see may come out.

    Each problem is one line that can be printed, and says something.
    """
    try:
        return attempt(), []
    except UsageError as error:
        lines = [str(error)]
    except InputError as error:
        lines = [str(problem) for problem in error.problems]
    check(lines, "a refusal without a reason")
    for line in lines:
        check(bool(line) and line.isprintable(), f"a refusal that is no line of text: {line!r}")
        check(len(line) < 2_000, "a refusal longer than anybody reads")
    return None, lines


def check(holds: object, words: str) -> None:
    """Raise AssertionError where a property does not hold, also under `python -O`."""
    if not holds:
        raise AssertionError(words)


def small_files(folder: Path, *suffixes: str, most: int = 8_000) -> Iterator[bytes]:
    """The bytes of the files below a folder that are small enough to be changed one by one."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(suffixes) and path.is_file() and path.stat().st_size <= most:
            yield path.read_bytes()
