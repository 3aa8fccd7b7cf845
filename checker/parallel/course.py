"""The course of a run: what comes of all documents, in their order, judged here or by several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from checker.errors import InputError, InterruptionError, Location, Problem
from checker.judging import Judge, Record
from checker.parallel.tasks import tasks
from checker.readers import Source
from checker.records import NamedTuple

if TYPE_CHECKING:
    from checker.report import Conditions

Results: TypeAlias = "Iterator[tuple[int, Record | InputError]]"
"""What came of documents, in their order, each with the number of sources that are through before it."""


class Watch(NamedTuple):
    """Who watches a run.

    `stopped` tells whether it is to end, `through` is told how many bytes of input are done, `crowded` tells whether
    what is left is worth several processes.
    """

    stopped: Callable[[], bool] = lambda: False
    through: Callable[[int], None] = lambda _size: None
    crowded: Callable[[], bool] = lambda: False


class Course:
    """Judges sources under the conditions of a run. Every way to do it gives the same results in the same order."""

    def __init__(
        self, judge: Judge, conditions: Conditions, sources: Sequence[Source | InputError], watch: Watch
    ) -> None:
        self.judge = judge
        self.conditions = conditions
        self.sources = sources
        self.watch = watch
        self._tasks = tasks(sources, whole=judge.door.whole)
        self._through = self._documents = 0

    def results(self, workers: int, *, at_once: bool) -> Results:
        """The results, by so many processes from the beginning, or where the watch says that it is worth it.

        Raises InterruptionError where the watch stops the run.
        """
        if workers == 1 or not at_once:
            yield from self._alone(workers)
        if workers > 1:
            yield from self._together(workers)

    def _alone(self, workers: int) -> Results:
        """What comes of the tasks in this process, until there is work for several."""
        for task in self._tasks:
            for number, source in enumerate(task.sources, 1 + task.inputs - len(task.sources)):
                for found in self.judge.records(source):
                    if self.watch.stopped():
                        raise self._interrupted()
                    yield self._through, found
                    self._documents += 1
                self._through = max(self._through, number)
            self.watch.through(task.size)
            if workers > 1 and self.watch.crowded():
                return

    def _together(self, workers: int) -> Results:
        """What comes of the tasks that are left, by several processes."""
        if (first := next(self._tasks, None)) is None:
            return
        from checker.parallel.pool import Pool  # noqa: PLC0415 - most runs are over before they are worth it

        pool = Pool(self.conditions, workers)
        for task, found in pool.results(chain([first], self._tasks), self.watch.stopped):
            for each in found:
                yield self._through, each
            self._documents += len(found)
            self._through = max(self._through, task.inputs)
            self.watch.through(task.size)
        if pool.gave_up and not pool.complete:
            # Where nobody else can do it, this process does.
            self._tasks = chain(pool.left(), self._tasks)
            yield from self._alone(1)
        elif not pool.complete:
            raise self._interrupted()

    def _interrupted(self) -> InterruptionError:
        return interrupted(self.sources, self._through, self._documents)


def interrupted(sources: Sequence[Source | InputError], through: int, documents: int) -> InterruptionError:
    """The end of a run before its time, at the first source that is not through, after so many documents."""
    source = sources[min(through, len(sources) - 1)]
    place = source.problems[0].location if isinstance(source, InputError) else Location(source.shown)
    inputs = f"{through:,} of {len(sources):,} input{'' if len(sources) == 1 else 's'}"
    manifests = f"{documents:,} manifest{'' if documents == 1 else 's'}"
    message = f"interrupted after {inputs} ({manifests}): from here on nothing was judged"
    mend = "run the check again; this report is incomplete and passes nothing"
    return InterruptionError(Problem(message, place, mend))
