"""The tasks of a run: chunks of files, slices of files of lines, row groups of Parquet, in the order of a report.

Their numbers and bounds follow from the inputs alone, not from how many workers there are or which is first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from checker.distributed import surveying
from checker.distributed.surveying import (
    LINES,
    ROWS,
    Look,
    groups_of,
    looks,
    parts_of,
    size_of,
    survey,
)
from checker.errors import InputError
from checker.parallel.tasks import Task
from checker.readers import Source

FILES = 200
"""The most files of a task."""

Surveys = Callable[[Sequence[Look]], Iterable[Any]]
"""Does `survey` for each look, in whatever order and wherever, and gives the answers in the order of the looks."""


def cut(
    sources: Sequence[Source | InputError],
    look: Surveys = lambda all_: map(survey, all_),
    *,
    slice_: int = 0,
    whole: bool = False,
) -> Iterator[Task]:
    """The tasks of sources that are in the order of a report; `whole`: no source is cut, as it is verified whole.

    `slice_` is about how many bytes of lines are one task, 0: as many as usual.
    """
    slice_ = slice_ or surveying.SLICE
    sources, sizes = list(sources), {}
    asked: list[tuple[int, Look]] = []
    for number, source in enumerate(sources):
        if isinstance(source, InputError) or source.suffix not in (*LINES, ROWS):
            continue
        try:
            sizes[number] = size_of(source)
        except InputError as error:
            sources[number] = error
            continue
        asked += [(number, each) for each in looks(source, sizes[number], slice_) if not whole]
    seen: dict[int, list[Any]] = {}
    for (number, _), answer in zip(asked, look([each for _, each in asked]), strict=True):
        seen.setdefault(number, []).append(answer)
    return _tasks(sources, sizes, seen, slice_)


def _tasks(
    sources: Sequence[Source | InputError], sizes: Mapping[int, int], seen: Mapping[int, list[Any]], most: int
) -> Iterator[Task]:
    waiting: list[Source | InputError] = []
    held = 0
    for number, source in enumerate(sources):
        size = sizes.get(number, 0)
        parts = _parts(source, size, seen[number]) if number in seen else []
        if waiting and (parts or len(waiting) >= FILES or held + size > most):
            yield Task(tuple(waiting), held, number)
            waiting, held = [], 0
        for part in parts:
            yield Task((part,), size // len(parts), number)
        if not parts:
            waiting.append(source)
            held += size
    if waiting:
        yield Task(tuple(waiting), held, len(sources))


def _parts(source: Source | InputError, size: int, answers: Sequence[Any]) -> Sequence[Source | InputError]:
    """A source as it was found to be cut; nothing where it is read whole, to say itself what is wrong with it."""
    if isinstance(source, InputError):
        return []
    if errors := [answer for answer in answers if isinstance(answer, InputError)]:
        return errors[:1]
    found = [each for answer in answers for each in answer]
    return groups_of(source, found) if source.suffix == ROWS else parts_of(source, found, size)
